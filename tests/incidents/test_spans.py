"""Scores of tokens to spans."""

from __future__ import annotations

import numpy as np
import pytest
from tests.incidents.rows import CARD, WIDTH, Nobody, tagged

from holdfire.incidents.spans import likely, pooled, softmax, spans
from holdfire.reader import Scored, made_means
from holdfire.reader.fillers import cut_sentences

TEXT = "Gunmen of the Hill Front burned a mill. The mill stood in Oldtown."


def _scored(**kinds: str) -> Scored:
    return tagged(TEXT, kinds)


def test_words_with_a_kind_become_a_span_of_their_offsets() -> None:
    (doer, body) = spans(_scored(Gunmen="doer", Hill="body", Front="body"), 0.0)
    assert (doer.kind, TEXT[doer.start : doer.end], doer.part) == ("doer", "Gunmen", 0)
    assert (body.kind, TEXT[body.start : body.end]) == ("body", "Hill Front")
    assert doer.sure > 0.9


def test_a_span_never_runs_over_the_end_of_a_sentence() -> None:
    found = spans(
        tagged("He burned the mill. Mill Street was shut.", {"mill": "thing", ".": "thing", "Mill": "thing"}), 0.0
    )
    assert [s.part for s in found] == [0, 1, 1]


def test_ease_finds_what_the_network_is_less_sure_of() -> None:
    cut = cut_sentences(TEXT)
    rows = np.zeros((len(cut.start), WIDTH), dtype=np.float32)
    rows[:, 0] = 1.0
    scored = Scored(cut, rows, made_means(CARD, Nobody(), Nobody()))
    assert spans(scored, 0.0) == []
    assert spans(scored, 2.0) != []


def test_shares_add_up_and_pooling_follows_the_greatest() -> None:
    assert softmax(np.array([[0.0, 0.0], [5.0, 1.0]])).sum(1) == pytest.approx([1.0, 1.0])
    assert likely(np.array([0.0]))[0] == pytest.approx(0.5)
    low, high = pooled(np.array([[-9.0, 4.0], [-9.0, -9.0]]))
    assert high == pytest.approx(3.0, abs=0.01)
    assert low < -8
