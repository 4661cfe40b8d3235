"""Accounts to incidents: the groups that hold together best, never across a conflict, the same for every order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from operator import eq

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.blocks import pairs
from holdfire.incidents.kindred import related_acts
from holdfire.incidents.matching import Matcher
from holdfire.incidents.merging import incident
from holdfire.incidents.partition import partition
from holdfire.incidents.passages import ONE_BODY
from holdfire.incidents.sights import Limits, Sight
from holdfire.incidents.weighing import crowds
from holdfire.records import Account, Doubt, Incident

Pair = tuple[str, str]


def fuse(
    accounts: Iterable[Account], same: Iterable[Pair] = (), not_same: Iterable[Pair] = (), one_body: ONE_BODY = eq
) -> tuple[Incident, ...]:
    """Incidents by key. `same` and `not_same` are people's decisions over pairs of account keys: they win. `one_body`
    says whether two actors are one, a state and its air force.

    What two accounts have for and against one event is a number, and the groups are those in which these add up to most
    (correlation clustering, see `partition`); no two of a group conflict, so no chain of near misses joins two events.
    A group of denials alone is no incident: see `unmatched_denials`.
    """
    ordered = _in_order(accounts)
    groups = _Groups(ordered, not_same)
    groups.join_decided(same)
    groups.join_matching(matcher(one_body))
    members = ([ordered[i] for i in group] for group in groups.members())
    fused = [incident(group) for group in members if any(a.stance == "asserts" for a in group)]
    return tuple(sorted(fused, key=lambda i: i.key))


def unmatched_denials(accounts: Iterable[Account], incidents: Iterable[Incident]) -> tuple[Doubt, ...]:
    """A doubt for each account that denies or doubts something nobody alleges here: kept, shown, and no incident."""
    used = {key for i in incidents for key in i.accounts}
    why = "it denies or doubts something that no account here asserts"
    settle = "the report that it answers, or a reviewer's `same`"
    return tuple(
        Doubt(code="denial-unmatched", where=a.key, why=why, settle=settle)
        for a in _in_order(accounts)
        if a.key not in used
    )


def _in_order(accounts: Iterable[Account]) -> list[Account]:
    """By key, each key once: of two editions of one row the one known later stands."""
    latest: dict[str, Account] = {}
    for account in accounts:
        held = latest.get(account.key)
        if held is None or (held.knowable_from, held.report) < (account.knowable_from, account.report):
            latest[account.key] = account
    return [latest[key] for key in sorted(latest)]


def matcher(one_body: ONE_BODY = eq) -> Matcher:
    """One code above the other is related; so are a victim-named act and any means, a munition and any launcher."""
    weapons = ontology.weapons()
    figures = data.load("incidents/fusing.yaml")
    munitions = frozenset(figures["munitions"])

    def one_line(tree: ontology.Ontology, a: str, b: str) -> bool:
        return a == b or tree.is_a(a, b) or tree.is_a(b, a)

    @cache
    def related_weapons(a: str, b: str) -> bool:
        families = [not munitions.isdisjoint(weapons.ancestors(code)) for code in (a, b)]
        return families[0] != families[1] or one_line(weapons, a, b)

    return Matcher(related_acts, related_weapons, Limits.packaged(), one_body)


class _Groups:
    """Disjoint groups of account indices, with what keeps them apart."""

    def __init__(self, accounts: Sequence[Account], not_same: Iterable[Pair]) -> None:
        self.sights = [Sight.of(account) for account in accounts]
        self.index = {account.key: i for i, account in enumerate(accounts)}
        self.group = [[i] for i in range(len(accounts))]
        self.apart: dict[int, set[int]] = {}
        for a, b in self._known(not_same):
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def members(self) -> list[list[int]]:
        """Every group once, its members in order."""
        return [group for i, group in enumerate(self.group) if group[0] == i]

    def join_decided(self, same: Iterable[Pair]) -> None:
        """People's `same` pairs: only a `not_same` among the members stands against one."""
        for a, b in sorted(self._known(same)):
            if not self._decided_apart(a, b):
                self._join(a, b)

    def join_matching(self, matcher: Matcher) -> None:
        """The groups so far into those that hold together best by what speaks for and against each pair of accounts."""
        near = [(i, j) for i, j in sorted(pairs(self.sights, matcher.limits)) if self._may_join(i, j, matcher)]
        crowd = crowds(self.sights, near, large_toll=matcher.limits.large_toll)
        worth: defaultdict[tuple[int, int], int] = defaultdict(int)
        for i, j in near:
            one, other = self.group[i][0], self.group[j][0]
            score = matcher.score(self.sights[i], self.sights[j], max(crowd[i], crowd[j]))
            worth[min(one, other), max(one, other)] += score or 0
        heads = sorted({group[0] for group in self.group})
        for first, *others in partition(heads, worth, lambda a, b: self._apart(a, b, matcher)):
            for other in others:
                self._join(first, other)

    def _may_join(self, i: int, j: int, matcher: Matcher) -> bool:
        one, other = self.group[i][0], self.group[j][0]
        return one != other and not self._apart(one, other, matcher)

    def _apart(self, i: int, j: int, matcher: Matcher) -> bool:
        """Whether a person or a conflict keeps the groups of two accounts apart."""
        if self._decided_apart(i, j):
            return True
        return any(matcher.conflict(self.sights[a], self.sights[b]) for a in self.group[i] for b in self.group[j])

    def _decided_apart(self, i: int, j: int) -> bool:
        return any(not self.apart[a].isdisjoint(self.group[j]) for a in self.group[i] if a in self.apart)

    def _join(self, i: int, j: int) -> None:
        if self.group[i] is self.group[j]:
            return
        joined = sorted(self.group[i] + self.group[j])
        for member in joined:
            self.group[member] = joined

    def _known(self, given: Iterable[Pair]) -> set[tuple[int, int]]:
        """Pairs of keys as pairs of indices, low first; a pair with a key that is not here says nothing."""
        found = ((self.index[a], self.index[b]) for a, b in given if a in self.index and b in self.index)
        return {(min(a, b), max(a, b)) for a, b in found if a != b}
