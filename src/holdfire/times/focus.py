"""Readings in the order of the text to readings alone: words that point back get the time named before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from holdfire.times.calendar import season_reading
from holdfire.times.dayparts import part_reading
from holdfire.times.mention import (
    Anaphor,
    Anchor,
    Reading,
    day_reading,
    month_days,
    month_reading,
    quarter_reading,
    shift_month,
    week_reading,
    year_reading,
)  # fmt: skip

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_YEAR = re.compile(r"(\d{4})(?!\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?!\d)")
_LONGER = ("P6M", "P9M", "P1Y")
"""What is reported on beside a quarter: the half, the nine months, the year."""


class _Focus(msgspec.Struct):
    """What the text has named so far, as far as it has been read."""

    day: date | None = None
    month: date | None = None
    year: int | None = None
    quarter: tuple[int, int] | None = None
    of_quarters: bool = False
    """Whether figures are being told of a quarter, not of a year or of months."""

    def see(self, reading: Reading) -> None:
        """The text has named this."""
        self.day = reading.day or self.day
        quarter, month, year = (p.match(reading.value) for p in (_QUARTER, _MONTH, _YEAR))
        if quarter:
            self.quarter, self.of_quarters = (int(quarter[1]), int(quarter[2])), True
        elif reading.type == "duration" and reading.value in _LONGER:
            self.of_quarters = False  # the first nine months, the year to March
        if reading.type in ("date", "time") and year:
            self.year = int(year[1])
        if month and 1 <= int(month[2]) <= 12:
            self.month = date(int(month[1]), int(month[2]), 1)


def settled(found: Iterable[Reading | Anaphor], anchor: Anchor) -> Iterator[Reading | None]:
    """Each reading as it is, each anaphor as what it points at; None where it points at nothing."""
    focus = _Focus()
    for reading in found:
        if isinstance(reading, Reading):
            focus.see(reading)
            yield reading
            continue
        pointed = _pointed(reading, focus, anchor)
        if pointed is not None and reading.unit not in "AQ":
            focus.see(pointed)  # a quarter a year before is a comparison, not what is under report
        elif pointed is not None and reading.unit == "Q" and not reading.steps and reading.year is None:
            focus.see(pointed)
        yield pointed


def _pointed(words: Anaphor, focus: _Focus, anchor: Anchor) -> Reading | None:
    if words.unit in "AQ":
        return _period(words, focus, anchor)
    if words.unit == "Y":
        return _of_year(words, focus.year, anchor) if focus.year else words.otherwise
    if words.unit == "MD":
        return _of_month(words, focus.month, anchor)
    if words.unit == "M":
        month = focus.month
        return month_reading(anchor, *shift_month(month, words.steps)) if month else words.otherwise
    if focus.day is None:
        return words.otherwise
    if words.unit == "W":
        return week_reading(anchor, words.steps, focus.day)
    day = _stepped(words, focus.day)
    return part_reading(anchor, day, words.part) if words.part else day_reading(anchor, day)


def _of_month(words: Anaphor, month: date | None, anchor: Anchor) -> Reading | None:
    """A day of the month in focus, where that month has it."""
    if month is None or words.steps > month_days(month.year, month.month)[1].day:
        return words.otherwise
    return day_reading(anchor, month.replace(day=words.steps))


def _of_year(words: Anaphor, year: int, anchor: Anchor) -> Reading:
    """The year, or its season."""
    return season_reading(anchor, year, words.part) if words.part else year_reading(anchor, year + words.steps)


def _stepped(words: Anaphor, day: date) -> date:
    """So many days on, or the nearest such weekday after or before a day."""
    if words.weekday is None:
        return day + timedelta(days=words.steps)
    away = (words.weekday - day.weekday()) % 7
    return day + timedelta(days=(away or 7) if words.steps > 0 else away - 7)


def _period(words: Anaphor, focus: _Focus, anchor: Anchor) -> Reading | None:
    """The quarter under report, one so many quarters from it, or the same quarter of the year that is named."""
    if focus.quarter is None or (words.unit == "A" and not focus.of_quarters):
        return words.otherwise
    year, quarter = focus.quarter
    return quarter_reading(anchor, words.year or year, quarter + (0 if words.year else words.steps))
