"""The actors of a case in one book: found by id, name or code, found in texts, followed to their parents."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from holdfire.data.folding import fold
from holdfire.data.phrases import Phrases
from holdfire.records import Actor


class ActorMention(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """An actor's name in a text: [start, end) in code points; the possessive is outside."""

    start: int
    end: int
    actor: str
    """Actor id."""
    text: str
    """As printed."""
    metonym: bool = False
    """The name is first of all a place's (a capital, a country at war): an actor only where it speaks or acts."""
    demonym: bool = False
    """The name is an adjective or a people's ("the Russians"): an actor only before "officials", "side", "forces"."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with its names that are not always its own."""

    actor: Actor
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()

    def names(self) -> tuple[tuple[str, str], ...]:
        """(spelling, kind of name) with kind "name", "demonym" or "metonym"; each spelling once, first kind wins."""
        spelled = [(self.actor.name, "name"), *((n, "name") for group in self.actor.names.values() for n in group)]
        spelled += [(n, "demonym") for n in self.demonyms] + [(n, "metonym") for n in self.metonyms]
        return tuple({n: (n, kind) for n, kind in reversed(spelled)}.values())[::-1]


class Actors:
    """All actors known to a case. Made by `load`, which has checked ids, parents and names; never changed."""

    def __init__(self, known: Iterable[Entry]) -> None:
        self.entries = {e.actor.id: e for e in sorted(known, key=lambda e: e.actor.id)}
        self._by_code = {
            (dataset, code): e.actor.id
            for e in self.entries.values() for dataset, codes in e.actor.codes.items() for code in codes
        }
        names = [(name, kind, i) for i, e in self.entries.items() for name, kind in e.names()]
        self._by_name = {fold(name): i for name, _, i in names}
        self._phrases = Phrases((name, (i, kind)) for name, kind, i in names)

    def get(self, actor: str) -> Actor | None:
        """The actor of this id."""
        entry = self.entries.get(actor)
        return entry.actor if entry else None

    def all(self) -> tuple[Actor, ...]:
        """Every actor, by id."""
        return tuple(e.actor for e in self.entries.values())

    def find(self, text: str) -> tuple[ActorMention, ...]:
        """Every mention in a text, left to right: longest match, whole words, case counts in scripts that have it."""
        return tuple(
            ActorMention(
                start=start, end=end, actor=actor, text=text[start:end],
                metonym=kind == "metonym", demonym=kind == "demonym",
            )
            for start, end, (actor, kind) in self._phrases.find(text)
        )

    def by_name(self, name: str) -> str | None:
        """The id of the actor so called, spelling and transliteration levelled; a leading "the" is ignored."""
        return self._by_name.get(fold(name)) or self._by_name.get(fold(name.strip().removeprefix("the ")))

    def from_code(self, dataset: str, name: str) -> str | None:
        """The id under which a dataset's own name or code is known here (`ged`, `acled`, `tally`); else by name."""
        found = self._by_code.get((dataset, name.strip()))
        return found or self.by_name(name)

    def from_codes(self, dataset: str, joined: str) -> tuple[tuple[str, str | None], ...]:
        """(name as written, id or None) of each actor of a cell that may list several, parted by commas."""
        whole = self.from_code(dataset, joined)
        if whole is not None:
            return ((joined.strip(), whole),)
        return tuple((part.strip(), self.from_code(dataset, part)) for part in joined.split(",") if part.strip())

    def ancestors(self, actor: str) -> tuple[str, ...]:
        """The actor and its parents upwards; empty when the id is unknown."""
        chain: list[str] = []
        step: str | None = actor
        while step is not None and step in self.entries:
            chain.append(step)
            step = self.entries[step].actor.parent
        return tuple(chain)

    def side(self, actor: str) -> str | None:
        """The camp it stands in: its own, or the nearest ancestor's; None where none is stated."""
        sides = (self.entries[a].actor.side for a in self.ancestors(actor))
        return next((side for side in sides if side is not None), None)
