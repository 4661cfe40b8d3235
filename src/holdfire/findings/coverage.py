"""Accounts to where anyone was able to look: zone by week, who, how, in which languages. Silence is not compliance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from holdfire.findings.law import Law
from holdfire.findings.logic import FAIL
from holdfire.records import Account, Coverage, Observation, Report, Text

OUTSIDE = ""
"""The zone of what lies outside every zone, or whose place nobody can tell."""
OBSERVED, TABLE, READ, KEPT = "own observation", "table rows", "reports read by machine", "kept, not read by machine"
NO_TIE = "no affiliation recorded"

_Cell = tuple[str, date, str]
"""zone, Monday, how."""


def coverage(
    accounts: Sequence[Account],
    observations: Iterable[Observation],
    reports: Iterable[Report],
    texts: Iterable[Text],
    law: Law,
    zone: str,
) -> tuple[Coverage, ...]:
    """One line per zone, week (Monday to Sunday in the case's IANA `zone`) and way of looking.

    `by_affiliation` counts voices, `by_language` reports. A report that no reader covers is counted in the week of its
    publication, outside every zone: what it says of which place, nobody has read.
    """
    tz = ZoneInfo(zone)
    known = {r.key: r for r in reports}
    read = {t.report for t in texts}
    language = {t.report: t.language for t in texts}
    cells: dict[_Cell, list[Account]] = defaultdict(list)
    for account, zone_id in zip(accounts, _zones_of(accounts, law), strict=True):
        if account.time is not None and account.report in known:
            how = OBSERVED if account.observed else TABLE if account.row else READ
            cells[zone_id, _monday(account.time.start.astimezone(tz).date()), how].append(account)
    restricted: dict[tuple[date, str], set[str]] = defaultdict(set)
    for observation in observations:
        if observation.restriction:
            week = _monday(observation.time.start.astimezone(tz).date())
            restricted[week, observation.report].add(observation.restriction)
    lines = [_line(cell, found, known, language, restricted) for cell, found in cells.items()]
    lines += _unread(known.values(), read, {a.report for a in accounts}, tz)
    return tuple(sorted(lines, key=lambda c: c.key))


def _zones_of(accounts: Sequence[Account], law: Law) -> list[str]:
    """The zone each account lies in (of several, the first by instrument and id); a zone's band counts as the zone."""
    lon = np.array([a.place.lon if a.place and a.place.lon is not None else np.nan for a in accounts], dtype=float)
    lat = np.array([a.place.lat if a.place and a.place.lat is not None else np.nan for a in accounts], dtype=float)
    found = [OUTSIDE] * len(accounts)
    for (_, zone_id), versions in sorted(law.zones.items()):
        for version in versions:
            if version.zone.kind == "nationwide":
                continue
            inside = (version.points(lon, lat) != FAIL) & ~np.isnan(lon)
            for row in np.flatnonzero(inside):
                found[row] = found[row] or zone_id
    return found


def _line(
    cell: _Cell,
    found: list[Account],
    known: dict[str, Report],
    language: dict[str, str],
    restricted: dict[tuple[date, str], set[str]],
) -> Coverage:
    zone_id, week, how = cell
    used = sorted({a.report for a in found})
    voices = {v.id: v for a in found for v in a.voices}
    ties = Counter(tie for v in voices.values() for tie in (v.affiliated_to or (NO_TIE,)))
    languages = Counter(language.get(r) or known[r].language or "und" for r in used)
    return Coverage(
        key=f"coverage:{zone_id}/{week.isoformat()}/{how}",
        rests_on=tuple(used),
        zone=zone_id,
        period_start=week,
        period_end=week + timedelta(days=6),
        who="; ".join(sorted(v.name for v in voices.values())),
        how=how,
        reports=len(used) if how != TABLE else len(found),
        by_affiliation=dict(sorted(ties.items())),
        by_language=dict(sorted(languages.items())),
        restrictions=tuple(sorted({r for key in used for r in restricted.get((week, key), ())})),
    )


def _unread(reports: Iterable[Report], read: set[str], used: set[str], tz: ZoneInfo) -> list[Coverage]:
    cells: dict[date, list[Report]] = defaultdict(list)
    for report in reports:
        when = report.published or report.received or report.collected
        if report.key not in used and report.key not in read and report.format in _READABLE and when:
            cells[_monday(when.astimezone(tz).date())].append(report)
    return [
        Coverage(
            key=f"coverage:/{week.isoformat()}/{KEPT}", rests_on=tuple(sorted(r.key for r in found)), zone=OUTSIDE,
            period_start=week, period_end=week + timedelta(days=6), who="; ".join(sorted({r.source for r in found})),
            how=KEPT, not_machine_read=len(found),
            by_language=dict(sorted(Counter(r.language or "und" for r in found).items())),
        )
        for week, found in cells.items()
    ]  # fmt: skip


_READABLE = frozenset({"text", "html", "pdf", "unreadable"})
"""Formats that hold sentences: a photo or a table was never going to be read as one."""


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
