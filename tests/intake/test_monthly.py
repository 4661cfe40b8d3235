"""Violations counted by month stay as published: month, sector, total, and who did not say what."""

from __future__ import annotations

from datetime import date

import pytest
from tests.corpora import shared
from tests.intake.given import table, taken

from holdfire import intake
from holdfire.data import load

SECTORS = load("intake/layouts.yaml")["monthly_counts"]["read"]
MONTH = {"Month_wise": "2016-02", SECTORS[0]: "4", SECTORS[1]: "0", "Not_Mentioned": "1", "Total_cfv": "5"}


def of(**change: str) -> intake.Taken:
    return taken(table([{**MONTH, **change}]), filename="a.csv")


def test_each_number_is_a_count_of_its_month() -> None:
    counts = of().counts
    assert [(c.area_name, c.number) for c in counts] == [
        ("", 5), (SECTORS[0], 4), (SECTORS[1], 0), ("Not_Mentioned", 1),
    ]  # fmt: skip
    assert {(c.period_start, c.period_end) for c in counts} == {(date(2016, 2, 1), date(2016, 2, 29))}
    assert {(c.unit, c.recorded_by, c.publisher, c.total_stated) for c in counts} == {
        ("violation_counted", "not_stated", "s", 5)
    }
    assert len({c.key for c in counts}) == 4


def test_an_empty_cell_states_nothing() -> None:
    assert [c.area_name for c in of(**dict.fromkeys(SECTORS[:2], ""), Not_Mentioned="5").counts] == ["", "Not_Mentioned"]


def test_what_is_not_said_is_said_once() -> None:
    codes = [d.code for d in of().doubts]
    assert codes == ["tally-side-unknown", "area-unknown", "area-unknown"]


@pytest.mark.parametrize(
    ("change", "code", "numbers"),
    [
        ({SECTORS[0]: "7"}, "tally-sum-disagrees", 4), ({SECTORS[0]: "-4"}, "tally-number-unreadable", 3),
        ({"Month_wise": "2016-13"}, "tally-day-unknown", 0), ({"Month_wise": ""}, "tally-day-unknown", 0),
        ({"Elsewhere": "3"}, "table-column-unknown", 4),
    ],
)  # fmt: skip
def test_what_is_odd_is_a_doubt_and_nothing_is_mended(change: dict[str, str], code: str, numbers: int) -> None:
    found = of(**change)
    assert code in {d.code for d in found.doubts}
    assert len(found.counts) == numbers


def test_a_table_of_totals_alone_and_one_with_a_mark_before_it() -> None:
    found = taken(b"\xef\xbb\xbf" + table([{"Month_wise": "2016-02", "Total_cfv": "5"}]), filename="a.csv")
    assert [c.number for c in found.counts] == [5]
    assert [d.code for d in found.doubts] == ["tally-side-unknown"]


@pytest.mark.corpora
def test_the_published_table_is_read_whole_and_its_sectors_add_up() -> None:
    folder = shared("loc_india_pakistan_cfv")
    whole, sectors = (taken((folder / f"{n}.csv").read_bytes(), filename="a.csv") for n in ("cfv", "cfv_sectors_var"))
    assert (len(whole.counts), len(sectors.counts)) == (84, 948)
    assert {d.code for d in sectors.doubts} == {"tally-side-unknown", "area-unknown"}
    assert {(c.period_start, c.number) for c in whole.counts} == {
        (c.period_start, c.number) for c in sectors.counts if not c.area_name
    }
