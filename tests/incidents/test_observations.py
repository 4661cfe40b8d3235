"""Observations become observed accounts with a place that fits the means, and no author."""

from __future__ import annotations

from pyproj import Geod
from tests.incidents.made import BOOK, day, report

from holdfire.incidents import accounts_from_observations
from holdfire.records import Account, Observation, Place

POST = Place(name="Post 4", lat=36.0, lon=36.5, radius_m=50, kind="position", provenance="form")


def seen(**changes: object) -> Account:
    fields: dict[str, object] = {
        "key": "observation:1",
        "report": "report:r1",
        "patrol": "P4",
        "position": POST,
        "time": day(13),
        "means": "heard",
        "act": "shelling",
        "bearing_deg": 90.0,
        "range_m": 4000,
        "direction_of_fire": "from the east",
        "direction_assessed_by": "P4",
        "control": "blue",
    }
    return accounts_from_observations([Observation(**{**fields, **changes})], report(), BOOK)[0][0]  # type: ignore[arg-type]


def test_incoming_fire_never_yields_an_author() -> None:
    account = seen()
    assert account.observed
    assert account.attributed_to == ()
    assert account.participants == ()


def test_the_event_lies_along_the_bearing_not_at_the_post() -> None:
    place = seen().place
    assert place is not None
    _, _, distance = Geod(ellps="WGS84").inv(POST.lon, POST.lat, place.lon, place.lat)
    assert round(distance) == 4000
    assert place.lon is not None
    assert place.lon > 36.5
    assert place.radius_m > 1000


def test_without_range_it_is_somewhere_within_reach() -> None:
    account = seen(range_m=None)
    assert account.place is not None
    assert account.place.radius_m == 10000
    assert [d.code for d in account.doubts] == ["place-from-position"]


def test_a_crater_is_where_the_patrol_stands() -> None:
    account = seen(range_m=None, means="crater_analysis")
    assert account.place is not None
    assert account.place.radius_m == 100
    assert account.doubts == ()
