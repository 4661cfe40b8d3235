"""Words to paragraphs and sentences, where a quotation is never cut by a sentence end inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from holdfire.reader.quotations import Quotation
from holdfire.reader.words import Words, abbreviation
from holdfire.records import Range

LONG_LINE = 120
"""A text with a line longer than this is not hard-wrapped: each of its lines is a paragraph."""

LONGEST_SENTENCE = 250
"""Words. What runs on longer (a table, a text without stops) is cut, so that reading stays linear in its length."""

DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?:[ ,/]+[A-Z][\w.'’-]*){0,4}"  # the place, its first word in capitals
    r"(?:[ ,]+\d{1,2} [A-Z][a-z]+\.?|[ ,]+[A-Z][a-z]+\.? \d{1,2})?(?:,? \d{4})?"  # a day
    r"(?: \([^()\n]{2,30}\))?\s+(?:—|–|--?)\s+"  # an agency, a dash
)
"""`MOSCOW, 29 September 2017 - `, `BEIRUT (Agency) — `: who is named there says nothing of what follows."""

ENDS = frozenset((".", "!", "?", "…", "..."))
CLOSING = frozenset((")", "]", "”", "’", '"', "''", "'", "»"))
SENTENCE_OPENERS = frozenset(("determiner", "subject", "preposition", "clause", "question", "auxiliary", "adverb"))


def paragraphs(content: str) -> tuple[Range, ...]:
    """[start, end) of each paragraph, blank lines and line ends left out; works on `\\n` and `\\r\\n`."""
    wrapped = all(len(line) <= LONG_LINE for line in content.splitlines())
    gap = r"\s*\n[^\S\n]*\r?\n\s*" if wrapped else r"\s*[\r\n]\s*"
    spans: list[Range] = []
    start, end = len(content) - len(content.lstrip()), len(content.rstrip())
    for match in re.finditer(gap, content):
        spans += _without_dateline(content, start, match.start())
        start = max(start, match.end())
    return (*spans, *_without_dateline(content, start, end))


def _without_dateline(content: str, start: int, end: int) -> list[Range]:
    """A paragraph with its dateline as one of its own."""
    if end <= start:
        return []
    line = DATELINE.match(content, start, end)
    if line is None or line.end() >= end:
        return [(start, end)]
    return [(start, start + len(line[0].rstrip())), (line.end(), end)]


def sentences(words: Words, parts: Sequence[Range], quotes: Sequence[Quotation]) -> tuple[Range, ...]:
    """[start, end) of each sentence. `"We will." He left.` is two; `"Will we?" he asked.` is one."""
    ends_of = {quote.end for quote in quotes}
    inside = _inside(words, quotes)
    found: list[Range] = []
    index = 0
    for _, stop in parts:
        begin: int | None = None
        first = index
        while index < len(words) and words.start[index] < stop:
            if begin is None:
                begin, first = words.start[index], index
            if not inside[index] and (index - first >= LONGEST_SENTENCE or _ends(words, index, ends_of)):
                found.append((begin, words.end[index]))
                begin = None
            index += 1
        if begin is not None:
            found.append((begin, words.end[index - 1]))
    return tuple(found)


def _inside(words: Words, quotes: Sequence[Quotation]) -> list[bool]:
    """For each word whether a quotation goes on after it."""
    flags, at = [], 0
    for start, end in zip(words.start, words.end, strict=True):
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        flags.append(at < len(quotes) and quotes[at].start <= start and end < quotes[at].end)
    return flags


def _ends(words: Words, index: int, ends_of: set[int]) -> bool:
    """Whether a sentence ends with this word, given that no quotation goes on after it."""
    if index + 1 == len(words):
        return True
    following = words.raw[index + 1]
    if following in CLOSING and words.end[index] == words.start[index + 1]:
        return False
    raw = words.raw[index]
    if abbreviation(raw):
        return raw.count(".") > 1 and following[0].isupper() and words.kind[index + 1] in SENTENCE_OPENERS
    last = index
    if raw in CLOSING:
        last = index - 1
        if words.raw[last] not in ENDS or (words.raw[last] == "." and following in ENDS):
            return False
    elif raw not in ENDS:
        return False
    if words.end[index] in ends_of and words.raw[last] in ("!", "?"):
        return words.kind[index + 1] not in ("name", "subject", "") and not _tag_follows(words, index)
    return not following[0].islower() and following not in (",", ";", ")", "—", "-")


def _tag_follows(words: Words, index: int) -> bool:
    """`"Why?" the minister asked`: a small letter after a quoted question is never a new sentence."""
    return words.raw[index + 1][0].islower()
