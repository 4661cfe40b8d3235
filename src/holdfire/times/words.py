"""times.yaml to the alternations and look-ups that the rules are built from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from holdfire import data


class Words(msgspec.Struct, frozen=True):
    """Look-ups from a word as written (small letters) to what it stands for."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    ordinals: dict[str, int]
    hundreds: dict[str, int]
    fractions: dict[str, int]
    parts: dict[str, dict[str, Any]]
    day_words: dict[str, dict[str, Any]]
    steps: dict[str, dict[str, Any]]
    refs: dict[str, str]
    sets: dict[str, str]
    senses: dict[str, str]
    zones: dict[str, str]
    vague: tuple[str, ...]
    qualities: tuple[str, ...]
    counted: tuple[str, ...]
    before_month: tuple[str, ...]
    night_into: tuple[str, ...]
    night_of: tuple[str, ...]
    effect: dict[str, tuple[str, ...]]
    weeks_part: dict[str, list[int]]
    lasting: tuple[str, ...]
    saying: tuple[str, ...]
    bounding_cues: tuple[str, ...]
    will: tuple[str, ...]
    future_cues: tuple[str, ...]
    past_cues: tuple[str, ...]
    past_sure: tuple[str, ...]


_LISTS = (
    "vague", "qualities", "counted", "before_month", "night_into", "night_of", "future_cues", "past_cues", "past_sure",
    "lasting", "saying", "bounding_cues", "will",
)  # fmt: skip


@cache
def words() -> Words:
    """The packaged words of time."""
    raw = data.load("times.yaml")
    return Words(
        months=_by_word(raw["months"]),
        weekdays=_by_word(raw["weekdays"]),
        numbers=raw["numbers"],
        units=raw["units"] | {f"{word}s": unit for word, unit in raw["units"].items()} | {"centuries": "100Y"},
        seasons=raw["seasons"],
        ordinals=raw["ordinals"],
        hundreds=raw["hundreds"],
        fractions=raw["fractions"],
        parts=raw["parts"],
        steps=raw["steps"],
        day_words=raw["day_words"],
        refs={word: ref for ref, listed in raw["refs"].items() for word in listed},
        sets=raw["sets"],
        senses=raw["senses"],
        weeks_part=raw["weeks_part"],
        zones=raw["zones"],
        effect={place: tuple(listed) for place, listed in raw["effect"].items()},
        **{name: tuple(raw[name]) for name in _LISTS},
    )


def either(listed: Iterable[str]) -> str:
    """An alternation, longest first; a space matches any single white space."""
    longest = sorted(listed, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest) + ")"


def _by_word(raw: dict[int, list[str]]) -> dict[str, int]:
    return {word.lower(): number for number, listed in raw.items() for word in listed}


def number(written: str) -> int | None:
    """`three`, `twenty-two`, `1,200` to a number; None when it is no whole number."""
    plain = re.sub(r"\s+", " ", written.strip().lower())
    if re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", plain):
        return int(plain.replace(",", ""))
    known = words().numbers
    if plain in known:
        return known[plain]
    tens, _, ones = plain.partition("-")
    return known[tens] + known[ones] if tens in known and ones in known else None
