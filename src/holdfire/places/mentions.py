"""Place names in a running text, with their offsets and the place each most likely means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from holdfire import data
from holdfire.data.folding import ARTICLES, TOKEN, fold_word, level
from holdfire.data.given import is_given_name
from holdfire.places import signs
from holdfire.places.believing import DOUBTFUL, EQUAL, KNOWN_ALONE, POST, SURE, WELL_KNOWN, Evidence, Span, is_told
from holdfire.places.choosing import Choice, Named, choose
from holdfire.places.listed import Listed
from holdfire.places.lookup import Lookup
from holdfire.places.own import Candidate
from holdfire.places.sectors import sector
from holdfire.records import Place

_POSSESSIVE = re.compile(r"['’]s$")
_SHORTENED = re.compile(
    r"^(?:(?:I|you|he|she|we|they|it|who|that|there)['’](?:ll|d|re|ve|m|s)|\w*n['’]t)$", re.IGNORECASE
)
LEAST = 3
"""Letters of a Latin name in running text at least."""
LONGEST = 6
"""Words of the longest name looked for."""
BENT = 3.3
"""Prominence at least of a place for which a bent word stands that no capital marks as a name."""
ACRONYM = 4
"""Words of capitals up to this long are bodies; longer ones may be a dateline."""


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
    """place | people ("Syrian", a team) | speaker ("Moscow said": no spot) | venue ("signed in Geneva")."""
    sector: Place | None = None
    """Where "15 km east of" it lies, where the text says so."""


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
        named = to_choose(text, spans)
        choices = choose(named)
        evidence = Evidence(text, spans, named, choices)
        answered = set(given)
        found = []
        for at, (span, choice) in enumerate(zip(spans, choices, strict=True)):
            confidence = evidence.confidence(at, span, choice)
            if (span.start, span.end) in answered:
                confidence = SURE if choice.share >= EQUAL and span.beside != "part" else DOUBTFUL
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
        candidates, beside = self._lookup.called(words), ""
        if not candidates:
            candidates, beside = self._lookup.part_of(words), "part"
        if not candidates:
            return None
        return Span(start, end, words, candidates, exact=candidates[0].spelled, beside=beside)

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
                    later = span.words in people and span.beside not in ("title", "person", "body")
                    yield msgspec.structs.replace(span, beside="surname") if later else span
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
            if text[end : end + 1] == "$" or "'" in words or "’" in words:
                continue
            if fits and (free or signs.stands_before("comma", text, start)):
                yield Span(start, end, words, fits, exact=True)

    def _at(
        self, text: str, tokens: list[re.Match[str]], at: int, countries: tuple[str, ...]
    ) -> tuple[Span | None, int]:
        """The longest name that starts at this token, and the index of the token after it."""
        lead = at + 1 if _is_article(text, tokens, at) else at
        word = tokens[lead].group()
        if _SHORTENED.search(word):
            return None, at + 1  # "I'll", "we'd"
        if not _opens(word) or (word.isascii() and word.isupper() and len(word) <= ACRONYM and lead == at):
            return None, at + 1
        for last in range(_reach(text, tokens, lead), lead - 1, -1):
            closing = tokens[last].group()
            if last > lead and closing.lower() in ARTICLES:
                continue
            if last == lead and word.isascii() and len(word) < LEAST:
                continue
            if last > lead and not (_opens(closing) or self._ends_small(closing)):
                continue  # "Sednaya prison" is listed by hand; hardly anything else ends small
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
        if not found:
            off, found = self._bent(text, start, words)
            start, words = start + off, words[off:]
        if last > lead and not _opens(tokens[last].group()):
            found = tuple(c for c in found if c.place.names or c.place.is_area)
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

    def _ends_small(self, word: str) -> bool:
        return word in self._lookup.small_endings or signs.ends_small(word)

    def _bent(self, text: str, start: int, words: str) -> tuple[int, tuple[Candidate, ...]]:
        """What the words are a form of; without a capital of its own, only what is known."""
        off, found = self._lookup.bent(words)
        least = 0.0 if words[0].isupper() else BENT
        if words[0].isupper() and signs.opens_sentence(text, start):
            least = KNOWN_ALONE
        return off, tuple(c for c in found if c.place.is_area or c.place.prominence >= least)


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
    if meant.people or signs.is_team(text, span.end):
        return "people"
    speaks = meant.place.kind in ("country", "capital") and signs.is_speaker(text, span.start, span.end)
    if speaks:
        return "speaker"
    return "venue" if signs.is_venue(text, span.start) else "place"


def to_choose(text: str, spans: Sequence[Span]) -> list[Named]:
    """Each span with what the words beside it say: what contains it, and whether it is an area or a town."""
    named = []
    runs = _lists(text, spans)
    for i, span in enumerate(spans):
        inside: tuple[Candidate, ...] = ()
        if i + 1 < len(spans) and signs.is_container(text[span.end : spans[i + 1].start]):
            inside = _outer(spans[i + 1])
        elif i and signs.is_holder(text[spans[i - 1].end : span.start]):
            inside = _outer(spans[i - 1])
        said = signs.said(text, span.start, span.end)
        named.append(Named(level(span.words), span.candidates, inside, said, runs.get(i, ()), _speaks(span)))
    return named


def _speaks(span: Span) -> bool:
    if span.beside == "capital":  # "United Airlines" speaks for no village called United
        return span.exact and any(c.place.prominence >= WELL_KNOWN for c in span.candidates)
    return span.exact and span.beside not in ("title", "person", "surname")


def _lists(text: str, spans: Sequence[Span]) -> dict[int, tuple[int, ...]]:
    """Index of a name -> those of one list with it. Commas alone make none: they also say what contains a name."""
    found: dict[int, tuple[int, ...]] = {}
    run = [0]
    closed = False
    for i in range(1, len(spans) + 1):
        gap = signs.in_list(text[spans[i - 1].end : spans[i].start]) if i < len(spans) else ""
        if gap:
            run.append(i)
            closed = closed or gap == "and"
            continue
        if closed:
            found |= {at: tuple(other for other in run if other != at) for at in run}
        run, closed = [i], False
    return found


def _outer(span: Span) -> tuple[Candidate, ...]:
    wide = (c for c in span.candidates if c.place.is_area or c.place.kind in ("region", "capital"))
    return tuple(c for c in wide if not c.people)


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
        initial = len(first) == 1 and first.isupper() and (gap == ". " or (gap == " " and first not in signs.letters()))
        if not word[0].isupper() or not (initial or gap == " "):
            continue
        given = first[0].isupper() and is_given_name(first) and not signs.is_lead(first)
        if initial or (given and not signs.is_body(word)):
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
        if single and word[0].isupper() and is_given_name(word) and not signs.is_lead(word):
            return "person"
        if word[0].isupper() and not signs.is_lead(word) and not signs.opens_sentence(text, tokens[at - 1].start()):
            return "capital"
    if last + 1 < len(tokens) and _spaced(text, tokens, last) and tokens[last + 1].group()[0].isupper():
        body = signs.is_body(tokens[last + 1].group()) or signs.said(text, start, tokens[last].end()) != ""
        if single and not body and is_given_name(tokens[last].group()):
            return "person"
        if signs.said(text, start, tokens[last].end()):
            return ""
        return "body" if body else "capital"
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
    if span.words.lower() in small and all(c.place.id.startswith(POST) for c in span.candidates):
        return True  # "Raid on northern town Monitor": whoever says so stands behind a headline
    return signs.opens_sentence(text, span.start) or not is_told(text, span)


def _meets(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in taken)


@cache
def _transliterated() -> frozenset[str]:
    """Countries where a Latin spelling is a transliteration, so that one not listed may still be meant."""
    return frozenset(data.load("places/areas.yaml")["transliterated"]["countries"])
