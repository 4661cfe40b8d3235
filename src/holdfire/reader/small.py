"""Texts that only the small reader reads to marks: paragraphs, sentences and quotations, by punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from holdfire.reader.quotations import Quotation
from holdfire.records import Doubt, Range, Text

VERSION = "small/1"
LONGEST_SENTENCE = 800
"""Code points. What runs on longer is cut, so that reading stays linear in the length of a text without stops."""
LANGUAGES = frozenset({"ar", "ru"})

_QUOTED = re.compile(r"«[^«»\n]*(?:«[^«»\n]*»[^«»\n]*){0,9}»|“[^“”\n]*”|„[^„“”\n]*[“”]|\"[^\"\n]*\"")
_STOP = re.compile(r"[.!?؟…]+[»”\"]?(?=\s|$)")
_SHORT = re.compile(r"(?:^|[\s(])(?:[^\W\d_]|им|см|др|пр|ул|тыс|млн|млрд|гг|стр|руб|мин|обл)\.$")
"""An initial or an abbreviation with its stop: no sentence ends there."""
_LINES = re.compile(r"[^\r\n]+")


def reads(language: str) -> bool:
    """Whether the small reader reads a language, given as ISO 639-1."""
    return language.lower().partition("-")[0] in LANGUAGES


def paragraphs(content: str) -> tuple[Range, ...]:
    """[start, end) of each line that holds anything, blanks at its ends left out."""
    found = []
    for line in _LINES.finditer(content):
        bare = line.group().strip()
        if bare:
            start = line.start() + line.group().index(bare)
            found.append((start, start + len(bare)))
    return tuple(found)


def quotations(content: str) -> tuple[Quotation, ...]:
    """Every quotation inside one line, in order, marks included."""
    return tuple(Quotation(m.start(), m.end(), closed=True) for m in _QUOTED.finditer(content))


def sentences(content: str, parts: tuple[Range, ...], quoted: tuple[Quotation, ...]) -> tuple[Range, ...]:
    """[start, end) of each sentence; a stop inside a quotation ends none."""
    inside, found = [(q.start, q.end) for q in quoted], []
    for part in parts:
        own = inside[bisect_left(inside, (part[0], 0)) : bisect_left(inside, (part[1], 0))]
        found += [piece for span in _in_part(content, part, own) for piece in _cut(span)]
    return tuple(found)


def _cut(span: Range) -> Iterator[Range]:
    for start in range(span[0], span[1], LONGEST_SENTENCE):
        yield start, min(span[1], start + LONGEST_SENTENCE)


def _in_part(content: str, part: Range, quoted: list[Range]) -> Iterator[Range]:
    begin, end = part
    at = 0
    for stop in _STOP.finditer(content, begin, end):
        while at < len(quoted) and quoted[at][1] <= stop.start():
            at += 1
        within = at < len(quoted) and quoted[at][0] < stop.start() and stop.end() < quoted[at][1]
        if within or _SHORT.search(content, max(begin, stop.start() - 6), stop.start() + 1):
            continue
        yield begin, stop.end()
        begin = stop.end()
        while begin < end and content[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def doubt(text: Text) -> Doubt:
    """That only the small reader read it."""
    return Doubt(
        code="small-reader",
        where=f"text:{text.sha256}",
        why=f"the text is in {text.language!r}, of which {VERSION} reads quotation marks and verbs of speech only",
        settle="a person who reads the language checks the claims, and adds by review what is missing",
    )
