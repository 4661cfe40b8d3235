"""One sentence of a text for the small reader: its characters, with quotations that patterns do not look into."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from holdfire.records import Range

_EDGES = " \t\u00a0,،.;؛:!?؟…—–-"


class Sentence(msgspec.Struct, frozen=True):
    """[start, end) of `text`; `open` is the text with every character inside a quotation blanked out."""

    text: str
    open: str
    start: int
    end: int
    quotes: tuple[Range, ...]

    def matches(
        self, pattern: re.Pattern[str], start: int | None = None, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """The pattern's places outside quotations, inside the sentence or the part of it that is given."""
        first, last = self.start if start is None else start, self.end if end is None else end
        yield from pattern.finditer(self.open, first, last)

    def trimmed(self, start: int, end: int) -> Range | None:
        """The range without blanks and punctuation at its ends; None where nothing is left."""
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            end -= 1
        return (start, end) if start < end else None

    def words(self, span: Range) -> int:
        """How many words stand in a range."""
        return len(self.text[span[0] : span[1]].split())

    def quotes_in(self, start: int, end: int) -> tuple[Range, ...]:
        """The quotations that lie wholly in a range."""
        return tuple(quote for quote in self.quotes if start <= quote[0] and quote[1] <= end)


def blanked(text: str, quotes: tuple[Range, ...]) -> str:
    """The text with what quotations hold blanked out, as long as it was."""
    parts, at = [], 0
    for start, end in quotes:
        parts += [text[at : start + 1], " " * max(0, end - start - 2), text[max(start + 1, end - 1) : end]]
        at = end
    return "".join([*parts, text[at:]])
