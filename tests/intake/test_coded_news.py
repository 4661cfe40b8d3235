"""Rows that a machine coded from news are leads: no account, no voice, however many there are."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests.corpora import shared
from tests.intake.given import taken

from holdfire.intake import layout

ROW = {
    "globaleventid": "7", "day": "20170515", "monthyear": "201705", "year": "2017", "fractiondate": "2017.37", "actor1name": "ARMY",
    "actor2name": "VILLAGE", "eventcode": "194", "actiongeo_type": "4", "actiongeo_fullname": "Long Meadow", "actiongeo_lat": "34.8",
    "actiongeo_long": "36.7", "dateadded": "20170516", "sourceurl": "https://herald.example/a",
}  # fmt: skip


def export(*rows: dict[str, str], kind: str = "gdelt1", cut: int = 0) -> bytes:
    order = layout.layouts()[kind].order
    lines = ["\t".join(row.get(name, "") for name in order[: len(order) - cut]) for row in rows]
    return ("\n".join(lines) + "\n").encode()


@pytest.mark.parametrize(("kind", "added"), [("gdelt1", "20170516"), ("gdelt2", "20170516143000")])
def test_one_row_of_either_version(kind: str, added: str) -> None:
    found = taken(export({**ROW, "dateadded": added}, kind=kind), filename="20170516.export.CSV")
    assert found.events is None
    row = found.leads.to_pylist()[0]
    assert (row["upstream_id"], row["kind"], row["act_hint"], row["day"]) == ("7", "news", "194", date(2017, 5, 15))
    assert (row["place_precision"], row["radius_m"], row["known_from"]) == ("settlement", 25000, date(2017, 5, 16))
    assert row["told_by"] == "https://herald.example/a"
    assert [d.code for d in found.doubts] == ["leads-only"]


def test_older_files_lack_the_address() -> None:
    assert taken(export(ROW, cut=1), filename="a.csv").leads["told_by"].to_pylist() == [""]


def test_the_first_row_is_read_too() -> None:
    assert taken(export(ROW, {**ROW, "globaleventid": "8"}), filename="a.csv").leads["upstream_id"].to_pylist() == [
        "7",
        "8",
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"day": "20170231"}, "row-date-unreadable"),
        ({"year": "2016"}, "row-year-disagrees"),
        ({"day": "20160515", "year": "2016"}, "row-told-late"),
        ({"actiongeo_type": "9"}, "row-precision-unknown"),
    ],
)
def test_what_is_odd_about_a_row_is_a_doubt_on_it(change: dict[str, str], code: str) -> None:
    rows = export(ROW, {**ROW, **change, "globaleventid": "8"})
    doubts = [d for d in taken(rows, filename="a.csv").doubts if d.code != "leads-only"]
    assert [(d.code, d.where.rpartition("#")[2]) for d in doubts] == [(code, "8")]


def test_a_country_is_no_point() -> None:
    row = taken(export({**ROW, "actiongeo_type": "1"}), filename="a.csv").leads.to_pylist()[0]
    assert (row["place_precision"], row["radius_m"]) == ("country", 0)


@pytest.mark.corpora
def test_a_real_day() -> None:
    data = (shared("gdelt_samples") / "gdelt1_events_20160728_sample.tsv").read_bytes()
    found = taken(data, filename="gdelt1.tsv")
    # 201 of its 710 lines are from a file before April 2013 and have one column fewer than the others.
    assert found.leads.num_rows == 509
    assert Counter(d.code for d in found.doubts) == {"table-row-broken": 201, "row-told-late": 6, "leads-only": 1}
