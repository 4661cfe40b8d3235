"""Voices to independent voices: one camp, one origin, one speaker is one voice, however often it is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from holdfire.actors import Actors
from holdfire.incidents.book import KnownSources
from holdfire.incidents.voices import ties_on
from holdfire.records import Account, Copy, Credit, Voice

Group = tuple[str, str]
"""("camp", actor id), ("voice", voice id) or ("origin", least report key of a set of copies)."""


class Ties:
    """Who stands with whom: the camp of an actor, the camp of a voice. Pure look-ups."""

    def __init__(self, actors: Actors, sources: KnownSources) -> None:
        self.actors, self.sources = actors, sources

    def camp(self, actor: str) -> str:
        """The side an actor stands in, else its topmost parent, else itself."""
        side = self.actors.side(actor)
        return side or (self.actors.ancestors(actor) or (actor,))[-1]

    def camps_of(self, name: str) -> frozenset[str]:
        """Every camp that an actor or source, by id or name, has ever had to do with; a stranger is their own."""
        actor = name if self.actors.get(name) else self.actors.by_name(name)
        source = self.sources.get(name) or self.sources.by_name(name)
        ties = [tie.to for tie in source.affiliations] if source else []
        return frozenset(self.camp(of) for of in (actor or name, *ties))

    def below(self, actor: str, above: str) -> bool:
        """Whether one actor is the other or belongs to it."""
        return actor == above or above in self.actors.ancestors(actor)

    def in_line(self, a: str, b: str) -> bool:
        """Whether either is the other or belongs to it."""
        return self.below(a, b) or self.below(b, a)

    def one_body(self, a: str, b: str) -> bool:
        """Whether either belongs to the other, or both are organs of one state: what one says of the other it says of
        itself. Groups under a lumped name are not one body."""
        if self.in_line(a, b):
            return True
        tops = [self.actors.ancestors(actor)[-1:] for actor in (a, b)]
        top = self.actors.get(tops[0][0]) if tops[0] and tops[0] == tops[1] else None
        return top is not None and top.kind == "state"

    def to(self, voice: Voice, day: date | None) -> tuple[str, ...]:
        """The parties (actor ids) a voice is tied to: those it carries, then those of the source book on the day."""
        source = self.sources.get(voice.id) if day else None
        listed = ties_on(source.affiliations, day) if source else ()
        return tuple(dict.fromkeys((*voice.affiliated_to, *listed)))

    def group(self, voice: Voice, day: date | None) -> Group:
        """The camp it speaks for, by its first tie; an actor without one is its own camp; else its owner's."""
        ties = self.to(voice, day)
        if ties:
            return ("camp", self.camp(ties[0]))
        return ("camp", self.camp(voice.id)) if self.actors.get(voice.id) else ("voice", self.owner(voice.id, day))

    def owner(self, source: str, day: date | None) -> str:
        """Who owns it or whom it speaks for on the day, and who owns that, up to the last; else itself."""
        seen = [source]
        while (known := self.sources.get(seen[-1])) and (owners := ties_on(known.owners, day)):
            if owners[0] in seen:
                return min(seen)  # a ring of owners: files may hold one, and it is one voice
            seen.append(owners[0])
        return seen[-1]

    def camps(self, voice: Voice, day: date | None) -> frozenset[str]:
        """Every camp it has to do with, its own included."""
        return frozenset(self.camp(actor) for actor in (voice.id, *self.to(voice, day)))


class Copies:
    """Reports with a common origin: copies and rewrites, taken together through any number of steps; and the agencies
    that reports credit."""

    def __init__(self, told: Iterable[Copy | Credit]) -> None:
        ties = set(told)
        self._credits: defaultdict[str, list[Credit]] = defaultdict(list)
        for credit in sorted(tie for tie in ties if isinstance(tie, Credit)):
            self._credits[credit.report].append(credit)
        self._origin: dict[str, str] = {}
        self._beside: defaultdict[str, list[Copy]] = defaultdict(list)
        for copy in sorted(tie for tie in ties if isinstance(tie, Copy)):
            low, high = sorted((self.origin(copy.a), self.origin(copy.b)))
            if copy.kind != "same-event":
                self._beside[copy.a].append(copy)
                self._beside[copy.b].append(copy)
            if copy.kind != "same-event" and low != high:
                self._origin[high] = low

    def origin(self, report: str) -> str:
        """The least report key among those with one origin: a name for the set, not a claim about who wrote first."""
        while report in self._origin:
            report = self._origin[report]
        return report

    def chain(self, one: str, other: str) -> tuple[Copy, ...]:
        """The fewest pairs that lead from one report to another; nothing where they share no origin."""
        came: dict[str, tuple[str, Copy]] = {}
        queue, seen = [one], {one}
        for report in queue:
            for copy in self._beside.get(report, ()):
                following = copy.b if copy.a == report else copy.a
                if following not in seen:
                    seen.add(following)
                    came[following] = (report, copy)
                    queue.append(following)
        steps: list[Copy] = []
        while other in came:
            other, copy = came[other]
            steps.append(copy)
        return tuple(reversed(steps)) if other == one else ()

    def credits(self, report: str) -> tuple[Credit, ...]:
        """The agencies that its publisher carries and that it credits."""
        return tuple(self._credits.get(report, ()))

    def has_copies(self, report: str) -> bool:
        """Whether any other report shares its origin."""
        return report in self._origin or report in self._origin.values()


