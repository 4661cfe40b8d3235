"""Hodeidah: two starts, so five days and two deadlines that turn on which is right; and circles around ports."""

from __future__ import annotations

from datetime import date

from tests.stories.agreements.told import LatLon, duty, incident, instruments, of, off, verdicts

from holdfire import agreement
from holdfire.records import DutyState, Incident

HODEIDAH = "agreements/hodeidah-2018"
CITY: LatLon = (14.79781, 42.95452)
SALIF: LatLon = (15.30755, 42.67107)


def event(act: str, when: str, by: str = "houthis", where: LatLon = CITY, **more: str) -> Incident:
    return incident(act, when, where, by, zone="Asia/Aden", **more)


def test_a_day_between_signature_and_resolution_flips_with_the_start() -> None:
    assert of(HODEIDAH, "ceasefire", event("shelling", "2018-12-15")) == {
        "start=signature": "contrary", "start=council": "not_covered: time",
    }  # fmt: skip


def test_a_day_after_both_starts_asks_neither() -> None:
    assert of(HODEIDAH, "ceasefire", event("shelling", "2018-12-20")) == {"": "contrary"}
    assert of(HODEIDAH, "ceasefire", event("shelling", "2018-12-10")) == {"": "not_covered: time, actor"}


def test_the_ban_on_reinforcements_runs_from_the_signing_under_either_reading() -> None:
    assert of(HODEIDAH, "reinforcements", event("reinforcement", "2018-12-15", "ye-forces")) == {"": "contrary"}


def test_the_coalition_is_named_by_nobody_in_the_text() -> None:
    struck = event("air_strike", "2019-01-10", "ye-coalition")
    assert of(HODEIDAH, "ceasefire", struck) == {"": "undetermined: actor"}


def test_taizz_is_another_governorate() -> None:
    assert of(HODEIDAH, "ceasefire", event("shelling", "2019-01-10", where=(13.58, 44.02))) == {
        "": "not_covered: place"
    }


def test_aid_that_moves_and_aid_that_is_held_up() -> None:
    assert of(HODEIDAH, "movement", event("aid_delivery", "2019-02-01")) == {"": "consistent"}
    assert of(HODEIDAH, "movement", event("aid_obstruction", "2019-02-01")) == {"": "contrary"}


def test_five_kilometres_from_a_port() -> None:
    def armed(km: float) -> Incident:
        return event("heavy_weapons_presence", "2019-06-01", where=off(SALIF, 90, km))

    assert verdicts(HODEIDAH, armed(3)) == {"contrary"}
    assert verdicts(HODEIDAH, armed(4.8)) == {"undetermined: place"}
    assert of(HODEIDAH, "ports", armed(7)) == {"": "not_covered: place"}
    assert of(HODEIDAH, "ports", event("withdrawal", "2019-05-20", where=SALIF)) == {"": "consistent"}


def test_two_duties_from_two_starts() -> None:
    found = agreement.duties(instruments(HODEIDAH).values(), date(2018, 12, 20))
    due = {d.reading["start"]: d.reckoned for d in found if d.term == "redeployment"}
    assert due["signature"].startswith("3 January 2019")
    assert due["council"].startswith("8 January 2019")


def test_the_redeployment_is_pending_then_unverifiable_then_late_then_disputed() -> None:
    states = {
        on: duty(HODEIDAH, "redeployment", on, start="council").state
        for on in ("2019-01-05", "2019-01-10", "2019-03-01", "2019-06-01")
    }
    assert list(states.values()) == [DutyState.PENDING, DutyState.NOT_VERIFIABLE, DutyState.LATE, DutyState.DISPUTED]
    assert duty(HODEIDAH, "redeployment", "2019-01-05", start="signature").state is DutyState.NOT_VERIFIABLE
    assert duty(HODEIDAH, "redeployment", "2019-01-05", start="council").rivals == (
        "troops to withdraw by 7 January (arabiya)",
    )
