"""Text to words: one pass that cuts a text into words and marks with their offsets and closed word classes."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from holdfire import data


class Words(msgspec.Struct, frozen=True):
    """Parallel lists over the words of one text; offsets are code points, `kind` is a closed class or ""."""

    start: list[int]
    end: list[int]
    raw: list[str]
    low: list[str]
    kind: list[str]

    def __len__(self) -> int:
        return len(self.start)


def words(content: str) -> Words:
    """Cut a text into words, numbers and single punctuation marks. Abbreviations keep their stops."""
    kinds, pattern = _closed_classes(), _pattern()
    start: list[int] = []
    end: list[int] = []
    raw: list[str] = []
    low: list[str] = []
    kind: list[str] = []
    for match in pattern.finditer(content):
        word = match.group()
        lower = word.lower().replace("’", "'")
        start.append(match.start())
        end.append(match.end())
        raw.append(word)
        low.append(lower)
        shouted = len(word) > 1 and word.isupper()  # "US" and "IT" are names, "us" and "it" are not
        kind.append((not shouted and kinds.get(lower)) or _open_class(word, lower))
    return Words(start, end, raw, low, kind)


def abbreviation(word: str) -> bool:
    """Whether a word that ends in a stop is an abbreviation, so that the stop need not end a sentence."""
    return word[-1:] == "." and len(word) > 1


def _open_class(word: str, lower: str) -> str:
    first = word[0]
    if not first.isalnum():
        return "mark"
    if lower.endswith(("'s", "s'")):
        return "possessive"
    if first.isupper():
        return "name"
    if first.isdigit():
        return "number"
    return "adverb" if lower.endswith("ly") and lower not in _not_adverbs() else ""


@cache
def _closed_classes() -> dict[str, str]:
    classes = data.load("claims/grammar.yaml")["classes"]
    return {word: kind for kind, listed in classes.items() for word in listed}


@cache
def _not_adverbs() -> frozenset[str]:
    return frozenset(data.load("claims/grammar.yaml")["not_adverbs"])


@cache
def _pattern() -> re.Pattern[str]:
    short = "|".join(re.escape(word) for word in data.load("claims/grammar.yaml")["abbreviations"])
    return re.compile(
        rf"(?:[A-Za-z]\.){{2,}}|\b(?:{short})\.|(?<![\w.])[A-Z]\.(?=\s[A-Z])"  # U.S., Gen., J. (an initial)
        r"|\d+(?:[.,:]\d+)*%?|\w+(?:['’\-‑]\w+)*|''|``|--|\.\.\.|[^\w\s]"
    )