@dataclass(frozen=True)
class _Printing:
    """A publisher speaking in its own name, in a text that has copies; `groups` are all it may already count in."""

    account: Account
    voice: Voice
    groups: tuple[Group, ...]


def independent_voices(
    accounts: Sequence[Account], copies: Copies, ties: Ties, day: date | None = None
) -> tuple[Voice, ...]:
    """The independent voices behind some accounts, each with the path by which the others were merged into it.

    A publisher that cites somebody for the event in the same report is no voice beside the one it cites. A publisher
    whose text has an origin in common with another's is none of its own either: the set counts once, and not at all
    where one of its publishers, or one whom they cite, already speaks.

    A publisher that credits an agency which it carries counts with that agency, in all that it says of the event: who
    prints the agency's report of it has looked no second time. A relation alone merges nothing: an outlet that takes
    an agency's service sends people of its own too, and who neither credits nor copies has written for itself.
    """
    return tuple(_one(group, members, ties, day) for group, members in grouped(accounts, copies, ties, day).items())


def grouped(
    accounts: Sequence[Account], copies: Copies, ties: Ties, day: date | None
) -> dict[Group, list[tuple[Account, Voice]]]:
    """Who speaks in which account, in groups of which each is one voice."""
    ordered = sorted(accounts, key=lambda a: a.key)
    cited: defaultdict[str, list[Group]] = defaultdict(list)
    for account in ordered:
        cited[account.report] += [ties.group(v, day) for v in account.voices if v.id != account.source]
    spoken_for: defaultdict[Group, list[tuple[Account, Voice]]] = defaultdict(list)
    printed: defaultdict[str, list[_Printing]] = defaultdict(list)
    for account in ordered:
        for voice in account.voices:
            groups = (ties.group(voice, day), *(cited[account.report] if voice.id == account.source else ()))
            if voice.id == account.source and copies.has_copies(account.report):
                printed[copies.origin(account.report)].append(_Printing(account, voice, groups))
            else:
                spoken_for[groups[1] if len(groups) > 1 else groups[0]].append((account, voice))
    for members in _sharing(printed):
        spoken = next((group for m in members for group in m.groups if group in spoken_for), None)
        spoken_for[spoken or ("origin", members[0].account.report)] += [(m.account, m.voice) for m in members]
    return _carried(spoken_for, copies, ties, day)


def _carried(
    spoken_for: dict[Group, list[tuple[Account, Voice]]], copies: Copies, ties: Ties, day: date | None
) -> dict[Group, list[tuple[Account, Voice]]]:
    """The groups, whole ones joined where a publisher in one credits the agency that is another: never more of them."""
    above: dict[Group, Group] = {}

    def top(group: Group) -> Group:
        while group in above:
            group = above[group]
        return group

    for group, members in spoken_for.items():
        for account, voice in members:
            own = voice.id == account.source and (group[0] == "origin" or group == ties.group(voice, day))
            for credit in copies.credits(account.report) if own else ():  # where it cites somebody, it has no voice
                agency = top(ties.group(Voice(id=credit.agency, name=credit.agency), day))
                if agency != top(group):
                    above[top(group)] = agency
    joined: dict[Group, list[tuple[Account, Voice]]] = {}
    for group, members in spoken_for.items():
        joined.setdefault(top(group), []).extend(members)
    if not above:
        return spoken_for
    return {group: sorted(members, key=lambda m: m[0].key) for group, members in joined.items()}


def _sharing(printed: dict[str, list[_Printing]]) -> list[list[_Printing]]:
    """Sets of printings, joined where they share a publisher or a camp: neither counts twice."""
    joined: list[list[_Printing]] = []
    for members in printed.values():
        groups = {group for m in members for group in m.groups}
        meeting = [other for other in joined if any(not groups.isdisjoint(m.groups) for m in other)]
        apart = [other for other in joined if other not in meeting]
        joined = [*apart, [*(m for other in meeting for m in other), *members]]
    return [sorted(members, key=lambda m: m.account.key) for members in joined]


def _one(group: Group, members: Sequence[tuple[Account, Voice]], ties: Ties, day: date | None) -> Voice:
    """The group as one voice: its only speaker, or the party that several speakers stand with."""
    # A publisher merged into whom it cites lends it neither its name nor its ties.
    speaking = [voice for _, voice in members if ties.group(voice, day) == group] or [voice for _, voice in members]
    first = speaking[0]
    affiliated = tuple(dict.fromkeys(tie for voice in speaking for tie in ties.to(voice, day)))
    speakers = tuple(dict.fromkeys(voice.id for _, voice in members))
    printed = dict.fromkeys(account.report for account, _ in members)
    path = dict.fromkeys(step for _, voice in members for step in voice.via)
    others = tuple(f"voice:{speaker}" for speaker in speakers if speaker != first.id)
    via = tuple(dict.fromkeys((*printed, *path, *others)))
    if group[0] == "camp" and len({voice.id for voice in speaking}) > 1 and affiliated:
        tops = dict.fromkeys((ties.actors.ancestors(tie) or (tie,))[-1] for tie in affiliated)
        code = next(iter(tops)) if len(tops) == 1 else group[1]
        party = ties.actors.get(code)
        return Voice(id=code, name=party.name if party else code, affiliated_to=affiliated, via=via)
    return msgspec.structs.replace(first, affiliated_to=affiliated, via=via)
