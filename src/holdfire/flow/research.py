"""Questions of research to a derived case. What they answer rests on assumptions, and never enters a bulletin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from importlib.util import find_spec
from zoneinfo import ZoneInfo

import msgspec

from holdfire.errors import BadRequest
from holdfire.findings.coverage import zones_of
from holdfire.findings.lists import Told, captures, one_voice
from holdfire.findings.unreported import Unreported, histories, unreported
from holdfire.flow.derive import Outcome
from holdfire.records import Incident


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are asked about: those of a zone ("" = all) that began on these days (in the case's zone)."""

    zone: str = ""
    start: date | None = None
    end: date | None = None
    """Inclusive."""


def estimate(outcome: Outcome, lists: str, part: Part) -> Unreported:
    """How many incidents none of the lists (`a,b+c,d`) told of.

    Raises BadRequest: E430 for a list or a zone that is not there, E431 where no estimate can be given, E432 where the
    statistics library is not installed.
    """
    if find_spec("statsmodels") is None:
        raise BadRequest("E432", "statsmodels is not installed", todo="pip install 'holdfire[research]'")
    asked = _lists(outcome, lists)
    incidents = list(_of(outcome, part))
    found = captures(incidents, {a.key: a for a in outcome.derived.accounts}, asked)
    told = unreported(
        [each.name for each in asked],
        histories({key: [bool(accounts) for accounts in by_list] for key, by_list in found.items()}),
        depend=one_voice(found, asked, outcome.derived.copies),
    )
    if told.refused:
        todo = "choose lists that tell independently, or more of the case"
        raise BadRequest("E431", f"no estimate: {told.refused}", where=lists, todo=todo)
    return told


def _lists(outcome: Outcome, asked: str) -> list[Told]:
    known = Counter(
        who
        for a in outcome.derived.accounts
        for who in {a.source, *(v.id for v in a.voices), *(t for v in a.voices for t in v.affiliated_to)}
    )
    lists = []
    for name in filter(None, (n.strip() for n in asked.split(","))):
        members = frozenset(m.strip() for m in name.split("+"))
        strange = sorted(members - set(known))
        if strange:
            most = sorted(known, key=lambda who: (-known[who], who))[:12]
            todo = f"those who tell most are {', '.join(most)}"
            raise BadRequest("E430", f"nobody called {strange[0]!r} tells of anything in this case", todo=todo)
        lists.append(Told(name=name, members=members))
    return lists


def _of(outcome: Outcome, part: Part) -> Iterable[Incident]:
    know, incidents = outcome.know, outcome.derived.incidents
    zones = {z.id for i in know.instruments for z in i.zones}
    if part.zone and part.zone not in zones:
        raise BadRequest("E430", f"there is no zone {part.zone!r}", todo=f"one of {', '.join(sorted(zones))}")
    tz = ZoneInfo(know.config.zone)
    for incident, zone in zip(incidents, zones_of([i.place for i in incidents], know.law), strict=True):
        if part.zone and zone != part.zone:
            continue
        day = incident.time.start.astimezone(tz).date() if incident.time else None
        if day is None and (part.start or part.end):
            continue
        if day is None or ((part.start or day) <= day <= (part.end or day)):
            yield incident
