"""A clause to its subject: the speaker of a participle or of a second verb (`spoke on Monday, saying that ...`)."""

from __future__ import annotations

from holdfire.claims.page import Page
from holdfire.records import Range


def subject(page: Page, first: int, before: int) -> Range | None:
    """The subject of the clause that begins at word `first`, looked for up to word `before`."""
    words, index = page.words, _past_opening(page, first, before)
    begin = index
    if index < before and words.kind[index] == "subject":
        return index, index + 1
    while index < before:
        kind, low = words.kind[index], words.low[index]
        if kind in ("auxiliary", "modal", "relative", "adverb", "clause", "subject", "to", "that", "question", "day"):
            break
        if kind == "mark" and words.raw[index] not in ("-", "–", "'", "’", "/", "&"):
            break
        if index > begin and kind == "" and _verb_like(page, index, low):
            break
        index += 1
    while index > begin and words.kind[index - 1] in ("preposition", "join"):
        index -= 1
    return (begin, index) if index > begin and index - begin < 20 else None


def _past_opening(page: Page, first: int, before: int) -> int:
    """Past `In a statement on Monday,` and `But`."""
    words, index = page.words, first
    while (index < before and words.kind[index] in ("mark", "join", "adverb")) or words.low[index] == "but":
        index += 1
    if (index < before and words.kind[index] in ("preposition", "clause")) or words.low[index].endswith("ing"):
        for at in range(index, before):
            if words.raw[at] == ",":
                return at + 1
    return index


def _verb_like(page: Page, index: int, low: str) -> bool:
    hit = page.cues.get(index)
    return low.endswith("ed") or (
        hit is not None and hit.form in ("ed", "s") and page.words.kind[index - 1] != "determiner"
    )
