"""The words that a ceasefire took effect to the day it did, which the case's agreements give and the text does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from holdfire.times.mention import Anchor, Reading, day_reading
from holdfire.times.words import either, words

Effect = tuple[date, date]
"""The first and the last day on which an agreement may have taken effect; the same where that is not disputed."""


def mentions(text: str, anchor: Anchor, effects: Iterable[Effect]) -> Iterator[tuple[int, int, Reading]]:
    """(start, end, reading) of each "the ceasefire took effect", "the start of the truce" after a word such as since.

    Of several agreements the last to take effect by publication is meant. Where its day is disputed the interval runs
    over all of them and a doubt says so. Where none is known the words point at the past and no further. "The third day
    of the truce" is counted from its first.
    """
    begun = sorted((e for e in effects if e[0] <= anchor.day), key=lambda e: (e[1], e[0]))
    for match in _pattern().finditer(text):
        yield match.start("said"), match.end("said"), _reading(begun[-1] if begun else None, anchor)
    for match in _numbered().finditer(text) if begun else ():
        days = timedelta(days=words().ordinals[match["nth"].lower()] - 1)
        first, last = begun[-1]
        yield match.start(), match.end(), _reading((first + days, last + days), anchor)


def _reading(effect: Effect | None, anchor: Anchor) -> Reading:
    if effect is None:
        return Reading("date", "PAST_REF")
    first, last = effect
    if first == last:
        return day_reading(anchor, first)
    doubt = f"time-effect: it is a day from {first} to {last}; the readings differ on when the agreement took effect"
    return Reading("duration", f"P{(last - first).days + 1}D", anchor.days(first, last, "days"), doubt=doubt)


@cache
def _pattern() -> re.Pattern[str]:
    w, senses = words().effect, either(words().senses)
    what, after, before = (either(w[place]) for place in ("what", "after", "before"))
    the = r"(?:(?:the|this|that)\s)?(?:(?!the\s)\w+\s)?"
    said = rf"{the}{what}\s(?:that\s|which\s)?{after}|{before}\s{the}{what}"
    return re.compile(rf"\b{senses}\s(?P<said>{said})\b", re.IGNORECASE)


@cache
def _numbered() -> re.Pattern[str]:
    w = words()
    nth = rf"(?P<nth>{either(w.ordinals)})(?:\s(?:full|consecutive))?"
    return re.compile(rf"\bthe\s{nth}\sday\sof\sthe\s(?:\w+\s)?{either(w.effect['what'])}\b", re.IGNORECASE)
