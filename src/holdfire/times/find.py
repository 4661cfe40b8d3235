"""A text to its mentions of time: each rule in turn, the longest words kept, clocks joined to the day beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain
from zoneinfo import ZoneInfo

from holdfire.records import Doubt
from holdfire.times import calendar, clock, effect, feasts, quarters, relative, units, within
from holdfire.times.clock import Clock
from holdfire.times.effect import Effect
from holdfire.times.focus import settled
from holdfire.times.found import Found
from holdfire.times.hours import placed
from holdfire.times.mention import Anchor, Reading, TimeMention
from holdfire.times.ranges import ranged
from holdfire.times.words import either, words

_DIGITS = {base + n: str(n) for base in (0x660, 0x6F0) for n in range(10)}
"""The two rows of Arabic digits."""


def find(text: str, published: datetime, zone: str, effects: Iterable[Effect] = ()) -> tuple[TimeMention, ...]:
    """Every mention of time, left to right, not overlapping. `published` is zone-aware; `zone` is an IANA name.

    `effects` are the days on which the case's agreements took effect, for texts that say no more than that they did.
    A date that may be read two ways has no interval and carries a Doubt `time-ambiguous`. `time-midnight`: it may be a
    day's first minute or its last. `time-weekday`: the weekday is not the date's. `time-clocks`: two clocks, side by
    side, differ. `time-sighted`: a feast that waits for the moon. `time-effect`: the ceasefire's first day is disputed.
    """
    anchor = Anchor(published.astimezone(ZoneInfo(zone)).date(), zone)
    plain = text.translate(_DIGITS)
    told = (Found(*mention) for mention in effect.mentions(plain, anchor, effects))
    found = _settled(_longest(chain(_all(plain, anchor), told)), anchor)
    return tuple(_mention(text, f) for f in ranged(plain, placed(plain, found, anchor), anchor))


def _all(text: str, anchor: Anchor) -> Iterator[Found]:
    hours = list(clock.clocks(text))
    yield from (Found(*hour) for hour in hours)
    text = clock.without_spoken(text, hours)
    for pattern, make in _rules():
        for match in pattern.finditer(text):
            reading = make(match, anchor)
            if reading is not None:
                yield Found(*_trimmed(match), reading)


@cache
def _rules() -> tuple[calendar.Rule, ...]:
    return tuple(rule for kind in (calendar, within, quarters, feasts, relative, units) for rule in kind.rules())


def _settled(found: list[Found], anchor: Anchor) -> list[Found]:
    """With words that point back resolved, and without those that point at nothing."""
    told = settled((f.reading for f in found if not isinstance(f.reading, Clock)), anchor)
    read = ((f, f.reading if isinstance(f.reading, Clock) else next(told)) for f in found)
    return [Found(f.start, f.end, reading) for f, reading in read if reading is not None]


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Without white space at the ends and without a possessive; only `said` where a rule looks at words around."""
    group = "said" if match.groupdict().get("said") else 0
    words_found = match[group]
    start = match.start(group) + len(words_found) - len(words_found.lstrip())
    end = match.end(group) - (len(words_found) - len(words_found.rstrip()))
    return start, end - 2 if words_found.rstrip().endswith(("'s", "’s")) else end


def _longest(found: Iterator[Found]) -> list[Found]:
    """Of mentions that overlap the longest stays; the earlier rule among equals."""
    starts: list[int] = []
    kept: list[Found] = []
    for candidate in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        at = bisect_left(starts, candidate.start)
        free_before = at == 0 or kept[at - 1].end <= candidate.start
        if free_before and (at == len(kept) or candidate.end <= kept[at].start):
            starts.insert(at, candidate.start)
            kept.insert(at, candidate)
    return kept


def _mention(text: str, found: Found) -> TimeMention:
    reading = found.reading
    assert isinstance(reading, Reading)
    code, _, why = reading.doubt.partition(": ")
    doubts = (Doubt(code=code, where=f"{found.start}-{found.end}", why=why, settle="the date in full"),) if code else ()
    return TimeMention(
        start=found.start, end=found.end, type=reading.type, value=reading.value, interval=reading.interval,
        sense="" if reading.ranged else _sense(text, found.start), doubts=doubts,
    )


def _sense(text: str, start: int) -> str:
    said = _senses().search(text, max(0, start - 24), start)
    return words().senses[re.sub(r"\s+", " ", said[1].lower())] if said else ""


@cache
def _senses() -> re.Pattern[str]:
    near = r"(?<!\bshortly\s)(?<!\bjust\s)(?<!\bsoon\s)"  # "shortly after 10:00" tells about when, and bounds nothing
    return re.compile(rf"{near}\b({either(words().senses)})\s(?:the\s)?\Z", re.IGNORECASE)
