"""Rules for a stretch or a day of a month: the first week of May, the second half of May, the 4th."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from holdfire.times.calendar import Rule
from holdfire.times.mention import (
    Anaphor,
    Anchor,
    Reading,
    day_reading,
    month_days,
    month_reading,
    shift_month,
    week_reading,
)  # fmt: skip
from holdfire.times.words import either, words


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    month = rf"(?-i:(?P<month>{either(m.capitalize() if m.isascii() else m for m in w.months)}))"
    of = rf"\sof\s(?:{month}(?:,?\s(?P<year>(?:19|20)\d\d))?|(?P<step>last|this|next|the)\smonth)(?!\w)"
    ends = r"(?=\s*(?:[.,;:)]|(?:and|to|at|when|after|until|in)\b|\Z))"
    listed = [
        (rf"\bthe\s(?P<which>{either(w.weeks_part)})\s(?P<what>week|days){of}", _week),
        (rf"\bthe\s(?P<which>first|second)\s(?P<what>half){of}", _half),
        (rf"(?<=\b[Oo]n\s)the\s(?P<day>[0-3]?\d)(?:st|nd|rd|th){ends}", _day),
        (r"(?<=\bon\s)the\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)\sof\s(?:this|the)\smonth\b", _day),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in listed)


def _month(match: re.Match[str], anchor: Anchor) -> tuple[int, int]:
    """(year, month): of a month without its year the last to begin by publication."""
    if match["step"]:
        return shift_month(anchor.day, {"last": -1, "next": 1}.get(match["step"].lower(), 0))
    month = words().months[match["month"].lower()]
    if match["year"]:
        return int(match["year"]), month
    return anchor.day.year - (1 if month > anchor.day.month else 0), month


def _week(match: re.Match[str], anchor: Anchor) -> Reading:
    """Seven days; the value is the calendar week that most of them lie in."""
    first, last = month_days(*_month(match, anchor))
    start, end = words().weeks_part[match["which"].lower()]
    if start > 0:
        first, last = first + timedelta(days=start - 1), first + timedelta(days=end - 1)
    else:
        first = last - timedelta(days=6)
    return Reading("date", week_reading(anchor, 0, first + timedelta(days=3)).value, anchor.days(first, last, "week"))


def _half(match: re.Match[str], anchor: Anchor) -> Reading:
    year, month = _month(match, anchor)
    first, last = month_days(year, month)
    middle = date(year, month, 15)
    days = (first, middle) if match["which"].lower() == "first" else (middle + timedelta(days=1), last)
    return Reading("date", month_reading(anchor, year, month).value, anchor.days(*days, "period"))


def _day(match: re.Match[str], anchor: Anchor) -> Anaphor | None:
    """The 4th: of the month named before it, else the last such day by publication."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    for back in (0, -1, -2):
        year, month = shift_month(anchor.day, back)
        if day <= month_days(year, month)[1].day and date(year, month, day) <= anchor.day:
            return Anaphor("MD", day, day_reading(anchor, date(year, month, day)))
    return None
