"""A list of phrases to their places in a text: longest match, whole words, one pass, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

V = TypeVar("V")

_WORD = re.compile(r"\w+")
_LEVEL = str.maketrans("’‘ʼ`´\u00a0\n\r\t‑‐", "'''''    --")
"""One character for one character, so that offsets stay true."""
_PROCLITICS = frozenset("وفبلك")
"""Arabic writes and, so, in, to, like as one letter joined to the word that follows."""


class Phrases(Generic[V]):
    """Finds phrases. Case counts unless `ignore_case`; one that starts small is found at a sentence's start too."""

    def __init__(self, phrases: Iterable[tuple[str, V]], *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        found: dict[str, V] = {}
        for phrase, value in phrases:
            level = self._level(phrase)
            found.setdefault(level, value)
            if not ignore_case and level[:1].islower():
                found.setdefault(level[:1].upper() + level[1:], value)
        self._by_first: dict[str, list[tuple[str, V]]] = {}
        for phrase, value in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
            first = _WORD.match(phrase)
            if first:
                self._by_first.setdefault(first.group(), []).append((phrase, value))

    def find(self, text: str) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of each phrase, left to right, not overlapping; code points of `text`."""
        level = self._level(text)
        free = 0
        for word in _WORD.finditer(level):
            start = word.start()
            if start < free:
                continue
            candidates = self._by_first.get(word.group())
            if candidates is None and word.group()[0] in _PROCLITICS:
                start += 1
                candidates = self._by_first.get(word.group()[1:])
            for phrase, value in candidates or ():
                end = start + len(phrase)
                if level.startswith(phrase, start) and _ends_word(level, end):
                    yield start, end, value
                    free = end
                    break

    def _level(self, text: str) -> str:
        level = text.translate(_LEVEL)
        if not self._ignore_case:
            return level
        lowered = level.lower()
        if len(lowered) == len(level):
            return lowered
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in level)  # a Turkish İ would shift offsets


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
