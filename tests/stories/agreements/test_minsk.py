"""Minsk II: every gun is measured from its own side's line, and one near Debaltseve turns on which line that is."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest
import shapely
from msgspec.structs import replace
from tests.stories.agreements.told import (
    EARTH,
    EXAMPLES,
    LatLon,
    duty,
    incident,
    instruments,
    law_of,
    of,
    off,
    one,
    verdicts,
)

from holdfire.findings import Law
from holdfire.records import DutyState, Incident

MINSK = "agreements/minsk-2015"
LINES = {f["id"]: f["geometry"] for f in json.loads((EXAMPLES / MINSK / "zones/lines.geojson").read_text())["features"]}
MARINKA: LatLon = (47.95, 37.56)  # on both lines: due west of it lies the government's ground
SHAKHTARSK: LatLon = (48.05657, 38.43826)
AVDIIVKA: LatLon = (48.13989, 37.74255)


def km_from(line: str, place: LatLon) -> float:
    """Along the ground, to the nearest of points set every 100 m on the line as drawn."""
    drawn = shapely.segmentize(shapely.geometry.shape(LINES[line]), 0.001)
    xy = shapely.get_coordinates(drawn)
    metres = EARTH.inv(xy[:, 0], xy[:, 1], np.full(len(xy), place[1]), np.full(len(xy), place[0]))[2]
    return float(metres.min()) / 1000


def west_of_line(km: float) -> LatLon:
    """Behind the government's side of the line, so far from its nearest point."""
    low, high = km, km * 2
    for _ in range(30):
        middle = (low + high) / 2
        nearer = km_from("contact-2015", off(MARINKA, 285, middle)) < km
        low, high = (middle, high) if nearer else (low, middle)
    return off(MARINKA, 285, low)


def gun(where: LatLon, by: str = "ua-forces", weapon: str = "artillery_100_plus", when: str = "2015-06-01") -> Incident:
    return incident("heavy_weapons_presence", when, where, by, weapon=weapon, zone="Europe/Kyiv")


@cache
def mapped() -> Law:
    """The same instruments with the lines known exactly, as they are to a mission that holds the map."""
    held = instruments(MINSK).values()
    exact = [
        replace(i, zones=tuple(replace(z, provenance="official_map", uncertainty_m=0) for z in i.zones)) for i in held
    ]
    return law_of(tuple(exact))


def test_a_152_mm_gun_23_km_from_its_own_line_is_contrary_and_at_26_km_consistent() -> None:
    near, far = gun(west_of_line(23)), gun(west_of_line(26))
    assert km_from("contact-2015", west_of_line(23)) == pytest.approx(23, abs=0.05)
    assert of(MINSK, "guns-ukraine", near, under=mapped()) == {"": "contrary"}
    assert of(MINSK, "guns-ukraine-beyond", near, under=mapped()) == {"": "not_covered: place"}
    assert of(MINSK, "guns-ukraine", far, under=mapped()) == {"": "not_covered: place"}
    assert of(MINSK, "guns-ukraine-beyond", far, under=mapped()) == {"": "consistent"}


def test_metres_at_the_edge_of_the_band() -> None:
    """25 km is half of the 50 between the sides: 50 m on either side of it decide."""
    assert of(MINSK, "guns-ukraine", gun(west_of_line(24.85)), under=mapped()) == {"": "contrary"}
    assert of(MINSK, "guns-ukraine-beyond", gun(west_of_line(25.15)), under=mapped()) == {"": "consistent"}


def test_with_our_reconstruction_of_the_line_23_and_26_km_are_too_near_to_tell() -> None:
    assert verdicts(MINSK, gun(west_of_line(23))) == {"undetermined: place"}
    assert verdicts(MINSK, gun(west_of_line(26))) == {"undetermined: place"}
    assert verdicts(MINSK, gun(west_of_line(20))) == {"contrary"}
    assert verdicts(MINSK, gun(west_of_line(29))) == {"consistent"}


def test_the_formations_gun_that_flips_with_the_baseline() -> None:
    assert km_from("line-2014-09-19", SHAKHTARSK) < 20
    assert km_from("contact-2015", SHAKHTARSK) > 35
    found = gun(SHAKHTARSK, by="ua-dpr")
    assert of(MINSK, "guns-formations", found) == {"baseline=text": "contrary", "baseline=actual": "not_covered: place"}
    assert of(MINSK, "guns-formations-beyond", found) == {
        "baseline=text": "not_covered: place", "baseline=actual": "consistent",
    }  # fmt: skip
    assert of(MINSK, "guns-ukraine", found) == {"": "not_covered: place, actor"}


