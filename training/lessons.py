"""Taught articles to batches: windows with gold tags and links, some of them with words or names hidden."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from holdfire.reader.pieces import CASES, Tokenizer, Tokens, Window, windows
from training.corpus import TAGS, Taught

MASK = 103
LEAST, MOST = 64, 128
"""Pieces up to which short paragraphs are packed: drawn anew for each article and epoch."""
SILENCE_LEFT_OUT = 0.6


@dataclass(frozen=True)
class Link:
    """A token of the batch, the tokens it may belong to, and the one it does: 0 is none, 1 the first of them."""

    row: int
    token: int
    first: int
    last: int
    answer: int


@dataclass(frozen=True)
class Batch:
    """Padded tensors. `lines` are (window, first token, last token) of each paragraph."""

    pieces: Tensor
    features: Tensor
    there: Tensor
    first: Tensor
    lines: list[tuple[int, int, int]]
    tags: list[list[int]]
    sources: list[Link]
    cues: list[Link]


def epoch(taught: Sequence[list[Taught]], tokenizer: Tokenizer, chance: random.Random, size: int) -> Iterator[Batch]:
    """Every article once, by an annotator drawn by chance, in batches of windows of like length."""
    pool: list[tuple[Taught, Window]] = []
    for readings in taught:
        one = chance.choice(readings)
        limit = chance.randint(LEAST, MOST)
        cut = _without_silence(one, chance)
        pool += [(one, _hidden(window, chance)) for window in windows(one.content, cut, tokenizer, limit)]
    chance.shuffle(pool)
    batches = []
    for at in range(0, len(pool), 16 * size):
        near = sorted(pool[at : at + 16 * size], key=lambda pair: len(pair[1].pieces))
        batches += [near[begin : begin + size] for begin in range(0, len(near), size)]
    chance.shuffle(batches)
    for pairs in batches:
        yield _batch(pairs)


def _without_silence(one: Taught, chance: random.Random) -> Tokens:
    """The article without most of the paragraphs in which nobody says anything: they are easy and cost a sixth."""
    cut = one.cut
    parts = [part for part in cut.parts if any(one.tag[part[0] : part[1]]) or chance.random() > SILENCE_LEFT_OUT]
    return Tokens(cut.start, cut.end, cut.feature, parts)


def _hidden(window: Window, chance: random.Random) -> Window:
    """A few words hidden in every window; in some windows most words with a capital."""
    names = chance.random() < 0.08
    pieces = list(window.pieces)
    ends = [*window.first[1:], len(pieces)]
    for begin, end in zip(window.first, ends, strict=True):
        feature = window.features[begin]
        capital = feature % CASES in (1, 2) and feature < CASES * 3
        if chance.random() < (0.8 if names and capital else 0.02):
            for at in range(begin, end):
                if pieces[at] > MASK:
                    pieces[at] = MASK
    return Window(pieces, window.features, window.first, window.parts)


def _batch(pairs: Sequence[tuple[Taught, Window]]) -> Batch:
    longest = max(len(window.pieces) for _, window in pairs)
    most = max(len(window.first) for _, window in pairs)
    pieces = torch.zeros(len(pairs), longest, dtype=torch.long)
    features = torch.zeros(len(pairs), longest, dtype=torch.long)
    there = torch.zeros(len(pairs), longest, dtype=torch.bool)
    first = torch.zeros(len(pairs), most, dtype=torch.long)
    lines: list[tuple[int, int, int]] = []
    tags: list[list[int]] = []
    sources: list[Link] = []
    cues: list[Link] = []
    for row, (taught, window) in enumerate(pairs):
        length = len(window.pieces)
        pieces[row, :length] = torch.tensor(window.pieces)
        features[row, :length] = torch.tensor(window.features)
        there[row, :length] = True
        first[row, : len(window.first)] = torch.tensor(window.first)
        place = 0
        for begin, end in window.parts:
            lines.append((row, place, place + end - begin))
            tags.append(_closed(taught.tag[begin:end]))
            for links, target in ((taught.cue_source, sources), (taught.content_cue, cues)):
                for token in range(begin, end):
                    if token in links and (links[token] < 0 or begin <= links[token] < end):
                        answer = links[token] - begin + 1 if links[token] >= 0 else 0
                        target.append(Link(row, token - begin + place, place, place + end - begin, answer))
            place += end - begin
    return Batch(pieces, features, there, first, lines, tags, sources, cues)


def _closed(tags: list[int]) -> list[int]:
    """Tags of a piece of a paragraph, where a span that was cut begins and ends within it."""
    names = [TAGS[tag] for tag in tags]
    if names[0][0] in "IE":
        names[0] = ("B" if names[0][0] == "I" else "S") + names[0][1:]
    if names[-1][0] in "BI":
        names[-1] = ("E" if names[-1][0] == "I" else "S") + names[-1][1:]
    return [TAGS.index(name) for name in names]
