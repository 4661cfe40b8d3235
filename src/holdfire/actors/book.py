"""The actors of a case in one book: found by id, name or code, found in texts, followed to their parents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from holdfire.actors.inflected import Inflected, inflects
from holdfire.actors.organs import Hit, joined, of_state, organs
from holdfire.data.folding import abbreviated, fold
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
    organ: str = ""
    """The part it plays in its parent state, as organs.yaml calls it."""

    def names(self) -> tuple[tuple[str, str], ...]:
        """(spelling, kind of name) with kind "name", "demonym" or "metonym"; each spelling once, first kind wins."""
        spelled = [(self.actor.name, "name"), *((n, "name") for group in self.actor.names.values() for n in group)]
        spelled += [(n, "demonym") for n in self.demonyms] + [(n, "metonym") for n in self.metonyms]
        return tuple({n: (n, kind) for n, kind in reversed(spelled)}.values())[::-1]


def name_key(name: str) -> str:
    """What a name is told apart by: its spelling levelled, an abbreviation as it is."""
    return name if abbreviated(name) else fold(name)


class Actors:
    """All actors known to a case. Made by `load`, which has checked ids, parents and names; never changed."""

    def __init__(self, known: Iterable[Entry]) -> None:
        self.entries = {e.actor.id: e for e in sorted(known, key=lambda e: e.actor.id)}
        self._by_code = {
            (dataset, code): e.actor.id
            for e in self.entries.values() for dataset, codes in e.actor.codes.items() for code in codes
        }
        names = [(name, kind, i) for i, e in self.entries.items() for name, kind in e.names()]
        self._by_name = {name_key(name): i for name, _, i in names}
        for name, _, i in names:
            self._by_name.setdefault(fold(name), i)
        self._phrases = Phrases((name, (i, kind)) for name, kind, i in names if not inflects(name))
        self._inflected = Inflected((name, (i, kind), kind == "demonym") for name, kind, i in names if inflects(name))
        self._organs = {(e.actor.parent, e.organ): i for i, e in self.entries.items() if e.organ}

    def get(self, actor: str) -> Actor | None:
        """The actor of this id; an organ that no file tells of is made of its state and organs.yaml."""
        entry = self.entries.get(actor)
        if entry is not None:
            return entry.actor
        state, _, organ = actor.partition("-")
        known = self.entries.get(state)
        if known is None or known.actor.kind != "state" or organ not in organs():
            return None
        within = organs()[organ].within
        return of_state(known.actor, organs()[organ], self._organ(state, within) if within else state)

    def all(self) -> tuple[Actor, ...]:
        """Every actor that a file tells of, by id."""
        return tuple(e.actor for e in self.entries.values())

    def find(self, text: str) -> tuple[ActorMention, ...]:
        """Every mention in a text, left to right: longest match, whole words, case counts in scripts that have it.

        A state's name beside the word for an organ is one mention, of the organ.
        """
        listed = [Hit(start, end, *found) for start, end, found in self._phrases.find(text)]
        if inflects(text):
            listed += [Hit(start, end, *found) for start, end, found in self._inflected.find(text)]
        states = [hit for hit in listed if self.entries[hit.actor].actor.kind == "state"]
        listed += [Hit(start, end, self._organ(*of), "name") for start, end, *of in joined(text, states)]
        return tuple(
            ActorMention(
                start=hit.start, end=hit.end, actor=hit.actor, text=text[hit.start : hit.end],
                metonym=hit.kind == "metonym", demonym=hit.kind == "demonym",
            )
            for hit in _apart(listed)
        )

    def _organ(self, state: str, organ: str) -> str:
        """The id of a state's organ: its own actor's where a file has one."""
        if organ not in organs():
            return state
        return self._organs.get((state, organ)) or f"{state}-{organ}"

    def by_name(self, name: str) -> str | None:
        """The id of the actor so called, spelling and transliteration levelled; a leading "the" is ignored."""
        bare = name.strip().removeprefix("the ")
        keys = (name_key(name), fold(name), name_key(bare), fold(bare))
        return next((self._by_name[key] for key in keys if key in self._by_name), None) or self._whole(bare)

    def _whole(self, name: str) -> str | None:
        """The organ that a whole name is: "Ruritanian army"."""
        mentions = self.find(name)
        whole = len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(name))
        return mentions[0].actor if whole else None

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
        while step is not None and (known := self.get(step)) is not None:
            chain.append(step)
            step = known.parent
        return tuple(chain)

    def side(self, actor: str) -> str | None:
        """The camp it stands in: its own, or the nearest ancestor's; None where none is stated."""
        line = (self.get(step) for step in self.ancestors(actor))
        return next((known.side for known in line if known is not None and known.side is not None), None)


def _apart(hits: list[Hit]) -> list[Hit]:
    """Hits that do not overlap, in order: of those that overlap, the longest, and then the first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, hit.kind != "name")):
        at = bisect_left(kept, hit)
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or hit.end <= kept[at].start):
            kept.insert(at, hit)
    return kept
