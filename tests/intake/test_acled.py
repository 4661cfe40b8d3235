"""A table in ACLED's layout becomes event rows; a day that stands for a week or month is widened to it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.corpora import shared
from tests.intake.given import ACLED, table, taken


def test_one_row() -> None:
    found = taken(table([ACLED]))
    row = found.events.to_pylist()[0]
    assert found.doubts == ()
    assert (row["dataset"], row["upstream_id"], row["act_hint"]) == ("acled", "UPL1", "Armed clash")
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["killed_a"]) == (None, 4, None, None)
    assert (row["sources"], row["edition"], row["place_precision"]) == (["Herald", "Watch"], "2017-07-14", "settlement")
    assert "Other people" not in str(found)


def test_only_violence_against_civilians_names_an_author() -> None:
    rows = [
        ACLED,
        {**ACLED, "event_id_cnty": "UPL2", "event_type": "Violence against civilians", "civilian_targeting": "Civilian targeting"},
        {**ACLED, "event_id_cnty": "UPL3", "event_type": "Explosions/Remote violence", "civilian_targeting": "Civilian targeting"},
    ]
    found = taken(table(rows)).events
    assert found["one_sided"].to_pylist() == [False, True, False]
    assert found["civilian_target"].to_pylist() == [False, True, True]


@pytest.mark.parametrize(
    ("precision", "first", "last", "word"),
    [
        ("1", date(2017, 2, 15), date(2017, 2, 15), "day"),
        ("2", date(2017, 2, 12), date(2017, 2, 18), "week"),
        ("3", date(2017, 2, 1), date(2017, 2, 28), "month"),
        ("3.0", date(2017, 2, 1), date(2017, 2, 28), "month"),
    ],
)
def test_a_day_stands_for_its_week_or_month(precision: str, first: date, last: date, word: str) -> None:
    for written in ("2017-02-15", "15 February 2017"):
        row = taken(table([{**ACLED, "event_date": written, "time_precision": precision}])).events.to_pylist()[0]
        assert (row["date_start"], row["date_end"], row["time_precision"]) == (first, last, word)


def test_the_first_of_a_month_stays_in_its_month() -> None:
    row = taken(table([{**ACLED, "event_date": "2017-03-01", "time_precision": "3"}])).events.to_pylist()[0]
    assert (row["date_start"], row["date_end"]) == (date(2017, 3, 1), date(2017, 3, 31))


@pytest.mark.corpora
def test_every_column_of_the_published_layout_is_known() -> None:
    columns = json.loads((shared("acled_layout") / "acled_columns.json").read_text())["columns"]
    found = taken(table([{name: ACLED.get(name, "") for name in columns}]))
    assert found.doubts == ()
