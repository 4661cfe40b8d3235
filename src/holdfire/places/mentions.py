"""Place names in a running text, with their offsets and the place each most likely means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import msgspec

from holdfire import data
from holdfire.data.folding import ARTICLES, TOKEN, fold_word
from holdfire.data.phrases import Phrases
from holdfire.places.areas import Areas
from holdfire.places.listed import Listed
from holdfire.records import Place

LONGEST = 5
"""Words of the longest name looked for."""
ACRONYM = 4
"""Words of capitals up to this long are bodies; longer ones may be a dateline."""
WELL_KNOWN = 4.5
"""Prominence of a town of 30,000, or of one that a table reports events for week after week."""
_SIDES = ("after", "before")
_ARTICLE = re.compile(rf"^(?:{'|'.join(sorted(ARTICLES))})[ -]")
_GAP = re.compile(r"[ \u00a0-]{1,2}|[ ]?\n|'")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;”\"“]\s*|\n\s*)$")


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place's name in a text: [start, end) in code points."""

    start: int
    end: int
    name: str
    """As printed."""
    place: Place
    confidence: float
    """0..1: 0.9 so spelled; 0.8 a near spelling; 0.4 a namesake was passed over; 0.3 perhaps a person's name."""


class Candidate(msgspec.Struct, frozen=True):
    """A stretch of text that may name a place, before one of the namesakes is chosen."""

    start: int
    end: int
    words: str
    listed: tuple[Listed, ...]
    exact: bool
    area: str | None
    beside_name: bool


class Finder:
    """Looks through texts with the gazetteer's index. Made once by the Gazetteer."""

    def __init__(self, index: dict[str, tuple[Listed, ...]], areas: Areas) -> None:
        self._index, self._areas = index, areas
        self._first = frozenset(key.split(" ", 1)[0] for key in (*index, *areas.keys()))
        listed = {n.casefold() for places in index.values() for p in places for n in p.names}
        self._spellings = frozenset(listed | {_ARTICLE.sub("", n) for n in listed})

    def find(self, text: str, countries: tuple[str, ...] = ()) -> tuple[PlaceMention, ...]:
        """Every mention, left to right; only places of `countries` (two letters) where given."""
        candidates = list(self._candidates(text, countries))
        votes = Counter(c.area[:2] for c in candidates if c.area)
        votes.update(c.listed[0].country for c in candidates if _is_sure(c))
        settled = (self._settle(c, votes) for c in candidates)
        return tuple(mention for mention in settled if mention is not None)

    def _candidates(self, text: str, countries: tuple[str, ...]) -> Iterator[Candidate]:
        hidden = [(start, end) for start, end, _ in _not_places().find(text)]
        small = _small_words(text)
        tokens = list(TOKEN.finditer(text))
        at = 0
        while at < len(tokens):
            found = self._at(text, tokens, at, countries)
            if found is None or _is_hidden(found[0], hidden) or _is_word(found[0], small):
                at += 1
                continue
            candidate, at = found
            yield candidate

    def _at(
        self, text: str, tokens: list[re.Match[str]], at: int, countries: tuple[str, ...]
    ) -> tuple[Candidate, int] | None:
        """The longest name that starts at this token, and the index of the token after it."""
        lead = at + 1 if _is_article(text, tokens, at) else at
        word = tokens[lead].group()
        if not _opens(word) or fold_word(word) not in self._first or (word.isupper() and len(word) <= ACRONYM):
            return None
        for last in range(_reach(text, tokens, lead), lead - 1, -1):
            ends_open = last > lead and tokens[last].group().lower() in ARTICLES
            candidate = None if ends_open else self._named(text, tokens, (at, lead, last), countries)
            if candidate is not None:
                return candidate, last + 1
        return None

    def _named(
        self, text: str, tokens: list[re.Match[str]], run: tuple[int, int, int], countries: tuple[str, ...]
    ) -> Candidate | None:
        at, lead, last = run
        key = " ".join(fold_word(t.group()) for t in tokens[lead : last + 1] if t.group().lower() not in ARTICLES)
        start, end = tokens[at].start(), tokens[last].end()
        words = text[start:end]
        if key in _stopped():
            return None
        exact = words.casefold() in self._spellings or text[tokens[lead].start() : end].casefold() in self._spellings
        listed = self._index.get(key, ())
        listed = tuple(p for p in listed if _fits(p, countries, exact, key))
        area = self._area(text, (start, end), key, countries)
        if area is None and not listed:
            return None
        beside = _beside_name(text, tokens, at, last)
        return Candidate(start=start, end=end, words=words, listed=listed, exact=exact, area=area, beside_name=beside)

    def _area(self, text: str, span: tuple[int, int], key: str, countries: tuple[str, ...]) -> str | None:
        """The area, when the text says "province" beside the name or when only an area bears it."""
        area = self._areas.spelled(text[span[0] : span[1]])
        if area is None or (countries and area[:2] not in countries):
            return None
        after, before = _area_phrases()
        said = after.match(text, span[1]) is not None or before.search(text, max(0, span[0] - 30), span[0]) is not None
        settled = any(p.country == area[:2] for p in self._index.get(key, ()))
        return area if said or len(area) == 2 or not settled else None

    def _settle(self, candidate: Candidate, votes: Counter[str]) -> PlaceMention | None:
        """The mention, or None where neither spelling nor neighbours speak for a place."""
        place, confidence = self._choose(candidate, votes)
        if candidate.beside_name and not _is_known(candidate, votes):
            confidence = 0.3 if candidate.exact else 0.0
        if confidence == 0:
            return None
        return PlaceMention(
            start=candidate.start, end=candidate.end, name=candidate.words, place=place, confidence=confidence
        )

    def _choose(self, candidate: Candidate, votes: Counter[str]) -> tuple[Place, float]:
        if candidate.area is not None:
            return self._areas.place(candidate.area, candidate.words), 0.9
        ranked = sorted(candidate.listed, key=lambda p: (-votes[p.country], -p.known_as(candidate.words), p.id))
        best = ranked[0]
        if not candidate.exact and not votes[best.country]:
            return best.place(), 0.0
        confidence = 0.9 if candidate.exact else 0.8
        rivals = [p for p in ranked[1:] if p.metres_to(best.lat, best.lon) > 2 * (best.radius_m + p.radius_m)]
        least = best.known_as(candidate.words) - 1
        if any(votes[p.country] == votes[best.country] and p.known_as(candidate.words) > least for p in rivals):
            confidence = 0.4
        return best.place(), confidence


