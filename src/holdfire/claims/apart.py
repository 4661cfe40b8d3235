"""Speakers set apart from what they say: by a dash after it, or in the paragraph before, which ends in a colon."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from holdfire.claims.draft import Draft
from holdfire.claims.groups import listed
from holdfire.claims.page import Page
from holdfire.claims.quoted import quoted_by
from holdfire.records import Range

DASHES = frozenset(("―", "—", "–", "-", "--"))
LONGEST_SIGNATURE = 12
"""Words after the dash; a sentence that goes on after a quotation is longer, or has a verb."""


def signed(page: Page, quote: int) -> Draft | None:
    """`"Q" ― N. N., teacher`: a name between a dash and the end of the line."""
    words, dash = page.words, page.speech[quote][1]
    if words.raw[dash] not in DASHES or words.kind[dash + 1] != "name":
        return None
    end = dash + 1
    while words.raw[end] and not _breaks(page, end) and end - dash <= LONGEST_SIGNATURE:
        end += 1
    if end - dash > LONGEST_SIGNATURE or any(at in page.cues for at in range(dash, end)):
        return None
    end -= words.kind[end - 1] == "mark"
    return Draft(cue=(dash, dash + 1), verb="", source=(dash + 1, end), content=[page.speech[quote]], direct=True)


def introduced(page: Page, number: int, quote: int, verbs: Collection[str]) -> Draft | None:
    """`He said:` and, as a paragraph of its own, the quotation; `number` is the sentence that it opens."""
    if not number or page.paragraph[number - 1] == page.paragraph[number]:
        return None
    before: Range = page.sentences[number - 1]
    if page.words.raw[before[1] - 1] != ":":
        return None
    draft = quoted_by(page, before, page.speech[quote], verbs)
    return draft if draft is not None and draft.source is not None else None


def stated(page: Page, number: int, verbs: Collection[str]) -> Draft | None:
    """`The minister, N. N., said:` and the paragraphs of the statement after it, without quotation marks, up to the
    next such line, a quotation, or what an editor adds ("Notes")."""
    before = page.sentences[number]
    if page.words.raw[before[1] - 1] != ":" or number + 1 >= len(page.sentences):
        return None
    if page.paragraph[number + 1] == page.paragraph[number]:
        return None
    content = list(_statement(page, number + 1))
    draft = quoted_by(page, before, content[0], verbs) if content else None
    if draft is None or draft.source is None:
        return None
    draft.content, draft.direct = content, True
    return draft


def _statement(page: Page, first: int) -> Iterator[Range]:
    """The paragraphs of a statement that begins with a sentence, each from its first to its last word."""
    number = first
    while number < len(page.sentences):
        last = number
        while last + 1 < len(page.sentences) and page.paragraph[last + 1] == page.paragraph[number]:
            last += 1
        begin, end = page.sentences[number][0], page.sentences[last][1]
        opens = page.words.low[begin]
        if page.words.raw[end - 1] == ":" or page.spoken[begin] >= 0 or opens in listed("after_statements"):
            return
        yield begin, end
        number = last + 1


def _breaks(page: Page, at: int) -> bool:
    """Whether a new line begins with this word."""
    return "\n" in page.text.content[page.words.end[at - 1] : page.words.start[at]]