def test_a_government_gun_at_the_same_place_asks_no_baseline() -> None:
    assert of(MINSK, "guns-ukraine-beyond", gun(SHAKHTARSK)) == {"": "consistent"}
    assert verdicts(MINSK, gun(SHAKHTARSK)) == {"consistent"}


def test_each_class_has_its_own_distance() -> None:
    """30 km behind the line: a gun may stand there, a Grad (35) may not, a Tochka (70) may not."""
    place = west_of_line(30)
    assert verdicts(MINSK, gun(place)) == {"consistent"}
    assert verdicts(MINSK, gun(place, weapon="mlrs_grad")) == {"contrary"}
    assert verdicts(MINSK, gun(place, weapon="missile_tactical")) == {"contrary"}
    assert verdicts(MINSK, gun(west_of_line(40), weapon="mlrs_grad")) == {"consistent"}
    assert verdicts(MINSK, gun(west_of_line(75), weapon="mlrs_smerch")) == {"consistent"}


def test_a_weapon_told_only_in_general_is_undetermined() -> None:
    assert verdicts(MINSK, gun(west_of_line(10), weapon="artillery")) == {"undetermined: act"}


def test_before_the_fourteen_days_are_over_a_gun_may_still_be_on_its_way() -> None:
    early = gun(west_of_line(10), when="2015-02-28")
    assert of(MINSK, "guns-ukraine", early) == {"": "not_covered: time"}
    assert of(MINSK, "guns-ukraine", gun(west_of_line(10), when="2015-03-02")) == {"": "contrary"}


def test_fire_and_who_answers_for_it() -> None:
    between = incident("shelling", "2015-02-20", AVDIIVKA, between=("ua-forces", "ua-dpr"), zone="Europe/Kyiv")
    assert of(MINSK, "ceasefire", between) == {"": "contrary: author"}
    before = incident("shelling", "2015-02-14", AVDIIVKA, "ua-dpr", zone="Europe/Kyiv")
    assert of(MINSK, "ceasefire", before) == {"": "not_covered: time"}
    lumped = incident("shelling", "2015-02-20", AVDIIVKA, "ua-armed-formations", zone="Europe/Kyiv")
    assert of(MINSK, "ceasefire", lumped) == {"": "undetermined: actor"}
    kharkiv = incident("shelling", "2015-02-20", (49.99, 36.23), "ua-dpr", zone="Europe/Kyiv")
    assert of(MINSK, "ceasefire", kharkiv) == {"": "not_covered: place"}


def test_the_addendum_takes_tanks_first_and_mortars_later() -> None:
    tank = gun(west_of_line(8), weapon="tank", when="2015-10-25")
    mortar = gun(west_of_line(8), weapon="mortar_120_plus", when="2015-10-25")
    assert of(MINSK, "tanks", tank) == {"": "contrary"}
    assert of(MINSK, "ua-2015-09-29-addendum/guns", mortar) == {"": "not_covered: time"}
    assert verdicts(MINSK, gun(west_of_line(20), weapon="tank", when="2015-12-01")) == {"consistent"}


def test_the_withdrawal_is_due_on_the_fourteenth_day_and_late_by_the_oscs_word() -> None:
    assert duty(MINSK, "guns-ukraine", "2015-02-20").state is DutyState.PENDING
    assert "1 March 2015" in duty(MINSK, "guns-ukraine", "2015-02-20").reckoned
    assert duty(MINSK, "guns-ukraine", "2015-03-10").state is DutyState.NOT_VERIFIABLE
    assert duty(MINSK, "guns-ukraine", "2016-02-10").state is DutyState.LATE


def test_the_check_names_the_band_and_that_it_is_a_reconstruction() -> None:
    place = next(c for c in one(MINSK, "guns-ukraine", gun(west_of_line(10))).checks if c.name == "place")
    assert "inside the zone of 25 km along Ukraine's line" in place.basis
    assert "reconstruction" in place.basis
    assert "2500 m" in place.basis


def test_shelling_after_one_guarantor_said_that_there_is_no_agreement_any_more() -> None:
    def fire(when: str) -> Incident:
        return incident("shelling", when, AVDIIVKA, "ua-dpr", zone="Europe/Kyiv")

    assert set(of(MINSK, "ceasefire", fire("2022-02-20")).values()) == {"contrary"}
    assert set(of(MINSK, "ceasefire", fire("2022-02-22")).values()) == {"undetermined: time"}
    after = one(MINSK, "ceasefire", fire("2022-03-15"))
    (time,) = [c for c in after.checks if c.name == "time"]
    assert (time.result.value, time.code) == ("unknown", "time-declared-out")
    assert "ru-putin declared it lapsed on 22 February 2022: whether it then obliged is unknown" in time.basis
