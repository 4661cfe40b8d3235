"""The filter keeps whatever could lie in a zone on a day: it may keep too much, never too little."""

from __future__ import annotations

from datetime import date

import pytest
from pyproj import Geod
from shapely.geometry import Point, box
from tests.intake.given import GED, NoPlaces, report, table, taken

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


def inside(*rows: dict[str, str], listed: frozenset[str] = frozenset()) -> list[str]:
    found = scoped([{**GED, "id": str(n), **row} for n, row in enumerate(rows)], listed)
    ids: list[str] = found.events["upstream_id"].to_pylist()
    left: list[str] = found.outside.to_pylist()
    assert sorted((*ids, *left)) == sorted(str(n) for n in range(len(rows)))
    return ids


def scoped(rows: list[dict[str, str]], listed: frozenset[str] = frozenset()) -> intake.Taken:
    scope = intake.Scope(
        days=DAYS, countries=frozenset({"XX"}), outlines=(), zones=(ZONE,), margin_m=100_000, words="a box",
        places=Upland(), listed=listed,
    )  # fmt: skip
    data = table(rows)
    return intake.read_events(report(data, "ged"), data, scope)


class Upland(NoPlaces):
    """Knows one country."""

    def area_id(self, name: str, country: str = "") -> str | None:
        return "XX" if name == "Upland" else None


HERE = {"country": "Nowhere Known"}
FAR = {"latitude": "-30", "longitude": "140"}


def test_an_exact_row_is_inside_by_its_point_or_its_country() -> None:
    near = {"country": "Mali", "longitude": "38.0"}
    assert inside(HERE, {**HERE, **FAR}, near, {"country": "Upland", **FAR}, {"country": "Upland (Old)", **FAR}) == [
        "0", "2", "3", "4",
    ]  # fmt: skip


def test_a_row_known_to_an_area_stays_unless_its_country_is_known_to_lie_elsewhere() -> None:
    vague = {**FAR, "where_prec": "4"}
    assert inside({**vague, **HERE}, {**vague, "country": "Mali"}, {**vague, "country": "Syria"}) == ["0", "2"]


@pytest.mark.parametrize("nowhere", [{"latitude": ""}, {"latitude": "0", "longitude": "0"}, {"latitude": "999"}])
def test_a_row_without_a_point_stays_unless_its_country_is_known_to_lie_elsewhere(nowhere: dict[str, str]) -> None:
    assert inside({**nowhere, **HERE}, {**nowhere, "country": "Mali"}) == ["0"]


def test_days_that_are_missing_or_in_the_wrong_order_leave_nothing_out() -> None:
    wrong = {"date_start": "2017-05-10", "date_end": "1017-05-10"}
    early = {"date_start": "2016-05-10", "date_end": "2016-05-10"}
    assert inside({"date_start": "soon", "date_end": "soon"}, wrong, early) == ["0", "1"]


def test_a_listed_row_stays_whatever_it_says() -> None:
    assert inside({}, FAR, FAR, listed=frozenset({"2"})) == ["0", "2"]


def test_doubts_are_about_the_rows_that_stay() -> None:
    odd = {"low": "9"}
    found = scoped([{**GED, "id": i, **FAR, **HERE, **odd} for i in ("1", "1", "1")] + [{**GED, "id": "2", **odd}])
    assert [d.code for d in found.doubts] == ["rows-outside-case", "row-range-impossible"]
    assert found.doubts[0].why == (
        "1 of 2 rows lie outside what this case is about (a box) and make no account: 0 by their days, 1 by their place"
    )
