"""Instants to reporting days, days to reporting periods, and a period to the incidents that belong to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from holdfire.bulletin import Period
from holdfire.flow.derived import Derived
from holdfire.records import Incident
from holdfire.store import CaseConfig

LONGEST = timedelta(days=92)
"""An incident told to lie somewhere in more than a quarter of a year belongs to no one period of it."""


class Reporting(NamedTuple):
    """How instants fall into reporting days."""

    zone: str
    """IANA zone."""
    cutoff: str
    """Local time at which a day closes. `18:00`: the day runs from 18:00 of the day before; `00:00`: midnight."""

    def day(self, when: datetime) -> date:
        """The reporting day of an instant."""
        local, closes = when.astimezone(ZoneInfo(self.zone)), time.fromisoformat(self.cutoff)
        late = closes != time() and local.time() >= closes
        return local.date() + timedelta(days=late)


def reporting(config: CaseConfig) -> Reporting:
    """As a case has settled it."""
    return Reporting(config.zone, config.cutoff)


def period_of(day: date, length: str) -> Period:
    """The reporting period (day, week from Monday, month) that holds a day."""
    if length == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first=first, last=first + timedelta(days=6))
    if length == "month":
        first = day.replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        return Period(first=first, last=following - timedelta(days=1))
    return Period(first=day, last=day)


def previous(period: Period, length: str) -> Period:
    """The period before."""
    return period_of(period.first - timedelta(days=1), length)


def whole(derived: Derived, days: Reporting) -> Period:
    """The days from the first incident with a time to the last."""
    known = [days.day(t) for i in derived.incidents if i.time for t in (i.time.start, i.time.end)]
    return Period(first=min(known, default=date.min), last=max(known, default=date.min))


def holds(period: Period, when: datetime | None, days: Reporting) -> bool:
    """Whether an instant falls into a period."""
    return when is not None and period.first <= days.day(when) <= period.last


def incidents_in(derived: Derived, period: Period, days: Reporting) -> tuple[Incident, ...]:
    """Incidents whose time overlaps the period; one whose time nobody states stands where it was first reported."""
    reports = {r.key: r for r in derived.reports}
    report_of = {a.key: a.report for a in derived.accounts}
    found = []
    for incident in derived.incidents:
        said = [reports[report_of[a]] for a in incident.accounts if report_of.get(a) in reports]
        span = _days(incident, days) or _reported([r.published or r.collected for r in said], days)
        if span is not None and span[0] <= period.last and span[1] >= period.first:
            found.append(incident)
    return tuple(found)


def _days(incident: Incident, days: Reporting) -> tuple[date, date] | None:
    if incident.time is None or incident.time.end - incident.time.start > LONGEST:
        return None
    first = days.day(incident.time.start)
    return first, max(first, days.day(incident.time.end - timedelta(microseconds=1)))


def _reported(moments: list[datetime | None], days: Reporting) -> tuple[date, date] | None:
    known = sorted(days.day(m) for m in moments if m)
    return (known[0], known[0]) if known else None
