"""Place names in a running text, with their offsets and the place each most likely means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from holdfire import data
from holdfire.data.folding import ARTICLES, TOKEN, fold_word, level
from holdfire.places import signs
from holdfire.places.choosing import Choice, Named, choose
from holdfire.places.listed import Listed
from holdfire.places.lookup import Lookup
from holdfire.places.own import Candidate
from holdfire.places.sectors import sector
from holdfire.records import Place

_POSSESSIVE = re.compile(r"['’]s$")
LONGEST = 6
"""Words of the longest name looked for."""
ACRONYM = 4
"""Words of capitals up to this long are bodies; longer ones may be a dateline."""
WELL_KNOWN = 4.5
"""Prominence of a town of 30,000, or of one that a table reports events for week after week."""
KNOWN_ALONE = 5.7
"""Prominence of half a million people: known without another name of its country beside it."""
SURE, NEAR, DOUBTFUL, PERSON = 0.9, 0.8, 0.4, 0.3
"""Confidences: so spelled; a near spelling; a namesake was passed over; perhaps no place at all."""
EQUAL = 0.55
"""A choice with less than this share among its namesakes is none."""


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place's name in a text: [start, end) in code points."""

    start: int
    end: int
    name: str
    """As printed."""
    place: Place
    confidence: float
    """0..1: 0.9 so spelled; 0.8 a near spelling; 0.4 a namesake was passed over; 0.3 perhaps a person's name."""
    use: str = "place"
    """place | people ("Syrian") | speaker ("Moscow said": a government, no spot) | venue ("signed in Geneva")."""
    sector: Place | None = None
    """Where "15 km east of" it lies, where the text says so."""


class Span(msgspec.Struct, frozen=True):
    """A stretch of text that may name a place, before one of the namesakes is chosen."""

    start: int
    end: int
    words: str
    candidates: tuple[Candidate, ...]
    exact: bool
    beside: str = ""
    """ "title", "person" or "capital": what a word beside it makes of it."""


Found = tuple[Span, Choice, float]
"""A stretch of text, the candidate that it means, and the confidence."""


