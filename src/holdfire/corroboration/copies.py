"""Texts to pairs of reports with a common origin: copies, cut copies, and rewrites with words exchanged."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from holdfire import data
from holdfire.records import Copy, Report, Text

_WORD = re.compile(r"\w+")
Run = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Thresholds:
    """The figures of corroboration/copies.yaml, each with its reason there."""

    copy_words: int
    rewrite_words: int
    least_words: int
    copy_share: float
    rewrite_share: float
    parts: int
    part_share: float
    least_shared: int
    common_texts: int
    within_days: int

    @classmethod
    def packaged(cls) -> Thresholds:
        """As shipped."""
        figures = data.load("corroboration/copies.yaml")
        return cls(**{name: figures[name] for name in cls.__dataclass_fields__})


def copies(texts: Sequence[Text], reports: Iterable[Report] = ()) -> tuple[Copy, ...]:
    """Pairs of reports whose texts share an origin; `score` is the share of the shorter text found in the other.

    A cut copy keeps a part of the original, so containment in the longer text counts, not likeness of the whole.
    Versions of one report (`replaces`) are no copies of each other. Exact, not sampled: an inverted index of word runs.
    """
    known = {report.key: report for report in reports}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        owners[text.key].add(text.report)
    found = dict(_alike({text.key: _words(text.content) for text in texts}, Thresholds.packaged()))
    printed = {(key, key): ("copy", 1.0) for key in owners}  # one text received in several reports
    pairs = {
        Copy(a=min(a, b), b=max(a, b), kind=kind, score=score)
        for (one, other), (kind, score) in {**found, **printed}.items()
        for a in owners[one]
        for b in owners[other]
        if a != b and _may_be(kind, known.get(a), known.get(b))
    }
    return tuple(sorted(pairs))


def _may_be(kind: str, a: Report | None, b: Report | None) -> bool:
    """Not versions of one report; and a rewrite follows within days, while an archive may copy years later."""
    if a is None or b is None:
        return True
    if a.replaces == b.key or b.replaces == a.key:
        return False
    days = _days_apart(a.published, b.published)
    return kind == "copy" or days is None or days <= Thresholds.packaged().within_days


def _days_apart(a: datetime | None, b: datetime | None) -> int | None:
    return abs((a - b).days) if a and b else None


def _words(content: str) -> Run:
    return tuple(_WORD.findall(content.casefold()))


def _alike(words: dict[str, Run], limits: Thresholds) -> Iterator[tuple[Pair, tuple[str, float]]]:
    """Pairs of text keys with kind and score."""
    by_words: defaultdict[Run, list[str]] = defaultdict(list)
    for key in sorted(words):
        by_words[words[key]].append(key)
    for run, keys in by_words.items():
        if run:  # identical but for case and punctuation, however short
            yield from (((a, b), ("copy", 1.0)) for n, a in enumerate(keys) for b in keys[n + 1 :])
    index = _Index({keys[0]: run for run, keys in by_words.items() if len(run) >= limits.least_words}, limits)
    same = {key: keys for keys in by_words.values() for key in keys[:1]}
    for a, b in index.candidates():
        found = index.judged(a, b)
        if found:
            yield from (((min(x, y), max(x, y)), found) for x in same[a] for y in same[b])


class _Index:
    """Which texts hold which runs of words. Runs that many texts have are formulas of the trade and tell nothing."""

    def __init__(self, words: dict[str, Run], limits: Thresholds) -> None:
        self.words, self.limits = words, limits
        self.short = {key: _runs(w, limits.rewrite_words) for key, w in words.items()}
        self.holders: defaultdict[Run, list[str]] = defaultdict(list)
        for key in sorted(self.short):
            for run in dict.fromkeys(self.short[key]):
                self.holders[run].append(key)

    def candidates(self) -> list[Pair]:
        """Pairs that share enough telling runs to be worth a look."""
        shared: Counter[Pair] = Counter()
        for keys in self.holders.values():
            if 1 < len(keys) <= self.limits.common_texts:
                shared.update((a, b) for n, a in enumerate(keys) for b in keys[n + 1 :])
        return sorted(pair for pair, count in shared.items() if count >= self.limits.least_shared)

    def judged(self, a: str, b: str) -> tuple[str, float] | None:
        """Kind and score of a pair, from the view of the shorter text."""
        shorter, longer = sorted((a, b), key=lambda key: (len(self.words[key]), key))
        size = self.limits.copy_words
        score = _share(_runs(self.words[shorter], size), set(_runs(self.words[longer], size)))
        if score >= self.limits.copy_share:
            return "copy", round(score, 3)
        telling = [run for run in self.short[shorter] if len(self.holders[run]) <= self.limits.common_texts]
        there = set(self.short[longer])
        score = _share(telling, there)
        if score >= self.limits.rewrite_share and self._throughout(telling, there):
            return "rewrite", round(score, 3)
        return None

    def _throughout(self, runs: Sequence[Run], there: set[Run]) -> bool:
        """Whether every part of the text but one shares runs: a paragraph of background repeated is no rewrite."""
        parts = self.limits.parts
        cuts = [len(runs) * n // parts for n in range(parts + 1)]
        sharing = sum(_share(runs[start:end], there) >= self.limits.part_share for start, end in pairwise(cuts))
        return sharing >= parts - 1


def _runs(words: Run, size: int) -> list[Run]:
    return [words[i : i + size] for i in range(len(words) - size + 1)]


def _share(runs: Sequence[Run], there: set[Run]) -> float:
    return sum(run in there for run in runs) / len(runs) if runs else 0.0
