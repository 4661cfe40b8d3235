"""Dates as MUC-4 writes them: `30 DEC 89`, ranges `A - B`, defaults `- B`; and the day a document is of."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAY = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*\.?\s+(?:19)?(\d{2})")
_DATELINE = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(\d{2})\b")


def span(written: str) -> tuple[date | None, date] | None:
    """First and last day; the first is None for a default `- B`."""
    days = [d for found in _DAY.finditer(written.upper()) if (d := _day(found)) is not None]
    if not days:
        return None
    if written.strip().startswith("-"):
        return None, days[0]
    return days[0], days[-1]


def _day(found: re.Match[str]) -> date | None:
    if found[2] not in _MONTHS:
        return None
    try:
        return date(1900 + int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None


def written(day: date) -> str:
    """`03 JAN 90`."""
    return day.strftime("%d %b %y").upper()


def published(content: str) -> datetime | None:
    """Noon of the day in the dateline."""
    found = _DATELINE.search(content[:200])
    try:
        return (
            datetime.strptime(f"{found[1]} {found[2]} 19{found[3]} 12", "%d %b %Y %H").replace(tzinfo=UTC)
            if found
            else None
        )
    except ValueError:
        return None


def covered(start: datetime, end: datetime) -> tuple[date, date]:
    """First and last day of an interval, whose end may be the midnight after."""
    return start.date(), max(start, end - timedelta(seconds=1)).date()
