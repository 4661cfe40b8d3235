"""Rules for words reckoned from publication or a day named before: weekdays, yesterday, last month, the same day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from holdfire.times import dayparts
from holdfire.times.calendar import Rule, edge_of
from holdfire.times.mention import (
    Anaphor,
    Anchor,
    Made,
    Reading,
    month_reading,
    shift_month,
    week_reading,
    year_reading,
)  # fmt: skip
from holdfire.times.tense import of_the_future
from holdfire.times.words import either, words

EDGES = ("the beginning of", "the start of", "the middle of", "the end of")


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    lead, part = dayparts.before(), dayparts.after()
    weekday = f"(?-i:(?P<weekday>{weekdays()}))(?:'s|’s)?"
    way = r"(?:the\s)?(?P<way>previous|preceding|following)"
    of_week = r"(?:(?:\sof)?\s(?P<week>last|this|next)\sweek)?"
    nights = r"\s?(?:-|–|/|to|and|until|into|на|إلى|الى|و)\s?"
    step = r"(?P<step>last|past|previous|next|coming|this|following)"
    unit = r"(?P<unit>week|month|year|decade|century)"
    same = r"(?:the\s(?:very\s)?same|that(?:\s(?:very|same))?)"
    back = r"(?P<back>day|night|morning|afternoon|evening|week|month|year)"
    listed = [
        (rf"\b{either(w.night_of)}\s{weekday}{nights}(?-i:{weekdays()})(?!\w)", _night),
        (rf"\b{lead}(?:{way}\s|{step}\s)?{weekday}{of_week}{part}(?!\w)", _weekday),
        (rf"\b{lead}(?:(?:earlier|later)\s)?(?P<word>{either(w.day_words)}){part}(?!\w)", _day_word),
        (rf"\b(?P<phrase>{either(w.steps)})\b", _phrase),
        (rf"\b(?P<edge>earlier|later|early|late)\s{step}\s{unit}\b", _unit_step),
        (rf"\b(?:the\s)?{step}\s{unit}(?:'s|’s)?\b", _unit_step),
        (r"\b(?P<edge>earlier|later)\sin\sthe\s(?P<unit>week|month)\b", _unit_step),
        (rf"\b(?P<edge>{either(EDGES)})\s(?:(?:the|{step})\s){unit}\b", _unit_step),
        (r"\b(?:(?P<step>last|this|next)\s|(?:over\s|on\s)?the\s)weekend\b", _weekend),
        (rf"\b(?:(?:earlier|later)\s)?(?:on\s)?{same}\s{back}\b(?!\sof\b)", _same),
        (rf"\bthe\s(?P<way>following|next|previous|preceding)\s{back}\b", _beside),
        (r"\bthe\s(?P<back>day|night|week|month|year)\s(?P<way>before|after)\b(?=\s*(?:[.,;:!?)]|\Z))", _beside),
        (r"\b(?:earlier|later|early|late)\sin\sthe\s(?P<back>day)\b", _same),
        (rf"\b(?P<ref>{either(w.refs)})\b", _ref),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in listed)


def weekdays() -> str:
    """Alternation of the weekdays, with their capital in Latin script."""
    return either(name.capitalize() if name.isascii() else name for name in words().weekdays)


def _weekday(match: re.Match[str], anchor: Anchor) -> Made:
    if match["week"]:
        return _weekday_of_week(match, anchor)
    if match["way"]:
        return _weekday_beside(match, anchor)
    wanted = words().weekdays[match["weekday"].lower()]
    step = (match["step"] or "").lower()
    back = (anchor.day.weekday() - wanted) % 7
    day = anchor.day - timedelta(days=back)
    if step in ("last", "past", "previous") and back == 0:
        day -= timedelta(weeks=1)
    elif step in ("next", "coming", "following") or (not step and of_the_future(match)):
        day += timedelta(weeks=1) if back or step else timedelta(0)
    return dayparts.with_part(anchor, day, match.groupdict())


def _weekday_of_week(match: re.Match[str], anchor: Anchor) -> Reading:
    """Monday last week."""
    weeks = {"last": -1, "this": 0, "next": 1}[match["week"].lower()]
    wanted = words().weekdays[match["weekday"].lower()]
    day = anchor.day + timedelta(weeks=weeks, days=wanted - anchor.day.weekday())
    return dayparts.with_part(anchor, day, match.groupdict())


def _weekday_beside(match: re.Match[str], anchor: Anchor) -> Anaphor:
    """The previous Friday: that before the day in focus, else before publication."""
    wanted, by = words().weekdays[match["weekday"].lower()], 1 if match["way"].lower() == "following" else -1
    back = (anchor.day.weekday() - wanted) % 7 or 7
    day = anchor.day + timedelta(days=7 - back % 7 if by > 0 else -back)
    otherwise = dayparts.with_part(anchor, day, match.groupdict())
    return Anaphor("D", by, otherwise, dayparts.part_of(match.groupdict()) or "", wanted)


def _night(match: re.Match[str], anchor: Anchor) -> Reading:
    """The night from Sunday to Monday: the last to end by publication's day."""
    wanted = words().weekdays[match["weekday"].lower()] + 1
    ended = anchor.day - timedelta(days=(anchor.day.weekday() - wanted) % 7)
    return dayparts.part_reading(anchor, ended - timedelta(days=1), "night", ended)


