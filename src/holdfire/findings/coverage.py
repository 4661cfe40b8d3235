"""Accounts to where anyone was able to look: zone by week, who, how, in which languages. Silence is not compliance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from holdfire.findings.access import Access
from holdfire.findings.law import Law
from holdfire.findings.logic import FAIL
from holdfire.findings.zones import PreparedZone
from holdfire.incidents.voices import ties_on
from holdfire.records import Account, Coverage, Observation, Place, Report, Source, Text

OUTSIDE = ""
"""The zone of what lies outside every zone, or whose place nobody can tell."""
OBSERVED, TABLE, READ, KEPT = "own observation", "table rows", "reports read by machine", "kept, not read by machine"
COULD = {"full": "could look", "partial": "could look in part", "none": "could not look"}
NO_TIE = "no affiliation recorded"

_Cell = tuple[str, date, str]
"""zone, Monday, how."""


class Sources(Protocol):
    """What is asked of the source book."""

    def get(self, source: str) -> Source | None: ...


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """What one view received, and what people wrote down of who could look: all that coverage is told from."""

    accounts: Sequence[Account] = ()
    observations: Sequence[Observation] = ()
    reports: Sequence[Report] = ()
    texts: Sequence[Text] = ()
    unread: Collection[str] = ()
    """Keys of reports that hold sentences which no reader covers, or that cannot be read."""
    access: Sequence[Access] = ()


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """How much was told of a zone in a week, beside what is usual for it. Shown; nothing is inferred from it."""

    zone: str
    period_start: date
    period_end: date
    reports: int
    rows: int
    voices: int
    usual_reports: float
    usual_rows: float
    usual_voices: float
    weeks: int
    """Over how many weeks that is usual: all from the case's first account to its last, silent ones included."""


def coverage(received: Received, law: Law, sources: Sources, zone: str) -> tuple[Coverage, ...]:
    """One line per zone, week (Monday to Sunday in the case's IANA `zone`) and way of looking.

    An observer looks from where it stands, not where it heard something. `by_affiliation` counts voices, `by_language`
    reports. A report that no reader covers is counted in the week of its publication by its publisher's ties, outside
    every zone: what it says of which place, nobody has read. Hand-written access gives a line per week of its own days.
    """
    tz = ZoneInfo(zone)
    known = {r.key: r for r in received.reports}
    language = {t.report: t.language for t in received.texts}
    seen = {o.key: o for o in received.observations}
    cells = _cells(received, law, tz)
    lines = [_line(cell, found, known, language, seen) for cell, found in cells.items()]
    lines += _unread(received, sources, tz)
    last = max((line.period_end for line in lines), default=None)
    lines += [line for entry in received.access for line in _could(entry, last)]
    return tuple(sorted(lines, key=lambda c: c.key))


