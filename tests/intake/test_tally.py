"""Published counts stay as published: side, area, period and what was not said."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from tests.corpora import shared
from tests.intake.given import TALLY, ZONE, NoActors, report, table, taken

from holdfire import intake


def one(**change: str) -> tuple[object, ...]:
    return taken(table([{**TALLY, **change}])).counts


def test_one_line() -> None:
    data = table([TALLY])
    count = taken(data).counts[0]
    assert (count.number, count.total_stated, count.unit) == (2, 5, "violation_registered")
    assert (count.period_start, count.period_end) == (date(2017, 5, 16), date(2017, 5, 16))
    assert (count.zone, count.area_name, count.recorded_by, count.instrument) == ("XX-HP", "Hill Province", "north", "")
    assert (count.publisher, count.url) == ("Herald", "https://herald.example/a")
    assert count.rests_on == (f"row:{report(data, 'tally').sha256}#row-2",)
    assert count.doubts == ()


def test_named_without_a_number_is_no_nought() -> None:
    numbers = [c.number for c in taken(table([{**TALLY, "count": ""}, {**TALLY, "count": "0"}])).counts]
    assert numbers == [None, 0]


def test_the_row_for_the_whole_has_no_area() -> None:
    count = taken(table([{**TALLY, "governorate": ""}])).counts[0]
    assert (count.zone, count.area_name, count.doubts) == ("", "", ())


def test_an_area_that_nobody_knows_is_not_the_whole() -> None:
    count = taken(table([{**TALLY, "governorate": "Lost Valley"}])).counts[0]
    assert (count.zone, count.area_name, [d.code for d in count.doubts]) == ("", "Lost Valley", ["area-unknown"])


def test_sides_and_pooled() -> None:
    rows = [{**TALLY, "recorded_by": side} for side in ("South", "Both-pooled", "East")]
    counts = taken(table(rows)).counts
    assert [c.recorded_by for c in counts] == ["south", "pooled", "East"]
    assert [[d.code for d in c.doubts] for c in counts] == [[], [], ["tally-side-unknown"]]


@pytest.mark.parametrize(
    ("written", "period", "first", "last", "sure"),
    [
        ("2017-03-10/2017-03-16", "P7D", date(2017, 3, 10), date(2017, 3, 16), True),
        ("2017-03-10/2017-03-16", "P1D", date(2017, 3, 10), date(2017, 3, 16), False),
        ("2017-03-10/2017-03-16", "", date(2017, 3, 10), date(2017, 3, 16), False),
        ("2017-02", "P1D", date(2017, 2, 1), date(2017, 2, 28), False),
        ("2017-03-10", "P7D", date(2017, 3, 10), date(2017, 3, 10), False),
    ],
)
def test_periods(written: str, period: str, first: date, last: date, sure: bool) -> None:
    count = taken(table([{**TALLY, "bulletin_date": written, "period": period}])).counts[0]
    assert (count.period_start, count.period_end) == (first, last)
    assert [d.code for d in count.doubts] == ([] if sure else ["tally-day-uncertain"])


def test_a_day_that_the_page_does_not_state_is_a_doubt() -> None:
    count = taken(table([{**TALLY, "date_basis": "inferred (a Sunday)"}])).counts[0]
    assert [(d.code, "a Sunday" in d.why) for d in count.doubts] == [("tally-day-inferred", True)]


def test_an_area_is_looked_for_in_the_country_of_the_case() -> None:
    class Both:
        def area_id(self, name: str, country: str = "") -> str | None:
            return f"{country}-HP" if country else None

    data = table([TALLY])
    found = intake.read(report(data, "tally"), data, zone=ZONE, actors=NoActors(), places=Both(), country="XX")
    assert found.counts[0].zone == "XX-HP"


@pytest.mark.parametrize("written", ["", "2017-13-01", "2017-03-16/2017-03-10", "spring"])
def test_a_line_without_a_day_makes_no_count_and_is_listed(written: str) -> None:
    found = taken(table([{**TALLY, "bulletin_date": written}]))
    assert (found.counts, [d.code for d in found.doubts]) == ((), ["tally-day-unknown"])


def test_a_number_that_is_none_is_a_doubt() -> None:
    count = taken(table([{**TALLY, "count": "about 5"}])).counts[0]
    assert (count.number, [d.code for d in count.doubts]) == (None, ["tally-number-unreadable"])


def test_a_repetition_counts_once_and_two_figures_are_two_counts() -> None:
    found = taken(table([TALLY, TALLY, {**TALLY, "count": "3"}]))
    assert [c.number for c in found.counts] == [2, 3]
    assert [d.code for d in found.doubts] == ["tally-row-repeated"]


def test_a_line_that_does_not_fit_and_a_column_that_nobody_knows() -> None:
    rows = table([{**TALLY, "mood": "grim"}])
    assert [d.code for d in taken(rows + b"2017-05-17,North\n").doubts] == ["table-column-unknown", "table-row-broken"]


@pytest.mark.corpora
def test_the_compiled_table_in_any_order() -> None:
    data = (shared("guarantor_bulletins") / "guarantor_counts.csv").read_bytes()
    found = taken(data, filename="a.csv")
    assert len(found.counts) + len(found.doubts) == 819
    assert Counter(d.code for d in found.doubts) == {"tally-day-unknown": 89}
    assert len({c.key for c in found.counts}) == 730
    assert sum(c.number is None for c in found.counts) > 50
    header, *lines = data.decode().splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    shuffled = taken("".join([header, *lines]).encode(), filename="a.csv")
    figures = [sorted((c.publisher, c.url, str(c.period_start), c.area_name, c.recorded_by, str(c.number)) for c in f.counts)
               for f in (found, shuffled)]
    assert figures[0] == figures[1]
