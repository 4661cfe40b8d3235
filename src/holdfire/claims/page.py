"""Text and marks to a page: the words of one text with the cues, spoken quotations and sentences they stand in."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from holdfire.reader import CueHit, Marks, Words, words
from holdfire.records import Range, Text

LONG_QUOTE = 8
"""Words from which a quotation that is not introduced is still speech and no single quoted phrase."""

BEYOND = 3
"""Words that a rule may look past the end."""

BEFORE_SPEECH = frozenset((",", ":", ";", "—", "–", "-", "--", ".", "?", "!", "”", '"', "''", "»"))
END_OF_SPEECH = frozenset((",", ".", "?", "!", "…", "...", "—", "–", "-", "--"))
AFTER_SPEECH = frozenset((",", ".", "—", "–", "-", ":"))


class Page(msgspec.Struct, frozen=True):
    """Everything below is counted in words: a range [a, b) is words a to b-1."""

    text: Text
    words: Words
    sentences: list[Range]
    paragraph: list[int]
    """Number of the paragraph that each sentence stands in."""
    speech: list[Range]
    """Quotations that are somebody speaking, in order, not quoted phrases inside a sentence."""
    spoken: list[int]
    """For each word the number of the spoken quotation it stands in, or -1."""
    cues: dict[int, CueHit]
    """Word number -> cue hit."""
    openings: frozenset[int]
    """First words of sentences."""

    def span(self, part: Range) -> Range:
        """Code points of a range of words."""
        return self.words.start[part[0]], self.words.end[part[1] - 1]

    def printed(self, part: Range) -> str:
        """The characters of a range of words."""
        start, end = self.span(part)
        return self.text.content[start:end]

    def speech_in(self, part: Range) -> list[int]:
        """Numbers of the spoken quotations that begin inside a range."""
        return list(range(bisect_left(self.speech, (part[0], 0)), bisect_left(self.speech, (part[1], 0))))


def page(text: Text, marks: Marks) -> Page:
    """Lay the marks of a reader over the words of its text."""
    cut = words(text.content)
    sentences = [_range(cut, span) for span in marks.sentences]
    starts = {a for a, _ in sentences}
    parts = [start for start, _ in marks.paragraphs]
    paragraph = [bisect_left(parts, start + 1) for start, _ in marks.sentences]
    speech: list[Range] = []
    for quote in marks.quotations:
        a, b = _range(cut, (quote.start, quote.end))
        if quote.continues or not quote.closed or _is_speech(cut, a, b, starts):
            speech.append((a, b))
    spoken = [-1] * len(cut)
    for number, (a, b) in enumerate(speech):
        spoken[a:b] = [number] * (b - a)
    at = {start: index for index, start in enumerate(cut.start)}
    cues = {at[hit.start]: hit for hit in marks.cues if hit.start in at}
    _close(cut, len(text.content))
    spoken += [-1] * BEYOND
    return Page(text, cut, sentences, paragraph, speech, spoken, cues, frozenset(starts))


def _close(cut: Words, end: int) -> None:
    """Put empty marks after the last word, so that looking a little past an end (or before the start) sees a stop."""
    cut.start.extend([end] * BEYOND)
    cut.end.extend([end] * BEYOND)
    cut.raw.extend([""] * BEYOND)
    cut.low.extend([""] * BEYOND)
    cut.kind.extend(["mark"] * BEYOND)


def _range(cut: Words, span: Range) -> Range:
    return bisect_left(cut.start, span[0]), bisect_left(cut.start, span[1])


def _is_speech(cut: Words, a: int, b: int, starts: set[int]) -> bool:
    """Speech is introduced, or opens a sentence, and reads like a sentence; `the "Human Lizard"` does not."""
    if b - a < 3:
        return False
    introduced = a in starts or cut.raw[a - 1] in BEFORE_SPEECH
    whole = cut.raw[b - 2] in END_OF_SPEECH or (b < len(cut) and cut.raw[b] in AFTER_SPEECH) or b == len(cut)
    if introduced:
        return whole or b - a > LONG_QUOTE
    capital = cut.raw[a + 1][0].isupper() or cut.kind[a + 1] == "mark"
    return capital and cut.raw[b - 2] in (".", "?", "!") and b - a > LONG_QUOTE
