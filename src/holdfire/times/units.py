"""Rules for counts of units of time: durations, so many days ago, the past three weeks, every Friday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from holdfire.times.calendar import Rule
from holdfire.times.mention import (
    Anaphor,
    Anchor,
    Made,
    Reading,
    day_reading,
    month_reading,
    shift_month,
    year_reading,
)  # fmt: skip
from holdfire.times.relative import weekdays
from holdfire.times.words import either, number, words


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    numbers = either(n for n in w.numbers if n.isascii())
    other = rf"(?P<count>\d+|{either(n for n in w.numbers if not n.isascii())})"
    others = either(u for u in w.units if not u.isascii())
    count = rf"(?P<count>\d+(?:,\d{{3}})*|{numbers}(?:-{numbers})?)"
    upto = rf"(?:\s(?:to|or)\s(?:\d+|{numbers})|-(?:to-)?\d+)?"
    vague = rf"(?P<vague>{either(w.vague)})"
    unit = rf"(?:{either(w.qualities)}\s)?(?-i:(?P<unit>{either(u for u in w.units if u.isascii())}))"
    rough = r"\b(?:(?:about|some|nearly|almost|more\sthan|less\sthan|at\sleast|over|around)\s)?"
    weekday = rf"(?-i:(?P<weekday>{weekdays()}))"
    bare = r"(?P<unit>(?:minute|hour|day|week|month|year|decade)s|centuries)"
    whole = rf"(?P<count>\d+|{numbers})"
    apart = r"(?!\s(?:ago|before|after|earlier|later))"
    plural = either(name for name in _full_weekdays())
    listed = [
        (rf"(?<!\w)قبل\s(?:{other}\s)?(?P<unit>{others})(?P<way>)(?!\w)", _ago),
        (rf"(?<!\w)(?:{other}\s)?(?P<unit>{others})\s(?P<way>назад)(?!\w)", _ago),
        (rf"\b{whole}\sand\sa\shalf\s(?P<unit>{either(w.units)})\b", _and_half),
        (r"\bhalf\sa\s(?P<unit>year|century|decade)\b", _half),
        (rf"{rough}(?:{count}{upto}|{vague})\s{unit}\s(?P<way>ago|earlier|later)\b", _ago),
        (rf"\b{bare}\s(?P<way>ago)\b", _ago),
        (rf"\b(?:the\s)?(?P<way>last|past|previous|next|coming)\s(?:{count}|{vague})\s{unit}\b", _past),
        (rf"\b{count}{upto}[-\s]{unit}(?!-old|\sold|\w|-\w*old)", _counted),
        (rf"\b{whole}(?:\s|(?=[-½¼¾]))(?P<part>{either(w.fractions)})[-\s](?P<unit>hours?)\b", _hours),
        (r"\b(?:half\san|a\shalf)[-\s](?P<unit>hour)\b(?:\s(?:later|earlier)\b)?", _half_hour),
        (rf"\b{vague}\s{unit}\b", _duration),
        *((rf"(?<=\b{word}\s){bare}{apart}\b", _duration) for word in ("for", "in", "within", "over")),
        (rf"\b(?P<set>{either(w.sets)})\b(?!\s(?:ago|later|earlier|before|after|or|and)\b)", _set),
        (rf"\b(?P<set>{either(s for s in w.sets if s.startswith(('each', 'every')))})\b", _set),
        (rf"\b(?:every|each)\s(?:{weekday}|{count}\s{unit})(?!\w)", _every),
        (rf"\b(?:on\s)?(?-i:(?P<weekday>{plural}))s\b(?!\s\d)", _every),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in listed)


def _ago(match: re.Match[str], anchor: Anchor) -> Made:
    groups = match.groupdict()
    unit = words().units[match["unit"].lower()]
    count = number(groups["count"]) if groups.get("count") else None
    if match["way"].lower() not in ("ago", *_BACK):
        back = match["way"].lower() == "earlier"
        span = _duration(match, anchor)
        if count is None or unit not in ("D", "W", "M", "Y"):  # of hours and decades no day can be told
            return span
        return Anaphor(unit, -count if back else count, span)
    if count is None and match["way"] in _BACK:
        count = 1
    if count is None:
        return Reading("date", "PAST_REF")
    letter, count = unit[-1], count * int(unit[:-1] or 1) if unit[0] != "T" else count
    if letter in ("D", "W"):
        return _days_ago(anchor, count * (7 if letter == "W" else 1), exact=letter == "D")
    if unit[0] != "T" and letter == "M":
        return month_reading(anchor, *shift_month(anchor.day, -count)) if count < 12 * anchor.day.year - 12 else None
    if letter == "Y":
        return year_reading(anchor, max(1, anchor.day.year - count))
    return Reading("time", anchor.day.isoformat(), anchor.days(anchor.day - timedelta(days=1), anchor.day, "days"))


_BACK = ("", "назад")
"""Words for "ago" that need no count: "a week ago" is "неделю назад", and before its unit stands قبل."""


def _full_weekdays() -> Iterator[str]:
    """Weekdays that have a plural: no short forms, since "Tues" is one day."""
    return (name.capitalize() for name in words().weekdays if name.isascii() and name.endswith("day"))


def _days_ago(anchor: Anchor, days: int, *, exact: bool) -> Reading | None:
    if days >= anchor.day.toordinal() - 7:
        return None
    day = anchor.day - timedelta(days=days)
    return day_reading(anchor, day) if exact else _around(anchor, day)


def _around(anchor: Anchor, day: date) -> Reading:
    """"Two weeks ago" is that day, give or take three."""
    year, week, _ = day.isocalendar()
    return Reading(
        "date", f"{year:04d}-W{week:02d}", anchor.days(day - timedelta(days=3), day + timedelta(days=3), "week")
    )


def _past(match: re.Match[str], anchor: Anchor) -> Reading:
    """The past three days: a duration that ends with publication; the next three begin with it."""
    span = _duration(match, anchor)
    unit = words().units[match["unit"].lower()]
    days = {"D": 1, "W": 7, "M": 30, "Y": 365}.get(unit)
    count = number(match["count"]) if match["count"] else None
    if unit == "TH" and count and count % 24 == 0:
        days, count = 1, count // 24
    if days is None or count is None or count * days >= anchor.day.toordinal():
        return span
    length = timedelta(days=count * days)
    if match["way"].lower() in ("next", "coming"):
        return Reading(span.type, span.value, anchor.days(anchor.day, anchor.day + length, "period"))
    return Reading(span.type, span.value, anchor.days(anchor.day - length, anchor.day, "period"))


def _duration(match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("duration", _length(match))


def _counted(match: re.Match[str], anchor: Anchor) -> Reading | None:
    """So many units; "a second" is more often the next than a moment."""
    return None if match[0].lower() == "a second" else _duration(match, anchor)


def _hours(match: re.Match[str], _anchor: Anchor) -> Reading | None:
    count = number(match["count"])
    minutes = words().fractions[re.sub(r"\s+", " ", match["part"].lower())]
    return None if count is None else Reading("duration", f"PT{count}H{minutes}M")


def _and_half(match: re.Match[str], _anchor: Anchor) -> Reading | None:
    """Two and a half years: P2.5Y."""
    count, unit = number(match["count"]), words().units[match["unit"].lower()]
    if count is None or unit[-1] not in "DWMYH" or len(unit) > 1 + (unit[0] == "T"):
        return None
    return Reading("duration", f"P{'T' if unit[0] == 'T' else ''}{count}.5{unit[-1]}")


def _half(match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("duration", {"year": "P6M", "decade": "P5Y", "century": "P50Y"}[match["unit"].lower()])


def _half_hour(_match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("duration", "PT30M")


def _length(match: re.Match[str]) -> str:
    """An ISO 8601 duration: P3D, PT48H, P2Y; X where the number is vague."""
    groups = match.groupdict()
    count = number(groups["count"]) if groups.get("count") else None
    unit = words().units[match["unit"].lower()]
    time, letters = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    times, letter = int(letters[:-1] or 1), letters[-1]
    return f"P{time}{'X' if count is None else count * times}{letter}"


def _set(match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("set", words().sets[re.sub(r"\s+", " ", match["set"].lower())])


def _every(match: re.Match[str], _anchor: Anchor) -> Reading:
    if match["weekday"]:
        return Reading("set", f"XXXX-WXX-{words().weekdays[match['weekday'].lower()] + 1}")
    return Reading("set", _length(match))
