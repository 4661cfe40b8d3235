"""A derived case to how its incidents are supported: who merged into which voice, what others would call the grade, and
whether support hangs on who is accused."""

from __future__ import annotations

from collections import Counter

import msgspec

from holdfire import corroboration
from holdfire.corroboration import Compared, Copies, Even, Merge, Told
from holdfire.errors import BadRequest
from holdfire.flow.derive import Outcome
from holdfire.records import Incident


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """Where anyone looked in one zone, over the whole case."""

    zone: str
    weeks: int
    silent: int
    """Weeks of which nothing was received."""
    by_tie: dict[str, int]
    """Party that a voice is tied to -> voices, week by week."""


def voices(outcome: Outcome, wanted: str) -> tuple[Incident, tuple[tuple[str, tuple[Merge, ...]], ...]]:
    """An incident, by its key or the start of it, and its asserting voices with the pairs merged into each.

    Raises BadRequest E413 where none or more than one incident begins so.
    """
    found = [i for i in outcome.derived.incidents if i.key.startswith(wanted)]
    if len(found) != 1:
        what = f"{len(found) or 'no'} incidents begin so"
        raise BadRequest("E413", what, where=wanted, todo="`holdfire support CASE` lists them")
    incident = found[0]
    by_key = {a.key: a for a in outcome.derived.accounts}
    told = [by_key[k] for k in incident.accounts if by_key[k].stance == "asserts"]
    day = incident.time.start.date() if incident.time else None
    origins = Copies((*outcome.derived.copies, *outcome.derived.credits))
    return incident, corroboration.merges(told, origins, outcome.know.ties, day)


def compared(outcome: Outcome) -> tuple[Compared, ...]:
    """Every incident in our grades and in those of others."""
    return tuple(corroboration.compared(i, outcome.know.sources) for i in outcome.derived.incidents)


def evenness(outcome: Outcome) -> tuple[tuple[Even, ...], tuple[Told, ...], tuple[Looked, ...]]:
    """Support by who is accused, the voices by tie, and where anyone looked."""
    lines, told = corroboration.evenness(outcome.derived.incidents, outcome.derived.accounts, outcome.know.ties)
    return lines, told, _looked(outcome)


def _looked(outcome: Outcome) -> tuple[Looked, ...]:
    zones: dict[str, dict[object, int]] = {}
    ties: dict[str, Counter[str]] = {}
    for line in outcome.derived.coverage:
        weeks = zones.setdefault(line.zone, {})
        weeks[line.period_start] = weeks.get(line.period_start, 0) + line.reports
        ties.setdefault(line.zone, Counter()).update(line.by_affiliation)
    return tuple(
        Looked(zone=zone, weeks=len(told), silent=list(told.values()).count(0), by_tie=dict(sorted(ties[zone].items())))
        for zone, told in sorted(zones.items())
    )
