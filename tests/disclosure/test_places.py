"""Places: never finer than the policy, never one of a hidden kind, and the true place stays inside what is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from holdfire.disclosure import Area, Gazetteer, coarsen
from holdfire.disclosure.places import SETTLEMENT_RADIUS_M
from holdfire.records import Place, Policy

TOWN = Place(name="Town", lat=34.0, lon=36.0, radius_m=2000)
KNOWN = Gazetteer(
    settlements=(TOWN,),
    areas=(
        Area(
            id="A1",
            name="Province",
            geometry={"type": "Polygon", "coordinates": [[[35, 33], [37, 33], [37, 35], [35, 35], [35, 33]]]},
        ),
    ),
)


@pytest.mark.parametrize("kind", Policy().hide_place_kinds)
def test_hidden_kinds_are_never_given(kind: str) -> None:
    assert coarsen(Place(name="x", lat=34.0, lon=36.0, kind=kind), Policy(), KNOWN) is None


def test_a_facility_takes_the_name_of_the_settlement_near_it() -> None:
    shown = coarsen(Place(name="Depot 4", lat=34.01234, lon=36.01234, radius_m=50, kind="facility"), Policy(), KNOWN)
    assert shown is not None
    assert shown.name == "Town"


def test_a_facility_called_after_a_settlement_takes_that_ones_name() -> None:
    near = Place(name="Hamlet", lat=34.011, lon=36.011, radius_m=500)
    town = Place(name="Saydnaya", lat=34.05, lon=36.05, radius_m=500)
    prison = Place(name="Sednaya prison", lat=34.01, lon=36.01, radius_m=50, kind="facility")
    shown = coarsen(prison, Policy(), Gazetteer(settlements=(near, town)))
    assert shown is not None
    assert shown.name == "Saydnaya"
    assert shown.radius_m > 5000


def test_a_facility_far_from_any_settlement_has_no_name() -> None:
    shown = coarsen(Place(name="Depot 4", lat=31.01234, lon=36.01234, radius_m=50, kind="facility"), Policy(), KNOWN)
    assert shown is not None
    assert (shown.name, shown.lat, shown.radius_m) == ("", 31.01, 6000)


def test_an_area_stays_an_area() -> None:
    area = Place(name="Province", area="A1", kind="area")
    assert coarsen(area, Policy(), KNOWN) == area


def test_admin1_gives_the_area_around_it_or_nothing() -> None:
    policy = Policy(finest_place="admin1")
    assert coarsen(TOWN, policy, KNOWN) == Place(name="Province", area="A1", kind="area")
    assert coarsen(Place(name="Far", lat=10.0, lon=10.0), policy, KNOWN) is None


@given(
    lat=st.floats(33.9, 34.1), lon=st.floats(35.9, 36.1), radius=st.integers(0, 20_000),
    kind=st.sampled_from(["settlement", "facility", "position", "region", "water"]),
)  # fmt: skip
def test_what_is_printed_is_coarse_and_still_holds_the_place(lat: float, lon: float, radius: int, kind: str) -> None:
    shown = coarsen(Place(name="x", lat=lat, lon=lon, radius_m=radius, kind=kind), Policy(), KNOWN)
    assert shown is not None
    assert shown.lat is not None
    assert shown.lon is not None
    assert shown.radius_m >= SETTLEMENT_RADIUS_M
    assert (round(shown.lat, 2), round(shown.lon, 2)) == (shown.lat, shown.lon)
    away = Geod(ellps="WGS84").inv(lon, lat, shown.lon, shown.lat)[2]
    assert away <= shown.radius_m
