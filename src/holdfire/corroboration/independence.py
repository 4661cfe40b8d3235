"""Voices to independent voices: one camp, one origin, one speaker is one voice, however often it is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

import msgspec

from holdfire.actors import Actors
from holdfire.records import Account, Copy, Source, Voice

Group = tuple[str, str]
"""("camp", actor id), ("voice", voice id) or ("origin", least report key of a set of copies)."""


class KnownSources(Protocol):
    """What independence asks of the source book."""

    def get(self, source: str) -> Source | None:
        """A source by id."""

    def affiliations_on(self, source: str, day: date) -> tuple[str, ...]:
        """Actor ids the source is tied to on a day."""


class Ties:
    """Who stands with whom: the camp of an actor, the camp of a voice. Pure look-ups."""

    def __init__(self, actors: Actors, sources: KnownSources) -> None:
        self.actors, self.sources = actors, sources

    def camp(self, actor: str) -> str:
        """The side an actor stands in, else its topmost parent, else itself."""
        side = self.actors.side(actor)
        return side or (self.actors.ancestors(actor) or (actor,))[-1]

    def below(self, actor: str, above: str) -> bool:
        """Whether one actor is the other or belongs to it."""
        return actor == above or above in self.actors.ancestors(actor)

    def one_line(self, a: str, b: str) -> bool:
        """Whether either belongs to the other: what an organ says of its body is said of itself."""
        return self.below(a, b) or self.below(b, a)

    def to(self, voice: Voice, day: date | None) -> tuple[str, ...]:
        """Actor ids a voice is tied to: itself if an actor, what it carries, what the source book says."""
        itself = (voice.id,) if self.actors.get(voice.id) else ()
        listed = self.sources.affiliations_on(voice.id, day) if day and self.sources.get(voice.id) else ()
        return tuple(dict.fromkeys((*itself, *voice.affiliated_to, *listed)))

    def group(self, voice: Voice, day: date | None) -> Group:
        """The camp it speaks for, by its first tie; else it speaks for itself."""
        ties = self.to(voice, day)
        return ("camp", self.camp(ties[0])) if ties else ("voice", voice.id)


class Copies:
    """Reports with a common origin: copies and rewrites, taken together through any number of steps."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._origin: dict[str, str] = {}
        for copy in sorted(copies):
            low, high = sorted((self.origin(copy.a), self.origin(copy.b)))
            if copy.kind != "same-event" and low != high:
                self._origin[high] = low

    def origin(self, report: str) -> str:
        """The least report key among those with one origin: a name for the set, not a claim about who wrote first."""
        while report in self._origin:
            report = self._origin[report]
        return report

    def has_copies(self, report: str) -> bool:
        """Whether any other report shares its origin."""
        return report in self._origin or report in self._origin.values()


def independent_voices(
    accounts: Sequence[Account], copies: Copies, ties: Ties, day: date | None = None
) -> tuple[Voice, ...]:
    """The independent voices behind some accounts, each with the path by which the others were merged into it.

    A publisher whose text has an origin in common with another's is no voice of its own: the set counts once, and not
    at all where one of its publishers already speaks, in a text of its own, through its camp.
    """
    grouped: defaultdict[Group, list[tuple[Account, Voice]]] = defaultdict(list)
    printed: defaultdict[str, list[tuple[Account, Voice, Group]]] = defaultdict(list)
    for account in sorted(accounts, key=lambda a: a.key):
        for voice in account.voices:
            group = ties.group(voice, day)
            if voice.id == account.source and copies.has_copies(account.report):
                printed[copies.origin(account.report)].append((account, voice, group))
            else:
                grouped[group].append((account, voice))
    for members in _sharing(printed):
        spoken = next((group for _, _, group in members if group in grouped), None)
        place = spoken or ("origin", members[0][0].report)
        grouped[place] += [(account, voice) for account, voice, _ in members]
    return tuple(_one(group, members, ties, day) for group, members in grouped.items())


def _sharing(
    printed: dict[str, list[tuple[Account, Voice, Group]]],
) -> list[list[tuple[Account, Voice, Group]]]:
    """Sets of printings, joined where they share a publisher or a camp: neither counts twice."""
    joined: list[list[tuple[Account, Voice, Group]]] = []
    for members in printed.values():
        groups = {group for _, _, group in members}
        apart = [other for other in joined if groups.isdisjoint(g for _, _, g in other)]
        meeting = [entry for other in joined if other not in apart for entry in other]
        joined = [*apart, [*meeting, *members]]
    return [sorted(members, key=lambda m: m[0].key) for members in joined]


def _one(group: Group, members: Sequence[tuple[Account, Voice]], ties: Ties, day: date | None) -> Voice:
    """The group as one voice: its only speaker, or the party that several speakers stand with."""
    first = members[0][1]
    affiliated = tuple(dict.fromkeys(tie for _, voice in members for tie in ties.to(voice, day)))
    speakers = tuple(dict.fromkeys(voice.id for _, voice in members))
    printed = dict.fromkeys(account.report for account, _ in members)
    path = dict.fromkeys(step for _, voice in members for step in voice.via)
    others = tuple(f"voice:{speaker}" for speaker in speakers if speaker != first.id)
    via = tuple(dict.fromkeys((*printed, *path, *others)))
    if group[0] == "camp" and len(speakers) > 1:
        party = ties.actors.get(affiliated[0])
        return Voice(id=affiliated[0], name=party.name if party else affiliated[0], affiliated_to=affiliated, via=via)
    return msgspec.structs.replace(first, affiliated_to=affiliated, via=via)
