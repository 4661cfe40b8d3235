"""Rules for words reckoned from publication: weekdays, yesterday, last month, three days ago, overnight."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from holdfire.times.calendar import Rule, of_the_future
from holdfire.times.mention import (
    Anchor,
    Reading,
    day_reading,
    month_reading,
    shift_month,
    week_reading,
    year_reading,
)  # fmt: skip
from holdfire.times.words import either, number, words


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, widest words first."""
    w = words()
    weekday = rf"(?-i:(?P<weekday>{either(name.capitalize() for name in w.weekdays)})(?:'s|’s)?)"
    part = rf"(?P<part>{either(w.parts)})"
    lead = rf"(?P<lead>(?:the\s)?{either(w.parts)}\s(?:of|on)|(?:early|late)(?:\son)?)"
    count = rf"(?P<count>\d+(?:,\d{{3}})*|{either(w.numbers)}(?:-{either(w.numbers)})?)"
    vague = rf"(?P<vague>{either(w.vague)})"
    unit = rf"(?P<unit>{either(w.units)})"
    rough = r"\b(?:(?:about|some|nearly|almost|more\sthan|over|around)\s)?"
    step = r"(?P<step>last|past|previous|next|coming|this|following)"
    listed: list[tuple[str, Callable[[re.Match[str], Anchor], Reading | None]]] = [
        (rf"\b(?:{lead}\s)?(?:{step}\s)?{weekday}(?:\s{part})?(?!\w)", _weekday),
        (rf"\b(?:{lead}\s)?(?P<word>today|yesterday|tomorrow)(?:\s{part})?\b", _day_word),
        (rf"\b(?P<word>{either(w.day_words)})\b", _day_word),
        (rf"\b(?P<edge>earlier|later|early|late)\s{step}\s(?P<unit>week|month|year)\b", _unit_step),
        (rf"\b{step}\s(?P<unit>week|month|year|decade|century)(?:'s|’s)?\b", _unit_step),
        (rf"{rough}(?:{count}|{vague})\s{unit}\s(?P<way>ago|earlier|later)\b", _ago),
        (rf"\b(?:the\s)?(?P<way>last|past|previous|next|coming)\s(?:{count}|{vague})\s{unit}\b", _past),
        (rf"\b{count}[-\s]{unit}(?!-old|\sold|\w|-\w*old)", _duration),
        (rf"\b{vague}\s{unit}\b", _duration),
        (rf"\b(?P<set>{either(w.sets)})\b(?!\s(?:ago|later|earlier|or|and))", _set),
        (r"\b(?:(?P<step>last|this|next)\s|(?:over\s|on\s)?the\s)weekend\b", _weekend),
        (rf"\bevery\s(?:{weekday}|{count}\s{unit})", _every),
        (rf"\b(?P<ref>{either(w.refs)})\b", _ref),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in listed)


def _weekday(match: re.Match[str], anchor: Anchor) -> Reading:
    wanted = words().weekdays[match["weekday"].lower()]
    step = (match["step"] or "").lower()
    back = (anchor.day.weekday() - wanted) % 7
    day = anchor.day - timedelta(days=back)
    if step in ("last", "past", "previous") and back == 0:
        day -= timedelta(weeks=1)
    elif step in ("next", "coming", "following") or (not step and of_the_future(match)):
        day += timedelta(weeks=1) if back or step else timedelta(0)
    return _with_part(anchor, day, match)


def _with_part(anchor: Anchor, day: date, match: re.Match[str]) -> Reading:
    """A day, or the part of it that a word before or after names."""
    groups = match.groupdict()
    part = _part_of((groups.get("part") or groups.get("lead") or "").lower())
    if part is None:
        return day_reading(anchor, day)
    said = words().parts[part]
    interval = anchor.hours(day, said["from"], said["to"], "part_of_day")
    return Reading("time", f"{day.isoformat()}T{said['code']}", interval, day)


def _part_of(said: str) -> str | None:
    plain = re.sub(r"\s+", " ", said)
    plain = re.sub(r"^the | (?:of|on)$", "", plain)
    loose = {"early": "early morning", "late": "evening"}  # "late Monday" is its evening in press use
    return loose.get(plain, plain if plain in words().parts else None)


