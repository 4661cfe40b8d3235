"""Clock times to the day they are of: the day beside them, the one their passage tells of, or none, with a doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from holdfire.times.clock import Clock
from holdfire.times.found import Found
from holdfire.times.mention import Anchor, Reading
from holdfire.times.ranges import LINK
from holdfire.times.words import either, words

_JOIN = re.compile(r"(?:,?\s(?:on|of|at|from|by|в|on\sthe\snight\sof)|,|\sas\sof)?\s|T")
"""What may stand between a day and a clock time that belong together."""
NEIGHBOUR, LEAD = 400, 600
"""How many characters before a clock time its day is looked for; and how long the lead of a text is, which may give the
day of all that follows."""
_END = re.compile(r"(?<=[^\W\d_]{3})[.!?؟]\s|(?<=[\d)\"”])[.!?؟]\s|\n")
_FRONT = re.compile(r"\A\s*---\n.*?\n---\n", re.DOTALL)
"""What stands at the head of a page about the page itself: its title, its date of publication."""
_DATELINE = re.compile(r"[^.\n]{0,30}?\)?\s?(?:—|–|--|-\s)")


def placed(text: str, found: Sequence[Found], anchor: Anchor) -> list[Found]:
    """Everything found, each clock time joined to the day beside it or told with the day of its passage.

    Doubts: `time-day-assumed` (the day is the lead's), `time-day-unsaid` (no day in reach: no interval).
    """
    joined = list(_joined(text, found, anchor))
    front = _FRONT.match(text)
    told = [f for f in joined if _tells(text, f) and not (front and f.end <= front.end())]
    return [_told(text, f, joined[at + 1 : at + 2], told, anchor) for at, f in enumerate(joined)]


def _joined(text: str, found: Sequence[Found], anchor: Anchor) -> Iterator[Found]:
    at = 0
    while at < len(found):
        here, after = found[at], found[at + 1] if at + 1 < len(found) else None
        pair = _pair(text, here, after) if after else None
        if pair is not None and after is not None:
            read, named = pair
            here = Found(here.start, after.end, _kept(_on(read, named, anchor), named.doubt))
            at += 1
        yield here
        at += 1


def _pair(text: str, one: Found, other: Found) -> tuple[Clock, Reading] | None:
    """A clock time and the day right beside it, in either order."""
    if _JOIN.fullmatch(text, one.end, other.start) is None:
        return None
    a, b = one.reading, other.reading
    if isinstance(a, Clock) and isinstance(b, Reading) and b.day:
        return a, b
    if isinstance(b, Clock) and isinstance(a, Reading) and a.day:
        return b, a
    return None


def _told(text: str, here: Found, after: Sequence[Found], told: Sequence[Found], anchor: Anchor) -> Found:
    if not isinstance(here.reading, Clock):
        return here
    linked = bool(after) and LINK.fullmatch(text, here.end, after[0].start) is not None
    if linked and isinstance(after[0].reading, Reading) and after[0].reading.day:
        return Found(here.start, here.end, _on(here.reading, after[0].reading, anchor))
    near = _in_reach(text, here, told)
    if near is not None:
        return Found(here.start, here.end, _on(here.reading, near, anchor))
    if told and told[0].end <= min(_lead(text), here.start):
        lead = _day(told[0])
        why = f"time-day-assumed: no day stands near this hour; the lead's, {lead.day}, is taken"
        return Found(here.start, here.end, _kept(_on(here.reading, lead, anchor), why))
    return Found(here.start, here.end, here.reading.undated(anchor))


def _lead(text: str) -> int:
    """Where the lead of a text ends."""
    front = _FRONT.match(text)
    return LEAD + (front.end() if front else 0)


def _in_reach(text: str, here: Found, told: Sequence[Found]) -> Reading | None:
    """The last day told before it in its sentence, the first after it there, or the last a few sentences before."""
    at = bisect_left(told, here.start, key=lambda f: f.start)
    before = told[at - 1] if at and here.start - told[at - 1].end <= NEIGHBOUR else None
    if before is not None and _END.search(text, before.end, here.start) is None:
        return _day(before)
    following = told[at] if at < len(told) and told[at].start - here.end <= NEIGHBOUR else None
    if following is not None and _END.search(text, here.end, following.start) is None:
        return _day(following)
    return _day(before) if before is not None else None


def _day(found: Found) -> Reading:
    assert isinstance(found.reading, Reading)
    return found.reading


def _tells(text: str, found: Found) -> bool:
    """Whether it names a day on which something was done: not one on which somebody spoke, not the dateline's."""
    if not isinstance(found.reading, Reading) or found.reading.day is None:
        return False
    if found.start < LEAD // 6 and "." not in text[: found.start] and _DATELINE.match(text, found.end):
        return False
    return _said_on().search(text, max(0, found.start - 60), found.start) is None


def _on(clock: Clock, named: Reading, anchor: Anchor) -> Reading:
    """On the day named; in a part of a day, the night above all, on the calendar day that lies in it."""
    assert named.day is not None
    days: Iterable[date] = (named.day + timedelta(days=step) for step in (0, 1, -1))
    readings = [clock.reading(anchor, day) for day in days]
    if named.interval is None or named.interval.precision != "part_of_day":
        return readings[0]
    within = (r for r in readings if r.interval and named.interval.start <= r.interval.start < named.interval.end)
    return next(within, readings[0])


def _kept(reading: Reading, doubt: str) -> Reading:
    """The reading with a doubt, unless it has one."""
    return msgspec.structs.replace(reading, doubt=reading.doubt or doubt)


@cache
def _said_on() -> re.Pattern[str]:
    on = r"(?:\s(?:on|late|early|late\son))?"
    return re.compile(rf"\b{either(words().saying)}(?:\s\w+){{0,3}}?{on}\s\Z", re.IGNORECASE)
