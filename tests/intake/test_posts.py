"""News posts that a machine placed and labelled are leads: no account, no voice, and none of their words stay."""

from __future__ import annotations

from datetime import date

import pytest
from tests.corpora import shared
from tests.intake.given import table, taken

POST = {
    "datetime": "2025-03-01 00:00:00", "lon": "36.7", "lat": "34.8", "place_name": "Long Meadow",
    "event_type": "artillery|property", "headline": "Shells fell on Long Meadow and Far Field",
}  # fmt: skip


def test_one_row_is_a_lead_without_a_voice_or_an_hour() -> None:
    found = taken(table([POST]), filename="a.csv")
    assert found.events is None
    [row] = found.leads.to_pylist()
    assert (row["dataset"], row["kind"], row["act_hint"], row["day"]) == ("viina", "news", POST["event_type"], date(2025, 3, 1))
    assert (row["lat"], row["lon"], row["place"], row["radius_m"]) == (34.8, 36.7, "Long Meadow", 25000)
    assert (row["clock"], row["actor1"], row["actor2"]) == (None, "", "")
    assert [d.code for d in found.doubts] == ["leads-only"]


def test_the_words_of_a_headline_stay_in_the_file_and_its_rows_are_known_as_one_post() -> None:
    other = {**POST, "lon": "36.9", "place_name": "Far Field"}
    found = taken(table([POST, other, {**POST, "headline": "Another"}]), filename="a.csv")
    assert "Shells" not in str(found.leads.to_pylist())
    told = found.leads["told_by"].to_pylist()
    assert told[0] == told[1] != told[2]
    assert "2 headlines" in found.doubts[0].why


def test_an_exact_repetition_is_read_once_with_a_doubt() -> None:
    found = taken(table([POST, POST]), filename="a.csv")
    assert found.leads.num_rows == 1
    assert [d.code for d in found.doubts] == ["leads-only", "row-repeated"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lat": "91"}, "row-no-coordinates"), ({"lat": "0", "lon": "0"}, "row-no-coordinates"),
        ({"datetime": "2025-02-30"}, "row-date-unreadable"), ({"mood": "grim"}, "table-column-unknown"),
    ],
)  # fmt: skip
def test_what_is_odd_stays_and_is_a_doubt(change: dict[str, str], code: str) -> None:
    found = taken(table([{**POST, **change}]), filename="a.csv")
    assert found.leads.num_rows == 1
    assert code in {d.code for d in found.doubts}


def test_a_table_without_headlines_is_read() -> None:
    found = taken(table([{k: v for k, v in POST.items() if k != "headline"}]), filename="a.csv")
    assert found.leads["told_by"].to_pylist() == [""]


@pytest.mark.corpora
def test_the_extract_at_hand_is_read_whole() -> None:
    data = (shared("viina_ukraine_2025") / "viina_2025_03_07_08.csv.gz").read_bytes()
    found = taken(data, filename="viina.csv.gz")
    codes = [d.code for d in found.doubts]
    assert (found.leads.num_rows, codes.count("row-repeated"), len(codes)) == (11_909, 19, 20)
    assert "6,803 headlines" in next(d.why for d in found.doubts if d.code == "leads-only")