def _is_sure(candidate: Candidate) -> bool:
    return candidate.area is None and len(candidate.listed) == 1 and candidate.exact and not candidate.beside_name


def _is_known(candidate: Candidate, votes: Counter[str]) -> bool:
    """A large place among others of its country is itself, whatever capital stands beside it."""
    if candidate.area is not None:
        return True
    best = candidate.listed[0]
    return candidate.exact and best.prominence >= WELL_KNOWN and votes[best.country] > 0


def _is_article(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """`al-` or `Al ` before a name; the English "at", "as", "an" before a space are not."""
    word = tokens[at].group()
    if word.lower() not in ARTICLES or at + 1 >= len(tokens) or not _joined(text, tokens, at):
        return False
    return text[tokens[at].end()] == "-" or word[0].isupper() or word in ("al", "el")


def _opens(word: str) -> bool:
    """Whether a name may start with this word: a capital, or a script without case."""
    return word[0].isupper() or (word[0].isalpha() and word.upper() == word.lower())


def _joined(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    return _GAP.fullmatch(text, tokens[at].end(), tokens[at + 1].start()) is not None


def _reach(text: str, tokens: list[re.Match[str]], lead: int) -> int:
    last = lead
    while last + 1 < len(tokens) and last - lead < LONGEST and _joined(text, tokens, last):
        last += 1
    return last


def _fits(place: Listed, countries: tuple[str, ...], exact: bool, key: str) -> bool:
    if countries and place.country not in countries:
        return False
    return exact or (place.country in _transliterated() and len(key) > 3)


def _beside_name(text: str, tokens: list[re.Match[str]], at: int, last: int) -> bool:
    """Whether a capitalised word stands right before or after, as in a person's name (sentence starts do not count)."""
    before = at > 0 and _joined(text, tokens, at - 1) and text[tokens[at - 1].end()] == " "
    if before and tokens[at - 1].group()[0].isupper():
        return _SENTENCE_START.search(text, max(0, tokens[at - 1].start() - 3), tokens[at - 1].start()) is None
    after = last + 1 < len(tokens) and _joined(text, tokens, last) and text[tokens[last].end()] == " "
    return bool(after and tokens[last + 1].group()[0].isupper() and tokens[last + 1].group() not in _area_words())


def _small_words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]+", text) if w.islower())


def _is_word(candidate: Candidate, small: frozenset[str]) -> bool:
    """A single word at a sentence's start that the text also writes small is a word, not a name."""
    return candidate.words.lower() in small and " " not in candidate.words and candidate.words[0].isupper()


def _is_hidden(candidate: Candidate, hidden: list[tuple[int, int]]) -> bool:
    return any(start <= candidate.start and candidate.end <= end for start, end in hidden)


@cache
def _not_places() -> Phrases[bool]:
    return Phrases((entry["phrase"], True) for entry in data.load("places/not_places.yaml")["phrases"])


@cache
def _stopped() -> frozenset[str]:
    return frozenset(fold_word(w) for group in data.load("places/not_places.yaml")["words"] for w in group["words"])


@cache
def _transliterated() -> frozenset[str]:
    """Countries where a Latin spelling is a transliteration, so that one not listed may still be meant."""
    return frozenset(data.load("places/areas.yaml")["transliterated"]["countries"])


@cache
def _area_words() -> frozenset[str]:
    return frozenset(data.load("places/areas.yaml")["words"]["after"])


@cache
def _area_phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = data.load("places/areas.yaml")["words"]
    after, before = ("|".join(re.escape(w) for w in sorted(words[side], key=len, reverse=True)) for side in _SIDES)
    return re.compile(rf"(?:'s|’s)? (?:{after})\b"), re.compile(rf"(?:{before}) \Z")
