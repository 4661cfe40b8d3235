"""Rules for written dates: days, months, years, quarters and seasons, with or without their year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from holdfire.times.mention import Anchor, Reading, day_reading, month_days, month_reading, shift_month, year_reading
from holdfire.times.words import either, words

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], Reading | None]]

NEAR_DAYS = 14
"""Of two readings of 5/6/17 one this near to publication is taken when the other is not."""

FUTURE_WEIGHT = 1.3
"""News tells more of what was than of what will be: a day ahead counts as so many days back."""
CUE_REACH = 45
"""How many characters before a date a word of the future is looked for."""


def nearest_year(anchor: Anchor, month: int, day: int, *, future: bool) -> date | None:
    """The date of that day and month nearest to publication, the past a little nearer; None for a 31 June.

    With `future` it is the first that is not before publication.
    """
    found = [_date(anchor.day.year + step, month, day) for step in (-1, 0, 1)]
    dated = [d for d in found if d is not None and (not future or d >= anchor.day)]
    return min(dated, key=lambda d: _distance(anchor, d)) if dated else None


def _distance(anchor: Anchor, day: date) -> float:
    days = (day - anchor.day).days
    return FUTURE_WEIGHT * days if days > 0 else -days


def of_the_future(match: re.Match[str]) -> bool:
    """Whether the words right before speak of what is to come; the clause bounds the look."""
    before = match.string[max(0, match.start() - CUE_REACH) : match.start()]
    return _future_cue().search(before) is not None


@cache
def _future_cue() -> re.Pattern[str]:
    return re.compile(rf"\b{either(words().future_cues)}\b[^.!?;,]*$")


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    month = rf"(?P<month>{either(_with_dots(w.months))})"
    weekday = rf"(?:{either(_cased(w.weekdays))},?\s)?"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    year = r"(?P<year>(?:1[89]|20)\d\d)"
    span = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
    between = r"\s?(?:-|–|—|to|and|until|through)\s?"
    edge = r"(?P<edge>early|mid|late|the beginning of|the start of|the end of|the middle of)[\s-]"
    listed: list[tuple[str, Callable[[re.Match[str], Anchor], Reading | None]]] = [
        (rf"\b{year}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _numbers),
        (r"(?<![\d/])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<year>\d{4}|\d\d)(?![\d/])", _slashes),
        (rf"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{year}(?!\d)", _numbers),
        (rf"\b{day}{between}{span}(?:\sof)?\s{month},?(?:\s{year})?\b", _range),
        (rf"\b{month}\s{day}{between}{span}(?:,?\s{year})?(?!\d)", _range),
        (rf"\b{weekday}{day}(?:\sof)?\s{month}(?:,?\s{year})?(?!\w)", _named),
        (rf"\b{weekday}{month}\s{day}(?:,?\s{year})?(?![\d:])\b", _named),
        (rf"\b(?:{edge})?{month},?(?:\sof)?\s{year}\b", _month),
        (rf"\b{edge}{month}(?!\w)", _month),
        (rf"(?<=\bin\s){month}(?!\w)|(?<=\bsince\s){_named_again(month)}(?!\w)", _month),
        (rf"(?<=\b(?:of|by)\s){month}(?!\w)|(?<=\bfrom\s){_named_again(month)}(?!\w)", _month),
        (rf"(?<=\buntil\s){month}(?!\w)|(?<=\bduring\s){_named_again(month)}(?!\w)", _month),
        (rf"\b(?P<step>last|next|this|past)\s{month}(?!\w)", _month),
        (rf"(?<!\d\s)\b(?P<month>{either(_sure(w.months))})(?!\w)", _month),
        (rf"\b(?P<which>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[\s-][Qq]uarter(?:\sof\s{year})?\b", _quarter),
        (rf"\b(?:(?P<step>last|next|this)\s)?(?P<season>{either(w.seasons)})(?:\s(?:of\s)?{year})\b", _season),
        (rf"\b(?P<step>last|next|this)\s(?P<season>{either(w.seasons)})\b", _season),
        (rf"\b(?:the\s)?(?:(?:early|mid|late)[\s-])?{year}s\b", _decade),
        (rf"\b(?:{edge}){year}\b", _year),
        (rf"(?<![\d.,$£€/:-]){year}(?![\d%]|[.,:/-]\d|\s(?:people|civilians|soldiers|dead|killed|km))\b", _year),
    ]
    return tuple((re.compile(pattern), make) for pattern, make in listed)


def _cased(table: dict[str, int]) -> Iterator[str]:
    """Names as they stand in a text: with a capital in Latin script (`may` is a verb)."""
    return (word.capitalize() for word in table)


def _with_dots(table: dict[str, int]) -> Iterator[str]:
    for word in table:
        yield word.capitalize()
        yield word if not word.isascii() else word.upper()
        if len(word) <= 4 and word.isascii() and word != "may":
            yield f"{word.capitalize()}."


def _sure(table: dict[str, int]) -> Iterator[str]:
    """Full names of months that are no other word."""
    return (word.capitalize() for word in table if word.isascii() and len(word) > 3 and word not in ("march", "sept"))


def _named_again(month: str) -> str:
    return month.replace("?P<month>", "?P<month2>")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June: written, but no day
        return None


def _month_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return words().months[(groups["month"] or groups.get("month2") or "").rstrip(".").lower()]


def _numbers(match: re.Match[str], anchor: Anchor) -> Reading | None:
    day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return day_reading(anchor, day) if day else None


def _slashes(match: re.Match[str], anchor: Anchor) -> Reading | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if len(match["year"]) == 2:
        year = min((1900 + year, 2000 + year), key=lambda y: abs(y - anchor.day.year))
    dated = sorted({d for d in (_date(year, a, b), _date(year, b, a)) if d is not None})
    near = [d for d in dated if abs((d - anchor.day).days) <= NEAR_DAYS]
    if len(dated) == 1 or len(near) == 1:
        return day_reading(anchor, (near if len(dated) > 1 else dated)[0])
    if not dated:
        return None
    return Reading("date", f"{year:04d}-XX-XX", doubt=f"time-ambiguous: {match[0]} may be {dated[0]} or {dated[1]}")


def _named(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month, day = _month_of(match), int(match["day"])
    year = match["year"]
    dated = _date(int(year), month, day) if year else nearest_year(anchor, month, day, future=of_the_future(match))
    return day_reading(anchor, dated) if dated else None


def _range(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month, first, last = _month_of(match), int(match["day"]), int(match["last"])
    year, ahead = match["year"], of_the_future(match)
    end = _date(int(year), month, last) if year else nearest_year(anchor, month, last, future=ahead)
    start = _date(end.year, month, first) if end else None
    if start is None or end is None or start >= end:
        return None
    return Reading("duration", f"P{(end - start).days + 1}D", anchor.days(start, end, "days"))


def _month(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month, groups = _month_of(match), match.groupdict()
    year = int(groups["year"]) if groups.get("year") else _year_of_month(anchor, month, groups.get("step") or "")
    whole = month_reading(anchor, year, month)
    return _edge(anchor, whole, *month_days(year, month), groups.get("edge") or "")


def _year_of_month(anchor: Anchor, month: int, step: str) -> int:
    """The nearest such month; "last" is before publication, "next" after."""
    now = anchor.day.year * 12 + anchor.day.month
    rivals = [anchor.day.year + s for s in (-1, 0, 1)]
    if step in ("last", "past"):
        rivals = [y for y in rivals if y * 12 + month < now]
    if step == "next":
        rivals = [y for y in rivals if y * 12 + month > now]
    if step == "this":
        return anchor.day.year
    return min(rivals, key=lambda y: (abs(y * 12 + month - now), y))


def _edge(anchor: Anchor, whole: Reading, first: date, last: date, edge: str) -> Reading:
    """The earlier, middle or later part: halves, and the middle half; the value stays that of the whole."""
    if not edge:
        return whole
    quarter = timedelta(days=(last - first).days // 4)
    if edge in ("early", "the beginning of", "the start of"):
        last = first + 2 * quarter
    elif edge in ("late", "the end of"):
        first = last - 2 * quarter
    else:
        first, last = first + quarter, last - quarter
    return Reading(whole.type, whole.value, anchor.days(first, last, "period"))


def _year(match: re.Match[str], anchor: Anchor) -> Reading:
    year = int(match["year"])
    whole = year_reading(anchor, year)
    edge = match.groupdict().get("edge") or ""
    return _edge(anchor, whole, date(year, 1, 1), date(year, 12, 31), edge)


def _decade(match: re.Match[str], anchor: Anchor) -> Reading:
    first = int(match["year"]) // 10 * 10
    return Reading("date", f"{first // 10}", anchor.days(date(first, 1, 1), date(first + 9, 12, 31), "period"))


def _quarter(match: re.Match[str], anchor: Anchor) -> Reading:
    which = ("first", "second", "third", "fourth").index(match["which"].lower()) + 1
    year = int(match["year"]) if match["year"] else anchor.day.year
    if not match["year"] and (which - 1) * 3 + 1 > anchor.day.month:
        year -= 1  # a quarter that has not begun is last year's
    first = date(year, which * 3 - 2, 1)
    return Reading("date", f"{year:04d}-Q{which}", anchor.days(first, month_days(year, which * 3)[1], "period"))


def _season(match: re.Match[str], anchor: Anchor) -> Reading:
    """Northern seasons of three months, winter in the year of its December."""
    groups = match.groupdict()
    code = words().seasons[match["season"].lower()]
    step = {"last": -1, "next": 1}.get(groups.get("step") or "", 0)
    year = int(groups["year"]) if groups.get("year") else anchor.day.year + step
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    end = month_days(*shift_month(date(year, month, 1), 2))[1]
    return Reading("date", f"{year:04d}-{code}", anchor.days(date(year, month, 1), end, "period"))
