"""Text to windows of word pieces for the encoder, with what it cannot see in lower case: case, quotation, edges."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from holdfire.records import Range

TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
"""A word with its apostrophes, or a single mark."""

PACKED, LONGEST = 96, 256
"""Pieces of one window, its first and closing marks included: short paragraphs are packed up to the first, a long one
is read whole up to the second. On PolNeAR's dev split neighbours help little, and a paragraph cut in two costs much."""

LONGEST_TOKEN = 64
"""Characters of a token that the encoder is shown; what runs on is no word."""

START, CLOSE, UNKNOWN = 101, 102, 100
"""[CLS], [SEP] and [UNK] of the encoder's vocabulary."""

OPENING, CLOSING, STRAIGHT = frozenset("“„«"), frozenset("”»"), '"'

CASES, PLACES, EDGES = 5, 3, 3
FEATURES = CASES * PLACES * EDGES
"""Case (lower, Capital, CAPITALS, digit, mark) x place (outside, inside a quotation, its mark) x edge (within,
first of a paragraph, first of one that follows an unclosed quotation)."""


class Tokens(msgspec.Struct, frozen=True):
    """Parallel lists over the tokens of a text; offsets are code points."""

    start: list[int]
    end: list[int]
    feature: list[int]
    parts: list[Range]
    """[first, last) token of each paragraph that has any."""


class Window(msgspec.Struct, frozen=True):
    """One input of the encoder."""

    pieces: list[int]
    features: list[int]
    first: list[int]
    """For each of its tokens the place of its first piece."""
    parts: list[Range]
    """The paragraphs, or pieces of one, that stand in it one after the other: ranges of tokens of the text."""


class Encoded(Protocol):
    """What a tokenizer returns for a list of tokens."""

    @property
    def ids(self) -> list[int]: ...
    @property
    def word_ids(self) -> list[int | None]: ...


class Tokenizer(Protocol):
    """The one method used of `tokenizers.Tokenizer`."""

    def encode(self, sequence: list[str], *, is_pretokenized: bool, add_special_tokens: bool) -> Encoded:
        """Word pieces of a list of tokens."""


def tokens(content: str, paragraphs: Sequence[Range]) -> Tokens:
    """Cut each paragraph into tokens; nothing else of the text is read."""
    start: list[int] = []
    end: list[int] = []
    feature: list[int] = []
    parts: list[Range] = []
    left_open = False
    for opening, stop in paragraphs:
        first, inside = len(start), False
        for match in TOKEN.finditer(content, opening, stop):
            edge = 0 if len(start) > first else 1 + left_open
            mark = match[0]
            quote = mark in OPENING or mark in CLOSING or mark == STRAIGHT
            if quote:
                inside = mark in OPENING or (mark == STRAIGHT and not inside)
            start.append(match.start())
            end.append(match.end())
            feature.append(_case(mark) + CASES * ((2 if quote else int(inside)) + PLACES * edge))
        left_open = inside
        if len(start) > first:
            parts.append((first, len(start)))
    return Tokens(start, end, feature, parts)


def windows(
    content: str, cut: Tokens, tokenizer: Tokenizer, packed: int = PACKED, longest: int = LONGEST
) -> Iterator[Window]:
    """Whole paragraphs, packed into windows of `packed` pieces; one of more than `longest` is cut at its stops."""
    held: list[Range] = []
    pieces: list[tuple[list[int], list[int]]] = []
    room = packed - 1
    for part in cut.parts:
        ids, first = _pieces(content, cut, part, tokenizer)
        for begin, stop in _fitting(content, cut, part, (ids, first), longest - 2):
            low = first[begin - part[0]]
            high = first[stop - part[0]] if stop < part[1] else len(ids)
            if high - low + 1 > room and held:
                yield _window(cut, held, pieces)
                held, pieces, room = [], [], packed - 1
            held.append((begin, stop))
            pieces.append((ids[low:high], [at - low for at in first[begin - part[0] : stop - part[0]]]))
            room -= high - low + 1
    if held:
        yield _window(cut, held, pieces)


def _case(token: str) -> int:
    first = token[0]
    if first.isupper():
        return 2 if len(token) > 1 and token.isupper() else 1
    if first.isalpha():
        return 0
    return 3 if first.isdigit() else 4


def _pieces(content: str, cut: Tokens, part: Range, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """Piece ids of a paragraph and where each of its tokens begins; every token has at least one."""
    printed = [content[cut.start[at] : min(cut.end[at], cut.start[at] + LONGEST_TOKEN)] for at in range(*part)]
    coded = tokenizer.encode(printed, is_pretokenized=True, add_special_tokens=False)
    ids: list[int] = []
    first: list[int] = []
    for piece, word in zip(coded.ids, coded.word_ids, strict=True):
        if word is not None and word >= len(first):
            while len(first) < word:  # a token that normalises to nothing
                first.append(len(ids))
                ids.append(UNKNOWN)
            first.append(len(ids))
        ids.append(piece)
    for _ in range(len(first), len(printed)):
        first.append(len(ids))
        ids.append(UNKNOWN)
    return ids, first


def _fitting(
    content: str, cut: Tokens, part: Range, pieces: tuple[list[int], list[int]], limit: int
) -> Iterator[Range]:
    """The paragraph whole, or cut after the last stop (else comma, else anywhere) that fits."""
    ids, first = pieces
    begin = part[0]
    while begin < part[1]:
        base = first[begin - part[0]]
        if len(ids) - base <= limit:
            yield begin, part[1]
            return
        reach = part[0] + bisect_left(first, base + limit + 1) - 1
        stop = _last(content, cut, (begin + 1, reach), ".!?") or _last(content, cut, (begin + 1, reach), ",;:—–")
        yield begin, stop or max(reach, begin + 1)
        begin = stop or max(reach, begin + 1)


def _last(content: str, cut: Tokens, within: Range, marks: str) -> int:
    """The token after the last of these marks in the second half of a range, or 0."""
    for at in range(within[1] - 1, (within[0] + within[1]) // 2, -1):
        if content[cut.start[at]] in marks:
            return at + 1
    return 0


def _window(cut: Tokens, held: list[Range], pieces: list[tuple[list[int], list[int]]]) -> Window:
    ids, features, first = [START], [0], []
    for (begin, stop), (own, starts) in zip(held, pieces, strict=True):
        base = len(ids)
        first += [base + at for at in starts]
        lengths = [b - a for a, b in zip(starts, [*starts[1:], len(own)], strict=True)]
        for at, length in zip(range(begin, stop), lengths, strict=True):
            features += [cut.feature[at]] * length
        ids += [*own, CLOSE]
        features.append(0)
    return Window(ids, features, first, held)
