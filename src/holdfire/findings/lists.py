"""Incidents and their accounts to lists: who told of which incident, and where two lists are one voice.

Three or four such lists are what an estimate of the unreported rests on, and only while nobody copies from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from holdfire.corroboration.independence import Copies
from holdfire.records import Account, Copy, Incident

MOST_SHARED = 0.05
"""Of the incidents that two lists both tell of, the share that may have one origin. With three times as much, an
interval still held in simulation (`python -m bench.unreported`); but copies that nobody found come on top."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One list: its name, and the ids of the sources, voices or parties (by tie) that make it up."""

    name: str
    members: frozenset[str]

    def has(self, account: Account) -> bool:
        """Whether the account is one of the list's: by who published it, who speaks in it, or to whom they are tied."""
        who = {account.source, *(v.id for v in account.voices), *(t for v in account.voices for t in v.affiliated_to)}
        return not self.members.isdisjoint(who)


Captures = dict[str, tuple[tuple[Account, ...], ...]]
"""Incident key -> per list, its accounts that tell of it."""


def captures(incidents: Iterable[Incident], accounts: Mapping[str, Account], lists: Sequence[Told]) -> Captures:
    """Who told of which incident. A denial tells of none."""
    found: Captures = {}
    for incident in sorted(incidents, key=lambda i: i.key):
        telling = [accounts[key] for key in incident.accounts if accounts[key].stance == "asserts"]
        found[incident.key] = tuple(tuple(a for a in telling if each.has(a)) for each in lists)
    return found


def one_voice(found: Captures, lists: Sequence[Told], copies: Iterable[Copy]) -> str:
    """Why two lists count as dependent: too many of the incidents that both tell of have one origin; or ""."""
    known = Copies(copies)
    for a, b in combinations(range(len(lists)), 2):
        both = [told for told in found.values() if told[a] and told[b]]
        shared = sum(_one_origin(told[a], told[b], known) for told in both)
        if shared > MOST_SHARED * len(both):
            return (
                f"{lists[a].name} and {lists[b].name} are not independent: of {len(both)} incidents that both tell of, "
                f"{shared} rest on one text, row or ultimate voice"
            )
    return ""


def _one_origin(these: Sequence[Account], those: Sequence[Account], copies: Copies) -> bool:
    """Whether all that one side has comes from where the other's comes from."""
    ours, theirs = ([_origins(a, copies) for a in side] for side in (these, those))
    return _within(ours, theirs) or _within(theirs, ours)


def _within(some: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> bool:
    every = frozenset().union(*others)
    return all(not origins.isdisjoint(every) for origins in some)


def _origins(account: Account, copies: Copies) -> frozenset[str]:
    """The row or text that an account is from (copies taken together), and whose word it is."""
    return frozenset({account.row or copies.origin(account.report), *(v.id for v in account.voices)})
