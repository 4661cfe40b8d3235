"""Lasting numbers and the incidents of one view to which number each incident goes by now.

A number is of some accounts. Whatever incident most of them now tell of has it: so it stays with the larger part when
an incident splits, and when two become one, the older number is the one it goes by and the other leads there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from holdfire.records import Incident, Number
from holdfire.records.view import AUDIENCE_ORDER


class Numbering(msgspec.Struct, frozen=True, kw_only=True):
    """Labels (`N12`) of one view's incidents."""

    of: dict[str, str] = {}
    """Incident key -> the label it goes by; an incident that nobody has numbered is not there."""
    now: dict[str, str] = {}
    """Every label that still leads somewhere -> incident key, older labels of merged incidents included."""


def numbering(minted: Iterable[Number], incidents: Iterable[Incident]) -> Numbering:
    """`minted` in the order of the ledger; only those of series that the view may see."""
    holder = {account: incident.key for incident in incidents for account in incident.accounts}
    of: dict[str, str] = {}
    now: dict[str, str] = {}
    for number in sorted(minted, key=lambda n: AUDIENCE_ORDER.index(n.series)):  # stable: older first in a series
        held = Counter(holder[account] for account in number.accounts if account in holder)
        if held:
            most = max(held.values())
            incident = min(key for key, count in held.items() if count == most)
            of.setdefault(incident, number.label)
            now[number.label] = incident
    return Numbering(of=of, now=now)