def effort(received: Received, law: Law, zone: str) -> tuple[Effort, ...]:
    """Reports, rows and voices of every zone and week, from the first week with an account to the last."""
    cells = _cells(received, law, ZoneInfo(zone))
    if not cells:
        return ()
    first, last = (edge(week for _, week, _ in cells) for edge in (min, max))
    weeks = [first + timedelta(days=7 * n) for n in range((last - first).days // 7 + 1)]
    counted = {
        (zone_id, week): _told(cells, zone_id, week)
        for zone_id in sorted({OUTSIDE, *(zone_id for zone_id, _ in _drawn(law))})
        for week in weeks
    }
    return tuple(
        _effort(zone_id, week, told, [counted[zone_id, w] for w in weeks]) for (zone_id, week), told in counted.items()
    )


def zones_of(places: Sequence[Place | None], law: Law) -> list[str]:
    """The zone each place lies in (of several, the first by instrument and id); a zone's band counts as the zone."""
    lon = np.array([p.lon if p and p.lon is not None else np.nan for p in places], dtype=float)
    lat = np.array([p.lat if p and p.lat is not None else np.nan for p in places], dtype=float)
    found = [OUTSIDE] * len(places)
    for zone_id, version in _drawn(law):
        inside = (version.points(lon, lat) != FAIL) & ~np.isnan(lon)
        for row in np.flatnonzero(inside):
            found[row] = found[row] or zone_id
    return found


def _drawn(law: Law) -> Iterator[tuple[str, PreparedZone]]:
    """Each version of each zone that has a line of its own, and so is less than the country, by instrument and id."""
    for (_, zone_id), versions in sorted(law.zones.items()):
        yield from ((zone_id, version) for version in versions if version.zone.geometry)


def _cells(received: Received, law: Law, tz: ZoneInfo) -> dict[_Cell, list[Account]]:
    seen = {o.key: o for o in received.observations}
    known = {r.key for r in received.reports}
    timed = [a for a in received.accounts if a.time is not None and a.report in known]
    stood = [next((seen[k].position for k in a.rests_on if k in seen), a.place) for a in timed]
    cells: dict[_Cell, list[Account]] = defaultdict(list)
    for account, zone_id in zip(timed, zones_of(stood, law), strict=True):
        how = OBSERVED if account.observed else TABLE if account.row else READ
        assert account.time is not None
        cells[zone_id, _monday(account.time.start.astimezone(tz).date()), how].append(account)
    return cells


def _line(
    cell: _Cell,
    found: list[Account],
    known: dict[str, Report],
    language: dict[str, str],
    seen: dict[str, Observation],
) -> Coverage:
    zone_id, week, how = cell
    used = sorted({a.report for a in found})
    voices = {v.id: v for a in found for v in a.voices}
    ties = Counter(tie for v in voices.values() for tie in (v.affiliated_to or (NO_TIE,)))
    languages = Counter(language.get(r) or known[r].language or "und" for r in used)
    met = {seen[key].restriction for a in found for key in a.rests_on if key in seen}
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
        restrictions=tuple(sorted(met - {""})),
    )


def _unread(received: Received, sources: Sources, tz: ZoneInfo) -> Iterator[Coverage]:
    cells: dict[date, list[tuple[Report, date]]] = defaultdict(list)
    used = {a.report for a in received.accounts}
    for report in received.reports:
        when = report.published or report.received or report.collected
        if report.key in received.unread and report.key not in used and when:
            day = when.astimezone(tz).date()
            cells[_monday(day)].append((report, day))
    for week, found in cells.items():
        ties: Counter[str] = Counter()
        for report, day in found:
            source = sources.get(report.source)
            ties.update((ties_on(source.affiliations, day) if source else ()) or (NO_TIE,))
        languages = Counter(r.language or "und" for r, _ in found)
        yield Coverage(
            key=f"coverage:/{week.isoformat()}/{KEPT}", rests_on=tuple(sorted(r.key for r, _ in found)), zone=OUTSIDE,
            period_start=week, period_end=week + timedelta(days=6), who="; ".join(sorted({r.source for r, _ in found})),
            how=KEPT, not_machine_read=len(found), by_affiliation=dict(sorted(ties.items())),
            by_language=dict(sorted(languages.items())),
        )  # fmt: skip


def _could(entry: Access, known_to: date | None) -> Iterator[Coverage]:
    """A line per week of its own days. An entry without an end holds as long as anything was received."""
    last = entry.last or max(entry.first, known_to or entry.first)
    week = _monday(entry.first)
    while week <= last:
        start, end = max(week, entry.first), min(week + timedelta(days=6), last)
        how = f"{COULD[entry.access]}: {entry.how}"
        yield Coverage(
            key=f"coverage:{entry.zone}/{start.isoformat()}/{how}/{entry.who}", zone=entry.zone, period_start=start,
            period_end=end, who=entry.who, how=how, access=entry.access, source=entry.source,
            restrictions=entry.restrictions,
        )  # fmt: skip
        week += timedelta(days=7)


_Told = tuple[int, int, int]
"""Reports, rows, voices."""


def _told(cells: dict[_Cell, list[Account]], zone_id: str, week: date) -> _Told:
    by_how = {how: cells.get((zone_id, week, how), []) for how in (OBSERVED, TABLE, READ)}
    reports = {a.report for how in (OBSERVED, READ) for a in by_how[how]}
    voices = {v.id for found in by_how.values() for a in found for v in a.voices}
    return len(reports), len(by_how[TABLE]), len(voices)


def _effort(zone_id: str, week: date, told: _Told, all_weeks: Sequence[_Told]) -> Effort:
    usual = [round(sum(column) / len(all_weeks), 1) for column in zip(*all_weeks, strict=True)]
    return Effort(
        zone=zone_id, period_start=week, period_end=week + timedelta(days=6), reports=told[0], rows=told[1],
        voices=told[2], usual_reports=usual[0], usual_rows=usual[1], usual_voices=usual[2], weeks=len(all_weeks),
    )  # fmt: skip


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
