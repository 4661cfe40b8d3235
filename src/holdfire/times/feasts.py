"""Rules for feasts and fasts: the days of a year that they fall on, by table or by rule, as feasts.yaml has them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import msgspec

from holdfire import data
from holdfire.data.folding import fold
from holdfire.times.calendar import Rule, nearest
from holdfire.times.mention import Anchor, Reading, day_reading
from holdfire.times.words import either, words


class _Nth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    month: int
    weekday: int
    nth: int


class _Feast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]
    day: str = ""
    """MM-DD."""
    nth: _Nth | None = None
    dates: tuple[date, ...] = ()
    days: int = 1
    sighted: bool = False
    """Begins when the moon is seen: a day earlier or later from country to country."""

    def begins(self, year: int) -> list[date]:
        """Its first days in a year: none where the table does not reach, two where a short year ends twice in ours."""
        if self.day:
            return [date.fromisoformat(f"{year:04d}-{self.day}")]
        if self.nth:
            first = date(year, self.nth.month, 1)
            return [first + timedelta(days=(self.nth.weekday - first.weekday()) % 7 + 7 * (self.nth.nth - 1))]
        return [day for day in self.dates if day.year == year]


@cache
def _feasts() -> dict[str, _Feast]:
    listed = msgspec.convert(data.load("feasts.yaml")["feasts"], list[_Feast])
    return {fold(name): feast for feast in listed for name in feast.names}


@cache
def rules() -> tuple[Rule, ...]:
    """One rule for all names."""
    names = either(name for feast in set(_feasts().values()) for name in feast.names)
    nth = rf"(?:the\s(?P<nth>{either((*words().ordinals, 'last'))})\sday\sof\s(?:the\s)?)?"
    step = r"(?:(?P<step>last|this|next)\s)?"
    return ((re.compile(rf"\b{nth}{step}(?P<name>{names})(?:,?\s(?:in\s|of\s)?(?P<year>(?:19|20)\d\d))?\b"), _feast),)


def _feast(match: re.Match[str], anchor: Anchor) -> Reading | None:
    feast = _feasts()[fold(re.sub(r"\s+", " ", match["name"]))]
    first = _first(feast, match, anchor)
    if first is None:
        return None
    last = first + timedelta(days=feast.days - 1)
    if match["nth"]:
        first = last = last if match["nth"] == "last" else first + timedelta(days=words().ordinals[match["nth"]] - 1)
    if not feast.sighted:
        return day_reading(anchor, first)
    doubt = f"time-sighted: {match['name']} begins when the moon is seen, a day earlier or later by country"
    one, days = timedelta(days=1), (last - first).days + 1
    kind, value = ("date", first.isoformat()) if days == 1 else ("duration", f"P{days}D")
    return Reading(kind, value, anchor.days(first - one, last + one, "days"), doubt=doubt)


def _first(feast: _Feast, match: re.Match[str], anchor: Anchor) -> date | None:
    """Its first day: in the year named, else before, after or nearest to publication."""
    if match["year"]:
        return next(iter(feast.begins(int(match["year"]))), None)
    years = range(max(1, anchor.day.year - 1), min(9999, anchor.day.year + 1) + 1)
    found = [day for year in years for day in feast.begins(year)]
    if match["step"] == "last":
        found = [day for day in found if day < anchor.day][-1:]
    elif match["step"] == "next":
        found = [day for day in found if day > anchor.day][:1]
    return nearest(anchor, found, match)
