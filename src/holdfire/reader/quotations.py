"""Words to quotations: every quote style, nested ones left inside, unclosed ones followed over paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from holdfire.reader.words import Words
from holdfire.records import Range

CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "``": "''", '"': '"', "''": "''", "'": "'"}
OPENERS_OF_SINGLE = frozenset("‘'")
LONGEST_SINGLE = 150
"""Words. A single mark without its fellow within these is an apostrophe."""


class Quotation(msgspec.Struct, frozen=True):
    """One quotation with its marks: [start, end) in code points."""

    start: int
    end: int
    closed: bool
    """False: the paragraph ends before the closing mark does."""
    continues: bool = False
    """It opens a paragraph while the quotation of the paragraph before was still unclosed."""


def quotations(words: Words, content: str, paragraphs: Sequence[Range]) -> tuple[Quotation, ...]:
    """All outermost quotations of a text, in order. A quotation never crosses a paragraph."""
    found: list[Quotation] = []
    index, left_open = 0, False
    for _, stop in paragraphs:
        last = index
        while last < len(words) and words.start[last] < stop:
            last += 1
        inside = _in_paragraph(words, content, index, last)
        if inside and left_open and inside[0][0] == index:
            inside[0] = (*inside[0][:3], True)
        left_open = bool(inside) and not inside[-1][2]
        found += [Quotation(words.start[a], words.end[b], closed, on) for a, b, closed, on in inside]
        index = last
    return tuple(found)


def _in_paragraph(words: Words, content: str, first: int, last: int) -> list[tuple[int, int, bool, bool]]:
    found = []
    index = first
    while index < last:
        mark = words.raw[index]
        if mark in CLOSERS and _opens(words, content, index, first):
            close = _closing(words, content, index, last)
            if close is not None:
                found.append((index, close, True, False))
                index = close
            elif mark not in OPENERS_OF_SINGLE:  # a lone single mark is an apostrophe
                found.append((index, last - 1, False, False))
                break
        index += 1
    return found


def _opens(words: Words, content: str, index: int, first: int) -> bool:
    """A straight mark opens when space or an opening stands before it and none after it."""
    before = content[words.start[index] - 1] if index > first else " "
    after = content[words.end[index] : words.end[index] + 1]
    if words.raw[index] in OPENERS_OF_SINGLE and after.isdigit():
        return False  # the '90s
    return not (before.isalnum() or before in ".,!?%") and not after.isspace() and after != ""


def _closing(words: Words, content: str, opening: int, last: int) -> int | None:
    mark = words.raw[opening]
    closers = CLOSERS[mark]
    reach = min(last, opening + LONGEST_SINGLE) if mark in OPENERS_OF_SINGLE else last
    for index in range(opening + 1, reach):
        raw = words.raw[index]
        if raw in closers and (mark in "“„«``" or _closes(words, content, index, mark)):
            return index
        if mark == "“" and raw in ("“", '"') and index > opening + 1:
            # Either a misprinted closing mark, or a new opening: then the first was never closed.
            return index if _misprinted(words, content, index) else None
    return None


def _misprinted(words: Words, content: str, index: int) -> bool:
    """Whether an opening mark stands where only a closing one can: after a stop or comma and before a space."""
    after = content[words.end[index] : words.end[index] + 1]
    return content[words.start[index] - 1] in ".,!?…" and not after.isalnum()


def _closes(words: Words, content: str, index: int, mark: str) -> bool:
    """Single marks close only after a word or stop and before a space or stop; doubles wherever they do not open."""
    after = content[words.end[index] : words.end[index] + 1]
    before = content[words.start[index] - 1]
    if mark in OPENERS_OF_SINGLE and before == "s" and after.isspace():
        return False  # the soldiers' guns
    if mark in OPENERS_OF_SINGLE:
        return not before.isspace() and not after.isalnum() and (before in ".,!?…" or after in " ,.;:!?")
    return not before.isspace() or after == "" or after.isspace()
