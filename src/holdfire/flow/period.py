"""Days to reporting periods, and a period to the incidents that belong to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from holdfire.bulletin import Period
from holdfire.flow.derived import Derived
from holdfire.records import Incident

LONGEST = timedelta(days=92)
"""An incident told to lie somewhere in more than a quarter of a year belongs to no one period of it."""


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


def whole(derived: Derived, zone: str) -> Period:
    """The days from the first incident with a time to the last."""
    tz = ZoneInfo(zone)
    days = [t.astimezone(tz).date() for i in derived.incidents if i.time for t in (i.time.start, i.time.end)]
    return Period(first=min(days, default=date.min), last=max(days, default=date.min))


def holds(period: Period, when: datetime | None, zone: str) -> bool:
    """Whether an instant falls into a period, in the case's zone."""
    return when is not None and period.first <= when.astimezone(ZoneInfo(zone)).date() <= period.last


def incidents_in(derived: Derived, period: Period, zone: str) -> tuple[Incident, ...]:
    """Incidents whose time overlaps the period; one whose time nobody states stands where it was first reported."""
    reports = {r.key: r for r in derived.reports}
    report_of = {a.key: a.report for a in derived.accounts}
    tz = ZoneInfo(zone)
    found = []
    for incident in derived.incidents:
        said = [reports[report_of[a]] for a in incident.accounts if report_of.get(a) in reports]
        span = _days(incident, tz) or _reported([r.published or r.collected for r in said], tz)
        if span is not None and span[0] <= period.last and span[1] >= period.first:
            found.append(incident)
    return tuple(found)


def _days(incident: Incident, tz: ZoneInfo) -> tuple[date, date] | None:
    if incident.time is None or incident.time.end - incident.time.start > LONGEST:
        return None
    first = incident.time.start.astimezone(tz).date()
    return first, max(first, (incident.time.end - timedelta(microseconds=1)).astimezone(tz).date())


def _reported(moments: list[datetime | None], tz: ZoneInfo) -> tuple[date, date] | None:
    days = sorted(m.astimezone(tz).date() for m in moments if m)
    return (days[0], days[0]) if days else None
