"""A text to attributions: each cue that the network saw, with its source and what is said, in code points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

import msgspec

from holdfire.reader.decoding import Attribution, Scores, Seen, attributions
from holdfire.reader.pieces import Tokenizer, Tokens, Window, tokens, windows
from holdfire.records import Range

STOPS = frozenset(".!?")


class Attributed(msgspec.Struct, frozen=True):
    """Half-open ranges of code points; a content alone is somebody's words without a cue."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...] = ()


class Network(Protocol):
    """What reads a window."""

    def see(self, window: Window) -> Seen:
        """Scores of tags and links for the tokens of one window."""
        ...


class Means(msgspec.Struct, frozen=True):
    """What it takes to read: handed over, so that reading itself touches no disk."""

    version: str
    network: Network
    tokenizer: Tokenizer
    follow: Scores


def attributed(content: str, paragraphs: Sequence[Range], means: Means) -> tuple[Attributed, ...]:
    """Everything that the network attributes to somebody, in the order of the text."""
    cut = tokens(content, paragraphs)
    found: list[Attributed] = []
    for window in windows(content, cut, means.tokenizer):
        seen = means.network.see(window)
        place = 0
        for begin, end in window.parts:
            part = (place, place + end - begin)
            stops = list(accumulate((content[cut.start[at]] in STOPS for at in range(begin, end)), initial=0))
            claims = attributions(seen, part, means.follow, stops)
            found += [_printed(claim, content, cut, begin - place) for claim in claims]
            place = part[1]
    return tuple(sorted(found, key=_at))


def _printed(claim: Attribution, content: str, cut: Tokens, base: int) -> Attributed:
    def span(part: Range) -> Range:
        return cut.start[part[0] + base], cut.end[part[1] - 1 + base]

    source = span(claim.source) if claim.source else None
    if source and not any(mark.isalnum() for mark in content[slice(*source)]):
        source = None  # a quotation mark says nothing
    return Attributed(
        source,
        span(claim.cue) if claim.cue else None,
        tuple(span(part) for part in claim.content),
    )


def _at(claim: Attributed) -> int:
    return (claim.cue or claim.content[0])[0]
