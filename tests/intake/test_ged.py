"""A table in the GED layout becomes event rows; nothing is mended and nothing odd is silent."""

from __future__ import annotations

import gzip
import io
from collections import Counter
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.corpora import shared
from tests.intake.given import GED, report, table, taken

from holdfire import intake


def test_one_row() -> None:
    found = taken(table([GED]), filename="GEDEvent_v23_1.csv")
    assert found.doubts == ()
    assert found.events.schema.equals(intake.EVENT_SCHEMA)
    assert found.events.to_pylist() == [
        {
            "upstream_id": "1", "dataset": "ged", "act_hint": "type_of_violence=1", "date_start": date(2017, 5, 6),
            "date_end": date(2017, 5, 6), "time_precision": "day", "lat": 34.8, "lon": 36.7, "place": "Long Meadow",
            "place_kind": "settlement", "place_precision": "settlement", "admin1": "Hill Province", "admin2": "",
            "country": "Syria", "actor1": "Government of Upland", "actor2": "Hill Front", "one_sided": False,
            "civilian_target": False, "killed_low": 3, "killed_best": 3, "killed_high": 4, "killed_a": 1, "killed_b": 2,
            "killed_civilians": 0, "killed_unknown": 0, "sources": ["Watch", "Herald"], "headlines": [],
                "edition": "23.1",
        }
    ]


def test_only_one_sided_violence_names_an_author() -> None:
    rows = taken(table([{**GED, "id": str(n), "type_of_violence": str(n)} for n in (1, 2, 3)])).events
    assert rows["one_sided"].to_pylist() == [False, False, True]
    assert rows["civilian_target"].to_pylist() == [False, False, True]


def test_precision_in_our_words() -> None:
    codes = [{**GED, "id": str(n), "where_prec": str(n), "date_prec": str(n)} for n in range(1, 8)]
    found = taken(table(codes))
    places = ["settlement", "near", "admin2", "admin1", "region", "country", "region"]
    assert found.events["place_precision"].to_pylist() == places
    assert found.events["time_precision"].to_pylist() == ["day", "days", "week", "month", "period", "period", "period"]
    assert [d.code for d in found.doubts] == ["row-precision-unknown"] * 2


def test_who_said_it_first_is_the_voice() -> None:
    rows = [{**GED, "source_original": "Observatory, ministry"}, {**GED, "id": "2"}]
    assert taken(table(rows)).events["sources"].to_pylist() == [["Observatory", "ministry"], ["Watch", "Herald"]]


def test_other_peoples_words_do_not_leave_the_file() -> None:
    found = taken(table([{**GED, "source_headline": "CANARY", "source_article": "CANARY"}]))
    assert "CANARY" not in str(found)
    assert found.doubts == ()


def test_an_unknown_column_is_a_doubt() -> None:
    found = taken(table([{**GED, "mood": "grim"}]))
    assert [(d.code, '"mood"' in d.why) for d in found.doubts] == [("table-column-unknown", True)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"low": "5", "high": "9"}, "row-range-impossible"),
        ({"date_end": "2017-05-05"}, "row-ends-before-start"),
        ({"date_start": "2017-02-30"}, "row-date-unreadable"),
        ({"year": "2016"}, "row-year-disagrees"),
        ({"source_date": "2017-05-07;2016-01-01"}, "row-source-year"),
        ({"latitude": "0", "longitude": "0.0"}, "row-no-coordinates"),
        ({"latitude": ""}, "row-no-coordinates"),
        ({"latitude": "36.7", "longitude": "34.0"}, "row-outside-country"),
        ({"best": "many"}, "row-number-unreadable"),
        ({"date_prec": "9"}, "row-precision-unknown"),
        ({"id": ""}, "row-id-missing"),
    ],
)
def test_what_is_odd_about_a_row_is_a_doubt_on_it(change: dict[str, str], code: str) -> None:
    data = table([{**GED, **change}, {**GED, "id": "2"}])
    found = taken(data)
    assert [d.code for d in found.doubts] == [code]
    assert found.doubts[0].where == f"row:{report(data, 'ged').sha256}#{change.get('id') or 'unnumbered-1' if 'id' in change else '1'}"
    assert found.events.num_rows == 2


def test_a_country_that_is_not_known_is_not_checked() -> None:
    assert taken(table([{**GED, "country": "Upland", "latitude": "-80"}])).doubts == ()


def test_ids_are_told_apart_and_repetitions_read_once() -> None:
    found = taken(table([GED, GED, {**GED, "best": "4"}]))
    assert found.events["upstream_id"].to_pylist() == ["1", "1~2"]
    assert [d.code for d in found.doubts] == ["row-repeated", "row-id-repeated"]


def test_a_broken_line_is_a_doubt_and_the_rest_is_read() -> None:
    data = table([GED, {**GED, "id": "2"}])
    found = taken(data + b"3,2017,1\n")
    assert found.events.num_rows == 2
    assert [d.code for d in found.doubts] == ["table-row-broken"]


def test_a_table_in_which_every_row_is_odd_does_not_drown_the_reader() -> None:
    found = taken(table([{**GED, "id": str(n), "low": "9"} for n in range(1500)]))
    assert len(found.doubts) == 1001
    assert "1,500 rows in all" in found.doubts[-1].why


def test_compressed_and_parquet_read_the_same() -> None:
    data = table([GED, {**GED, "id": "2", "type_of_violence": "3"}])
    parquet = io.BytesIO()
    rows = [GED, {**GED, "id": "2", "type_of_violence": "3"}]
    columns = {name: pa.array([row[name] for row in rows]) for name in GED}
    columns["id"], columns["latitude"] = pa.array([1, 2]), pa.array([34.8, 34.8])
    columns["date_start"] = pa.array([datetime(2017, 5, 6, tzinfo=UTC)] * 2, pa.timestamp("ms"))
    pq.write_table(pa.table(columns), parquet)
    assert taken(gzip.compress(data, mtime=0), filename="a.csv.gz").events.equals(taken(data).events)
    assert taken(parquet.getvalue(), filename="a.parquet").events.equals(taken(data).events)


@pytest.mark.corpora
def test_the_syrian_table_and_its_known_defects() -> None:
    data = (shared("ucdp_ged_syria") / "ged_syria_2016_2019.parquet").read_bytes()
    found = taken(data, filename="ged_syria_2016_2019.parquet")
    assert found.events.num_rows == 16_566
    counted = Counter(d.code for d in found.doubts)
    assert counted["row-range-impossible"] == 30 + 71  # as its SOURCE.md counts them
    assert any(d.where.endswith("#214797") for d in found.doubts if d.code == "row-source-year")
    assert set(counted) == {"row-range-impossible", "row-source-year"}
    assert "  " not in "".join(found.events["place"].to_pylist())
    voices = found.events["sources"].to_pylist()
    assert not any(len({v.casefold() for v in row}) < len(row) for row in voices)


@pytest.mark.corpora
def test_another_country_and_edition() -> None:
    data = (shared("ucdp_ged_car_v23_1") / "ged_car_v23_1.parquet").read_bytes()
    found = taken(data, filename="ged_car_v23_1.parquet")
    assert found.events.num_rows == 1848
    assert set(found.events["edition"].to_pylist()) == {"23.1"}
    assert "table-column-unknown" not in {d.code for d in found.doubts}
