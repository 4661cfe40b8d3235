"""The fusion bench counts pairs as said, and what it measures does not fall."""

from __future__ import annotations

import pytest
from bench.fusion import accounts, articles, pairs, rows_of
from tests.corpora import shared

from holdfire.incidents import fuse


def test_pairs_by_hand() -> None:
    of_row = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    # {a, b, d}: one pair right, two wrong; of four pairs of one row three are missed.
    assert pairs([["a", "b", "d"], ["c"], ["e"]], of_row) == (1, 2, 3)
    assert pairs([["a", "b", "c"], ["d", "e"]], of_row) == (4, 0, 0)


@pytest.mark.corpora
def test_the_last_months_of_the_table() -> None:
    shared("ucdp_ged_syria")
    rows = [row for row in rows_of(2019) if row["date_start"].month >= 9]
    made, of_row = accounts(rows, 1)
    again, _ = accounts(reversed(rows), 1)
    assert made == again
    right, wrong, missed = pairs([i.accounts for i in fuse(made)], of_row)
    assert 2 * right / (2 * right + wrong + missed) > 0.8


def test_articles_keep_quotation_marks_of_their_own() -> None:
    assert articles('"A,2018-01-01,Four "fighters" killed";"B,2018-01-02,More"') == [
        'A,2018-01-01,Four "fighters" killed', "B,2018-01-02,More",
    ]  # fmt: skip
    assert articles("") == []