def _day_word(match: re.Match[str], anchor: Anchor) -> Reading:
    said = words().day_words[re.sub(r"\s+", " ", match["word"].lower())]
    day = anchor.day + timedelta(days=said["days"])
    if "part" not in said:
        return _with_part(anchor, day, match)
    part = words().parts[said["part"]]
    return Reading(
        "time", f"{day.isoformat()}T{part['code']}", anchor.hours(day, part["from"], part["to"], "part_of_day"), day
    )


def _weekend(match: re.Match[str], anchor: Anchor) -> Reading:
    """Saturday and Sunday: the last to begin by publication, or the next."""
    saturday = anchor.day - timedelta(days=(anchor.day.weekday() - 5) % 7)
    if (match["step"] or "").lower() in ("this", "next"):
        saturday += timedelta(weeks=1) if saturday + timedelta(days=1) < anchor.day else timedelta(0)
    year, week, _ = saturday.isocalendar()
    return Reading("date", f"{year:04d}-W{week:02d}-WE", anchor.days(saturday, saturday + timedelta(days=1), "days"))


def _unit_step(match: re.Match[str], anchor: Anchor) -> Reading | None:
    step = {"this": 0, "next": 1, "coming": 1, "following": 1}.get(match["step"].lower(), -1)
    unit, day = match["unit"].lower(), anchor.day
    if unit == "week":
        whole = week_reading(anchor, step)
    elif unit == "month":
        whole = month_reading(anchor, *shift_month(day, step))
    elif unit == "year":
        whole = year_reading(anchor, day.year + step)
    else:
        return Reading("date", f"{day.year // 10 + step}" if unit == "decade" else f"{day.year // 100 + step}")
    edge = (match.groupdict().get("edge") or "").lower()
    return _so_far(anchor, whole) if edge in ("earlier", "early") and step == 0 else whole


def _so_far(anchor: Anchor, whole: Reading) -> Reading:
    """Earlier this week: from its start to the end of the day of publication."""
    if whole.interval is None:
        return whole
    today = anchor.days(anchor.day, anchor.day, "day")
    start = whole.interval.start
    days = type(today)(start=start, end=max(today.end, start), zone=anchor.zone, precision="days")
    return Reading(whole.type, whole.value, days)


def _ago(match: re.Match[str], anchor: Anchor) -> Reading | None:
    unit = words().units[match["unit"].lower()]
    if match["way"].lower() != "ago":
        return _duration(match, anchor)  # earlier than what, the words do not say
    count = number(match["count"]) if match["count"] else None
    if count is None:
        return Reading("date", "PAST_REF")
    if unit == "D" or unit == "W":
        day = anchor.day - timedelta(days=count * (7 if unit == "W" else 1))
        return day_reading(anchor, day) if unit == "D" else _around(anchor, day)
    if unit == "M":
        return month_reading(anchor, *shift_month(anchor.day, -count))
    if unit.endswith("Y"):
        return year_reading(anchor, max(1, anchor.day.year - count * int(unit[:-1] or 1)))
    return Reading("time", anchor.day.isoformat(), anchor.days(anchor.day - timedelta(days=1), anchor.day, "days"))


def _around(anchor: Anchor, day: date) -> Reading:
    """"Two weeks ago" is that day, give or take three."""
    year, week, _ = day.isocalendar()
    return Reading(
        "date", f"{year:04d}-W{week:02d}", anchor.days(day - timedelta(days=3), day + timedelta(days=3), "week")
    )


def _past(match: re.Match[str], anchor: Anchor) -> Reading:
    """The past three days: a duration that ends with publication; the next three begin with it."""
    span = _duration(match, anchor)
    days = {"D": 1, "W": 7, "M": 30, "Y": 365}.get(words().units[match["unit"].lower()])
    count = number(match["count"]) if match["count"] else None
    if days is None or count is None:
        return span
    length = timedelta(days=count * days)
    if match["way"].lower() in ("next", "coming"):
        return Reading(span.type, span.value, anchor.days(anchor.day, anchor.day + length, "period"))
    if length.days >= anchor.day.toordinal():
        return span
    return Reading(span.type, span.value, anchor.days(anchor.day - length, anchor.day, "period"))


def _duration(match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("duration", _length(match))


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


def _ref(match: re.Match[str], _anchor: Anchor) -> Reading:
    return Reading("date", words().refs[re.sub(r"\s+", " ", match["ref"].lower())])
