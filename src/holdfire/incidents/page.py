"""A text to what accounts are made from: its sentences, and the signals, actors, places and times that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

from holdfire import data, reader, times
from holdfire.actors import ActorMention
from holdfire.data import ontology
from holdfire.incidents.book import Book, PlaceMentionLike
from holdfire.records import Claim, Range, Report, Text
from holdfire.times import TimeMention


class Spanned(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


class Hit(NamedTuple):
    """A signal phrase and its code."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, eq=False)
class Page:
    """One text, looked at once. All offsets are code points into it."""

    text: Text
    sentences: tuple[Range, ...]
    acts: tuple[Hit, ...]
    weapons: tuple[Hit, ...]
    targets: tuple[Hit, ...]
    exceptions: tuple[Hit, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMentionLike, ...]
    times: tuple[TimeMention, ...]
    hedges: tuple[reader.Hedge, ...] = ()


def _start(item: Spanned) -> int:
    return item.start


def nearest(at: int, acts: Sequence[Hit]) -> Hit:
    """The act whose words stand nearest to an offset, the first of equals."""
    return min(acts, key=lambda a: (max(a.start - at, at - a.end, 0), a.start))


_NUMBERED = re.compile(r"\d")


@dataclass(frozen=True, eq=False)
class Scope:
    """The part of a sentence in which one voice tells of something. `words` has the speaker's own words blanked out."""

    page: Page
    start: int
    end: int
    words: str
    claim: Claim | None

    @property
    def ref(self) -> str:
        """As `rests_on` has it."""
        return f"text:{self.page.text.sha256}#{self.start}-{self.end}"

    @property
    def undated(self) -> str:
        """The words with dates blanked out: "on Aug. 7 killed 258 people" counts no seven."""
        words = self.words
        for time in self.within(self.page.times):
            low, high = time.start - self.start, time.end - self.start
            if _NUMBERED.search(words[low:high]):
                words = words[:low] + " " * (high - low) + words[high:]
        return words

    def within(self, items: Sequence[S]) -> list[S]:
        """Those that stand in the scope and not in what is blanked out; items in the order of their offsets."""
        first = bisect_left(items, self.start, key=_start)
        last = bisect_left(items, self.end, lo=first, key=_start)
        return [i for i in items[first:last] if i.end <= self.end and not self.at(i.start, i.end).isspace()]

    def at(self, start: int, end: int) -> str:
        """The words between two offsets of the text."""
        return self.words[start - self.start : end - self.start]

    def before(self, at: int) -> str:
        """The scope's words up to an offset."""
        return self.words[: at - self.start]

    def after(self, at: int) -> str:
        """The scope's words from an offset on."""
        return self.words[at - self.start :]


def page(text: Text, report: Report, book: Book) -> Page:
    """Look at a text once; without a stated day of publication only times that need none are kept."""
    marks = reader.read(text)
    content = text.content
    return Page(
        text=text,
        sentences=marks.sentences,
        acts=_means_said(_hits(ontology.acts(), content), content, marks.sentences),
        weapons=_hits(ontology.weapons(), content),
        targets=_hits(ontology.targets(), content),
        exceptions=_hits(ontology.exceptions(), content),
        actors=book.actors.find(content),
        places=_places(content, book),
        times=_times(content, report.published, book),
        hedges=marks.hedges,
    )


def scope(page: Page, sentence: Range, claim: Claim | None, inner: Sequence[Claim] = ()) -> Scope:
    """The sentence, or what of it is the claim's content. The dateline, the words of saying and what is claimed further
    inside (`inner`) are blanked out."""
    start, end = sentence
    parts = [(max(s, start), min(e, end)) for s, e in claim.content if s < end and e > start] if claim else [sentence]
    start, end = min(s for s, _ in parts), max(e for _, e in parts)
    words = page.text.content[start:end]
    dateline = telling()["dateline"].match(words)
    blanks = [(start, start + dateline.end())] if dateline else []
    if claim:
        blanks += [span for span in (*claim.source, *claim.cue) if not _inside(span, claim.content)]
        blanks += [span for c in inner for span in c.content if not _same(c, claim)]
    for low, high in ((max(s, start) - start, min(e, end) - start) for s, e in blanks):
        if low < high:
            words = words[:low] + " " * (high - low) + words[high:]
    return Scope(page, start, end, words, claim)


