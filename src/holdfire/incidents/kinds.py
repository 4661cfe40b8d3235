"""A note of one event to the same note told in kinds: every name and noun of a participant is one word that says of
what kind it is (STATE, GROUP, PEOPLE, CROWD, MOB ...), all else is in small letters. Offsets lead back to the note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from holdfire import data
from holdfire.actors import Actors
from holdfire.incidents.book import Book
from holdfire.records import Range

Piece = tuple[int, int, str]
"""[start, end) of what is replaced, and the word it is replaced by."""

_SPACES = re.compile(r"[\s,]*,\s*|\s+")


@dataclass(frozen=True)
class InKinds:
    """A note told in kinds."""

    words: str
    origin: tuple[int, ...]
    """Of each character of `words` the offset in the note that it comes from, and one more for the end."""
    capitals: frozenset[int]
    """Offsets in the note of capital letters."""

    def named(self, match: re.Match[str]) -> bool:
        """Whether the words that a pattern takes for a name are written with a capital; True where it takes none."""
        start = match.start("name") if "name" in match.re.groupindex else -1
        return start < 0 or self.origin[start] in self.capitals

    def span(self, start: int, end: int) -> Range:
        """[start, end) of `words` as code points of the note."""
        return self.origin[start], max(self.origin[start] + 1, self.origin[end])

    def lead(self) -> int:
        """Where the first sentence ends."""
        stop = re.search(r"[.!?](?=\s)", self.words)
        return stop.end() if stop else len(self.words)


def in_kinds(content: str, book: Book) -> InKinds:
    """The note with its names and nouns replaced by kinds, as incidents/kinds.yaml has them."""
    names = list(_names(content, book.actors))
    told = _replace(_lowered(content), names)
    for kind, pattern in _nouns():
        told = _replace(told, [(m.start(), m.end(), kind) for m in pattern.finditer(told.words) if m.end() > m.start()])
    return told


def plain(content: str, known: Actors) -> str:
    """The note with a common word for each name of a known actor, as incidents/kinds.yaml has them."""
    words: dict[str, str] = data.load("incidents/kinds.yaml")["plain"]
    parts, at = [], 0
    for start, end, kind in _names(content, known):
        parts += [content[at:start], words[kind.strip()] + kind[len(kind.strip()) :]]
        at = end
    return "".join([*parts, content[at:]])


def _lowered(content: str) -> InKinds:
    flat = "".join(c.lower() if len(c.lower()) == 1 else c for c in content)
    capitals = frozenset(i for i, c in enumerate(content) if c.isupper())
    return InKinds(re.sub(r"\s", " ", flat.replace("’", "'")), tuple(range(len(content) + 1)), capitals)


def _names(content: str, known: Actors) -> Iterator[Piece]:
    raw = data.load("incidents/kinds.yaml")
    kinds = raw["actors"]
    for mention in known.find(content):
        actor = known.get(mention.actor)
        kind = "demonym" if mention.demonym else actor.kind if actor else ""
        if kind in kinds and (mention.text[:1].isupper() or not mention.demonym):
            means = re.search(raw["means"], content[mention.start : mention.end].lower())
            end = mention.start + means.start() if means else mention.end
            yield mention.start, end, kinds[kind] + " " * bool(means)


def _replace(told: InKinds, pieces: Sequence[Piece]) -> InKinds:
    """Kinds already there are capitals, which no noun's pattern matches."""
    words: list[str] = []
    origin: list[int] = []
    at = 0
    for start, end, kind in pieces:
        words += [told.words[at:start], kind]
        origin += [*told.origin[at:start], *[told.origin[start]] * len(kind)]
        at = end
    return InKinds("".join([*words, told.words[at:]]), (*origin, *told.origin[at:]), told.capitals)


@cache
def _nouns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = data.load("incidents/kinds.yaml")["nouns"]
    return tuple((entry["kind"], re.compile(rf"\b(?:{'|'.join(entry['words'])})\b")) for entry in listed)
