"""The filter keeps whatever could lie in a zone on a day: it may keep too much, never too little."""

from __future__ import annotations

from datetime import date

import pytest
from pyproj import Geod
from shapely.geometry import Point, box
from tests.intake.given import GED, table, taken

from holdfire import intake

ZONE = box(36.5, 34.5, 37.0, 35.0)
DAYS = (date(2017, 5, 6), date(2017, 5, 20))
REACH = {"settlement": 3000, "near": 25000}


def kept(*rows: dict[str, str], days: tuple[date, date] = DAYS) -> list[str]:
    events = taken(table([{**GED, "id": str(n), **row} for n, row in enumerate(rows)])).events
    found: list[str] = intake.candidates(events, days, [ZONE], REACH)["upstream_id"].to_pylist()
    return found


def test_inside_near_and_far() -> None:
    inside, near, far = {}, {"longitude": "37.02"}, {"longitude": "38.5"}
    assert kept(inside, near, far) == ["0", "1"]


def test_what_is_not_exact_stays() -> None:
    assert kept(
        {"longitude": "40", "where_prec": "4"}, {"latitude": ""}, {"date_start": "soon", "longitude": "36.7"}
    ) == ["0", "1", "2"]


def test_days_are_inclusive_and_long_rows_meet_them() -> None:
    first, after = (
        {"date_start": "2017-05-06", "date_end": "2017-05-06"},
        {"date_start": "2017-05-21", "date_end": "2017-05-22"},
    )
    long = {"date_start": "2017-04-01", "date_end": "2017-06-30"}
    assert kept(first, after, long) == ["0", "2"]


@pytest.mark.parametrize("bearing", range(0, 360, 15))
@pytest.mark.parametrize("corner", [(36.5, 34.5), (37.0, 35.0), (36.75, 35.0)])
def test_nothing_within_reach_is_left_out(bearing: int, corner: tuple[float, float]) -> None:
    lon, lat, _ = Geod(ellps="WGS84").fwd(*corner, bearing, 24_900)
    assert kept({"latitude": f"{lat:.6f}", "longitude": f"{lon:.6f}", "where_prec": "2"}) == ["0"], Point(lon, lat)


def test_leads_are_filtered_alike() -> None:
    rows = table([{"latitude": "34.8", "longitude": lon, "acq_date": "2017-05-15"} for lon in ("36.7", "39")])
    leads = taken(rows).leads
    assert intake.candidates(leads, DAYS, [ZONE], {"pixel": 2600}).num_rows == 1
    assert intake.candidates(leads, (date(2018, 1, 1), date(2018, 1, 2)), [ZONE], {"pixel": 2600}).num_rows == 0
