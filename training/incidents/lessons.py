"""Taught documents to what the trunk sees of them, kept as float16, and to batches of whole documents."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from holdfire.reader.fillers import LIMIT
from holdfire.reader.pieces import Tokenizer, windows
from training.incidents.corpus import Taught
from training.incidents.network import Trunk

MASK = 103
HIDDEN = 0.12
"""Share of the words that are hidden in every other reading of a document."""


@dataclass(frozen=True)
class Lesson:
    """One document: what the trunk sees of each of its windows, plain and with words hidden."""

    taught: Taught
    seen: list[list[np.ndarray]]
    first: list[list[int]]
    tokens: list[list[int]]
    """For each window the tokens of the document that stand in it."""


@dataclass(frozen=True)
class Batch:
    """Padded windows of whole documents."""

    lessons: list[Lesson]
    x: Tensor
    there: Tensor
    first: Tensor
    rows: list[list[int]]
    """The windows of each document."""


@torch.no_grad()
def lesson(taught: Taught, tokenizer: Tokenizer, trunk: Trunk, chance: random.Random, variants: int) -> Lesson:
    """Run the trunk once over each window, as it stands and with words hidden."""
    cut = list(windows(taught.content, taught.cut, tokenizer, LIMIT))
    seen = []
    for variant in range(variants):
        row = []
        for window in cut:
            pieces = list(window.pieces)
            if variant:
                ends = [*window.first[1:], len(pieces)]
                for begin, end in zip(window.first, ends, strict=True):
                    if chance.random() < HIDDEN:
                        pieces[begin:end] = [p if p == 102 else MASK for p in pieces[begin:end]]
            row.append(trunk(torch.tensor([pieces]))[0].half().numpy())
        seen.append(row)
    tokens = [[t for a, b in window.parts for t in range(a, b)] for window in cut]
    return Lesson(taught, seen, [window.first for window in cut], tokens)


def epoch(lessons: Sequence[Lesson], chance: random.Random, size: int, silent: float) -> Iterator[Batch]:
    """Documents in batches of like length; of those that tell of no incident only a share."""
    pool = [one for one in lessons if one.taught.whole or chance.random() < silent]
    chance.shuffle(pool)
    batches = []
    for at in range(0, len(pool), 8 * size):
        near = sorted(pool[at : at + 8 * size], key=lambda one: max(map(len, one.seen[0])))
        batches += [near[begin : begin + size] for begin in range(0, len(near), size)]
    chance.shuffle(batches)
    for own in batches:
        yield batch(own, chance)


def batch(lessons: list[Lesson], chance: random.Random | None) -> Batch:
    """Padded tensors of some documents."""
    seen: list[np.ndarray] = []
    first: list[list[int]] = []
    rows = []
    for one in lessons:
        rows.append(list(range(len(seen), len(seen) + len(one.first))))
        seen += chance.choice(one.seen) if chance else one.seen[0]
        first += one.first
    longest, most = max(map(len, seen)), max(map(len, first))
    x = torch.zeros(len(seen), longest, seen[0].shape[1])
    there = torch.zeros(len(seen), longest, dtype=torch.bool)
    at = torch.zeros(len(seen), most, dtype=torch.long)
    for row, (own, starts) in enumerate(zip(seen, first, strict=True)):
        x[row, : len(own)] = torch.from_numpy(own).float()
        there[row, : len(own)] = True
        at[row, : len(starts)] = torch.tensor(starts)
    return Batch(lessons, x, there, at, rows)
