"""Israel and Lebanon: a group's rocket engages a government's duty and is never that government's act."""

from __future__ import annotations

from tests.stories.agreements.told import LatLon, duty, incident, instruments, of, one

from holdfire.records import DutyState, Incident

LEBANON = "agreements/israel-lebanon-2024"
METULA: LatLon = (33.277, 35.578)
BINT_JBEIL: LatLon = (33.11944, 35.43333)
NABATIYE: LatLon = (33.37889, 35.48389)
BEIRUT: LatLon = (33.89332, 35.50157)


def event(act: str, when: str, where: LatLon, by: str, **more: str | None) -> Incident:
    return incident(act, when, where, by, zone="Asia/Beirut", **more)


def test_a_rocket_of_a_group_engages_the_duty_to_prevent_and_nobody_elses_authorship() -> None:
    rocket = event("rocket_fire", "2024-12-02", METULA, "hezbollah", against="il-idf")
    found = one(LEBANON, "prevent", rocket)
    assert (found.verdict.value, [b.value for b in found.because]) == ("undetermined", ["fact"])
    assert [(u.who, u.verb, u.basis) for u in found.undertakings] == [(("lebanon",), "prevent", "clause 2(a)")]
    assert found.candidates == ("hezbollah",)
    condition = next(c for c in found.checks if c.name == "condition")
    assert condition.code == "prevention-not-known"
    assert "never of Lebanon" in condition.basis
    assert of(LEBANON, "own-forces", rocket) == {"": "not_covered: actor"}
    assert of(LEBANON, "no-offensive", rocket) == {"": "not_covered: actor"}


def test_the_armys_own_fire_is_no_matter_of_preventing() -> None:
    fire = event("shelling", "2024-12-02", METULA, "lb-laf", against="il-idf")
    assert of(LEBANON, "own-forces", fire) == {"": "contrary"}
    assert of(LEBANON, "prevent", fire) == {"": "not_covered: actor"}


def test_an_unnamed_member_of_a_lumped_group_is_unknown() -> None:
    rocket = event("rocket_fire", "2024-12-02", METULA, "lb-armed-groups", against="il-idf")
    assert of(LEBANON, "prevent", rocket) == {"": "undetermined: actor, fact"}


def test_a_strike_is_contrary_until_self_defence_is_invoked() -> None:
    strike = event("air_strike", "2024-12-02", BEIRUT, "il-air-force")
    assert of(LEBANON, "no-offensive", strike) == {"": "contrary"}
    invoked = event("air_strike", "2024-12-02", BEIRUT, "il-air-force", invokes="self_defence")
    assert of(LEBANON, "no-offensive", invoked) == {"": "contrary_unless_exception"}
    assert [u.basis for u in one(LEBANON, "no-offensive", strike).undertakings] == ["asserted by sponsors"]


def test_four_in_the_morning() -> None:
    assert of(LEBANON, "no-offensive", event("air_strike", "2024-11-27T03:50", BEIRUT, "il-idf")) == {
        "": "not_covered: time"
    }
    assert of(LEBANON, "no-offensive", event("air_strike", "2024-11-27T04:00", BEIRUT, "il-idf")) == {"": "contrary"}


def test_only_official_forces_south_of_the_litani() -> None:
    assert of(LEBANON, "official-forces", event("movement_of_forces", "2025-01-05", BINT_JBEIL, "lb-laf")) == {
        "": "consistent"
    }
    depot = event("heavy_weapons_presence", "2025-01-05", BINT_JBEIL, "hezbollah", weapon="rocket")
    assert of(LEBANON, "only-official-forces", depot) == {"": "undetermined: fact"}
    assert [u.who for u in one(LEBANON, "only-official-forces", depot).undertakings] == [("lebanon",)]
    north = event("heavy_weapons_presence", "2025-01-05", NABATIYE, "hezbollah", weapon="rocket")
    assert of(LEBANON, "only-official-forces", north) == {"": "not_covered: place"}


def test_the_withdrawal_is_pending_extended_then_partly_met() -> None:
    assert "26 January 2025" in duty(LEBANON, "withdrawal", "2025-01-10").reckoned
    assert duty(LEBANON, "withdrawal", "2025-01-10").state is DutyState.PENDING
    put_off = duty(LEBANON, "withdrawal", "2025-01-30")
    assert put_off.state is DutyState.EXTENDED
    assert "18 February 2025 by us, without an instrument" in put_off.reckoned
    assert duty(LEBANON, "withdrawal", "2025-03-01").state is DutyState.PARTLY_MET


def test_the_letter_beside_it_holds_nothing() -> None:
    letter = instruments(LEBANON)["lb-2024-11-27-side-letter"]
    assert letter.terms == ()
    assert [a.by for a in letter.asserted_terms] == ["il-netanyahu"]
