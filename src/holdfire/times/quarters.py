"""Rules for the periods that companies report on: quarters, halves, fiscal years, and those a year before."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from holdfire.times.calendar import Rule
from holdfire.times.mention import (
    Anaphor,
    Anchor,
    Made,
    Reading,
    month_days,
    quarter_reading,
    year_reading,
)  # fmt: skip
from holdfire.times.words import either, words

SAME_QUARTER = -4


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    which = rf"(?P<which>{either(w.ordinals)})"
    year = r"(?P<year>(?:19|20)\d\d)"
    fiscal = r"(?:(?:fiscal|financial)[\s-])?"
    step = r"(?P<step>last|this|next)\syear"
    like = r"(?:same|corresponding|comparable)"
    before = r"year-(?:earlier|ago)"
    of = rf"(?:,?(?:\s(?:of|in))?\s(?:fiscal\s)?(?:{year}|{step}))?"
    listed = [
        (rf"\bthe\squarter(?=\send(?:ed|ing|s)\s(?P<month>{either(w.months)}))", _ended),
        (r"\b(?P<which>first|second)\s(?P<what>half)\sof\s(?:the|this)\syear\b", _half_of_this),
        (rf"\b(?:the\s)?{before}\s{fiscal}{which}[\s-]quarter\b", _year_before),
        (rf"\b{fiscal}{which}[\s-](?P<what>quarter|half){of}\b", _numbered),
        (rf"\b(?:{year}|{step})(?:'s|’s)?\s{fiscal}{which}[\s-](?P<what>quarter|half)\b", _numbered),
        (rf"\bQ(?P<which>[1-4])(?:\s{year})?\b", _numbered),
        (rf"\b(?:the\s)?{before}(?:\s(?:quarter|period))?\b(?!\s(?:\w+\s)?months)", _year_before),
        (r"\ba\syear\s(?P<way>earlier|ago|before)\b", _year_before),
        (rf"\b(?:the\s)?{like}\s(?:quarter|period)\s(?:last\syear|a\syear\s\w+)\b", _year_before),
        (rf"\bthe\s{year}\s(?:quarter|period)\b", _of_year),
        (r"\blast\syear['’]s\s(?:quarter|period)\b", _of_year),
        (r"\bthe\s(?:latest|recent|most\srecent)\s(?:quarter|period)\b|\bthe\squarter\b", _under_report),
        (r"\b(?:this|the\scurrent)\squarter\b", _current),
        (rf"\bfiscal(?:\syear)?\s{year}\b", _fiscal_year),
        (r"\b(?:the|this)\s(?:current\s|full\s)?(?:fiscal|financial)\syear\b", _this_year),
        (r"(?<=\bfor\s)the\s(?:full\s)?year\b(?!\s(?:end|to\b))|\bthe\sfull\syear\b", _this_year),
        (r"\b(?:earlier|later)\sin\sthe\s(?:year)\b", _this_year),
        (r"\bthe\s(?:fiscal\s)?year(?=\s(?:end|to\s))", _whole_year),
        (r"(?<=\bby\s)year[\s-]end\b|(?<=\bsince\s)year[\s-]end\b|\bthe\syear-end\b", _year_end),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in listed)


def _year_of(match: re.Match[str], anchor: Anchor) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    step = {"last": -1, "this": 0, "next": 1}.get((groups.get("step") or "").lower())
    return None if step is None else anchor.day.year + step


def _numbered(match: re.Match[str], anchor: Anchor) -> Reading | None:
    said = match["which"].lower()
    number = int(said) if said.isdigit() else words().ordinals[said]
    year = _year_of(match, anchor)
    if (match.groupdict().get("what") or "").lower() == "half":
        return _half(anchor, year, number)
    if number > 4:
        return None
    if year is None:  # a quarter that has not begun is last year's
        year = anchor.day.year - (1 if (number - 1) * 3 + 1 > anchor.day.month else 0)
    return quarter_reading(anchor, year, number)


def _half(anchor: Anchor, year: int | None, number: int) -> Reading | None:
    """A half of a named year; "the second half" alone may be one of a match."""
    if year is None or number > 2:
        return None
    days = (date(year, 6 * number - 5, 1), month_days(year, 6 * number)[1])
    return Reading("date", f"{year:04d}-H{number}", anchor.days(*days, "period"))


def _half_of_this(match: re.Match[str], anchor: Anchor) -> Reading | None:
    return _half(anchor, anchor.day.year, words().ordinals[match["which"].lower()])


def _year_before(match: re.Match[str], anchor: Anchor) -> Made:
    before = year_reading(anchor, anchor.day.year - 1)
    said = match.groupdict().get("which")
    if said:
        number = words().ordinals[said.lower()]
        late = (number - 1) * 3 + 1 > anchor.day.month
        return quarter_reading(anchor, anchor.day.year - (2 if late else 1), number) if number <= 4 else None
    return Anaphor("A", SAME_QUARTER, before)


def _of_year(match: re.Match[str], anchor: Anchor) -> Made:
    said = match.groupdict().get("year")
    year = int(said) if said else anchor.day.year - 1
    return Anaphor("Q", 0, year_reading(anchor, year), year=year)


def _under_report(match: re.Match[str], anchor: Anchor) -> Made:
    """The quarter last named; else, for the latest, the last that was over at publication."""
    number = (anchor.day.month - 1) // 3
    over = quarter_reading(anchor, anchor.day.year, number)
    return Anaphor("Q", 0, None if match[0].lower() == "the quarter" else over)


def _ended(match: re.Match[str], anchor: Anchor) -> Anaphor:
    """The quarter ended 30 September: the one under report, else that of the month, the nearest to publication."""
    now, month = anchor.day.year * 12 + anchor.day.month, words().months[match["month"].lower()]
    year = min((anchor.day.year + step for step in (-1, 0, 1)), key=lambda y: (abs(y * 12 + month - now), y))
    return Anaphor("Q", 0, quarter_reading(anchor, year, (month - 1) // 3 + 1))


def _current(_match: re.Match[str], anchor: Anchor) -> Reading:
    return quarter_reading(anchor, anchor.day.year, (anchor.day.month - 1) // 3 + 1)


def _fiscal_year(match: re.Match[str], anchor: Anchor) -> Reading:
    """Its value is the year it is called after; when it begins, who reports it decides, so that it has no interval."""
    del anchor
    return Reading("date", match["year"])


def _this_year(_match: re.Match[str], anchor: Anchor) -> Reading:
    return year_reading(anchor, anchor.day.year)


def _whole_year(_match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("duration", "P1Y")


def _year_end(match: re.Match[str], anchor: Anchor) -> Reading:
    past = match.string[: match.start()].rstrip().endswith("since")
    year = anchor.day.year - (1 if past else 0)
    last = date(year, 12, 31)
    return Reading("date", last.isoformat(), anchor.days(last, last, "day"))
