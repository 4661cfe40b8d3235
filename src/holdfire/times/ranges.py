"""Two times told as a range to one interval: "from 30 April to 3 May", "between 10 and 11 a.m.", "2012-2015"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from holdfire.records import Interval
from holdfire.times.found import Found
from holdfire.times.mention import Anchor, Reading, day_reading, month_reading

LINK = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through|and|up\sto|по|до|إلى|الى|حتى|و)\s(?:the\s)?")
"""What stands between the two ends."""
_AND = re.compile(r"\s(?:and|و)\s(?:the\s)?")
_BETWEEN = re.compile(r"\b(?:between|بين)\s(?:the\s)?\Z", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_CLOCK = frozenset({"minute", "hour"})
HALF_YEAR = timedelta(days=183)


def ranged(text: str, found: Sequence[Found], anchor: Anchor) -> list[Found]:
    """Everything found, both ends of each range with the interval of the whole; each keeps its own value."""
    out = list(found)
    for at in range(len(out) - 1):
        if _is_range(text, out[at], out[at + 1]):
            ends = _whole(text, out[at], out[at + 1], anchor)
            out[at : at + 2] = ends or out[at : at + 2]
    return out


def _is_range(text: str, one: Found, other: Found) -> bool:
    link = LINK.fullmatch(text, one.end, other.start)
    if link is None or not (isinstance(one.reading, Reading) and isinstance(other.reading, Reading)):
        return False
    if _AND.fullmatch(link[0]) and _BETWEEN.search(text, max(0, one.start - 16), one.start) is None:
        return False
    a, b = one.reading.interval, other.reading.interval
    if a is None or b is None or one.reading.doubt or other.reading.doubt:
        return False
    return a.precision == b.precision or {a.precision, b.precision} <= _CLOCK


def _whole(text: str, one: Found, other: Found, anchor: Anchor) -> list[Found] | None:
    """Both with the interval from the first to the second; None where that would run backwards."""
    first, last = _reading(one), _reading(other)
    said = [bool(_YEAR.search(text, f.start, f.end)) for f in (one, other)]
    if not said[1]:
        last = _ahead(last, first, anchor)
    elif not said[0]:
        first = _behind(first, last, anchor)
    if first.day and last.day and last.day < first.day and not any(c.isdigit() for c in text[one.start : one.end]):
        first = day_reading(anchor, first.day - timedelta(weeks=1))  # both weekdays fell to their last occurrence
    a, b = first.interval, last.interval
    assert a is not None
    assert b is not None
    end = b.end
    if a.precision in _CLOCK:
        end = b.start if b.start > a.start else b.start + timedelta(days=1)
    if end <= a.start:
        return None
    interval = Interval(start=a.start, end=end, zone=a.zone, precision="period")
    return [
        Found(f.start, f.end, msgspec.structs.replace(r, interval=interval, ranged=True))
        for f, r in ((one, first), (other, last))
    ]


def _reading(found: Found) -> Reading:
    assert isinstance(found.reading, Reading)
    return found.reading


def _ahead(last: Reading, first: Reading, anchor: Anchor) -> Reading:
    """The end in the year that puts it nearest after the beginning."""
    return min((_in_year(last, step, anchor) for step in (0, -1, 1)), key=lambda r: _gap(first, r))


def _behind(first: Reading, last: Reading, anchor: Anchor) -> Reading:
    """The beginning in the year that puts it nearest before the end, whose year is written."""
    return min((_in_year(first, step, anchor, _year(last)) for step in (0, -1)), key=lambda r: _gap(r, last))


def _year(reading: Reading) -> int:
    return int(reading.value[:4])


def _gap(first: Reading, last: Reading) -> timedelta:
    """From one to the other; running backwards counts as far."""
    assert first.interval is not None
    assert last.interval is not None
    gap = last.interval.start - first.interval.start
    return gap if gap >= timedelta(0) else HALF_YEAR - gap


def _in_year(reading: Reading, step: int, anchor: Anchor, year: int | None = None) -> Reading:
    """A whole day or month in another year; anything else as it is."""
    interval, here = reading.interval, reading.value[:4]
    if interval is None or not here.isdigit() or interval.precision not in ("day", "month"):
        return reading
    moved = (year if year is not None else int(here)) + step
    if not 1 < moved < date.max.year:
        return reading
    if interval.precision == "month":
        return month_reading(anchor, moved, int(reading.value[5:7]))
    assert reading.day is not None
    try:
        return day_reading(anchor, date(moved, reading.day.month, reading.day.day))
    except ValueError:  # 29 February
        return reading
