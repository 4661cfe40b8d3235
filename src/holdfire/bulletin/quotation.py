"""A claim and its text -> the one sentence it stands in, its spans marked and private names covered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from holdfire.bulletin.book import Book
from holdfire.bulletin.model import Piece, Quotation
from holdfire.disclosure import is_hidden
from holdfire.records import Account, Claim, Range

LONGEST = 700
"""Characters of a quotation at most: a sentence, not the article."""
_END = re.compile(r"""[.!?؟。…]["'”’»)\]]*(?=\s)|\n""")


def quotation(claim: Claim, book: Book) -> Quotation | None:
    """The claim's sentence with source, cue and content marked; None where the text is not in the material."""
    text = book.texts.get(claim.text)
    spans = [*claim.source, *claim.cue, *claim.content]
    if text is None or not spans:
        return None
    lang = text.language if text.language != "und" else ""
    start, end = sentence(text.content, (min(s for s, _ in spans), max(e for _, e in spans)))
    shown = {"lang": lang, "dir": book.words.direction(lang)}
    if claim.key in book.hidden_claims:
        return Quotation(pieces=(), start=start, end=end, withheld=book.words.say("sentence_withheld"), **shown)
    covered = claim.speaker is not None and not book.veil.public_speaker(claim.speaker)
    pieces = tuple(
        Piece(text=book.words.say("covered"), mark="withheld")
        if covered and mark == "source"
        else Piece(text=part, mark=mark)
        for part, mark in _marked(text.content, (start, end), claim)
    )
    return Quotation(pieces=pieces, start=start, end=end, **shown)


def passage(account: Account, book: Book, *, hidden: bool) -> Quotation | None:
    """The sentence of an account in which its publisher tells of it; None where no text of the material has it."""
    text = book.texts.get(account.text or "")
    if text is None or account.span is None:
        return None
    lang = text.language if text.language != "und" else ""
    first, last = account.span
    start, end = sentence(text.content, account.span)
    shown = {"lang": lang, "dir": book.words.direction(lang)}
    if hidden or is_hidden(account.place, book.material.policy):
        return Quotation(pieces=(), start=start, end=end, withheld=book.words.say("sentence_withheld"), **shown)
    parts = ((start, first, ""), (first, min(last, end), "content"), (min(last, end), end, ""))
    pieces = tuple(Piece(text=text.content[s:e], mark=mark) for s, e, mark in parts if s < e)
    return Quotation(pieces=pieces, start=start, end=end, **shown)


def sentence(text: str, span: Range) -> Range:
    """The sentence around a span: from the sentence end before it to the one at or after its end.

    A line break ends a sentence. Never longer than LONGEST unless the span itself is; never shorter than the span
    up to that length.
    """
    start, end = span
    before = [match.end() for match in _END.finditer(text, max(0, start - LONGEST), start)]
    first = before[-1] if before else max(0, start - LONGEST)
    after = _END.search(text, max(start, end - 1), min(len(text), end + LONGEST))
    last = after.end() if after else min(len(text), end + LONGEST)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    if last - first > LONGEST:
        first, last = start, max(end, min(last, start + LONGEST))
    return first, min(last, first + LONGEST)


def _marked(text: str, around: Range, claim: Claim) -> Iterable[tuple[str, str]]:
    """The sentence in stretches of one mark each; a cue or source inside the content keeps its own mark."""
    first, last = around
    marks = [""] * (last - first)
    for mark, spans in (("content", claim.content), ("cue", claim.cue), ("source", claim.source)):
        for start, end in spans:
            for position in range(max(start, first), min(end, last)):
                marks[position - first] = mark
    begin = 0
    for position in range(1, len(marks) + 1):
        if position == len(marks) or marks[position] != marks[begin]:
            yield text[first + begin : first + position], marks[begin]
            begin = position
