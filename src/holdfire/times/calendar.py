"""Rules for written dates: days, months, years, decades and seasons, with or without their year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holdfire.times import dayparts
from holdfire.times.mention import (
    Anaphor,
    Anchor,
    Made,
    Reading,
    day_reading,
    month_days,
    month_reading,
    shift_month,
    week_reading,
    year_reading,
)  # fmt: skip
from holdfire.times.tense import of_the_future, of_the_past
from holdfire.times.words import either, words

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], Made]]

NEAR_DAYS = 14
"""Of two readings of 5/6/17 one this near to publication is taken when the other is not."""

FUTURE_WEIGHT, MONTHS_AHEAD, AFTER_PAST, LEANING = 1.3, 2.0, 2.5, 0.5
"""News tells more of what was than of what will be: a day ahead counts as so many days back, a month as so many months,
and either as so many where the clause is in the past tense; after "until" it counts as half."""


def nearest(anchor: Anchor, found: list[date], match: re.Match[str]) -> date | None:
    """Of dates in several years the one that the words mean: the nearest to publication, the past a little nearer, and
    nearer still in the past tense; none before publication where the words speak of what is to come."""
    ahead = [d for d in found if d >= anchor.day] if of_the_future(match, surely=True) else []
    weight = _weight(match, FUTURE_WEIGHT)
    return min(ahead or found, key=lambda d: _distance((d - anchor.day).days, weight), default=None)


def _weight(match: re.Match[str], plain: float) -> float:
    if of_the_future(match):
        return LEANING
    return AFTER_PAST if of_the_past(match) else plain


def _distance(ahead: int, weight: float) -> float:
    return weight * ahead if ahead > 0 else -ahead


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    again = rf"(?:\s?[/(]\s?{either(m for m in w.months if not m.isascii())}\)?)?"  # a month by both its names
    month = rf"(?P<month>{either(_with_dots(w.months))}){again}"
    weekday = rf"(?:(?P<weekday>{either(_cased(w.weekdays))}),?\s)?"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    year = r"(?P<year>(?:1[89]|20)\d\d)"
    spoken = rf"(?P<hundreds>{either(w.hundreds)})[\s-](?P<rest>{either(_spoken())})"
    late = rf"(?:,?\s{year}|,?(?:\sof)?\s(?P<step2>last|this|next)\syear|,?\s{spoken})"
    span = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
    number = r"[0-3]?\d(?:st|nd|rd|th)?"
    between = r"\s?(?:-|–|—|to|until|through|по|إلى|الى|حتى)\s?"
    shared = rf"\b(?P<night>{either(w.night_of)})\s"
    nights = r"\s?(?:-|–|—|/|to|and|until|into|на|إلى|الى|و)\s?"
    edge = r"(?P<edge>early|mid|late|the beginning of|the start of|the end of|the middle of)[\s-]"
    season = rf"(?P<season>{either(w.seasons)})"
    lead, part = dayparts.before(), dayparts.after()
    listed: list[tuple[str, Callable[[re.Match[str], Anchor], Made]]] = [
        (rf"\b{year}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _numbers),
        (r"(?<![\d/])(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<year>\d{4}|\d\d)(?![\d/])", _slashes),
        (r"(?<![\d-])(?P<a>[0-3]?\d)-(?P<b>[0-3]?\d)-(?P<year>\d{4})(?![\d-])", _slashes),
        (rf"(?<![\d-]){day}-{month}-{year}(?![\d-])", _named),
        (rf"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{year}(?!\d)", _numbers),
        (rf"{shared}{day}{nights}{span}(?:\sof)?\s{month},?(?:\s{year})?\b", _night),
        (rf"{shared}{month}\s{day}{nights}{span}(?:,?\s{year})?(?!\d)", _night),
        (rf"\b{day}{between}{span}(?:\sof)?\s{month},?(?:\s{year})?\b", _range),
        (rf"\b{month}\s{day}{between}{span}(?:,?\s{year})?(?!\d)", _range),
        (rf"(?<=\bbetween\s){day}\sand\s{span}(?:\sof)?\s{month},?(?:\s{year})?\b", _range),
        (rf"(?<=\bbetween\s){month}\s{day}\sand\s{span}(?:,?\s{year})?(?!\d)", _range),
        (rf"\b(?P<said>{day})\s(?:and|or)\s{number}(?:\sof)?\s{month}{late}?(?!\w)", _named),
        (rf"\b{month}\s{number}\s(?:and|or)\s(?P<said>{day}{late}?)(?!\w)", _named),
        (rf"\b(?P<said>{day})(?=(?:,\s{number})+,?\s(?:and|or)\s{number}(?:\sof)?\s{month}{late}?(?!\w))", _named),
        (rf"\bthe\s(?P<nth>{either(w.ordinals)})\sof\s{month}{late}?(?!\w)", _named),
        (rf"\bthe\sweek\s(?:of|beginning|starting)\s{month}\s{day}{late}?(?!\w)", _week_of),
        (rf"\bthe\sweek\s(?:of|beginning|starting)\s{day}\s{month}{late}?(?!\w)", _week_of),
        (rf"\b{lead}{weekday}{day}(?:\sof)?\s{month}{late}?{part}(?!\w)", _named),
        (rf"\b{lead}{weekday}(?:(?P<step>last|this|next)\s)?{month}\s{day}{late}?{part}(?!\d|:\d)(?!\w)", _named),
        (rf"\b(?:{edge})?{month}{late}(?!\w)", _month),
        (rf"\b(?:{edge})?{month},?(?:\sof)?\s{year}\b", _month),
        (rf"\b{edge}{month}(?!\w)", _month),
        *((rf"(?<=\b{word}\s){month}(?!\w)", _month) for word in w.before_month),
        (rf"\b(?P<step>last|next|this|past)\s{month}(?!\w)", _month),
        (rf"(?<!\d\s)\b(?P<month>{either(_sure(w.months))})(?!\w)", _month),
        (rf"\b(?:(?P<step>last|next|this)\s)?{season}(?:\s(?:of\s)?{year})\b", _season),
        (rf"\b(?P<step>last|next|this|this\spast|the(?:\s(?:early|late))?)\s{season}\b(?!\sof\b)", _season),
        (rf"\bthat\s(?:same\s)?{season}\b", _that_season),
        (r"\bthe\s(?:(?:early|mid|late)[\s-])?['’]?(?P<tens>[2-9]0)s\b", _short_decade),
        (rf"\b(?:the\s)?(?:(?:early|mid|late)[\s-])?{year}s\b", _decade),
        (rf"\b(?:the\s)?(?:(?P<nth>\d\d?)(?:st|nd|rd|th)|(?P<word>{either(w.ordinals)}))[\s-]century\b", _century),
        (rf"\b(?:{edge}){year}\b", _year),
        (rf"(?<![\d.,$-])(?P<said>{year})(?=[-–](?:1[89]|20)\d\d(?![\d-]))", _year),
        (rf"(?<=[12]\d\d\d[-–])(?P<said>{year})(?![\d-])", _year),
        (rf"\b(?:the\syear\s)?{spoken}\b", _spoken_year),
        (r"\bthe\syear\stwo\sthousand\b", _spoken_year),
        (rf"(?<![\d.,$£€/:-]){year}(?![\d%]|[.,:/-]\d|\s(?:{'|'.join(w.counted)}))\b", _year),
    ]
    return tuple((re.compile(pattern), make) for pattern, make in listed)


def _cased(table: dict[str, int]) -> Iterator[str]:
    """Names as they stand in a text: with a capital in Latin script (`may` is a verb)."""
    for word in table:
        yield word.capitalize()
        yield word if not word.isascii() else word.upper()


def _with_dots(table: dict[str, int]) -> Iterator[str]:
    for word in _cased(table):
        yield word
        if len(word) <= 4 and word.isascii() and word.lower() != "may":
            yield f"{word}."


def _sure(table: dict[str, int]) -> Iterator[str]:
    """Full names of months that are no other word."""
    return (word.capitalize() for word in table if word.isascii() and len(word) > 3 and word not in ("march", "sept"))


def _spoken() -> Iterator[str]:
    """The second half of a year in words: ninety-six, ten, oh five."""
    numbers = {word: n for word, n in words().numbers.items() if " " not in word and len(word) > 2}
    yield from (word for word, n in numbers.items() if n >= 10)
    tens, ones = ([w for w, n in numbers.items() if n in of] for of in (range(20, 100, 10), range(1, 10)))
    yield from (f"{ten}{mark}{one}" for ten in tens for one in ones for mark in "- ")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June: written, but no day
        return None


def _month_of(match: re.Match[str]) -> int:
    return words().months[match["month"].rstrip(".").lower()]


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


def _said_year(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year that stands beside a date: in figures, or as last year's."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("hundreds"):
        return _said(groups["hundreds"] or "", groups["rest"] or "")
    step = {"last": -1, "this": 0, "next": 1}.get(groups.get("step2") or "")
    return None if step is None else anchor.day.year + step


def _dated(match: re.Match[str], anchor: Anchor) -> date | None:
    """The day that a day and month name; a weekday beside them helps to tell the year."""
    month, groups = _month_of(match), match.groupdict()
    day = words().ordinals[groups["nth"]] if groups.get("nth") else int(match["day"])
    year, now = _said_year(match, anchor), anchor.day.year
    found = [d for d in (_date(y, month, day) for y in ([year] if year else (now - 1, now, now + 1))) if d]
    step = groups.get("step")
    if step == "last":
        found = [d for d in found if d < anchor.day] or found
    elif step == "next":
        found = [d for d in found if d > anchor.day] or found
    wanted = words().weekdays.get((groups.get("weekday") or "").lower())
    fitting = [d for d in found if d.weekday() == wanted]
    return nearest(anchor, fitting or found, match)


def _named(match: re.Match[str], anchor: Anchor) -> Reading | None:
    day = _dated(match, anchor)
    if day is None:
        return None
    reading = dayparts.with_part(anchor, day, match.groupdict())
    said = match.groupdict().get("weekday")
    if not said or words().weekdays[said.lower()] == day.weekday():
        return reading
    doubt = f"time-weekday: {said} is written beside {day}, which is a {day:%A}"
    return Reading(reading.type, reading.value, reading.interval, reading.day, doubt)


def _week_of(match: re.Match[str], anchor: Anchor) -> Reading | None:
    day = _dated(match, anchor)
    return week_reading(anchor, 0, day) if day else None


def _range(match: re.Match[str], anchor: Anchor) -> Reading | None:
    days = _first_and_last(match, anchor)
    if days is None:
        return None
    return Reading("duration", f"P{(days[1] - days[0]).days + 1}D", anchor.days(*days, "days"))


def _night(match: re.Match[str], anchor: Anchor) -> Reading | None:
    """The night that two days share: "the night of 18 to 19 July"."""
    days = _first_and_last(match, anchor)
    if days is None or (days[1] - days[0]).days != 1:
        return None
    return dayparts.part_reading(anchor, days[0], "night", days[1])


def _first_and_last(match: re.Match[str], anchor: Anchor) -> tuple[date, date] | None:
    month, first, last, year = _month_of(match), int(match["day"]), int(match["last"]), anchor.day.year
    years = [int(match["year"])] if match["year"] else [year - 1, year, year + 1]
    end = nearest(anchor, [d for d in (_date(y, month, last) for y in years) if d], match)
    start = _date(end.year, month, first) if end else None
    if start is None or end is None or start >= end:
        return None
    return start, end


def _month(match: re.Match[str], anchor: Anchor) -> Reading | None:
    month, groups = _month_of(match), match.groupdict()
    year = _said_year(match, anchor) or _year_of_month(anchor, month, groups.get("step") or "", match)
    whole = month_reading(anchor, year, month)
    return _edge(anchor, whole, *month_days(year, month), groups.get("edge") or "")


def _year_of_month(anchor: Anchor, month: int, step: str, match: re.Match[str]) -> int:
    """The nearest such month, by the tense of the words; "last" is before publication, "next" after."""
    now = anchor.day.year * 12 + anchor.day.month
    if step == "this":
        return anchor.day.year
    away = {anchor.day.year + s: (anchor.day.year + s) * 12 + month - now for s in (-1, 0, 1)}
    if step in ("last", "past"):
        away = {year: months for year, months in away.items() if months < 0}
    elif step == "next":
        away = {year: months for year, months in away.items() if months > 0}
    elif of_the_future(match, surely=True):
        away = {year: months for year, months in away.items() if months >= 0}
    weight = _weight(match, MONTHS_AHEAD)
    return min(away, key=lambda year: (_distance(away[year], weight), year))


def edge_of(anchor: Anchor, whole: Reading, edge: str) -> Reading:
    """The early, middle or late part of a week, month or year."""
    if whole.interval is None:
        return whole
    ends = (whole.interval.start, whole.interval.end)
    first, past = (moment.astimezone(ZoneInfo(anchor.zone)).date() for moment in ends)
    return _edge(anchor, whole, first, past - timedelta(days=1), edge)


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


def _spoken_year(match: re.Match[str], anchor: Anchor) -> Reading:
    groups = match.groupdict()
    return year_reading(anchor, _said(match["hundreds"], match["rest"]) if groups.get("hundreds") else 2000)


def _said(hundreds: str, rest: str) -> int:
    """nineteen ninety-six."""
    tens, _, ones = rest.replace(" ", "-").partition("-")
    numbers = words().numbers
    return words().hundreds[hundreds] + numbers[tens] + (numbers[ones] if ones else 0)


def _decade(match: re.Match[str], anchor: Anchor) -> Reading:
    first = int(match["year"]) // 10 * 10
    return Reading("date", f"{first // 10}", anchor.days(date(first, 1, 1), date(first + 9, 12, 31), "period"))


def _short_decade(match: re.Match[str], anchor: Anchor) -> Reading:
    """The 80s: the last such decade to begin by publication."""
    first = anchor.day.year // 100 * 100 + int(match["tens"])
    first -= 100 if first > anchor.day.year else 0
    return Reading("date", f"{first // 10}", anchor.days(date(first, 1, 1), date(first + 9, 12, 31), "period"))


def _century(match: re.Match[str], anchor: Anchor) -> Reading | None:
    """The 20th century: the years 1901 to 2000; its value is the digits they begin with, 19."""
    number = int(match["nth"]) if match["nth"] else words().ordinals[match["word"].lower()]
    if not 1 < number < 30:
        return None
    return Reading(
        "date", f"{number - 1}", anchor.days(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), "period")
    )


_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _that_season(match: re.Match[str], _anchor: Anchor) -> Anaphor:
    return Anaphor("Y", 0, part=words().seasons[match["season"].lower()])


def season_reading(anchor: Anchor, year: int, code: str) -> Reading:
    """Northern seasons of three months, winter in the year of its December."""
    month = _SEASONS[code]
    days = anchor.days(date(year, month, 1), _end_of_season(year, month), "period")
    return Reading("date", f"{year:04d}-{code}", days)


def _season(match: re.Match[str], anchor: Anchor) -> Reading:
    """The last season is the last that was over."""
    groups = match.groupdict()
    code = words().seasons[match["season"].lower()]
    month, step = _SEASONS[code], groups.get("step") or ""
    year = int(groups["year"]) if groups.get("year") else anchor.day.year
    if not groups.get("year") and step in ("last", "this past"):
        year -= 0 if _end_of_season(year, month) < anchor.day else 1
    elif not groups.get("year") and step == "next":
        year += 0 if date(year, month, 1) > anchor.day else 1
    return season_reading(anchor, year, code)


def _end_of_season(year: int, month: int) -> date:
    return month_days(*shift_month(date(year, month, 1), 2))[1]
