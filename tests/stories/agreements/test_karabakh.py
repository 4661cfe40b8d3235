"""Karabakh: a corridor that passes by Shusha and does not touch it, and a handover put off without being late."""

from __future__ import annotations

from datetime import date

from tests.stories.agreements.told import LatLon, duty, incident, instruments, of, off

from holdfire import agreement
from holdfire.records import DutyState, Incident

KARABAKH = "agreements/karabakh-2020"
LACHIN: LatLon = (39.640, 46.545)
SHUSHA: LatLon = (39.7587, 46.747)
STEPANAKERT: LatLon = (39.815, 46.752)


def event(act: str, when: str, where: LatLon, by: str = "az-forces", **more: str) -> Incident:
    return incident(act, when, where, by, zone="Europe/Moscow", **more)


def test_a_road_closed_inside_the_corridor() -> None:
    assert of(KARABAKH, "corridor", event("movement_restriction", "2022-12-20", LACHIN)) == {"": "contrary"}
    assert of(KARABAKH, "corridor", event("access_granted", "2021-03-01", LACHIN)) == {"": "consistent"}


def test_the_same_in_shusha_is_outside_though_the_line_passes_it() -> None:
    assert of(KARABAKH, "corridor", event("movement_restriction", "2022-12-20", SHUSHA)) == {"": "not_covered: place"}


def test_five_kilometres_wide_is_two_and_a_half_on_each_side() -> None:
    half_way = (39.6945, 46.63)  # on the road as drawn
    near, edge, far = (off(half_way, 320, km) for km in (1.2, 2.5, 4.0))
    assert of(KARABAKH, "corridor", event("siege", "2021-01-01", near)) == {"": "contrary"}
    assert of(KARABAKH, "corridor", event("siege", "2021-01-01", edge)) == {"": "undetermined: place"}
    assert of(KARABAKH, "corridor", event("siege", "2021-01-01", far)) == {"": "not_covered: place"}


def test_fire_after_midnight_in_moscow() -> None:
    assert of(KARABAKH, "ceasefire", event("shelling", "2020-11-10T00:30", STEPANAKERT)) == {"": "contrary"}
    assert of(KARABAKH, "ceasefire", event("shelling", "2020-11-09T23:30", STEPANAKERT)) == {"": "not_covered: time"}
    in_yerevan = incident("shelling", "2020-11-10T00:30", STEPANAKERT, "az-forces", zone="Asia/Yerevan")
    assert of(KARABAKH, "ceasefire", in_yerevan) == {"": "not_covered: time"}


def test_taking_ground_after_both_stopped_where_they_stood() -> None:
    assert of(KARABAKH, "freeze", event("seizure_of_territory", "2020-12-12", (39.47, 46.83))) == {"": "contrary"}


def test_forces_in_the_field_that_the_text_does_not_name() -> None:
    assert of(KARABAKH, "ceasefire", event("small_arms_fire", "2020-12-12", STEPANAKERT, "artsakh")) == {
        "": "undetermined: actor"
    }
    assert of(KARABAKH, "ceasefire", event("small_arms_fire", "2020-12-12", STEPANAKERT, "am-forces")) == {
        "": "contrary"
    }


def test_a_handover_put_off_by_announcement_is_extended_not_late() -> None:
    assert duty(KARABAKH, "kalbajar", "2020-11-12", language="by").state is DutyState.PENDING
    put_off = duty(KARABAKH, "kalbajar", "2020-11-20", language="by")
    assert put_off.state is DutyState.EXTENDED
    assert "extended to 25 November 2020 by az, accepted by am, without an instrument" in put_off.reckoned
    assert duty(KARABAKH, "kalbajar", "2020-11-25", language="by").state is DutyState.MET


def test_before_a_day_and_by_a_day_are_two_duties() -> None:
    found = agreement.duties(instruments(KARABAKH).values(), date(2020, 11, 12))
    due = {d.reading.get("language"): d.reckoned for d in found if d.term == "agdam"}
    assert due["before"].startswith("19 November 2020")
    assert due["by"].startswith("20 November 2020")


def test_the_other_handovers_are_met_on_their_days() -> None:
    assert duty(KARABAKH, "agdam", "2020-11-20", language="by").state is DutyState.MET
    assert duty(KARABAKH, "lachin", "2020-11-30").state is DutyState.PENDING
    assert duty(KARABAKH, "lachin", "2020-12-01").state is DutyState.MET
