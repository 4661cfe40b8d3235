"""Notes of a file to lessons: what the layers that stay as published make of each, names of actors hidden."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import yaml
from torch import Tensor

from holdfire import actors
from holdfire.incidents import plain
from holdfire.reader import notes as reader
from holdfire.reader.pieces import Tokenizer
from training.acts.network import Network

BATCH = 16
HIDDEN = 0.1
"""Share of the pieces that the upper layers do not see, drawn anew each time."""


@dataclass(frozen=True)
class Lesson:
    """One note: its class, what the lower layers make of each piece (float16), and their means."""

    act: int
    x: Tensor
    low: Tensor


@dataclass(frozen=True)
class Batch:
    """Padded notes."""

    x: Tensor
    there: Tensor
    low: Tensor
    act: Tensor


def notes(path: Path) -> list[tuple[str, str]]:
    """(class, note) of a file of notes."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))["snippets"]
    return [(name, note) for name, texts in listed.items() for note in texts]


@torch.no_grad()
def lessons(
    taught: Sequence[tuple[str, str]], order: list[str], tokenizer: Tokenizer, network: Network
) -> list[Lesson]:
    """Run the lower layers once over each note."""
    known = actors.packaged()
    made = []
    for name, note in taught:
        pieces = torch.tensor([reader.pieces(plain(note, known), tokenizer)])
        x, low = network.lower(pieces)
        made.append(Lesson(order.index(name), x[0].half(), low[0]))
    return made


def epoch(taught: Sequence[Lesson], chance: random.Random) -> Iterator[Batch]:
    """All notes once, in batches of like length."""
    order = sorted(taught, key=lambda one: len(one.x) + chance.random() * 15)
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    chance.shuffle(batches)
    for own in batches:
        yield batch(own, chance)


def batch(own: Sequence[Lesson], chance: random.Random) -> Batch:
    """Padded tensors, some pieces left out; never the first or the last of a note."""
    longest = max(len(one.x) for one in own)
    x = torch.zeros(len(own), longest, own[0].x.shape[1])
    there = torch.zeros(len(own), longest, dtype=torch.bool)
    for row, one in enumerate(own):
        size = len(one.x)
        x[row, :size] = one.x.float()
        there[row, :size] = torch.tensor([at in (0, size - 1) or chance.random() >= HIDDEN for at in range(size)])
    return Batch(x, there, torch.stack([one.low for one in own]), torch.tensor([one.act for one in own]))
