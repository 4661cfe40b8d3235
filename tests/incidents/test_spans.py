"""Scores of tokens to spans."""

from __future__ import annotations

import numpy as np
import pytest
from tests.incidents.rows import MEANS, WIDTH, tagged

from holdfire.incidents.spans import likely, pooled, softmax, spans
from holdfire.reader import Scored
from holdfire.reader.fillers import cut_sentences

TEXT = "Gunmen of the Hill Front burned a mill. The mill stood in Oldtown."


def _scored(**kinds: str) -> Scored:
    return tagged(TEXT, kinds)


def test_words_with_a_kind_become_a_span_of_their_offsets() -> None:
    (doer, body) = spans(TEXT, _scored(Gunmen="doer", Hill="body", Front="body"), 0.3)
    assert (doer.kind, TEXT[doer.start : doer.end], doer.part) == ("doer", "Gunmen", 0)
    assert (body.kind, TEXT[body.start : body.end]) == ("body", "Hill Front")
    assert doer.sure > 0.9


def test_a_span_never_runs_over_the_end_of_a_sentence() -> None:
    text = "He burned the mill. Mill Street was shut."
    found = spans(text, tagged(text, {"mill": "thing", ".": "thing", "Mill": "thing"}), 0.3)
    assert [(text[s.start : s.end], s.part) for s in found] == [("mill", 0), ("Mill", 1)]


def test_less_is_enough_where_less_is_asked() -> None:
    cut = cut_sentences(TEXT)
    scored = Scored(cut, np.zeros((len(cut.start), WIDTH), dtype=np.float32), MEANS)
    assert spans(TEXT, scored, 0.3) == []
    assert spans(TEXT, scored, 0.1) != []


def test_words_that_carry_nothing_neither_begin_nor_end_a_span() -> None:
    scored = _scored(Gunmen="doer", of="doer", the="doer")
    (doer,) = spans(TEXT, scored, 0.3, frozenset({"of", "the"}))
    assert TEXT[doer.start : doer.end] == "Gunmen"
    (longer, *_) = spans(TEXT, scored, 0.3)
    assert TEXT[longer.start : longer.end] == "Gunmen of the"


def test_shares_add_up_and_pooling_follows_the_greatest() -> None:
    assert softmax(np.array([[0.0, 0.0], [5.0, 1.0]])).sum(1) == pytest.approx([1.0, 1.0])
    assert likely(np.array([0.0]))[0] == pytest.approx(0.5)
    low, high = pooled(np.array([[-9.0, 4.0], [-9.0, -9.0]]))
    assert high == pytest.approx(3.0, abs=0.01)
    assert low < -8
