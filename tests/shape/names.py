"""Collects the proper names that data files know: actors, sources and places, which code must not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from tests.shape.code import ROOT, SRC

from holdfire.places.packed import packaged

DATA = SRC / "data"
HELD_IN = {
    "actors": ("name", "names", "metonyms", "demonyms"),
    "sources": ("name", "names"),
    "places": ("name", "names", "print", "countries"),
}
"""Folder of data/ -> the keys under which names stand."""
SHORTEST = 4
"""Shorter names (SAA, UN) are too often something else."""
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@cache
def proper_names() -> frozenset[str]:
    """Names of at least four characters with a capital or of another script, each as words parted by one blank."""
    files = [*sorted(DATA.rglob("*.yaml")), *sorted((ROOT / "examples").glob("*/*.yml"))]
    found = {name for path in files for name in _named(yaml.safe_load(path.read_text("utf-8")), _keys(path.parts))}
    return frozenset(words for name in found | set(_settlements()) if (words := proper(name)))


def proper(name: str) -> str:
    """The name as it is looked up, "" when it is no proper name: `rebels`, `SAA`."""
    words = " ".join(WORD.findall(name))
    return words if (len(words) >= SHORTEST and words != words.lower()) or not words.isascii() else ""


def _keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    folder = "sources" if parts[-1] == "sources.yml" else parts[-2]
    return HELD_IN.get(folder, ())


def _named(value: Any, keys: tuple[str, ...], *, taken: bool = False) -> Iterator[str]:
    """Every string that stands somewhere under one of the keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _named(inner, keys, taken=taken or key in keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, keys, taken=taken)
    elif isinstance(value, str) and taken:
        yield value


def _settlements() -> Iterator[str]:
    """First names of places in the countries of the packaged agreements; of all others no code speaks."""
    for country in ("SY", "YE", "UA", "SS", "SD", "IQ", "LB", "IL", "PS", "CF"):
        yield from (row.name for row in packaged().of_country(country) if not row.is_area)