PATTERNS = (
    "not_happened_before", "not_happened_after", "referred", "denying", "author_open", "saying", "background",
    "judgements", "pointing", "own", "locative", "relative", "nearby", "dateline", "against", "denied_in_general",
    "said_on", "said_after",
    "said_in", "no_aircraft", "no_territory", "no_speaker", "negation", "clause_ends", "negated_after", "adjectival",
    "goods_before", "owns_to", "owned", "unsaid_by", "struck_before", "no_fight",
    "another", "grown", "part", "tolling",
)  # fmt: skip
"""Entries of incidents/telling.yaml that are patterns, or lists of which any fits."""


@cache
def telling() -> dict[str, Any]:
    """incidents/telling.yaml with its patterns compiled: one pattern for each entry, lists joined into one."""
    raw: dict[str, Any] = data.load("incidents/telling.yaml")
    spelt = {name: _any_of(raw[name]) for name in PATTERNS}
    implied = [(entry["act"], _any_of(entry["words"])) for entry in raw["implied"]]
    either = {**raw["either"], **{name: _any_of(raw["either"][name]) for name in ("verb", "strikes")}}
    either["means"] = {kind: _any_of(signs) for kind, signs in raw["either"]["means"].items()}
    needing = {word: _any_of(entry["beside"]) for entry in raw["needing"] for word in entry["words"]}
    return {**raw, "implied": implied, "either": either, "needing": needing, **spelt}


def _any_of(patterns: str | list[str]) -> re.Pattern[str]:
    each = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(f"(?:{p})" for p in each), re.IGNORECASE)


def _hits(tree: ontology.Ontology, content: str) -> tuple[Hit, ...]:
    return tuple(Hit(*hit) for hit in tree.match(content))


def _means_said(hits: Sequence[Hit], content: str, sentences: Sequence[Range]) -> tuple[Hit, ...]:
    """The signals with words for two kinds of act ("bombing") read by what their sentence, else the text, says else.

    Nobody plants a "strike": only aircraft speak for it.
    """
    either = telling()["either"]
    signs = {kind: [m.start() for m in each.finditer(content)] for kind, each in either["means"].items()}
    starts = [start for start, _ in sentences]

    def read(hit: Hit) -> Hit:
        words = content[hit.start : hit.end].lower()
        is_verb = words == "bombing" and either["verb"].search(content, max(0, hit.start - 12), hit.end + 6)
        otherwise = either["words"].get("bombed" if is_verb else words)
        if otherwise is None and not (hit.code == "hostilities" and either["strikes"].search(words)):
            return hit
        kinds = [kind for kind in signs if kind == "air_strike" or words in either["words"]]
        around = sentences[max(0, bisect_right(starts, hit.start) - 1)] if sentences else (0, 0)
        for part in (around, (0, len(content))):
            said = ((gap, kind) for kind in kinds for gap in _gaps(signs[kind], hit.start, part))
            if nearest := min(said, default=None):
                return hit._replace(code=nearest[1])
        return hit._replace(code=otherwise or hit.code)

    return tuple(map(read, hits))


def _gaps(places: Sequence[int], at: int, part: Range) -> Iterator[int]:
    """How far the nearest of some places in a part lie on either side."""
    after = bisect_left(places, at)
    beside = places[max(0, after - 1) : after + 1]
    yield from (abs(place - at) for place in beside if part[0] <= place < part[1])


def _places(content: str, book: Book) -> tuple[PlaceMentionLike, ...]:
    """The country of the case speaks for its places, as if the text named it once more at its end."""
    country = (book.places.area_name(book.country) if book.country else None) or ""
    return tuple(m for m in book.places.find(f"{content}\n\n{country}") if m.end <= len(content))


def _same(one: Claim, other: Claim) -> bool:
    return one.content == other.content


def _inside(span: Range, content: Sequence[Range]) -> bool:
    return any(s <= span[0] and span[1] <= e for s, e in content)


def _times(content: str, published: datetime | None, book: Book) -> tuple[TimeMention, ...]:
    zone = book.zone
    if published is not None:
        return times.find(content, published, zone, book.effects)
    # Two days of publication a generation apart agree exactly on what does not hang on it.
    one, other = (times.find(content, datetime(year, 3, 3, tzinfo=UTC), zone) for year in (1990, 2021))
    return tuple(mention for mention in one if mention in other)
