"""A short note to a likelihood for each class."""

from __future__ import annotations

import math

import pytest

from holdfire import reader
from holdfire.data import load
from holdfire.errors import BadRequest
from holdfire.reader.notes import LIMIT, pieces

MEANS = reader.note_means()
pytestmark = pytest.mark.skipif(MEANS is None, reason="no weights in this build")


@pytest.mark.parametrize("note", ["Rebels shelled the town.", "", "\u0130 \U0001f4a5 \u4e2d", "shell " * 900])
def test_the_likelihoods_of_all_classes_sum_to_one(note):
    scores = MEANS.scores(note)
    assert sum(math.exp(score) for score in scores.values()) == pytest.approx(1, abs=1e-4)
    assert scores == MEANS.scores(note)


def test_the_classes_are_those_that_decisions_know():
    assert set(MEANS.classes) == set(load("incidents/deciding.yaml")["classes"])


def test_a_long_note_is_cut():
    found = pieces("shell " * 900, MEANS.tokenizer)
    assert len(found) == LIMIT
    assert (found[0], found[-1]) == (101, 102)


def test_who_reads_can_be_named():
    assert reader.note_means("rules") is None
    assert reader.note_means("trained") is MEANS
    with pytest.raises(BadRequest, match="E445"):
        reader.note_means("nobody")
