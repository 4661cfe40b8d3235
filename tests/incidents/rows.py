"""Rows of scores as a network would give them, made by hand: each named word has a kind, all others have none."""

from __future__ import annotations

from typing import Any

import numpy as np

from holdfire.reader import FillerMeans, Scored, made_means
from holdfire.reader.fillers import Rows, cut_sentences

KINDS = ("doer", "body", "thing", "name", "person", "weapon", "place", "time")
TYPES = ("ATTACK", "BOMBING")
CARD: dict[str, Any] = {
    "network": "0" * 64,
    "groups": [
        {"name": "tags", "of": ["O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI")]},
        {"name": "types", "of": list(TYPES)},
        {"name": "stages", "of": ["ACCOMPLISHED", "THREATENED"]},
        {"name": "weapon", "of": ["BOMB", "GUN"]},
        {"name": "thing", "of": ["OTHER", "COMMERCIAL"]},
        {"name": "person", "of": ["CIVILIAN", "LEGAL OR JUDICIAL"]},
        {"name": "place", "of": ["CITY", "DEPARTMENT"]},
        {"name": "harm", "of": ["NONE", "DEATH"]},
        {"name": "damage", "of": ["NONE", "DESTROYED"]},
        {"name": "sure", "of": ["NONE", "REPORTED AS FACT"]},
        {"name": "category", "of": ["TERRORIST ACT", "STATE-SPONSORED VIOLENCE"]},
        {"name": "number", "of": ["1", "PLURAL", "COUNTED"]},
        {"name": "whole", "of": list(TYPES)},
        {"name": "several", "of": list(TYPES)},
        {"name": "link", "width": 3},
        {"name": "same", "width": 3},
    ],
}


class Nobody:
    """Stands where a network or a tokenizer is not asked."""

    def see(self, pieces: list[int], first: list[int]) -> Rows:
        raise AssertionError

    def encode(self, sequence: list[str], *, is_pretokenized: bool, add_special_tokens: bool) -> Any:
        raise AssertionError


MEANS: FillerMeans = made_means(CARD, Nobody(), Nobody())
WIDTH = max(high for _, high in MEANS.at.values())


def tagged(content: str, kinds: dict[str, str], more: dict[str, dict[tuple[str, str], float]] | None = None) -> Scored:
    """A text where each word of `kinds` is of that kind; `more` adds scores to a word: (group, name) -> score."""
    cut = cut_sentences(content)
    rows = np.zeros((len(cut.start), WIDTH), dtype=np.float32)
    rows[:, 0] = 6.0
    for group in ("types", "whole", "several"):
        low, high = MEANS.at[group]
        rows[:, low:high] = -6.0
    rows[:, MEANS.at["same"][1] - 1] = -6.0
    before = ""
    for at, (start, end) in enumerate(zip(cut.start, cut.end, strict=True)):
        word = content[start:end]
        kind = kinds.get(word, "")
        if kind:
            tag = MEANS.names["tags"].index(f"{'I' if kind == before else 'B'}-{kind}")
            rows[at, 0], rows[at, tag] = 0.0, 6.0
        before = kind
        for (group, name), score in (more or {}).get(word, {}).items():
            names = MEANS.names[group]
            rows[at, MEANS.at[group][0] + (names.index(name) if names else int(name))] = score
    return Scored(cut, rows, MEANS)
