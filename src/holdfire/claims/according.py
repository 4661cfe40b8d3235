"""`according to S` to drafts: before, after or inside what is said."""

from __future__ import annotations

from holdfire.claims.content import TRAILING, content_end, trimmed
from holdfire.claims.draft import Draft
from holdfire.claims.page import Page
from holdfire.claims.phrases import phrase_right
from holdfire.records import Range


def according(page: Page, sentence: Range) -> list[Draft]:
    """One draft for each `according to` of a sentence."""
    words = page.words
    return [
        draft
        for at in range(sentence[0], sentence[1] - 2)
        if words.low[at] == "according" and words.low[at + 1] == "to" and page.spoken[at] < 0
        if (draft := _draft(page, at, sentence)) is not None
    ]


def _draft(page: Page, at: int, sentence: Range) -> Draft | None:
    source = _source(page, at + 2, sentence[1], opens=at - sentence[0] <= 1)
    if source is None:
        return None
    first = sentence[0]
    if at - first <= 1:
        content = _after(page, source[1], sentence[1])
    else:
        content = _before(page, first, at) + (
            _after(page, source[1], sentence[1]) if _goes_on(page, source[1], sentence[1]) else []
        )
    return Draft(cue=(at, at + 2), verb="", source=source, content=content) if content else None


def _source(page: Page, first: int, ceiling: int, *, opens: bool) -> Range | None:
    """The longest phrase: `a 2013 study by economists in Dorn`."""
    words, end = page.words, first
    while end < ceiling and (words.raw[end] not in (",", ".", ";", "—", "–", "(", ":", "?") and page.spoken[end] < 0):
        if (words.kind[end] in ("relative", "clause", "that") and end > first) or (
            words.kind[end] == "join" and words.kind[end + 1] == "auxiliary"
        ):
            break
        end += 1
    found = phrase_right(page, first, ceiling)
    if found is not None and found[1] > end and (not opens or _closed(page, end, ceiling)):
        return found
    return (first, end) if end > first else None


def _closed(page: Page, comma: int, ceiling: int) -> bool:
    """`According to Onis, a nurse in Dorn, ...`: an apposition that a comma closes before any verb."""
    words = page.words
    if words.kind[comma + 1] != "determiner":
        return False
    for at in range(comma + 1, ceiling):
        if words.raw[at] == ",":
            return True
        if words.kind[at] in ("auxiliary", "modal", "subject") or at in page.cues:
            return False
    return False


def _after(page: Page, index: int, ceiling: int) -> list[Range]:
    while index < ceiling and page.words.raw[index] in TRAILING:
        index += 1
    end = trimmed(page, index, content_end(page, index, ceiling))
    return [(index, end)] if end > index else []


def _before(page: Page, first: int, at: int) -> list[Range]:
    end = trimmed(page, first, at)
    return [(first, end)] if end > first else []


def _goes_on(page: Page, index: int, ceiling: int) -> bool:
    """`X, according to S, Y`: the sentence goes on after the speaker."""
    return index + 1 < ceiling and page.words.raw[index] == "," and page.words.kind[index + 1] != "relative"
