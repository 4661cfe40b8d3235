"""Taught documents to what the trunk sees of them, kept as float16, and to batches of whole documents."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from holdfire.reader.fillers import even_windows
from holdfire.reader.pieces import Tokenizer
from training.incidents.corpus import Taught
from training.incidents.network import Trunk

MASK = 103
HIDDEN = 0.12
"""Share of the words that are hidden in all readings of a document but one."""


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
    """Whole documents, each with its windows: what the trunk sees and where the tokens begin."""

    lessons: list[Lesson]
    windows: list[list[tuple[Tensor, Tensor]]]


@torch.no_grad()
def lesson(taught: Taught, tokenizer: Tokenizer, trunk: Trunk, chance: random.Random, variants: int) -> Lesson:
    """Run the trunk once over each window, as it stands and with words hidden."""
    cut = even_windows(taught.content, taught.cut, tokenizer)
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
    """Documents in batches; of those that tell of no incident only a share."""
    pool = [one for one in lessons if one.taught.whole or chance.random() < silent]
    chance.shuffle(pool)
    for at in range(0, len(pool), size):
        yield batch(pool[at : at + size], chance)


def batch(lessons: list[Lesson], chance: random.Random) -> Batch:
    """Tensors of some documents, each in one of its readings. Windows are not padded: each is run by itself."""
    windows = []
    for one in lessons:
        seen = chance.choice(one.seen)
        windows.append(
            [(torch.from_numpy(x).float(), torch.tensor(first)) for x, first in zip(seen, one.first, strict=True)]
        )
    return Batch(lessons, windows)
