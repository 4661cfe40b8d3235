"""Codes, days and numbers -> the words of a bulletin, all from one file per language under data/bulletin/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from holdfire.data import load
from holdfire.records import Casualties, Interval, Place

DEFAULT = "bulletin/words.en.yaml"
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Overrides, embeddings, isolates and controls: a report can use them to make a line read as another. The marks that
Arabic and Persian spelling needs (U+200C-200F, U+061C) stay."""


def visible(text: str) -> str:
    """A text with every invisible direction or control character written out: `⟨U+202E⟩`."""
    return INVISIBLE.sub(lambda found: f"⟨U+{ord(found.group()):04X}⟩", text)


class Words:
    """The words of one language, in one time zone."""

    def __init__(self, zone: str, name: str = DEFAULT) -> None:
        self._words: dict[str, Any] = load(name)
        self.zone = ZoneInfo(zone)
        self.lang: str = self._words["lang"]
        self.dir: str = self._words["dir"]

    def of(self, kind: str, code: str) -> str:
        """The word for a code; the code itself, spaced, where the file has none."""
        word: str = self._words[kind].get(code, code.replace("_", " "))
        return word

    def say(self, name: str, /, **filled: object) -> str:
        """One of the sentences under `say`, filled in."""
        text: str = self._words["say"][name]
        return text.format(**filled)

    def template(self, of: str, code: str, /, **filled: object) -> str:
        """A sentence of another group, filled in."""
        return self.of(of, code).format(**filled)

    def group(self, kind: str) -> dict[str, Any]:
        """A whole group of words, for templates."""
        found: dict[str, Any] = self._words[kind]
        return found

    def text(self, name: str) -> str:
        """A sentence that stands alone."""
        found: str = self._words[name]
        return found

    def direction(self, lang: str) -> str:
        """`rtl` or `ltr` of a language; `auto` where the language is not known."""
        if lang in {"", "und"}:
            return "auto"
        return "rtl" if lang.split("-", maxsplit=1)[0] in self._words["rtl"] else "ltr"

    def day(self, day: date) -> str:
        """`15 May 2017`."""
        return f"{day.day} {self._words['months'][day.month - 1]} {day.year}"

    def days(self, first: date, last: date) -> str:
        """One day, or two with what they share said once: `13 to 15 May 2017`."""
        if first == last:
            return self.day(first)
        start = self.day(first)
        if first.year == last.year:
            start = start.removesuffix(f" {first.year}")
            if first.month == last.month:
                start = str(first.day)
        return f"{start} to {self.day(last)}"

    def moment(self, at: datetime | None, fallback: str = "") -> str:
        """A moment in the case's zone: `15 May 2017, 18:20`; the fallback where there is none."""
        if at is None:
            return fallback
        local = at.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def when(self, interval: Interval | None) -> str:
        """When something happened, as precisely as it was stated, in the zone in which it was stated."""
        if interval is None:
            return self.say("time_unknown")
        zone = ZoneInfo(interval.zone)
        start, end = interval.start.astimezone(zone), interval.end.astimezone(zone)
        if interval.precision in {"minute", "hour", "part_of_day"} and end - start < timedelta(days=1):
            return f"{self.day(start.date())}, {start:%H:%M}–{end:%H:%M}"
        last = (end - timedelta(microseconds=1)).date()
        return self.days(start.date(), max(start.date(), last))

    def disc(self, place: Place | None) -> str:
        """How finely a place is known, or printed."""
        if place is None:
            return ""
        if place.lat is None:
            return self.say("place_area")
        return self.say("place_disc", km=max(1, round(place.radius_m / 1000)))

    def spread(self, casualties: Iterable[Casualties]) -> str:
        """All numbers of killed without a group, from the lowest to the highest: `29 to at least 84 killed`."""
        told = [c for c in casualties if c.kind == "killed" and c.group in {"", "unstated"} and (c.low or c.high)]
        if not told:
            return ""
        low = min(c.low for c in told)
        high = max(told, key=lambda c: (c.low if c.high is None else c.high, c.high is None))
        if low == high.high or (low == high.low and len(told) == 1):
            return self.toll(high)
        top = self.template("casualties", "least", low=high.low) if high.high is None else str(high.high)
        return self.template("casualties", "spread", low=low, high=top, kind=self.of("casualty_kind", "killed"))

    def toll(self, casualties: Casualties) -> str:
        """`at least 29 killed (civilians)`."""
        kind = self.of("casualty_kind", casualties.kind)
        if casualties.high is None and casualties.low == 0:
            words = self.template("casualties", "uncounted", kind=kind)
        elif casualties.high is None:
            words = self.template("casualties", "open", low=casualties.low, kind=kind)
        elif casualties.high == casualties.low:
            words = self.template("casualties", "exact", n=casualties.low, kind=kind)
        else:
            words = self.template("casualties", "range", low=casualties.low, high=casualties.high, kind=kind)
        group = self.of("casualty_group", casualties.group)
        return words + (self.template("casualties", "group", group=group) if group else "")
