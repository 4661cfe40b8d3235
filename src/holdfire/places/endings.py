"""A name as a sentence bends it to the names that it may be a form of: Cyrillic cases, joined Arabic letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from holdfire import data

_CYRILLIC, _ARABIC = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[\u0600-\u06ff]")
_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")
STEM = 3
"""Letters that are left of a word at least."""
MOST = 60
"""Forms of one name that are looked up."""


def bends(name: str) -> bool:
    """Whether a name is written in a script whose words change with the sentence."""
    return bool(_CYRILLIC.search(name) or _ARABIC.match(name))


def originals(name: str) -> Iterator[tuple[int, str]]:
    """(letters before it that are no part of it, name): what a printed name may be a form of, the likelier first."""
    if _ARABIC.match(name):
        yield from _without_joined(name)
    elif _CYRILLIC.search(name):
        yield from ((0, whole) for whole in _nominatives(name))


@lru_cache(maxsize=4096)
def _nominatives(name: str) -> tuple[str, ...]:
    words, gaps = _WORD.findall(name), _WORD.split(name)
    choices = [(word, *_of_word(word)) for word in words]
    forms = islice(product(*choices), 1, MOST)  # the first is the name as printed
    return tuple("".join(part for pair in zip(gaps, [*form, ""], strict=True) for part in pair) for form in forms)


def _of_word(word: str) -> Iterator[str]:
    endings: dict[str, list[str]] = _rules()["cyrillic"]
    for length in range(min(4, len(word) - STEM), 0, -1):
        for ending in endings.get(word[-length:], ()):
            yield word[:-length] + ending


def _without_joined(name: str) -> Iterator[tuple[int, str]]:
    joined: list[str] = _rules()["joined"]
    for off in (1, 2):
        if len(name) - off < STEM or name[off - 1] not in joined:
            return
        rest = name[off:]
        if name[off - 1] == joined[-1] and rest[0] == joined[-1]:
            yield off, f"ا{rest}"  # "to the": the article has lost its first letter
        yield off, rest


@cache
def _rules() -> Any:
    return data.load("places/endings.yaml")
