"""Scores of one window to attributions: the best row of tags, and which source and content each cue belongs with."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from holdfire.records import Range

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))

Scores = NDArray[np.float32]


class Attribution(msgspec.Struct, frozen=True):
    """A cue with what belongs to it; ranges are in tokens. One of cue and content is always there."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...] = ()


class Seen(msgspec.Struct, frozen=True):
    """What the network says of the tokens of one window."""

    tags: Scores
    """[tokens, tags]"""
    source: Scores
    """[tokens, 1 + tokens]: how well each token, as the head of a cue, goes with no source, and with each token."""
    cue: Scores
    """[tokens, 1 + tokens]: the same of the first token of a content and its cue."""


def attributions(seen: Seen, parts: Sequence[Range], follow: Scores) -> list[Attribution]:
    """What each paragraph attributes to whom; `parts` and the results count tokens of the window."""
    found: list[Attribution] = []
    for part in parts:
        spans = tagged(seen.tags[part[0] : part[1]], follow, part[0])
        if spans:
            found += _linked(seen, spans)
    return found


def tagged(scores: Scores, follow: Scores, base: int = 0) -> list[tuple[str, Range]]:
    """The spans of the likeliest row of tags under the transitions; forbidden ones are very unlikely, ends included."""
    spans: list[tuple[str, Range]] = []
    first = 0
    for at, tag in enumerate(_best(scores, follow)):
        name = TAGS[tag]
        if name[0] in "BS":
            first = at
        if name[0] in "ES":
            spans.append((name[2:], (base + first, base + at + 1)))
    return spans


def _best(scores: Scores, follow: Scores) -> list[int]:
    """Viterbi. Stretches in which nothing but O is in question are skipped."""
    length = len(scores)
    back = np.empty((length, len(TAGS)), dtype=np.intp)
    columns = np.arange(len(TAGS))
    total = scores[0] + follow[0]  # what may follow O may open a paragraph
    for at in range(1, length):
        reached = total[:, None] + follow
        best = reached.argmax(0)
        back[at] = best
        total = reached[best, columns] + scores[at]
    row = [int((total + follow[:, 0]).argmax())]  # what O may follow may close one
    for at in range(length - 1, 0, -1):
        row.append(int(back[at][row[-1]]))
    return row[::-1]


def _linked(seen: Seen, spans: Sequence[tuple[str, Range]]) -> list[Attribution]:
    """Each cue of a paragraph with its source and its contents; a content that goes with no cue stands alone."""
    sources, cues, contents = ([span for role, span in spans if role == wanted] for wanted in ROLES)
    said: dict[Range, list[Range]] = {cue: [] for cue in cues}
    alone: list[Range] = []
    for content in contents:
        cue = _choice(seen.cue[content[0]], cues)
        (alone if cue is None else said[cue]).append(content)
    found = [Attribution(_choice(seen.source[cue[0]], sources), cue, tuple(said[cue])) for cue in cues]
    return found + [Attribution(None, None, (content,)) for content in alone]


def _choice(row: Scores, candidates: Sequence[Range]) -> Range | None:
    """The candidate that goes best with a token, or none."""
    best: Range | None = None
    score = float(row[0])
    for candidate in candidates:
        own = float(row[1 + candidate[0] : 1 + candidate[1]].max())
        if own > score:
            best, score = candidate, own
    return best
