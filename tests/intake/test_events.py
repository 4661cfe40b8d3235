"""The arithmetic on columns that both event readers share."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.intake.given import GED, report, table, taken

from holdfire.intake import EVENT_SCHEMA, events, row


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("Long Meadow  town", "Long Meadow", "settlement"),
        ("Hill Province governorate", "Hill Province", "area"),
        ("Long Meadow airbase", "Long Meadow airbase", "facility"),
        ("Stony mountain", "Stony mountain", "region"),
        ("town", "town", ""),
        ("", "", ""),
        ("Long Meadow", "Long Meadow", ""),
    ],
)
def test_names_of_places(printed: str, name: str, kind: str) -> None:
    assert events.place(printed) == (name, kind)


def test_days_are_days_of_the_calendar() -> None:
    written = ["2017-05-06", "2017-05-06 00:00:00.000", "2017-05-06T10:00:00", "2017-02-30", "2017-5-6", "2017-05-061", ""]
    found = events.days(pa.array(written), events.iso_day).to_pylist()
    assert [str(day) for day in found] == ["2017-05-06"] * 3 + ["None"] * 4


def test_numbers_that_cannot_be_read_are_null() -> None:
    written = pa.array(["3", "3.0", "-1", "", "three", "3.5", "99999999999", "nan"])
    assert events.whole(written).to_pylist() == [3, 3, -1] + [None] * 5
    assert events.degrees(pa.array(["34.8", "-91", "1e1", "", "inf"]), 90).to_pylist() == [34.8, None, None, None, None]


def test_sources_stand_once_in_the_order_printed() -> None:
    found = events.split(pa.array(["Watch;Watch; watch;Herald", "", ";;"]), ";").to_pylist()
    assert found == [["Watch", "Herald"], [], []]


def test_a_row_is_found_by_its_id() -> None:
    data = table([GED, {**GED, "id": "2"}])
    found = row(taken(data).events, report(data, "ged"), "2")
    assert found is not None
    assert found.key == f"row:{report(data, 'ged').sha256}#2"
    assert found.values["date_start"] == "2017-05-06"
    assert found.values["sources"] == "Watch; Herald"
    assert set(found.values) == set(EVENT_SCHEMA.names) - {"headlines"}
    assert row(taken(data).events, report(data, "ged"), "3") is None
