"""Satellite detections become leads, never events; nothing is said of what burned."""

from __future__ import annotations

import io
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.corpora import shared
from tests.intake.given import table, taken

from holdfire import intake

VIIRS = {
    "latitude": "34.81",
    "longitude": "36.71",
    "bright_ti4": "331.2",
    "scan": "0.5",
    "track": "0.6",
    "acq_date": "2017-05-15",
    "acq_time": "45",
    "satellite": "N",
    "instrument": "VIIRS",
    "confidence": "n",
    "version": "2.0NRT",
    "bright_ti5": "290.1",
    "frp": "2.5",
    "daynight": "N",
    "type": "0",
}
MODIS = {**VIIRS, "instrument": "MODIS", "confidence": "85", "acq_time": "1320", "satellite": "Terra"}


def test_one_row() -> None:
    found = taken(table([VIIRS]))
    assert found.events is None
    assert found.leads.schema.equals(intake.LEAD_SCHEMA)
    assert found.leads.to_pylist() == [
        {
            "upstream_id": "2017-05-15 45 34.81 36.71 N",
            "dataset": "firms",
            "kind": "thermal",
            "act_hint": "",
            "day": date(2017, 5, 15),
            "clock": 45,
            "lat": 34.81,
            "lon": 36.71,
            "radius_m": 600,
            "place": "",
            "place_precision": "pixel",
            "actor1": "",
            "actor2": "",
            "confidence": "nominal",
            "power_mw": 2.5,
            "standing": False,
            "told_by": "VIIRS",
            "known_from": None,
        }
    ]
    assert [d.code for d in found.doubts] == ["leads-only"]


def test_confidence_in_per_cent_and_in_words() -> None:
    rows = [
        {**MODIS, "confidence": written, "latitude": f"34.{n}"}
        for n, written in enumerate(("29", "30", "79", "80", "high", "l"))
    ]
    assert taken(table(rows)).leads["confidence"].to_pylist() == ["low", "nominal", "nominal", "high", "high", "low"]


def test_times_as_different_exports_write_them() -> None:
    rows = [{**VIIRS, "acq_time": written} for written in ("0045", "2359", "00:45:00", "7")]
    assert taken(table(rows)).leads["clock"].to_pylist() == [45, 23 * 60 + 59, 45, 7]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"acq_time": "2460"}, "row-time-unreadable"),
        ({"acq_date": "2017-02-30"}, "row-date-unreadable"),
        ({"latitude": "97"}, "row-no-coordinates"),
        ({"confidence": "sure"}, "row-confidence-unknown"),
        ({"frp": "hot"}, "row-number-unreadable"),
    ],
)
def test_what_is_odd_about_a_row_is_a_doubt_on_it(change: dict[str, str], code: str) -> None:
    doubts = [d for d in taken(table([{**VIIRS, **change}])).doubts if d.code != "leads-only"]
    assert [d.code for d in doubts] == [code]
    assert doubts[0].where.startswith("row:")


def test_lasting_sources_of_heat_are_marked() -> None:
    rows = [{**VIIRS, "type": str(n), "latitude": f"3{n}.5"} for n in range(4)]
    assert taken(table(rows)).leads["standing"].to_pylist() == [False, True, True, True]


def test_an_unknown_column_is_a_doubt_and_a_repetition_is_read_once() -> None:
    found = taken(table([{**VIIRS, "colour": "red"}] * 2))
    assert found.leads.num_rows == 1
    assert [d.code for d in found.doubts] == ["table-column-unknown", "leads-only", "row-repeated"]


def test_parquet_with_three_columns_takes_the_larger_spot() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"latitude": [34.81], "longitude": [36.71], "acq_date": [date(2017, 5, 15)]}), out)
    row = taken(out.getvalue(), filename="a.parquet").leads.to_pylist()[0]
    assert (row["radius_m"], row["clock"], row["confidence"], row["day"]) == (2600, None, "", date(2017, 5, 15))


@pytest.mark.corpora
def test_thirty_real_rows() -> None:
    data = (shared("firms_ukraine") / "firms_viirs_noaa20_nrt_2025-08-11_sample.csv").read_bytes()
    found = taken(data, filename="firms.csv")
    assert [d.code for d in found.doubts] == ["leads-only"]
    assert found.leads.num_rows == 30
    assert set(found.leads["confidence"].to_pylist()) <= {"low", "nominal", "high"}
