"""Scores of one window to attributions: the best row of tags, and which source and content each cue belongs with."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from holdfire.records import Range

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))

STOP_BETWEEN, RIVAL_BETWEEN, NO_SOURCE = 2.0, 1.0, -1.0
"""What it costs a link to reach over a full stop, or over another that could be meant; what it costs to have none.
Chosen on PolNeAR's dev split."""

A_SPAN = 0.15
"""What it costs to begin a span: with it as many are missed as are found that are none. Chosen there too."""

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


def costly(follow: Scores) -> Scores:
    """The transitions with the cost of beginning a span in them: [tags, tags], float32."""
    begins = np.array([tag[0] in "BS" for tag in TAGS], dtype=np.float32)
    return (follow - np.float32(A_SPAN) * begins).astype(np.float32)


def attributions(seen: Seen, part: Range, follow: Scores, stops: Sequence[int]) -> list[Attribution]:
    """What a paragraph attributes to whom; `part` and the results count tokens of the window.

    `stops[i]` is how many full stops stand before token i of the paragraph, its end included.
    """
    spans = tagged(seen.tags[part[0] : part[1]], follow, part[0])
    return _linked(seen, spans, stops, part[0]) if spans else []


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


def _linked(
    seen: Seen, spans: Sequence[tuple[str, Range]], stops: Sequence[int], base: int
) -> list[Attribution]:
    """Each cue of a paragraph with its source and its contents; a content stands alone where there is no cue."""
    sources, cues, contents = ([span for role, span in spans if role == wanted] for wanted in ROLES)

    def choice(row: Scores, of: Range, candidates: Sequence[Range], least: float) -> Range | None:
        best: Range | None = None
        for candidate in candidates:
            low, high = (of[1], candidate[0]) if of < candidate else (candidate[1], of[0])
            own = float(row[1 + candidate[0] : 1 + candidate[1]].max())
            own -= STOP_BETWEEN * (stops[high - base] - stops[low - base])
            own -= RIVAL_BETWEEN * sum(low <= other[0] and other[1] <= high for other in candidates)
            if own > least:
                best, least = candidate, own
        return best

    said: dict[Range, list[Range]] = {cue: [] for cue in cues}
    for content in contents:
        cue = choice(seen.cue[content[0]], content, cues, -math.inf)
        if cue is not None:
            said[cue].append(content)
    found = []
    for cue, own in said.items():
        source = choice(seen.source[cue[0]], cue, sources, float(seen.source[cue[0], 0]) + NO_SOURCE)
        found.append(Attribution(source, cue, tuple(own)))
    return found + [Attribution(None, None, (content,)) for content in contents if not cues]
