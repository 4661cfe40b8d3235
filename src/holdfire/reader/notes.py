"""A short note to what a network taught on such notes takes it to tell of as a whole: a score for each class."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import msgspec
import numpy as np

from holdfire import data
from holdfire.reader.encoder import is_asked, session
from holdfire.reader.pieces import CLOSE, START, TOKEN, Tokenizer

LIMIT = 160
"""Pieces that are read of a note; what follows is left out."""


class Weighs(Protocol):
    """A network: pieces of one note to the logarithm of how likely each class is."""

    def weigh(self, pieces: list[int]) -> list[float]: ...


class NoteMeans(msgspec.Struct, frozen=True):
    """What reading needs: the network, its tokenizer, and the classes that it scores, in their order."""

    version: str
    network: Weighs
    tokenizer: Tokenizer
    classes: tuple[str, ...]

    def scores(self, note: str) -> dict[str, float]:
        """Class -> the logarithm of how likely it is. A note of no words is as likely to be any."""
        return dict(zip(self.classes, self.network.weigh(pieces(note, self.tokenizer)), strict=True))


class PackagedNotes:
    """The int8 network, one note a call, so that no note hangs on another."""

    def __init__(self, weights: bytes) -> None:
        self._session = session(weights)

    def weigh(self, pieces: list[int]) -> list[float]:
        """Run the network on one note."""
        (scores,) = self._session.run(("scores",), {"pieces": np.array(pieces, dtype=np.int64)})
        return [float(score) for score in scores]


def pieces(note: str, tokenizer: Tokenizer) -> list[int]:
    """Piece ids between the encoder's marks."""
    coded = tokenizer.encode(TOKEN.findall(note), is_pretokenized=True, add_special_tokens=False)
    return [START, *coded.ids[: LIMIT - 2], CLOSE]


def note_means(name: str = "") -> NoteMeans | None:
    """The packaged network, loaded once a process: None for `rules`, and for no name where no weights are shipped.

    Raises BadRequest E445 for a name that is no reader, or one whose weights are not in this package.
    """
    there = data.exists("reader/acts.onnx")
    return _packaged() if is_asked(name, there, "the weights for notes") else None


@cache
def _packaged() -> NoteMeans:
    import tokenizers

    card: dict[str, Any] = data.load("reader/acts.yaml")
    return NoteMeans(
        version=f"notes/1-{card['network'][:8]}",
        network=PackagedNotes(data.read("reader/acts.onnx")),
        tokenizer=tokenizers.Tokenizer.from_str(data.read("reader/tokenizer.json").decode()),
        classes=tuple(card["classes"]),
    )
