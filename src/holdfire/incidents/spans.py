"""Scores of tokens to the spans that fill a role in an incident, each with what its kind says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from holdfire.reader import Scored
from holdfire.records import Range

Numbers = NDArray[np.float64]
ANOTHER = 0.75
"""How likely a token must begin a span to part it from one of its kind just before it."""


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


def spans(content: str, scored: Scored, low: float, edges: frozenset[str] = frozenset()) -> list[Span]:
    """Runs of tokens that are each at least so likely of one kind; words of `edges` neither begin nor end one."""
    tags = scored.means.names["tags"]
    shares = softmax(scored.of("tags").astype(np.float64))
    kinds = tuple(dict.fromkeys(tag[2:] for tag in tags[1:]))
    begins = shares[:, [tags.index(f"B-{kind}") for kind in kinds]]
    of_kind = begins + shares[:, [tags.index(f"I-{kind}") for kind in kinds]]
    cut = scored.cut
    spoken = [content[a:b].lower() for a, b in zip(cut.start, cut.end, strict=True)]
    found = []
    for part, within in enumerate(cut.parts):
        for kind, first, last in _trimmed(_runs(of_kind, begins, within, low), spoken, edges):
            own = of_kind[first:last, kind]
            mean = scored.rows[first:last].astype(np.float64).mean(0)
            sure = float((own.max() + own.mean()) / 2)
            found.append(Span(kinds[kind], cut.start[first], cut.end[last - 1], part, sure, mean))
    return found


Run = tuple[int, int, int]
"""Number of the kind, first token, and the one after the last."""


def _runs(of_kind: Numbers, begins: Numbers, within: Range, low: float) -> Iterator[Run]:
    """Tokens of one kind in a row; one goes apart from those before it only where it clearly begins another."""
    run: Run | None = None
    for at in range(*within):
        kind = int(of_kind[at].argmax())
        if of_kind[at, kind] < low:
            kind = -1
        if run and run[0] == kind and begins[at, kind] < ANOTHER:
            run = (kind, run[1], at + 1)
            continue
        if run:
            yield run
        run = (kind, at, at + 1) if kind >= 0 else None
    if run:
        yield run


def _trimmed(runs: Iterable[Run], spoken: Sequence[str], edges: frozenset[str]) -> Iterator[Run]:
    for kind, first, last in runs:
        while first < last and (spoken[first] in edges or not spoken[first][0].isalnum()):
            first += 1  # noqa: PLW2901
        while first < last and (spoken[last - 1] in edges or not spoken[last - 1][0].isalnum()):
            last -= 1  # noqa: PLW2901
        if first < last:
            yield kind, first, last


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
