"""Words for a part of a day, before or after it: the early hours of, on Monday night, in the night to Tuesday."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from holdfire.times.mention import Anchor, Reading, day_reading
from holdfire.times.words import either, words


@cache
def before() -> str:
    """Pattern for what may stand before a day: groups `into` and `lead`."""
    w = words()
    bare = (part for part in w.parts if not part.isascii())
    into = rf"(?P<into>(?:the\s)?{either(w.night_into)})"
    lead = rf"(?P<lead>(?:the\s)?{either(w.parts)}(?:\s(?:of|on))?|(?:early|late)(?:\son)?|{either(bare)}(?:\sво?)?)"
    return rf"(?:(?:{into}|{lead})\s(?:(?:the|يوم)\s)?)?"


@cache
def after() -> str:
    """Pattern for what may stand after a day: group `part`."""
    return rf"(?:,?\s(?:(?:at|in\sthe)\s)?(?P<part>{either(words().parts)}))?"


def with_part(anchor: Anchor, day: date, groups: Mapping[str, str | None]) -> Reading:
    """A day, or the part of it that a word before or after names."""
    if groups.get("into"):
        eve = day - timedelta(days=1)
        return part_reading(anchor, eve, "night", day)
    part = part_of(groups)
    return day_reading(anchor, day) if part is None else part_reading(anchor, day, part, day)


def part_reading(anchor: Anchor, day: date, part: str, of: date | None = None) -> Reading:
    """The hours of a part of a day; `of` is the day that a clock time beside it is reckoned from."""
    said = words().parts[part]
    interval = anchor.hours(day, said["from"], said["to"], "part_of_day")
    return Reading("time", f"{day.isoformat()}T{said['code']}", interval, of or day)


def part_of(groups: Mapping[str, str | None]) -> str | None:
    """The part of the day that stands after the day, else the one before it."""
    plain = re.sub(r"\s+", " ", (groups.get("part") or groups.get("lead") or "").lower())
    plain = re.sub(r"^the | (?:of|on|во?)$", "", plain)
    edge = (groups.get("lead") or "").lower().split(" ")[0]
    if edge in ("early", "late") and f"{edge} {plain}" in words().parts:  # early on Saturday morning
        return f"{edge} {plain}"
    loose = {"early": "early morning", "late": "evening"}  # "late Monday" is its evening in press use
    return loose.get(plain, plain if plain in words().parts else None)
