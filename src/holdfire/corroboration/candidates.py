"""Columns of words to the pairs of texts worth a closer look: those that share enough of their sampled runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from holdfire.corroboration.shingles import Columns, Hashes

Pair = tuple[int, int]
AT_ONCE = 16_000_000
"""Pairs counted at once, at most."""
NEIGHBOURS = 12
"""Of the texts that share a run each is paired with so many that follow it: all of a small group, and enough of a large
one to hold it together."""


def candidates(
    columns: Columns, *, size: int, one_in: int, least: int, share: float, crowd: int
) -> list[tuple[int, int, float]]:
    """(a, b, share) with a < b: the share of the sampled runs of the one with fewer that the other has too.

    A run that more than `crowd` texts share is a formula and makes no pair; the others make it together.
    """
    hashes, owners = columns.sampled(size, one_in)
    known = np.bincount(owners, minlength=len(columns.begins) - 1)
    hashes, owners = _shared(hashes, owners, crowd)
    kept: list[tuple[int, int, float]] = []
    for lowest, beyond in _ranges(owners, len(known)):
        keys, counts = _pairs(hashes, owners, lowest, beyond)
        keys, counts = keys[counts >= least], counts[counts >= least]
        first, second = (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        shared = counts / np.minimum(known[first], known[second])
        near = np.flatnonzero(shared >= share)
        kept += zip(first[near].tolist(), second[near].tolist(), shared[near].tolist(), strict=True)
    return kept


def _ranges(owners: npt.NDArray[np.int32], texts: int) -> Iterator[Pair]:
    """The texts in stretches, so that the pairs of each stretch's texts fit in little memory."""
    rounds = 1 + len(owners) * NEIGHBOURS // AT_ONCE
    cuts = [texts * n // rounds for n in range(rounds + 1)]
    return pairwise(cuts)


def _shared(hashes: Hashes, owners: npt.NDArray[np.int32], crowd: int) -> tuple[Hashes, npt.NDArray[np.int32]]:
    """The sampled runs that two texts or more have, and no more than a crowd."""
    edges = np.flatnonzero(np.diff(hashes, prepend=hashes[:1] + np.uint64(1), append=hashes[-1:] + np.uint64(1)))
    sizes = np.repeat(np.diff(edges), np.diff(edges))
    sharing = np.flatnonzero((sizes > 1) & (sizes <= crowd))
    return hashes[sharing], owners[sharing]


def _pairs(
    hashes: Hashes, owners: npt.NDArray[np.int32], lowest: int, beyond: int
) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """Pairs whose first text is in a range, as one number each, and how many sampled runs they share."""
    mine = (owners >= lowest) & (owners < beyond)
    found = [np.empty(0, np.uint64)]
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero((hashes[step:] == hashes[:-step]) & mine[:-step])
        found.append((owners[same].astype(np.uint64) << np.uint64(32)) | owners[same + step].astype(np.uint64))
    every = np.concatenate(found)
    found.clear()
    every.sort()
    if not len(every):
        return every, np.empty(0, np.int64)
    starts = np.concatenate(([0], np.flatnonzero(every[1:] != every[:-1]) + 1))
    return every[starts], np.diff(np.append(starts, len(every)))


class Groups:
    """Numbers joined into groups, each called by its least member."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def of(self, number: int) -> int:
        """The group of a number."""
        while number in self._above:
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """The groups of two numbers become one."""
        low, high = sorted((self.of(one), self.of(other)))
        if low != high:
            self._above[high] = low

    def members(self, among: Iterable[int]) -> Iterator[list[int]]:
        """The groups of more than one among some numbers."""
        groups: dict[int, list[int]] = {}
        for number in sorted(set(among)):
            groups.setdefault(self.of(number), []).append(number)
        return (group for group in groups.values() if len(group) > 1)
