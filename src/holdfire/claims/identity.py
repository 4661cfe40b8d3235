"""What names a claim and what it rests on: the same for every reader, so that reviews go on pointing at it."""

from __future__ import annotations

from collections.abc import Iterable

from holdfire import seals
from holdfire.records import Range

Ranges = tuple[Range, ...]


def key_of(text: str, source: Ranges, cue: Ranges, content: Ranges) -> str:
    """The key of a claim: the sha256 of its text and where its parts stand in it, in code points."""
    return seals.key("claim", text, source, cue, content)


def rests_on(text: str, *parts: Iterable[Range]) -> tuple[str, ...]:
    """References to the spans of all its parts, each once, in the order of the text."""
    spans = sorted({span for part in parts for span in part})
    return tuple(f"text:{text}#{start}-{end}" for start, end in spans)
