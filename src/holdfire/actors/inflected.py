"""Names in scripts that inflect to their places in a text: endings of cases, articles and joined particles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from holdfire import data

V = TypeVar("V")

_WORD = re.compile(r"[\w\u064b-\u0652\u0670]+(?:['’]\w+)*")
_GAP = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?[-‐‑–«»\"“”„]?[^\S\n]?[«\"“„]?")
"""What may stand between two words of one name: a blank, a hyphen, a quotation mark, one line end."""
_SCRIPTS = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
SHORTEST = 3
"""Letters that must be left when joined particles are taken off."""


class Token(NamedTuple):
    """A word of a text as written, [start, end) in code points."""

    start: int
    end: int
    word: str


def inflects(name: str) -> bool:
    """Whether a name is written in a script whose words change with the sentence."""
    return _SCRIPTS.search(name) is not None


class Inflected(Generic[V]):
    """Finds names in any of their forms. The longest of several wins; the first in the list where they are equal."""

    def __init__(self, names: Iterable[tuple[str, V, bool]]) -> None:
        """`names` are (name, value, whether it is an adjective of a people)."""
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], V]]] = {}
        for name, value, adjective in names:
            words = tuple(forms(word, adjective=adjective) for word in _WORD.findall(name))
            for first in sorted(_opened(words[0])) if words else ():
                self._by_first.setdefault(first, []).append((words, value))
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of each name, left to right, not overlapping; code points of `text`."""
        if not self._by_first or not inflects(text):
            return
        tokens = [Token(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
        free = 0
        for at, token in enumerate(tokens):
            found = self._at(text, tokens, at) if token.start >= free else None
            if found is not None:
                yield found
                free = found[1]

    def _at(self, text: str, tokens: list[Token], at: int) -> tuple[int, int, V] | None:
        for start, word in _openings(tokens[at]):
            for words, value in self._by_first.get(word, ()):
                last = at + len(words) - 1
                if last < len(tokens) and self._goes_on(text, tokens[at : last + 1], words):
                    return start, tokens[last].end, value
        return None

    @staticmethod
    def _goes_on(text: str, tokens: list[Token], words: tuple[frozenset[str], ...]) -> bool:
        if not all(_GAP.fullmatch(text, left.end, right.start) for left, right in pairwise(tokens)):
            return False
        return all(_level(token.word) in known for token, known in zip(tokens[1:], words[1:], strict=True))


def forms(word: str, *, adjective: bool = False) -> frozenset[str]:
    """Every form in which one word of a name may be printed, levelled."""
    if _ARABIC.search(word):
        return frozenset(_arabic(word, adjective=adjective))
    if not _SCRIPTS.search(word):
        return frozenset({word})
    return frozenset(_level(form) for form in _cyrillic(word))


def _cyrillic(word: str) -> set[str]:
    rules = _rules()
    if word.isupper() and len(word) > 1:
        return {word + ending for ending in rules["short"]}
    for kind in sorted(rules["cyrillic"], key=lambda kind: -len(kind["ends"])):
        if word.endswith(kind["ends"]):
            stem = word.removesuffix(kind["ends"])
            return {word, *(stem + form for form in kind["forms"] if stem + form)}
    if word[-1] in rules["indeclinable"]:
        return {word}
    return {word + ending for ending in rules["consonant"]}


def _arabic(word: str, *, adjective: bool) -> set[str]:
    rules = _rules()["arabic"]
    article, feminine, (oblique, nominative) = rules["article"], rules["feminine"], rules["plurals"]
    found = {word}
    if word.endswith(nominative):
        found.add(word.removesuffix(nominative) + oblique)
    if adjective:
        bare = {word, word + feminine, word + oblique, word + nominative}
        found = {article * with_article + form for form in bare for with_article in (0, 1)}
    return {_level(form) for form in found}


def _opened(first: frozenset[str]) -> frozenset[str]:
    """The forms of a name's first word, which takes a capital where a sentence begins."""
    return first | {form[:1].upper() + form[1:] for form in first}


def _openings(token: Token) -> Iterator[tuple[int, str]]:
    """The word as it stands, then with what Arabic joins to it taken off: (start, levelled word)."""
    yield token.start, _level(token.word)
    if not _ARABIC.match(token.word):
        return
    rules = _rules()["arabic"]
    doubled, article = rules["joined"][-1] * 2, rules["article"]
    for off in range(3):
        rest = token.word[off:]
        if len(rest) < SHORTEST:
            return
        if off:
            yield token.start + off, _level(rest)
        if rest.startswith(doubled):  # "to the": the article loses its first letter
            yield token.start + off + 1, _level(article + rest[2:])
        if rest[0] not in rules["joined"]:
            return


@cache
def _table() -> dict[int, str | None]:
    rules = _rules()["arabic"]
    return str.maketrans({**rules["levels"], **dict.fromkeys(rules["marks"])})


def _level(word: str) -> str:
    """Letters that are written in more than one way made one."""
    return word.translate(_table())


def _rules() -> Any:
    return data.load("inflection.yaml")
