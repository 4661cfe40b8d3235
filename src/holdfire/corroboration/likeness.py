"""Two texts as columns of words to what they are to each other: a copy, a rewrite, the same event in other words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np

from holdfire import data
from holdfire.corroboration.candidates import Groups
from holdfire.corroboration.shingles import Columns, Hashes
from holdfire.corroboration.shingles import columns as columns_of

AT_ONCE = 8_000_000
"""Words counted at once."""


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
    sampled_words: int
    one_in: int
    sampled_least: int
    sampled_share: float
    origin_share: float
    crowd: int
    family: int
    event_share: float
    event_common: float
    event_days: int

    @classmethod
    def packaged(cls) -> Thresholds:
        """As shipped."""
        figures = data.load("corroboration/copies.yaml")
        return cls(**{name: figures[name] for name in cls.__dataclass_fields__})


@cache
def _everyday() -> tuple[str, ...]:
    listed: list[str] = data.load("corroboration/copies.yaml")["everyday"]
    return tuple(listed)


class Likeness:
    """Judges pairs of texts, exactly: every run of the shorter is looked for in the longer.

    Runs that texts of many origins have are formulas of the trade and tell nothing of a rewrite. `among` are the texts
    that take part in any pair, `origins` joins those that are plainly alike, so that a text printed fifty times is one
    origin and its own words no formula.
    """

    def __init__(self, columns: Columns, limits: Thresholds, among: Iterable[int], origins: Groups) -> None:
        self.columns, self.limits = columns, limits
        texts = sorted(set(among))
        numbered = {text: origins.of(text) for text in texts}
        self._formulas = _held_by_many(columns, numbered, limits.rewrite_words, limits.common_texts)
        everyday = max(limits.common_texts, int(limits.event_common * len(texts)))
        fixed = columns_of([" ".join(_everyday())]).words
        self._everyday = np.union1d(_held_by_many(columns, numbered, 1, everyday), fixed)
        self._sizes = columns.sizes()
        self._runs = lru_cache(maxsize=4096)(self._sorted_runs)

    def _sorted_runs(self, text: int, size: int) -> Hashes:
        runs = self.columns.runs(text, size)
        return np.unique(runs) if size == 1 else np.sort(runs)

    def judged(self, one: int, other: int) -> tuple[str, float] | None:
        """Kind and score of a pair, from the view of the shorter text; None where they have nothing to do."""
        limits = self.limits
        shorter, longer = sorted((one, other), key=lambda text: (self._sizes[text], text))
        found = _among(self.columns.runs(shorter, limits.copy_words), self._runs(longer, limits.copy_words))
        if len(found) and found.mean() >= limits.copy_share:
            return "copy", round(float(found.mean()), 3)
        runs = self.columns.runs(shorter, limits.rewrite_words)
        telling = runs[~_among(runs, self._formulas)]
        found = _among(telling, self._runs(longer, limits.rewrite_words))
        score = float(found.mean()) if len(found) else 0.0
        if found.sum() >= limits.least_shared and score >= limits.rewrite_share and self._throughout(found):
            return "rewrite", round(score, 3)
        score = self._of_one_event(shorter, longer)
        return ("same-event", round(score, 3)) if score >= limits.event_share else None

    def _throughout(self, found: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
        """Whether every part of the text but one shares runs: a paragraph of background repeated is no rewrite."""
        parts = self.limits.parts
        cuts = [len(found) * n // parts for n in range(parts + 1)]
        shares = [found[start:end].mean() if end > start else 0.0 for start, end in pairwise(cuts)]
        return sum(bool(share >= self.limits.part_share) for share in shares) >= parts - 1

    def _of_one_event(self, shorter: int, longer: int) -> float:
        """The share of the shorter text's own words (not everyday ones) that the longer has."""
        own = self._runs(shorter, 1)
        own = own[~_among(own, self._everyday)]
        return float(_among(own, self._runs(longer, 1)).mean()) if len(own) else 0.0


def _among(values: Hashes, listed: Hashes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which values are in a sorted list."""
    if not len(listed):
        return np.zeros(len(values), bool)
    at = np.minimum(np.searchsorted(listed, values), len(listed) - 1)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = listed[at] == values
    return found


def _held_by_many(columns: Columns, numbered: dict[int, int], size: int, most: int) -> Hashes:
    """Runs that texts of more than `most` origins hold, sorted; in as many rounds as keep the columns small."""
    total = int(sum(columns.sizes()[text] for text in numbered))
    rounds = 1 + total // AT_ONCE
    many = [np.empty(0, np.uint64)]
    for turn in range(rounds):
        held, by = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
        for text, origin in numbered.items():
            runs = columns.runs(text, size)
            runs = runs[runs % np.uint64(rounds) == turn] if rounds > 1 else runs
            held.append(runs)
            by.append(np.full(len(runs), origin, np.int32))
        many.append(_common(np.concatenate(held), np.concatenate(by), most))
    return np.sort(np.concatenate(many))


def _common(held: Hashes, by: np.ndarray[tuple[int], np.dtype[np.int32]], most: int) -> Hashes:
    order = np.lexsort((by, held))
    held, by = held[order], by[order]
    fresh = np.ones(len(held), bool)
    fresh[1:] = (held[1:] != held[:-1]) | (by[1:] != by[:-1])
    values, counts = np.unique(held[fresh], return_counts=True)
    common: Hashes = values[counts > most]
    return common
