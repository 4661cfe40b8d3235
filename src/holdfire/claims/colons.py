"""`ARMY SPOKESMAN: ...` to drafts: transcripts and headlines that name a speaker before a colon."""

from __future__ import annotations

from holdfire.claims.content import trimmed
from holdfire.claims.draft import Draft
from holdfire.claims.groups import listed
from holdfire.claims.page import Page

LONGEST_NAME = 6
"""Words before the colon."""


def colon(page: Page, number: int) -> Draft | None:
    """A draft where a sentence opens with a name and a colon; in a transcript the whole paragraph is said."""
    words, sentence = page.words, page.sentences[number]
    first = sentence[0]
    at = first
    while at < sentence[1] and at - first < LONGEST_NAME and words.kind[at] in ("name", "possessive"):
        at += 1
    if not first < at < sentence[1] - 2 or words.raw[at] != ":" or words.low[first] in listed("labels"):
        return None
    transcript = all(words.raw[n].isupper() for n in range(first, at))
    end = _paragraph_end(page, number) if transcript else trimmed(page, at + 1, sentence[1])
    if end <= at + 1:
        return None
    return Draft(cue=(at, at + 1), verb="", source=(first, at), content=[(at + 1, end)], direct=transcript)


def _paragraph_end(page: Page, number: int) -> int:
    """The word after the last one of the paragraph in which a sentence stands."""
    last = number
    while last + 1 < len(page.sentences) and page.paragraph[last + 1] == page.paragraph[number]:
        last += 1
    return page.sentences[last][1]
