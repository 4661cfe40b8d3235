"""Rows become accounts: participants without direction, cited voices only, areas never discs."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pyarrow as pa
from tests.incidents.made import BOOK, report

from holdfire.incidents import accounts_from_rows
from holdfire.records import Account, Doubt

ROW = {
    "upstream_id": "7",
    "dataset": "ged",
    "act_hint": "1",
    "date_start": date(2017, 11, 13),
    "date_end": date(2017, 11, 13),
    "time_precision": "day",
    "lat": 36.139,
    "lon": 36.825,
    "place": "Market Town",
    "place_kind": "settlement",
    "place_precision": "settlement",
    "admin1": "West Province",
    "admin2": None,
    "country": "SY",
    "actor1": "Red Government, Red Ally",
    "actor2": "Blue insurgents",
    "one_sided": False,
    "civilian_target": False,
    "killed_low": 80,
    "killed_best": 83,
    "killed_high": 84,
    "killed_a": 0,
    "killed_b": 0,
    "killed_civilians": 13,
    "killed_unknown": 70,
    "sources": ["The Watch", "TW", "Somebody Else"],
    "edition": "19.1",
}
COUNTS = [name for name in ROW if name.startswith("killed")]
SCHEMA = pa.schema(
    [
        *((n, pa.string()) for n in ROW if isinstance(ROW[n], str)),
        ("admin2", pa.string()),
        ("date_start", pa.date32()),
        ("date_end", pa.date32()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("one_sided", pa.bool_()),
        ("civilian_target", pa.bool_()),
        ("sources", pa.list_(pa.string())),
        *((n, pa.int32()) for n in COUNTS),
    ]
)


def made(**changes: object) -> tuple[Account, tuple[Doubt, ...]]:
    table = pa.Table.from_pylist([{**ROW, **changes}], schema=SCHEMA)
    accounts, doubts = accounts_from_rows(table, report(source="ucdp"), BOOK)
    return accounts[0], doubts


def test_sides_are_participants_and_never_authors() -> None:
    account, _ = made()
    assert account.participants == ("red", "red-ally", "blue")
    assert account.attributed_to == ()


def test_one_sided_violence_is_the_coders_single_blame() -> None:
    account, _ = made(one_sided=True, actor2=None)
    assert [(b.actor, b.by) for b in account.attributed_to] == [("red", (account.row,))]
    assert account.target == "civilians"


def test_cited_sources_are_the_voices_and_each_counts_once() -> None:
    account, doubts = made()
    assert account.voices[0].id == "watch"
    assert len(account.voices) == 2
    assert "ucdp" not in {v.id for v in account.voices}
    assert [d.code for d in doubts] == ["source-unknown"]


def test_a_row_without_sources_has_no_voice_and_says_so() -> None:
    account, _ = made(sources=[])
    assert account.voices == ()
    assert [d.code for d in account.doubts] == ["no-voice-named"]


def test_an_unknown_side_is_a_doubt_and_nobody_else() -> None:
    account, doubts = made(actor1="Purple Front", sources=["TW"])
    assert account.participants == ("blue",)
    assert [d.where for d in doubts] == ["ged:Purple Front"]


def test_a_point_is_a_disc_as_wide_as_its_precision() -> None:
    exact, near = made()[0].place, made(place_precision="near")[0].place
    assert exact is not None
    assert near is not None
    assert 0 < exact.radius_m < near.radius_m


def test_a_province_is_an_area_without_a_point() -> None:
    account, _ = made(place_precision="admin1")
    assert account.place is not None
    assert (account.place.area, account.place.lat) == ("WP", None)


def test_a_district_without_boundary_becomes_its_province_with_a_doubt() -> None:
    account, _ = made(place_precision="admin2", admin2="Nowhere")
    assert account.place is not None
    assert account.place.area == "WP"
    assert [d.code for d in account.doubts] == ["area-coarsened"]


def test_days_are_inclusive_and_run_in_the_cases_zone() -> None:
    account, _ = made(date_end=date(2017, 11, 14))
    assert account.time is not None
    assert account.time.start == datetime(2017, 11, 12, 22, tzinfo=UTC)
    assert account.time.end == datetime(2017, 11, 14, 22, tzinfo=UTC)


def test_tolls_keep_the_total_and_the_groups_apart() -> None:
    account, _ = made()
    assert [(c.group, c.low, c.high) for c in account.casualties] == [
        ("unstated", 80, 84),
        ("civilians", 13, 13),
        ("unknown", 70, 70),
    ]


def test_a_range_out_of_order_is_widened_and_doubted() -> None:
    account, _ = made(killed_low=85)
    assert (account.casualties[0].low, account.casualties[0].high) == (83, 85)
    assert "row-range-order" in {d.code for d in account.doubts}


def test_the_key_does_not_depend_on_the_bytes_of_the_table() -> None:
    table = pa.Table.from_pylist([ROW], schema=SCHEMA)
    one, _ = accounts_from_rows(table, report("first", source="ucdp"), BOOK)
    two, _ = accounts_from_rows(table, report("second", source="ucdp"), BOOK)
    assert one[0].key == two[0].key
    assert one[0].row != two[0].row


def test_four_thousand_rows_take_less_than_a_second() -> None:
    rows = [{**ROW, "upstream_id": str(n), "date_start": date(2017, 4 + n % 8, 1 + n % 28)} for n in range(4000)]
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    began = time.process_time()
    accounts, _ = accounts_from_rows(table, report(), BOOK)
    assert len({a.key for a in accounts}) == 4000
    assert time.process_time() - began < 1.0
