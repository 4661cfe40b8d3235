"""Ethiopia: heavy weapons are due as others leave, and whether they left is disputed; two clocks for two deadlines."""

from __future__ import annotations

from tests.stories.agreements.told import LatLon, duty, incident, of, one

from holdfire.records import DutyState, Incident, Result

ETHIOPIA = "agreements/ethiopia-2022"
MEKELLE: LatLon = (13.4967, 39.4753)


def event(act: str, when: str, by: str, **more: str | None) -> Incident:
    return incident(act, when, MEKELLE, by, zone="Africa/Addis_Ababa", **more)


def tanks(when: str) -> Incident:
    return event("heavy_weapons_presence", when, "tplf-forces", weapon="tank")


def test_while_nobody_has_left_keeping_heavy_weapons_is_not_yet_a_breach() -> None:
    assert of(ETHIOPIA, "heavy-weapons", tanks("2022-11-20")) == {"": "not_covered: fact"}
    check = next(c for c in one(ETHIOPIA, "heavy-weapons", tanks("2022-11-20")).checks if c.name == "condition")
    assert (check.result, check.code) == (Result.FAIL, "concurrent-not-met")
    assert "at the same time as clause 2.1(d), forces" in check.basis


def test_when_some_have_left_nobody_can_tell() -> None:
    assert of(ETHIOPIA, "heavy-weapons", tanks("2023-01-13")) == {"": "undetermined: fact"}


def test_two_words_of_one_day_that_differ_leave_it_open() -> None:
    assert of(ETHIOPIA, "heavy-weapons", tanks("2023-02-01")) == {"": "undetermined: fact"}
    check = next(c for c in one(ETHIOPIA, "heavy-weapons", tanks("2023-02-01")).checks if c.name == "condition")
    assert "et-endf" in check.basis
    assert "tplf" in check.basis


def test_giving_them_up_early_performs_it_all_the_same() -> None:
    handed = event("disarmament", "2023-01-10", "tplf-forces", weapon="tank")
    assert of(ETHIOPIA, "heavy-weapons", handed) == {"": "consistent"}


def test_a_drone_strike_is_contrary_from_the_third_of_november() -> None:
    assert of(ETHIOPIA, "cessation", event("drone_strike", "2022-11-05", "et-endf")) == {"": "contrary"}
    assert of(ETHIOPIA, "cessation", event("drone_strike", "2022-11-02", "et-endf")) == {"": "not_covered: time"}


def test_a_third_army_is_no_party_and_a_lumped_one_is_unknown() -> None:
    assert of(ETHIOPIA, "cessation", event("shelling", "2022-12-01", "er-forces")) == {"": "not_covered: actor"}
    assert of(ETHIOPIA, "cessation", event("shelling", "2022-12-01", "et-amhara")) == {"": "undetermined: actor"}


def test_what_a_third_army_does_to_civilians_engages_the_duty_to_protect_them() -> None:
    found = one(ETHIOPIA, "civilians", event("killing", "2022-12-01", "er-forces", against="civilians"))
    assert (found.verdict.value, [b.value for b in found.because]) == ("undetermined", ["fact"])
    assert [(u.who, u.verb) for u in found.undertakings] == [(("government",), "prevent")]
    assert found.candidates == ("er-forces",)


def test_words_are_regulated_too() -> None:
    assert of(ETHIOPIA, "propaganda", event("hostile_propaganda", "2022-11-20", "tplf")) == {"": "contrary"}


def test_one_clock_runs_from_the_signing_and_one_from_the_day_after() -> None:
    assert duty(ETHIOPIA, "commanders", "2022-11-05").reckoned.startswith("7 November 2022")
    assert duty(ETHIOPIA, "light-weapons", "2022-11-05").reckoned.startswith("3 December 2022")
    assert duty(ETHIOPIA, "commanders", "2022-11-08").state is DutyState.MET
    assert duty(ETHIOPIA, "light-weapons", "2022-12-10").state is DutyState.NOT_VERIFIABLE
    assert duty(ETHIOPIA, "light-weapons", "2023-01-15").state is DutyState.LATE
    assert duty(ETHIOPIA, "plan", "2022-11-20").state is DutyState.PENDING
