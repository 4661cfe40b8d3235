"""Words of a filler to MUC-4's set fills, and names of countries in a text; the lists stand in kinds.yaml."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import yaml

from holdfire import data

_LISTS = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8"))
THINGS: dict[str, list[str]] = _LISTS["things"]
PEOPLE: dict[str, list[str]] = _LISTS["people"]
TITLES = frozenset(_LISTS["titles"])
LIGHT = frozenset(_LISTS["light"])
AFTER = frozenset(_LISTS["after"])
SHOT: list[str] = _LISTS["shot"]
CLAIMED: list[str] = _LISTS["claimed"]
SUSPECTED: list[str] = _LISTS["suspected"]


def of_words(words: str, lists: dict[str, list[str]], otherwise: str) -> str:
    """The first class whose list holds one of the words, the last word first."""
    spoken = re.findall(r"[A-Z]+", words)
    for word in reversed(spoken):
        for name, listed in lists.items():
            if word in listed:
                return name
    return otherwise


def country(content: str) -> str:
    """The country named most, itself or by an adjective made of its name; "" where none is."""
    votes: Counter[str] = Counter()
    for name, pattern in _countries():
        if found := len(pattern.findall(content)):
            votes[name] += found
    return min(votes, key=lambda name: (-votes[name], name)) if votes else ""


@cache
def _countries() -> list[tuple[str, re.Pattern[str]]]:
    rows = csv.DictReader(io.StringIO(data.read("intake/country_bounds.csv").decode()))
    names = [row["names"].split("; ")[0].upper() for row in rows]
    return [(name, _pattern(name)) for name in names if len(name) > 3]


def _pattern(name: str) -> re.Pattern[str]:
    stem = re.escape(name.rsplit(maxsplit=1)[-1].rstrip("AES"))
    return re.compile(rf"\b(?:{re.escape(name)}|{stem}[A-Z]{{0,4}}N)\b")
