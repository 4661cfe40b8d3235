"""The voices of an incident to why each pair of them counts once: the shortest chain of who copies, quotes, owns or
speaks for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import msgspec

from holdfire.corroboration.independence import Copies, Ties, grouped
from holdfire.records import Account, Voice


class Link(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One step between two who speak."""

    kind: str
    """same-speaker | one-side | one-owner | quotes | carries | copy"""
    a: str
    b: str
    """VOICE in REPORT."""
    why: str


class Merge(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Two who speak of the incident and count once, with the links from the one to the other."""

    voice: str
    """The independent voice in which both are counted."""
    a: str
    b: str
    path: tuple[Link, ...]


Spoken = tuple[Account, Voice]


def merges(
    accounts: Sequence[Account], copies: Copies, ties: Ties, day: date | None = None
) -> tuple[tuple[str, tuple[Merge, ...]], ...]:
    """Each independent voice, by its first speaker, with every pair of speakers that was merged into it and why.

    A speaker is somebody in one report; told twice in one report, they are one.
    """
    groups = grouped(accounts, copies, ties, day)
    graph = _Graph([_once(members) for members in groups.values()], copies, ties, day)
    told = []
    for number, members in enumerate(graph.groups):
        name = members[0][1].id
        pairs = [
            Merge(voice=name, a=_name(one), b=_name(other), path=graph.path(one, other))
            for one, other in combinations(members, 2)
        ]
        told.append((name, number, tuple(pairs)))
    return tuple((name, pairs) for name, _, pairs in sorted(told, key=lambda t: (t[0], t[1])))


def _once(members: Sequence[Spoken]) -> list[Spoken]:
    return list({_name(spoken): spoken for spoken in reversed(members)}.values())[::-1]


def _name(spoken: Spoken) -> str:
    return f"{spoken[1].id} in {spoken[0].report}"


class _Graph:
    """Everybody who speaks, and what ties two of them directly."""

    def __init__(self, groups: list[list[Spoken]], copies: Copies, ties: Ties, day: date | None) -> None:
        self.groups, self.copies, self.ties, self.day = groups, copies, ties, day
        self.everybody = sorted((s for members in groups for s in members), key=_name)

    def path(self, one: Spoken, other: Spoken) -> tuple[Link, ...]:
        """The fewest links from one to the other, through anybody who speaks of the incident."""
        came: dict[str, tuple[Spoken, Link]] = {}
        queue, seen = [one], {_name(one)}
        for here in queue:
            for there in self.everybody:
                link = self._link(here, there) if _name(there) not in seen else None
                if link:
                    seen.add(_name(there))
                    came[_name(there)] = (here, link)
                    queue.append(there)
        steps: list[Link] = []
        while _name(other) in came and _name(other) != _name(one):
            other, link = came[_name(other)]
            steps.append(link)
        return tuple(reversed(steps))

    def _link(self, one: Spoken, other: Spoken) -> Link | None:
        kind, why = self._tie(one, other)
        return Link(kind=kind, a=_name(one), b=_name(other), why=why) if kind else None

    def _tie(self, one: Spoken, other: Spoken) -> tuple[str, str]:
        (account, voice), (second, rival) = one, other
        if voice.id == rival.id:
            return "same-speaker", f"{voice.name} speaks in both"
        (kind, of), theirs = self.ties.group(voice, self.day), self.ties.group(rival, self.day)
        if (kind, of) == theirs:
            return ("one-side", f"both speak for {of}") if kind == "camp" else ("one-owner", f"both belong to {of}")
        own, its = voice.id == account.source, rival.id == second.source
        if account.report == second.report and own != its:
            publisher, quoted = (voice, rival) if own else (rival, voice)
            return "quotes", f"{publisher.name} cites {quoted.name} for it"
        carried = self._carried(one, other) or self._carried(other, one)
        if carried:
            return "carries", carried
        chain = self.copies.chain(account.report, second.report) if own and its else ()
        return ("copy", "; ".join(f"{c.a} {c.kind} {c.score:g} {c.b}" for c in chain)) if chain else ("", "")

    def _carried(self, one: Spoken, other: Spoken) -> str:
        """Why the one, a publisher, counts with the other: it credits the other, or both credit one agency."""
        (account, voice), (second, rival) = one, other
        if voice.id != account.source:
            return ""
        theirs = {c.agency for c in self.copies.credits(second.report)} if rival.id == second.source else set()
        for credit in self.copies.credits(account.report):
            agency = Voice(id=credit.agency, name=credit.agency)
            if self.ties.group(agency, self.day) == self.ties.group(rival, self.day):
                return f"{voice.name} credits {rival.name}, which it carries: {credit.why}"
            if credit.agency in theirs:
                return f"both credit {credit.agency}, which they carry: {credit.why}"
        return ""
