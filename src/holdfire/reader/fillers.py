"""What the incident network sees in a text: for each token one row of scores, loaded once a process."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from holdfire import data
from holdfire.reader.encoder import session
from holdfire.reader.layout import paragraphs, sentences
from holdfire.reader.pieces import Tokenizer, Tokens, Window, tokens, windows
from holdfire.reader.quotations import quotations
from holdfire.reader.words import words

LIMIT = 480
"""Pieces of one window; whole sentences are packed into it."""
SLACK = 40
"""Pieces above an even share, since sentences are not cut."""

Rows = NDArray[np.float32]


class Sees(Protocol):
    """A network: pieces of one window and the first piece of each of its tokens to a row of scores a token."""

    def see(self, pieces: list[int], first: list[int]) -> Rows: ...


class FillerMeans(msgspec.Struct, frozen=True):
    """What reading needs: the network, its tokenizer, and where each group of scores stands in a row."""

    version: str
    network: Sees
    tokenizer: Tokenizer
    names: dict[str, tuple[str, ...]]
    at: dict[str, tuple[int, int]]


class Scored(msgspec.Struct, frozen=True):
    """A text as the network sees it; `cut.parts` are its sentences."""

    cut: Tokens
    rows: Rows
    means: FillerMeans

    def of(self, group: str, first: int = 0, last: int | None = None) -> Rows:
        """The scores of a group for a range of tokens."""
        low, high = self.means.at[group]
        return self.rows[first:last, low:high]


def cut_sentences(content: str) -> Tokens:
    """The tokens of a text, a part for each sentence."""
    found = words(content)
    parts = paragraphs(content)
    return tokens(content, sentences(found, parts, quotations(found, content, parts)))


def scored(content: str, means: FillerMeans) -> Scored:
    """Run the network over a text, window by window."""
    cut = cut_sentences(content)
    width = max(high for _, high in means.at.values())
    read = even_windows(content, cut, means.tokenizer)
    rows = [means.network.see(window.pieces, window.first) for window in read]
    return Scored(cut, np.concatenate(rows) if rows else np.zeros((0, width), dtype=np.float32), means)


def even_windows(content: str, cut: Tokens, tokenizer: Tokenizer) -> list[Window]:
    """A text as one window where it fits, else as windows of about one size, so that none lacks company."""
    most = list(windows(content, cut, tokenizer, LIMIT, LIMIT))
    if len(most) < 2:
        return most
    share = sum(len(window.pieces) for window in most) // len(most) + SLACK
    return list(windows(content, cut, tokenizer, min(LIMIT, share), LIMIT))


class Packaged:
    """The int8 network, one window a call, so that no text hangs on another."""

    def __init__(self, weights: bytes) -> None:
        self._session = session(weights)

    def see(self, pieces: list[int], first: list[int]) -> Rows:
        """Run the network on one window."""
        given = {"pieces": np.array(pieces, dtype=np.int64), "first": np.array(first, dtype=np.int64)}
        rows: Rows = self._session.run(("scores",), given)[0]
        return rows


def shipped_fillers() -> bool:
    """Whether the weights are in the package: they can be withdrawn without breaking the product."""
    return data.exists("reader/incidents.onnx")


@cache
def filler_means() -> FillerMeans:
    """The packaged network."""
    import tokenizers

    return made_means(
        data.load("reader/incidents.yaml"),
        Packaged(data.read("reader/incidents.onnx")),
        tokenizers.Tokenizer.from_str(data.read("reader/tokenizer.json").decode()),
    )


def made_means(card: dict[str, Any], network: Sees, tokenizer: Tokenizer) -> FillerMeans:
    """A network with its card."""
    names: dict[str, tuple[str, ...]] = {}
    at: dict[str, tuple[int, int]] = {}
    low = 0
    for group in card["groups"]:
        names[group["name"]] = tuple(group.get("of", ()))
        width = len(group["of"]) if "of" in group else group["width"]
        at[group["name"]] = (low, low + width)
        low += width
    return FillerMeans(f"fillers/1-{card['network'][:8]}", network, tokenizer, names, at)
