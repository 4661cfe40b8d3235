"""Clock times: 14:00, 2.30 p.m., midnight, 1200 GMT, with the zone that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from holdfire.times.mention import Anchor, Reading
from holdfire.times.words import either, number, words

_SPOKEN = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
"""Part of the day after an hour told in words -> what is added to the hour."""
_AFTER = re.compile(r"\b(?:shortly|just|soon|minutes|right)\safter\s\Z", re.IGNORECASE)
"""Before "midnight": its day has begun."""
_AGAIN = re.compile(r"\s?[(/]\s?")
"""What may stand between one moment by two clocks: 14:00 (1100 GMT)."""


class Clock(msgspec.Struct, frozen=True):
    """A time of some day, in the zone beside it or the case's."""

    hour: int
    minute: int
    zone: str = "local"
    midnight: bool = False
    spoken: bool = False
    """Told with a part of the day: "six in the morning"."""
    whole_hour: bool = False
    """"2 p.m." is not to the minute."""
    also: Clock | None = None
    """The same moment by the clock of another zone."""

    def undated(self, anchor: Anchor) -> Reading:
        """On no day that could be told."""
        why = "time-day-unsaid: no day stands near this hour; the day of publication is not taken for it"
        there = self.reading(anchor, anchor.day).doubt  # two clocks differ on any day
        value = f"XXXX-XX-XXT{self.hour:02d}:{self.minute:02d}"
        return Reading("time", value, doubt=there if there.startswith("time-clocks") else why)

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


def without_spoken(text: str, hours: Iterable[tuple[int, int, Clock]]) -> str:
    """The text with hours told in words blanked out, so that their "morning" is read once."""
    for start, end, read in hours:
        if read.spoken:
            text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _clock(match: re.Match[str]) -> Clock | None:
    zone = _zone(match)
    if zone is None:
        return None
    if match["word"]:
        noon = match["word"].lower() == "noon"
        begun = _AFTER.search(match.string, max(0, match.start() - 20), match.start()) is not None
        return Clock(12 if noon else 0, 0, zone, midnight=not (noon or begun), whole_hour=True)
    if match["part"]:
        return _spoken(match, zone)
    hour = int(match["h24"] or match["h12"] or match["h4"] or match["h1"])
    minute = int(match["m24"] or match["m12"] or match["m4"] or 0)
    half = match["half"] or match["half1"]
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    whole = (match["h12"] is not None and match["m12"] is None) or match["h1"] is not None
    return Clock(hour, minute, zone, whole_hour=whole)


def _spoken(match: re.Match[str], zone: str) -> Clock | None:
    """Six in the morning, 4.30 in the afternoon, two at night."""
    hour = number(match["hs"] or match["hw"])
    if hour is None or not 1 <= hour <= 12:
        return None
    late = match["part"] == "night" and (hour < 6 or hour == 12)
    hour = hour % 12 + (0 if late else _SPOKEN[match["part"]])
    return Clock(hour, int(match["ms"] or 0), zone, whole_hour=match["ms"] is None, spoken=True)


def _zone(match: re.Match[str]) -> str | None:
    """The zone beside it: by name, or as so many hours from Greenwich; None where no clock is that far off."""
    if match["off"] is None:
        return words().zones.get(re.sub(r"\s+", " ", match["zone"] or ""), "local")
    hours = int(match["off"].replace(" ", ""))
    return f"Etc/GMT{-hours:+d}" if abs(hours) <= 12 else None


@cache
def _pattern() -> re.Pattern[str]:
    off = r"(?:GMT|UTC)\s?(?P<off>[+-]\s?\d\d?)(?::?00)?"
    zone = rf"(?:\s?\(?(?:{off}|(?P<zone>{either(words().zones)}))\b\)?)?"
    hours = either(word for word, n in words().numbers.items() if word.isalpha() and word.isascii() and n <= 12)
    before = "|".join(rf"(?<=\b{word}\s)" for word in ("[Aa]t", "around", "since", "until", "before", "after"))
    ranged = r"(?=\s?(?:and|to|-|–)\s?1?\d(?:[:.][0-5]\d)?\s?(?P<half1>[ap])\.?\s?m\b)"
    spoken = (
        rf"(?:(?<![\d:.])(?P<hs>1?\d)[:.](?P<ms>[0-5]\d)|(?:{before})(?P<hw>1?\d|{hours})(?:\so['’]clock)?)"
        r"\s(?:in\sthe|at)\s(?P<part>morning|afternoon|evening|night)\b"
    )
    half = r"\s?(?P<half>[aApP])\.?\s?[mM]\b\.?"
    return re.compile(
        rf"(?:{spoken}|(?:(?<=\bbetween\s)|(?<=\bfrom\s))(?P<h1>1?\d){ranged}|(?<![\d:.])(?:(?P<h12>1?\d)(?:[:.](?P<m12>[0-5]\d))?{half}"
        r"|(?P<h24>[0-2]?\d):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\d:]|\s?[ap]\.?m)(?:\s(?:hours|hrs))?"
        r"|(?P<h4>[0-2]\d)(?P<m4>[0-5]\d)(?=\s?(?:GMT|UTC|MSK)\b|\shours\b|\slocal\stime))"
        rf"|\b(?P<word>midnight|noon)\b){zone}"
    )
