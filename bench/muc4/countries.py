"""The country of an incident: by the countries and peoples that a text names, its dateline, and where places lie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from holdfire import data, places
from holdfire.places import Gazetteer

LONGEST, SHORTEST = 3, 3
"""Words of a name; letters, which it must have more of, since in capitals a shorter one may be any word."""
NAMED, LINE, PLACE = 1.0, 4.0, 0.5
"""What one mention of a country or its people, the dateline, and a place of the incident are worth."""
MOST = 4
"""Mentions that count."""


class Meant(NamedTuple):
    """What a name may mean: a country, or a place in one."""

    country: str
    whole: bool
    weight: float


def country(content: str, near: Iterable[str] = ()) -> str:
    """The likeliest country, as its name in capitals; `near` are names of places of the incident; "" where none is."""
    line = re.match(r"\s*([A-Z .]+?)(?:\s*\(([A-Z ]+)\))?,", content.upper())
    votes: Counter[str] = Counter(dict(_named(content[line.end() :] if line else content)))
    if line and not line[2]:  # a wire adds the country to the name of a city abroad
        _add(votes, line[1], LINE)
    for name in near:
        _add(votes, name, PLACE)
    kept = {code: worth for code, worth in votes.items() if worth > 0}
    return _title(min(kept, key=lambda code: (-kept[code], code))) if kept else ""


def foreign(words: str, home: str) -> str:
    """The first country other than the home that some words name, themselves or by its people."""
    return next((name for code, _ in _named(words) if (name := _title(code)) not in ("", home)), "")


def _add(votes: Counter[str], name: str, worth: float) -> None:
    """A place counts for the countries where it may lie: most for those that the text names, then by its size."""
    meant = _meant(name)
    total = sum(_share(one, votes) for one in meant)
    for one in meant:
        votes[one.country] += worth * _share(one, votes) / total


def _share(one: Meant, votes: Counter[str]) -> float:
    return 10 ** (one.weight / 2) * (1 + 5 * min(2.0, votes.get(one.country, 0.0)))


@cache
def _named(content: str) -> tuple[tuple[str, float], ...]:  # type: ignore[misc]
    words = [(m.start(), m.end()) for m in re.finditer(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+", content)]
    found: Counter[str] = Counter()
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            code = _codes().get(" ".join(content[words[at][0] : words[at + size - 1][1]].upper().split()))
            if code:
                found[code] += NAMED
                at += size - 1
                break
        at += 1
    return tuple((code, min(n, MOST)) for code, n in found.items())


@cache
def _codes() -> dict[str, str]:
    """Names of countries and their peoples as they are written, in capitals: what merely resembles one is none."""
    found: dict[str, str] = {}
    for code, told in data.load("places/countries.yaml")["countries"].items():
        names = (_title(code), *told.get("also", ()), *told.get("people", ()))
        for name in (n.upper() for n in names if n):
            if len(name) > SHORTEST or "." in name:
                found |= {name: code, f"{name}S": code, f"{name}'S": code}
    return found


@cache
def _meant(name: str) -> tuple[Meant, ...]:
    return tuple(
        Meant(place.country, place.kind == "country", place.prominence)
        for place in _gazetteer().candidates(name)
        if place.country
    )


@cache
def _title(code: str) -> str:
    return (_gazetteer().area_name(code) or "").upper().removeprefix("THE ")


@cache
def _gazetteer() -> Gazetteer:
    return places.packaged()
