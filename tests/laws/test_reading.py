"""Laws of reading: the same bytes read the same, a text's offsets are those of its file, and no bytes cause a crash."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.intake.given import ACLED, FORM, GED, TALLY, refused, table, taken

from holdfire import intake
from holdfire.errors import BadInput

CHARACTERS = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\r\n\t")
TABLES = (GED, ACLED, TALLY, FORM)


@given(st.text(CHARACTERS, min_size=1, max_size=300))
def test_offsets_into_a_plain_text_are_offsets_into_its_file(words: str) -> None:
    content = taken(words.encode("utf-8"), kind="text").texts[0].content
    assert content == words
    assert content.encode("utf-8") == words.encode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    assert refused(data) or taken(data) == taken(data)


@given(st.sampled_from(TABLES), st.data())
def test_a_table_with_any_cells_is_read_the_same_each_time(row: dict[str, str], draw: st.DataObject) -> None:
    cells = st.text(CHARACTERS, max_size=12) | st.sampled_from(["-1", "0", "1e9", "nan", "2017-02-30", "2017-05-06", ";", "/"])
    wild = {name: draw.draw(cells) if draw.draw(st.booleans()) else value for name, value in row.items()}
    first, second = _read(table([row, wild])), _read(table([row, wild]))
    assert first[:2] == second[:2]
    if first[2] is not None:
        assert first[2].equals(second[2])
        first[2].validate(full=True)
        assert len(set(first[2]["upstream_id"].to_pylist())) == first[2].num_rows


def _read(data: bytes) -> tuple[str, tuple[object, ...], Any]:
    """(code of the refusal, records and doubts, events); a form with faults is refused in many lines."""
    try:
        found = taken(data)
    except BadInput as refusal:
        return refusal.line(), (), None
    return "", (found.counts, found.observations, found.doubts), found.events


@given(st.permutations(range(4)))
def test_the_order_of_rows_changes_no_row(order: list[int]) -> None:
    rows = [{**GED, "id": str(n), "side_b": f"Band {n}", "low": str(n)} for n in range(4)]
    found = taken(table([rows[n] for n in order])).events.to_pylist()
    assert sorted(found, key=lambda row: row["upstream_id"]) == taken(table(rows)).events.to_pylist()


def test_every_format_has_a_reader_and_a_version() -> None:
    assert all(name.count("/") == 1 for name in intake.EXTRACTORS.values())
    known = {"text", "html", "pdf", "ged", "acled", "firms", "gdelt1", "gdelt2", "viina", "tally", "monthly_counts",
             "observation_form", "photo", "exhibit"}
    assert set(intake.EXTRACTORS) == known
