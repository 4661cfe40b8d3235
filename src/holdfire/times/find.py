"""A text to its mentions of time: each rule in turn, the longest words kept, clocks joined to the day beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain
from zoneinfo import ZoneInfo

import msgspec

from holdfire.records import Doubt
from holdfire.times import calendar, clock, effect, feasts, quarters, relative, units
from holdfire.times.clock import Clock
from holdfire.times.effect import Effect
from holdfire.times.focus import settled
from holdfire.times.mention import Anaphor, Anchor, Reading, TimeMention
from holdfire.times.words import either, words

_JOIN = re.compile(r"(?:,?\s(?:on|of|at|from|on\sthe\snight\sof)|,|\sas\sof)?\s")
"""What may stand between a day and a clock time that belong together."""
NEIGHBOUR = 160
"""A clock time without a day is of the last day named within so many characters before it; else of publication's."""


_DIGITS = {base + n: str(n) for base in (0x660, 0x6F0) for n in range(10)}
"""The two rows of Arabic digits."""


class _Found(msgspec.Struct, frozen=True):
    start: int
    end: int
    reading: Reading | Anaphor | Clock


def find(text: str, published: datetime, zone: str, effects: Iterable[Effect] = ()) -> tuple[TimeMention, ...]:
    """Every mention of time, left to right, not overlapping. `published` is zone-aware; `zone` is an IANA name.

    `effects` are the days on which the case's agreements took effect, for texts that say no more than that they did.
    A date that may be read two ways has no interval and carries a Doubt `time-ambiguous`. `time-midnight`: it may be a
    day's first minute or its last. `time-weekday`: the weekday is not the date's. `time-clocks`: two clocks, side by
    side, differ. `time-sighted`: a feast that waits for the moon. `time-effect`: the ceasefire's first day is disputed.
    """
    anchor = Anchor(published.astimezone(ZoneInfo(zone)).date(), zone)
    plain = text.translate(_DIGITS)
    told = (_Found(*mention) for mention in effect.mentions(plain, anchor, effects))
    found = _settled(_longest(chain(_all(plain, anchor), told)), anchor)
    return tuple(_mention(text, f) for f in _joined(text, found, anchor))


def _all(text: str, anchor: Anchor) -> Iterator[_Found]:
    for pattern, make in _rules():
        for match in pattern.finditer(text):
            reading = make(match, anchor)
            if reading is not None:
                yield _Found(*_trimmed(match), reading)
    for start, end, read in clock.clocks(text):
        yield _Found(start, end, read)


@cache
def _rules() -> tuple[calendar.Rule, ...]:
    return tuple(rule for kind in (calendar, quarters, feasts, relative, units) for rule in kind.rules())


def _settled(found: list[_Found], anchor: Anchor) -> list[_Found]:
    """With words that point back resolved, and without those that point at nothing."""
    told = settled((f.reading for f in found if not isinstance(f.reading, Clock)), anchor)
    read = ((f, f.reading if isinstance(f.reading, Clock) else next(told)) for f in found)
    return [_Found(f.start, f.end, reading) for f, reading in read if reading is not None]


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Without white space at the ends and without a possessive; only `said` where a rule looks at words around."""
    group = "said" if match.groupdict().get("said") else 0
    words_found = match[group]
    start = match.start(group) + len(words_found) - len(words_found.lstrip())
    end = match.end(group) - (len(words_found) - len(words_found.rstrip()))
    return start, end - 2 if words_found.rstrip().endswith(("'s", "’s")) else end


def _longest(found: Iterator[_Found]) -> list[_Found]:
    """Of mentions that overlap the longest stays; the earlier rule among equals."""
    starts: list[int] = []
    kept: list[_Found] = []
    for candidate in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        at = bisect_left(starts, candidate.start)
        free_before = at == 0 or kept[at - 1].end <= candidate.start
        if free_before and (at == len(kept) or candidate.end <= kept[at].start):
            starts.insert(at, candidate.start)
            kept.insert(at, candidate)
    return kept


def _joined(text: str, found: list[_Found], anchor: Anchor) -> Iterator[_Found]:
    """Each clock time with its day: the one beside it, the last one named, or the day of publication."""
    at, last = 0, _Found(-NEIGHBOUR - 1, -NEIGHBOUR - 1, Reading("date", ""))
    while at < len(found):
        here, after = found[at], found[at + 1] if at + 1 < len(found) else None
        pair = _pair(text, here, after) if after else None
        if pair is not None and after is not None:
            read, named = pair
            here = _Found(here.start, after.end, _kept(read.reading(anchor, named.day or anchor.day), named.doubt))
            at += 1
        elif isinstance(here.reading, Clock):
            near = last.reading if here.start - last.end <= NEIGHBOUR else None
            day = near.day if isinstance(near, Reading) and near.day else anchor.day
            here = _Found(here.start, here.end, here.reading.reading(anchor, day))
        if isinstance(here.reading, Reading) and here.reading.day:
            last = here
        yield here
        at += 1


def _kept(reading: Reading, doubt: str) -> Reading:
    """The reading with a doubt, unless it has one."""
    return msgspec.structs.replace(reading, doubt=reading.doubt or doubt)


def _pair(text: str, one: _Found, other: _Found) -> tuple[Clock, Reading] | None:
    """A clock time and the day right beside it, in either order."""
    if _JOIN.fullmatch(text, one.end, other.start) is None:
        return None
    a, b = one.reading, other.reading
    if isinstance(a, Clock) and isinstance(b, Reading) and b.day:
        return a, b
    if isinstance(b, Clock) and isinstance(a, Reading) and a.day:
        return b, a
    return None


def _mention(text: str, found: _Found) -> TimeMention:
    reading = found.reading
    assert isinstance(reading, Reading)
    code, _, why = reading.doubt.partition(": ")
    doubts = (Doubt(code=code, where=f"{found.start}-{found.end}", why=why, settle="the date in full"),) if code else ()
    return TimeMention(
        start=found.start, end=found.end, type=reading.type, value=reading.value, interval=reading.interval,
        sense=_sense(text, found.start), doubts=doubts,
    )


def _sense(text: str, start: int) -> str:
    said = _senses().search(text, max(0, start - 16), start)
    return words().senses[re.sub(r"\s+", " ", said[1].lower())] if said else ""


@cache
def _senses() -> re.Pattern[str]:
    return re.compile(rf"\b({either(words().senses)})\s(?:the\s)?\Z", re.IGNORECASE)
