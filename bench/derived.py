"""News texts to a benchmark of copies: each text with two printings derived from it by chance of a fixed seed, and all
others as distractors, among them other outlets' own reports of the same events."""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from bench.polnear import SHARED

SEED = 20170504
LEAST_WORDS, RELATED = 120, 0.1
"""Shorter texts are left out; texts that by nature share so much of their runs of five words are not scored."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Printing:
    """One text of the benchmark; `root` is the number of the text it was made from, itself for an original."""

    root: int
    how: str
    content: str


Change = Callable[[list[str], random.Random, list[str]], str]


def originals() -> list[str]:
    """News texts of two of the shared corpora, the longer ones."""
    return [text for text in (*_syria(), *_politics()) if len(_WORD.findall(text)) >= LEAST_WORDS]


def benchmark(texts: list[str]) -> tuple[list[Printing], set[frozenset[int]]]:
    """The printings, originals first, and the pairs of originals that are related by nature."""
    chance = random.Random(SEED)
    spare = sorted({word for text in texts for word in text.split() if word.isalpha() and word.islower()})
    made = [Printing(number, "original", text) for number, text in enumerate(texts)]
    names = sorted(CHANGES)
    for number, text in enumerate(texts):
        for turn in range(2):
            how = names[(2 * number + turn) % len(names)]
            made.append(Printing(number, how, CHANGES[how](_sentences(text), chance, spare)))
    return made, _related(texts)


def _syria() -> list[str]:
    with gzip.open(_shared("fakes_syria_news/FA-KES-Dataset.utf8.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        return [row["article_content"] for row in csv.DictReader(file)]


def _politics() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(_shared("polnear/train/text").glob("*.txt"))]


def _shared(name: str) -> Path:
    return SHARED / "data" / name


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def _headed(sentences: list[str], chance: random.Random, spare: list[str]) -> str:
    """With another headline and dateline before it and a line of credit behind it."""
    head = " ".join(chance.choices(spare, k=chance.randint(5, 9))).capitalize()
    tail = " ".join(chance.choices(spare, k=chance.randint(6, 14))).capitalize()
    return f"{head}\n\n{chance.choice(spare).upper()}, {chance.randint(1, 28)} - {' '.join(sentences)} {tail}."


def _edited(text: str, chance: random.Random, spare: list[str], share: float) -> str:
    """With a share of its words exchanged, or left out one time in four."""
    words = [chance.choice(spare) if chance.random() < share else word for word in text.split()]
    return " ".join(word for word in words if chance.random() > share / 4)


def _cut(sentences: list[str], chance: random.Random, *, head: bool) -> list[str]:
    """From 30 to 50% of the words, whole sentences as far as they go, from the start or from anywhere."""
    words = " ".join(sentences).split()
    size = int(len(words) * chance.uniform(0.3, 0.5))
    start = 0 if head else chance.randint(0, len(words) - size)
    return [" ".join(words[start : start + size])]


def _light(sentences: list[str], chance: random.Random, spare: list[str]) -> str:
    return _edited(" ".join(sentences), chance, spare, 0.05)


def _cut_head(sentences: list[str], chance: random.Random, spare: list[str]) -> str:
    return _headed(_cut(sentences, chance, head=True), chance, spare)


def _cut_anywhere(sentences: list[str], chance: random.Random, spare: list[str]) -> str:
    del spare
    return " ".join(_cut(sentences, chance, head=False))


def _cut_edited(sentences: list[str], chance: random.Random, spare: list[str]) -> str:
    return _edited(" ".join(_cut(sentences, chance, head=True)), chance, spare, 0.05)


def _rewritten(sentences: list[str], chance: random.Random, spare: list[str]) -> str:
    """A quarter of the sentences dropped, neighbours exchanged, every sixth word another."""
    kept = [s for s in sentences if chance.random() > 0.25] or sentences
    for at in range(0, len(kept) - 1, 2):
        if chance.random() < 0.5:
            kept[at], kept[at + 1] = kept[at + 1], kept[at]
    return _headed([_edited(" ".join(kept), chance, spare, 0.16)], chance, spare)


CHANGES: dict[str, Change] = {
    "headline": _headed, "light edits": _light, "cut, new headline": _cut_head, "cut anywhere": _cut_anywhere,
    "cut and edited": _cut_edited, "rewritten": _rewritten,
}  # fmt: skip


def _related(texts: list[str]) -> set[frozenset[int]]:
    """Pairs of originals that share runs of five words by nature, found exactly and without any detector."""
    runs = [_fives(text) for text in texts]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            holders[run].append(number)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for numbers in holders.values():
        for pair in combinations(numbers, 2):
            shared[pair] += 1
    return {frozenset(p) for p, n in shared.items() if n >= RELATED * min(len(runs[p[0]]), len(runs[p[1]]))}


def _fives(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + 5]) for at, _ in enumerate(pairwise(words[3:]))}
