"""Clock times: 14:00, 2.30 p.m., midnight, 1200 GMT, with the zone that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from holdfire.times.mention import Anchor, Reading
from holdfire.times.words import either, words

_AGAIN = re.compile(r"\s?[(/]\s?")
"""What may stand between one moment by two clocks: 14:00 (1100 GMT)."""


class Clock(msgspec.Struct, frozen=True):
    """A time of some day, in the zone beside it or the case's."""

    hour: int
    minute: int
    zone: str = "local"
    midnight: bool = False
    whole_hour: bool = False
    """"2 p.m." is not to the minute."""
    also: Clock | None = None
    """The same moment by the clock of another zone."""

    def reading(self, anchor: Anchor, day: date) -> Reading:
        """On a day."""
        zone = None if self.zone == "local" else self.zone
        interval = anchor.instant(day, self.hour, self.minute, zone)
        if self.whole_hour:
            end = interval.start + timedelta(hours=1)
            interval = msgspec.structs.replace(interval, end=end, precision="hour")
        doubt = "time-midnight: the day's first minute is taken; its last may be meant" if self.midnight else ""
        if self.also and not any(
            self.also.reading(anchor, day + timedelta(days=step)).starts(interval.start) for step in (-1, 0, 1)
        ):
            doubt = "time-clocks: the two clock times side by side are not the same moment; the first is taken"
        value = f"{day.isoformat()}T{self.hour:02d}:{self.minute:02d}"
        return Reading("time", value, interval, day, doubt)


def clocks(text: str) -> Iterator[tuple[int, int, Clock]]:
    """(start, end, clock) of every clock time in a text."""
    last: tuple[int, int, Clock] | None = None
    for match in _pattern().finditer(text):
        read = _clock(match)
        if read is None:
            continue
        if last and read.zone != last[2].zone and _AGAIN.fullmatch(text, last[1], match.start()):
            yield last[0], match.end(), msgspec.structs.replace(last[2], also=read)
            last = None
            continue
        if last:
            yield last
        last = match.start(), match.end(), read
    if last:
        yield last


def _clock(match: re.Match[str]) -> Clock | None:
    zone = words().zones.get(re.sub(r"\s+", " ", match["zone"] or ""), "local")
    if match["word"]:
        noon = match["word"].lower() == "noon"
        return Clock(12 if noon else 0, 0, zone, midnight=not noon, whole_hour=True)
    hour = int(match["h24"] or match["h12"] or match["h4"])
    minute = int(match["m24"] or match["m12"] or match["m4"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return Clock(hour, minute, zone, whole_hour=match["h12"] is not None and match["m12"] is None)


@cache
def _pattern() -> re.Pattern[str]:
    zone = rf"(?:\s?\(?(?P<zone>{either(words().zones)})\b\)?)?"
    half = r"\s?(?P<half>[aApP])\.?\s?[mM]\b\.?"
    return re.compile(
        rf"(?:(?<![\d:.])(?:(?P<h12>1?\d)(?:[:.](?P<m12>[0-5]\d))?{half}"
        r"|(?P<h24>[0-2]?\d):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\d:]|\s?[ap]\.?m)(?:\s(?:hours|hrs))?"
        r"|(?P<h4>[0-2]\d)(?P<m4>[0-5]\d)(?=\s?(?:GMT|UTC|MSK)\b|\shours\b|\slocal\stime))"
        rf"|\b(?P<word>midnight|noon)\b){zone}"
    )
