"""A mention of time, and the arithmetic from calendar days and hours to intervals in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from holdfire.records import Doubt, Interval


class TimeMention(msgspec.Struct, frozen=True, kw_only=True):
    """Words of time: [start, end) in code points."""

    start: int
    end: int
    type: str
    """date | time | duration | set"""
    value: str
    """TIMEX3 value: 2017-05-15, 2017-W20, 2017-05-15TNI, P3D, PAST_REF; X where a digit is not known."""
    interval: Interval | None = None
    """When, where the words say it; None for a bare duration, a set, or what stays ambiguous."""
    sense: str = ""
    """How a word before it bounds: since | until | before | after; the interval is that of the date itself."""
    doubts: tuple[Doubt, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """What a rule made of its words, before offsets and sense are added."""

    type: str
    value: str
    interval: Interval | None = None
    day: date | None = None
    """The single day it falls on: what a clock time beside it is reckoned from."""
    doubt: str = ""
    """Code of a doubt, with its reason after a colon."""
    ranged: bool = False
    """One end of a range: the interval is that of the whole, so that a word before it bounds nothing more."""

    def starts(self, moment: datetime) -> bool:
        """Whether it begins at a moment."""
        return self.interval is not None and self.interval.start == moment


class Anaphor(msgspec.Struct, frozen=True):
    """Words that point at a time named before them: "a year earlier", "the same day", "the latest quarter"."""

    unit: str
    """D | W | M | Y | Q, MD for a day of the month named before, or A for "a year earlier": a quarter where a quarter
    is under report, else a year."""
    steps: int
    """How many units from the time in focus; with MD, which day of its month."""
    otherwise: Reading | None = None
    """What the words mean where nothing is in focus; None: nothing."""
    part: str = ""
    """The part of that day; with Y, a season's code."""
    weekday: int | None = None
    """With D: the first such weekday after or before the day, by the sign of `steps`."""
    year: int | None = None
    """With Q: the year that the words name."""


Made = Reading | Anaphor | None


class Anchor(msgspec.Struct, frozen=True):
    """Where reckoning starts: the local day of publication, and the zone."""

    day: date
    zone: str

    def days(self, first: date, last: date, precision: str) -> Interval:
        """From the start of `first` to the end of `last`."""
        return self._interval(first, 0, last + timedelta(days=1), 0, precision)

    def hours(self, day: date, start: float, end: float, precision: str) -> Interval:
        """Local hours of a day; above 24 they run into the next."""
        return self._interval(day, start, day, end, precision)

    def instant(self, day: date, hour: int, minute: int, zone: str | None = None) -> Interval:
        """One minute of a local clock."""
        there = ZoneInfo(zone or self.zone)
        start = datetime(day.year, day.month, day.day, hour % 24, minute, tzinfo=there).astimezone(UTC)
        start += timedelta(days=hour // 24)
        return Interval(start=start, end=start + timedelta(minutes=1), zone=zone or self.zone, precision="minute")

    def _interval(self, first: date, start: float, last: date, end: float, precision: str) -> Interval:
        return Interval(
            start=self._at(first, start), end=self._at(last, end), zone=self.zone, precision=precision
        )

    def _at(self, day: date, hours: float) -> datetime:
        """A wall-clock time: reckoned on the calendar first, so that a day with a clock change has its own length."""
        wall = datetime(day.year, day.month, day.day) + timedelta(hours=hours)  # noqa: DTZ001  zone follows
        return wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def day_reading(anchor: Anchor, day: date) -> Reading:
    """A whole day."""
    return Reading("date", day.isoformat(), anchor.days(day, day, "day"), day)


def month_reading(anchor: Anchor, year: int, month: int) -> Reading:
    """A whole month."""
    return Reading("date", f"{year:04d}-{month:02d}", anchor.days(*month_days(year, month), "month"))


def quarter_reading(anchor: Anchor, year: int, quarter: int) -> Reading:
    """A quarter of a year, from 1 to 4; above and below it runs into other years."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    first = date(year, quarter * 3 - 2, 1)
    return Reading("date", f"{year:04d}-Q{quarter}", anchor.days(first, month_days(year, quarter * 3)[1], "period"))


def year_reading(anchor: Anchor, year: int) -> Reading:
    """A whole year."""
    return Reading("date", f"{year:04d}", anchor.days(date(year, 1, 1), date(year, 12, 31), "period"))


def week_reading(anchor: Anchor, weeks: int, of: date | None = None) -> Reading:
    """The ISO week of a day, publication's if none is given, or one so many weeks from it."""
    day = of or anchor.day
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    year, week, _ = monday.isocalendar()
    return Reading("date", f"{year:04d}-W{week:02d}", anchor.days(monday, monday + timedelta(days=6), "week"))


def shift_month(day: date, months: int) -> tuple[int, int]:
    """(year, month) so many months from a day's."""
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1
