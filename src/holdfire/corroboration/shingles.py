"""Texts to columns of word hashes, and from them runs of words: all of one text, or a sample of every text's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

BASE = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that it has an inverse modulo 2**64."""
_INVERSE = np.uint64(pow(int(BASE), -1, 2**64))
CHUNK = 1_000_000
"""Code points hashed at once: what fits a processor's cache."""
SLICE = 2_000_000
"""Words sampled at once."""


@dataclass(frozen=True)
class Columns:
    """Every word of every text, as a 64-bit hash of its letters in small; no clock, seed or process is in a hash."""

    words: Hashes
    begins: Numbers
    """Where each text's words begin, and one more for the end."""
    texts: Hashes
    """One hash for each text: equal where its words are, in their order."""

    def of(self, text: int) -> Hashes:
        """The words of one text."""
        return self.words[self.begins[text] : self.begins[text + 1]]

    def runs(self, text: int, size: int) -> Hashes:
        """Every run of so many words in one text, in order."""
        return runs(self.of(text), size)

    def sizes(self) -> Numbers:
        """How many words each text has."""
        return np.diff(self.begins)

    def sampled(self, size: int, one_in: int) -> tuple[Hashes, npt.NDArray[np.int32]]:
        """(hash, text) of one run in so many, the same runs in every text; each once a text, sorted."""
        hashes, owners = [], []
        for start in range(0, len(self.words), SLICE):
            found = runs(self.words[start : start + SLICE + size - 1], size)
            kept = np.flatnonzero(found % np.uint64(one_in) == 0)
            owner = np.searchsorted(self.begins, kept + start, side="right") - 1
            inside = kept + start + size <= self.begins[owner + 1]  # not across the end of a text
            hashes.append(found[kept[inside]])
            owners.append(owner[inside].astype(np.int32))
        if not hashes:
            return np.empty(0, np.uint64), np.empty(0, np.int32)
        told, by = np.concatenate(hashes), np.concatenate(owners)
        order = np.lexsort((by, told))
        told, by = told[order], by[order]
        fresh = np.ones(len(told), bool)
        fresh[1:] = (told[1:] != told[:-1]) | (by[1:] != by[:-1])
        return told[fresh], by[fresh]


def columns(contents: Sequence[str]) -> Columns:
    """Texts to columns. Words are what `\\w+` finds, in small letters."""
    words, counts, texts = [np.empty(0, np.uint64)], [np.zeros(1, np.int64)], [np.empty(0, np.uint64)]
    for batch in _batches(contents):
        hashed, begins = _hashed(batch)
        words.append(hashed)
        counts.append(np.diff(begins))
        texts.append(_whole(hashed, begins))
    return Columns(np.concatenate(words), np.cumsum(np.concatenate(counts)), np.concatenate(texts))


def _whole(hashed: Hashes, begins: Numbers) -> Hashes:
    """A hash of all words of each text with their places."""
    sizes = np.diff(begins)
    places = (np.arange(len(hashed)) - np.repeat(begins[:-1], sizes)).astype(np.uint64)
    summed = np.concatenate((np.zeros(1, np.uint64), np.cumsum(mixed(hashed + places * BASE), dtype=np.uint64)))
    return mixed(summed[begins[1:]] - summed[begins[:-1]] + sizes.astype(np.uint64))


def runs(words: Hashes, size: int) -> Hashes:
    """Hashes of every run of so many words in a row."""
    length = len(words) - size + 1
    if length <= 0:
        return np.empty(0, np.uint64)
    told = np.zeros(length, np.uint64)
    for at in range(size):
        told = told * BASE + words[at : at + length]
    return mixed(told)


def mixed(values: Hashes) -> Hashes:
    """Each bit spread over all others (the finaliser of splitmix64), so that a remainder is a fair sample."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    last: Hashes = values ^ (values >> np.uint64(31))
    return last


def _batches(contents: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    held = 0
    for content in contents:
        batch.append(content.casefold())
        held += len(batch[-1]) + 1
        if held >= CHUNK:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _hashed(batch: Sequence[str]) -> tuple[Hashes, Numbers]:
    """Word hashes of some texts, and where each text's begin. A word's hash is a polynomial in its letters, got from
    sums over the whole batch; a blank between texts keeps them apart."""
    joined = np.frombuffer((" ".join(batch) + " ").encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = _letters()[np.minimum(joined, _HIGHEST)]
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0))
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(1 << len(joined).bit_length())  # few sizes, so that few rows are kept
    summed = np.cumsum(joined.astype(np.uint64) * powers[: len(joined)], dtype=np.uint64)
    before = np.where(starts > 0, summed[starts - 1], np.uint64(0))
    hashed = mixed((summed[ends - 1] - before) * inverses[starts] + (ends - starts).astype(np.uint64))
    offsets = np.cumsum([0, *(len(text) + 1 for text in batch)])
    return hashed, np.searchsorted(starts, offsets).astype(np.int64)


_HIGHEST = 0xFFFF


@cache
def _letters() -> npt.NDArray[np.bool_]:
    """Which code points are part of a word; beyond the basic plane all are (its last place stands for them)."""
    table = np.array([chr(point).isalnum() or point == ord("_") for point in range(_HIGHEST + 1)])
    table[_HIGHEST] = True
    return table


@cache
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """So many powers of the base and of its inverse."""
    return _power_row(BASE, size), _power_row(_INVERSE, size)


def _power_row(base: np.uint64, size: int) -> Hashes:
    row = np.full(size, base, np.uint64)
    row[0] = 1
    return np.cumprod(row, dtype=np.uint64)
