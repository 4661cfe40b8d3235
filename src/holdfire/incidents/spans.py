"""Scores of tokens to the spans that fill a role in an incident, each with what its kind says of it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from holdfire.reader import Scored
from holdfire.records import Range

Numbers = NDArray[np.float64]


class Span(msgspec.Struct, frozen=True):
    """Words that fill a role, with offsets in code points."""

    kind: str
    """doer | body | thing | name | person | weapon | place | time"""
    start: int
    end: int
    part: int
    """The sentence it stands in."""
    sure: float
    """How likely its tokens are of that kind, between 0 and 1."""
    scores: Numbers
    """The mean row of its tokens."""


def spans(scored: Scored, ease: float) -> list[Span]:
    """The likeliest tags of each sentence, where none at all costs `ease` more than the network says."""
    tags = scored.means.names["tags"]
    rows = scored.of("tags").astype(np.float64)
    likely = softmax(rows)
    rows[:, 0] -= ease
    best = rows.argmax(1).tolist()
    found = []
    for part, (first, last) in enumerate(scored.cut.parts):
        for kind, a, b in _runs(tags, best, (first, last)):
            own = [tags.index(f"B-{kind}"), tags.index(f"I-{kind}")]
            sure = float(np.exp(np.log(likely[a:b][:, own].sum(1) + 1e-9).mean()))
            mean = scored.rows[a:b].astype(np.float64).mean(0)
            found.append(Span(kind, scored.cut.start[a], scored.cut.end[b - 1], part, sure, mean))
    return found


def _runs(tags: tuple[str, ...], path: Sequence[int], within: Range) -> list[tuple[str, int, int]]:
    """Tags to runs of one kind: a `B` begins one, and so does an `I` after another kind."""
    runs: list[tuple[str, int, int]] = []
    before = "O"
    for at in range(*within):
        mark, _, kind = tags[path[at]].partition("-")
        if mark == "I" and before == kind:
            runs[-1] = (kind, runs[-1][1], at + 1)
        elif kind:
            runs.append((kind, at, at + 1))
        before = kind
    return runs


def softmax(rows: Numbers) -> Numbers:
    """Scores to shares, along the last axis."""
    grown = np.exp(rows - rows.max(-1, keepdims=True))
    shares: Numbers = grown / grown.sum(-1, keepdims=True)
    return shares


def pooled(rows: Numbers) -> Numbers:
    """Scores of tokens to scores of what they make up: nearly the greatest, as in training."""
    most = rows.max(0)
    whole: Numbers = most + np.log(np.exp(rows - most).sum(0)) - 1.0
    return whole


def likely(scores: Numbers) -> Numbers:
    """Scores to probabilities, each for itself."""
    shares: Numbers = 1 / (1 + np.exp(-scores))
    return shares
