"""A stretch of text that may name a place to how surely it does: what stands beside it, here and elsewhere in the text.

Most towns are called as somebody is called. A name that no words place, and that stands as a person's does, is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from holdfire.data.folding import level
from holdfire.data.given import is_given_name
from holdfire.places import signs
from holdfire.places.choosing import Choice, Named
from holdfire.places.own import Candidate
from holdfire.places.sectors import SECTORS

WELL_KNOWN = 4.5
"""Prominence of a town of 30,000, or of one that a table reports events for week after week."""
KNOWN_ALONE = 5.7
"""Prominence of half a million people: known without another name of its country beside it."""
SMALL = 3.0
"""Prominence of a village of a thousand."""
SURE, NEAR, DOUBTFUL, PERSON = 0.9, 0.8, 0.4, 0.3
"""Confidences: so spelled; a near spelling; a namesake was passed over; perhaps no place at all."""
EQUAL = 0.55
"""A choice with less than this share among its namesakes is none."""
_TELLING = ("locative", "settlement", "seat", "struck", *SECTORS)
CHURCHES = ("saint ", "sainte ")
"""How a name begins that, where nothing places it, is rather a church's, a school's or a feast's."""
_WIDE = ("country", "capital", "province", "region", "water")
POST = "geonames-postal:"
"""Ids of post towns: hamlets that a text never names without saying where."""


class Span(msgspec.Struct, frozen=True):
    """A stretch of text that may name a place, before one of the namesakes is chosen."""

    start: int
    end: int
    words: str
    candidates: tuple[Candidate, ...]
    exact: bool
    beside: str = ""
    """What a word beside it makes of it: "title", "person", "body", "capital"; "surname": it is somebody's elsewhere in
    the text; "part": only a part of it is listed."""


class Evidence:
    """What the whole text says of its names."""

    def __init__(self, text: str, spans: Sequence[Span], named: Sequence[Named], choices: Sequence[Choice]) -> None:
        self._text = text
        told = [bool(n.inside) or is_told(text, s) for s, n in zip(spans, named, strict=True)]
        self._here = [here or any(told[i] for i in n.listed_with) for here, n in zip(told, named, strict=True)]
        self._told = {n.key for n, here in zip(named, self._here, strict=True) if here}
        self._placed = {n.key for n in named if n.inside}
        plain = ((s, c) for s, c in zip(spans, choices, strict=True) if s.exact and not s.beside)
        said = {(level(s.words), c.candidate.place.country) for s, c in plain}
        self._backed = Counter(country for _, country in said if country)
        """How many different names of the text speak for each country."""

    def confidence(self, at: int, span: Span, choice: Choice) -> float:
        """0 where the words are no place; else as the constants say."""
        found = self._confidence(at, span, choice)
        return 0.0 if found == PERSON and level(span.words).startswith(CHURCHES) else found

    def _confidence(self, at: int, span: Span, choice: Choice) -> float:
        c = choice.candidate
        if c.people:
            return SURE
        others = self._backed[c.place.country] - (span.exact and not span.beside)
        if span.beside == "title" or (not span.exact and (others <= 0 or span.beside)):
            return 0.0
        known = span.exact and _is_known(c, others > 0)
        if self._is_somebody(at, span, c, known=known) or signs.is_paper(self._text, span.end):
            return 0.0
        if span.beside and (not known or span.beside in ("person", "surname")):
            return PERSON
        if choice.share < EQUAL:
            return DOUBTFUL
        if not known and others <= 0 and not self._here[at]:
            return PERSON
        return SURE if span.exact else NEAR

    def _is_somebody(self, at: int, span: Span, c: Candidate, *, known: bool) -> bool:
        """Whether it stands as a person's name, or a word, does, and no words of the text place it."""
        key, single = level(span.words), " " not in span.words
        area, given = c.place.kind in _WIDE, is_given_name(span.words)
        if c.place.id.startswith(POST) and single:
            return key not in self._placed and not (self._here[at] and not span.beside and not given)
        if self._here[at] or key in self._placed:
            return span.beside == "person" and given and not area and not known and key not in self._placed
        if span.beside in ("person", "surname"):
            return (given and key not in self._told) if area else given or not known
        return single and not area and self._is_bare(span, c, key, given=given, known=known)

    def _is_bare(self, span: Span, c: Candidate, key: str, *, given: bool, known: bool) -> bool:
        """The same of a single word without a person's name beside it."""
        if signs.stands_after("speaker", self._text, span.end):
            return span.beside != "body"
        if given and key not in self._told:
            least = WELL_KNOWN if self._backed[c.place.country] > 1 else KNOWN_ALONE
            return span.beside != "body" and c.place.prominence < least
        if known:
            return False
        if span.beside == "capital":
            return c.place.prominence < SMALL
        alone = key not in self._told and self._backed[c.place.country] <= 1
        return alone and span.words[0].isupper() and not span.beside


def is_told(text: str, span: Span) -> bool:
    """Whether the words beside a name say that it is a place."""
    before = (signs.stands_before(sign, text, span.start) for sign in _TELLING)
    after = (signs.stands_after("locals", text, span.end), signs.is_dateline(text, span.start, span.end))
    return any(before) or any(after) or bool(signs.said(text, span.start, span.end))


def _is_known(c: Candidate, backed: bool) -> bool:
    return c.place.kind == "country" or c.place.prominence >= (WELL_KNOWN if backed else KNOWN_ALONE)