class Finder:
    """Looks through texts."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def find(
        self, text: str, countries: tuple[str, ...] = (), given: Sequence[tuple[int, int]] = ()
    ) -> list[Found]:
        """(span, choice, confidence), left to right; only places of `countries` (two letters) where given.

        `given` spans are names for certain: each that can be placed is answered, and what overlaps them is not.
        """
        spans = self.spans(text, countries, given)
        if not spans:
            return []
        choices = choose(to_choose(text, spans))
        backed = _backed(spans, choices)
        answered = set(given)
        found = []
        for span, choice in zip(spans, choices, strict=True):
            confidence = _confidence(span, choice, backed, text)
            if (span.start, span.end) in answered:
                confidence = SURE if choice.share >= EQUAL else DOUBTFUL
            if confidence > 0:
                found.append((span, choice, confidence))
        return found

    def spans(
        self, text: str, countries: tuple[str, ...] = (), given: Sequence[tuple[int, int]] = ()
    ) -> list[Span]:
        """What may name a place, left to right, with all that it may mean."""
        sure = [span for start, end in given if (span := self._given(text, start, end)) is not None]
        free = (s for s in self._spans(text, countries) if not _meets(s.start, s.end, given))
        return sorted([*sure, *free], key=lambda s: (s.start, s.end))

    def _given(self, text: str, start: int, end: int) -> Span | None:
        words = text[start:end]
        candidates = self._lookup.called(words)
        if not candidates:
            return None
        return Span(start, end, words, candidates, exact=candidates[0].spelled)

    def _spans(self, text: str, countries: tuple[str, ...]) -> Iterator[Span]:
        hidden = [(start, end) for start, end, _ in signs.hiding().find(text)]
        short = list(self._short(text, countries))
        taken = [(s.start, s.end) for s in short] + hidden
        yield from (s for s in short if not _meets(s.start, s.end, hidden))
        small = _small_words(text)
        tokens = list(TOKEN.finditer(text))
        people = _surnames(text, tokens)
        at = free = 0
        while at < len(tokens):
            span, after = self._at(text, tokens, at, countries)
            if span is not None and span.start >= free and not _meets(span.start, span.end, taken):
                if not _is_word(text, span, small):
                    yield msgspec.structs.replace(span, beside="person") if span.words in people else span
                    free = span.end
                at = after
            else:
                at += 1

    def _short(self, text: str, countries: tuple[str, ...]) -> Iterator[Span]:
        """Abbreviations; one that could be a word needs a comma before it ("Columbus, Ga.")."""
        for start, end, candidates in self._lookup.short.find(text):
            words = text[start:end]
            fits = tuple(c for c in candidates if not countries or c.place.country in countries)
            free = words.count(".") > 1 or all(c.place.kind != "province" for c in candidates)
            if text[end : end + 1] == "$":
                continue
            if fits and (free or signs.stands_before("comma", text, start)):
                yield Span(start, end, words, fits, exact=True)

    def _at(
        self, text: str, tokens: list[re.Match[str]], at: int, countries: tuple[str, ...]
    ) -> tuple[Span | None, int]:
        """The longest name that starts at this token, and the index of the token after it."""
        lead = at + 1 if _is_article(text, tokens, at) else at
        word = tokens[lead].group()
        if not _opens(word) or (word.isascii() and word.isupper() and len(word) <= ACRONYM and lead == at):
            return None, at + 1
        for last in range(_reach(text, tokens, lead), lead - 1, -1):
            closing = tokens[last].group()
            if last > lead and closing.lower() in ARTICLES:
                continue
            if last > lead and not _opens(closing) and closing not in self._lookup.small_endings:
                continue  # "Sednaya prison" is listed by hand; nothing else ends small
            span = self._named(text, tokens, (at, lead, last), countries)
            if span is not None:
                return span, last + 1
        return None, at + 1

    def _named(
        self, text: str, tokens: list[re.Match[str]], run: tuple[int, int, int], countries: tuple[str, ...]
    ) -> Span | None:
        for end in _ends(tokens[run[2]], alone=run[1] == run[2]):
            span = self._ending(text, tokens, run, end, countries)
            if span is not None:
                return span
        return None

    def _ending(
        self, text: str, tokens: list[re.Match[str]], run: tuple[int, int, int], end: int, countries: tuple[str, ...]
    ) -> Span | None:
        at, lead, last = run
        start = tokens[at].start()
        words, bare = text[start:end], text[tokens[lead].start() : end]
        if level(words) in signs.stopped() or level(bare) in signs.stopped():
            return None
        found = self._lookup.spelled(words) or (self._lookup.spelled(bare) if lead > at else ())
        if last > lead and not _opens(tokens[last].group()):
            found = tuple(c for c in found if c.place.names)
        exact = bool(found)
        if all(c.place.is_area for c in found) and fold_word(words) not in signs.stopped_near():
            near = self._lookup.near(words)
            found += tuple(c for c in near if c.place.country in _transliterated() and not (found and c.place.is_area))
        found = tuple(c for c in found if not countries or c.place.country in countries)
        if any(c.people for c in found):
            found = tuple(c for c in found if c.people)
        if not found:
            return None
        return Span(start, end, words, found, exact=exact, beside=_beside_name(text, tokens, at, last))


def settle(found: Sequence[Found], text: str, place_of: Callable[[Listed, str], Place]) -> tuple[PlaceMention, ...]:
    """The mentions of what was found."""
    mentions = []
    for span, choice, confidence in found:
        place = place_of(choice.candidate.place, span.words)
        mentions.append(PlaceMention(
            start=span.start, end=span.end, name=span.words, place=place, confidence=confidence,
            use=_use(text, span, choice.candidate), sector=sector(text, span.start, place),
        ))  # fmt: skip
    return tuple(mentions)


def _use(text: str, span: Span, meant: Candidate) -> str:
    if meant.people:
        return "people"
    speaks = meant.place.kind in ("country", "capital") and signs.is_speaker(text, span.start, span.end)
    if speaks:
        return "speaker"
    return "venue" if signs.is_venue(text, span.start) else "place"


def to_choose(text: str, spans: Sequence[Span]) -> list[Named]:
    """Each span with what the words beside it say: what contains it, and whether it is an area or a town."""
    named = []
    for i, span in enumerate(spans):
        inside: tuple[Candidate, ...] = ()
        if i + 1 < len(spans) and signs.is_container(text[span.end : spans[i + 1].start]):
            inside = _outer(spans[i + 1])
        elif i and signs.is_holder(text[spans[i - 1].end : span.start]):
            inside = _outer(spans[i - 1])
        said = signs.said(text, span.start, span.end)
        named.append(Named(level(span.words), span.candidates, inside, said))
    return named


def _outer(span: Span) -> tuple[Candidate, ...]:
    wide = (c for c in span.candidates if c.place.is_area or c.place.kind in ("region", "capital"))
    return tuple(c for c in wide if not c.people)


def _backed(spans: Sequence[Span], choices: Sequence[Choice]) -> Counter[str]:
    """How many different names of the text speak for each country."""
    plain = ((s, c) for s, c in zip(spans, choices, strict=True) if s.exact and not s.beside)
    said = {(level(s.words), c.candidate.place.country) for s, c in plain}
    return Counter(country for _, country in said if country)


def _confidence(span: Span, choice: Choice, backed: Counter[str], text: str) -> float:
    c = choice.candidate
    others = backed[c.place.country] - (span.exact and not span.beside)
    if c.people:
        return SURE
    if not span.exact and others <= 0:
        return 0.0
    known = span.exact and (
        c.place.kind == "country" or c.place.prominence >= (WELL_KNOWN if others > 0 else KNOWN_ALONE)
    )
    if span.beside == "title" or (known and span.beside == "person"):
        return PERSON if known and span.beside == "person" else 0.0
    if span.beside and not known:
        return PERSON if span.exact and span.beside == "capital" else 0.0
    confidence = SURE if span.exact else NEAR
    if choice.share < EQUAL:
        return DOUBTFUL
    if not known and others <= 0 and not _is_told(text, span):
        return PERSON
    return confidence


def _is_told(text: str, span: Span) -> bool:
    """Whether the words beside a name say that it is a place."""
    sides = (signs.stands_before("locative", text, span.start), signs.stands_before("settlement", text, span.start))
    return any(sides) or bool(signs.said(text, span.start, span.end))


def _is_article(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """`al-` or `Al ` before a name; the English "at", "as", "an" before a space are not."""
    word = tokens[at].group()
    if word.lower() not in ARTICLES or at + 1 >= len(tokens) or not _joined(text, tokens, at):
        return False
    return text[tokens[at].end()] == "-" or word[0].isupper() or word in ("al", "el")


def _ends(token: re.Match[str], *, alone: bool) -> tuple[int, ...]:
    """Where a name that closes with a word may end: after it, or before its possessive, which one word always drops."""
    if _POSSESSIVE.search(token.group()) is None:
        return (token.end(),)
    return (token.end() - 2,) if alone else (token.end(), token.end() - 2)


def _surnames(text: str, tokens: list[re.Match[str]]) -> frozenset[str]:
    """Words that follow a given name, an initial or a title somewhere in the text; later they may stand alone."""
    found = set()
    for before, token in pairwise(tokens):
        word, first = token.group(), before.group()
        gap = text[before.end() : token.start()]
        initial = len(first) == 1 and first.isupper() and gap in (". ", " ")
        if not word[0].isupper() or not (initial or gap == " "):
            continue
        if initial or (signs.is_given_name(first) and not signs.is_lead(first) and not signs.is_body(word)):
            found.add(_POSSESSIVE.sub("", word))
    return frozenset(found)


def _opens(word: str) -> bool:
    """Whether a name may start with this word: a capital, or a script without case."""
    return word[0].isupper() or (word[0].isalpha() and word.upper() == word.lower())


def _joined(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    return signs.joins().fullmatch(text, tokens[at].end(), tokens[at + 1].start()) is not None


def _reach(text: str, tokens: list[re.Match[str]], lead: int) -> int:
    last = lead
    while last + 1 < len(tokens) and last - lead < LONGEST and _joined(text, tokens, last):
        last += 1
    return last


def _beside_name(text: str, tokens: list[re.Match[str]], at: int, last: int) -> str:
    """What a word right before or after makes of a name: "title", "person", "capital"; "" at a sentence's start."""
    start, single = tokens[at].start(), at == last
    if signs.stands_before("title", text, start):
        return "title"
    if at > 0 and _spaced(text, tokens, at - 1):
        word = tokens[at - 1].group()
        if single and signs.is_given_name(word) and not signs.is_lead(word):
            return "person"
        if word[0].isupper() and not signs.is_lead(word) and not signs.opens_sentence(text, tokens[at - 1].start()):
            return "capital"
    if last + 1 < len(tokens) and _spaced(text, tokens, last) and tokens[last + 1].group()[0].isupper():
        body = signs.is_body(tokens[last + 1].group()) or signs.said(text, start, tokens[last].end()) != ""
        if single and not body and signs.is_given_name(tokens[last].group()):
            return "person"
        return "" if signs.said(text, start, tokens[last].end()) else "capital"
    return ""


def _spaced(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    return text[tokens[at].end() : tokens[at + 1].start()] == " "


def _small_words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]+", text) if w.islower())


def _is_word(text: str, span: Span, small: frozenset[str]) -> bool:
    """A single word that this text or many others also write small is a word, unless the words beside it place it."""
    if " " in span.words or not span.words[0].isupper() or all(c.people for c in span.candidates):
        return False
    if signs.is_body(span.words) or signs.is_lead(span.words):
        return True
    if span.words.lower() not in small and not signs.is_common(span.words):
        return False
    return signs.opens_sentence(text, span.start) or not _is_told(text, span)


def _meets(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in taken)


@cache
def _transliterated() -> frozenset[str]:
    """Countries where a Latin spelling is a transliteration, so that one not listed may still be meant."""
    return frozenset(data.load("places/areas.yaml")["transliterated"]["countries"])