def _day_word(match: re.Match[str], anchor: Anchor) -> Reading:
    said = words().day_words[re.sub(r"\s+", " ", match["word"].lower())]
    day = anchor.day + timedelta(days=said["days"])
    if "part" not in said:
        return dayparts.with_part(anchor, day, match.groupdict())
    return dayparts.part_reading(anchor, day, said["part"])


def _weekend(match: re.Match[str], anchor: Anchor) -> Reading:
    """Saturday and Sunday: the last to begin by publication, or the next."""
    saturday = anchor.day - timedelta(days=(anchor.day.weekday() - 5) % 7)
    step = (match["step"] or "").lower()
    if step in ("this", "next") or (not step and of_the_future(match)):
        saturday += timedelta(weeks=1) if saturday + timedelta(days=1) < anchor.day else timedelta(0)
    year, week, _ = saturday.isocalendar()
    return Reading("date", f"{year:04d}-W{week:02d}-WE", anchor.days(saturday, saturday + timedelta(days=1), "days"))


def _phrase(match: re.Match[str], anchor: Anchor) -> Reading | None:
    said = words().steps[re.sub(r"\s+", " ", match["phrase"].lower())]
    return _whole(anchor, said["unit"], said["by"])


def _unit_step(match: re.Match[str], anchor: Anchor) -> Made:
    said, unit = (match.groupdict().get("step") or "this").lower(), match["unit"].lower()
    by = {"this": 0, "next": 1, "coming": 1, "following": 1}.get(said, -1)
    whole = _whole(anchor, unit, by)
    if said == "following" and unit in ("week", "month", "year"):
        return Anaphor(unit[0].upper(), 1, whole)
    edge = re.sub(r"\s+", " ", (match.groupdict().get("edge") or "").lower())
    if by == 0 and edge in ("earlier", "early"):
        return _so_far(anchor, whole)
    return edge_of(anchor, whole, edge) if edge not in ("", "earlier", "later") else whole


def _whole(anchor: Anchor, unit: str, by: int) -> Reading:
    """The week, month, year, decade or century so many from publication's."""
    day = anchor.day
    if unit == "week":
        return week_reading(anchor, by)
    if unit == "month":
        return month_reading(anchor, *shift_month(day, by))
    if unit == "year":
        return year_reading(anchor, day.year + by)
    return Reading("date", f"{day.year // 10 + by}" if unit == "decade" else f"{day.year // 100 + by}")


def _so_far(anchor: Anchor, whole: Reading) -> Reading:
    """Earlier this week: from its start to the end of the day of publication."""
    if whole.interval is None:
        return whole
    today = anchor.days(anchor.day, anchor.day, "day")
    start = whole.interval.start
    days = type(today)(start=start, end=max(today.end, start), zone=anchor.zone, precision="days")
    return Reading(whole.type, whole.value, days)


def _same(match: re.Match[str], anchor: Anchor) -> Anaphor:
    """That day, the same night: of the day, month or year last named."""
    return _back(match["back"].lower(), 0, anchor)


def _beside(match: re.Match[str], anchor: Anchor) -> Anaphor:
    """The following day, the night before."""
    by = 1 if match["way"].lower() in ("following", "next", "after") else -1
    return _back(match["back"].lower(), by, anchor)


def _back(said: str, by: int, anchor: Anchor) -> Anaphor:
    units = {"week": "W", "month": "M", "year": "Y"}
    today: date = anchor.day
    if said in units:
        return Anaphor(units[said], by)
    part = "" if said == "day" else said
    return Anaphor("D", by, dayparts.with_part(anchor, today, {}) if not by and not part else None, part)


def _ref(match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("date", words().refs[re.sub(r"\s+", " ", match["ref"].lower())])
