"""A ledger's leaves to proofs in milliseconds: subtrees of 256 leaves and of 65,536 are kept, and can be made again.

What is kept lies in derived/ and proves nothing by itself: each proof is checked before it is given out, and where it
does not hold, the subtrees are made afresh from the leaves.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from holdfire.errors import BadRequest, Tampered
from holdfire.seals import bag, node_hash, verify_consistency, verify_inclusion
from holdfire.seals.merkle import DIGEST_BYTES, split_of
from holdfire.store import durable
from holdfire.store.ledger import Ledger

STEP = 8
"""Levels between those kept: 2^8 nodes of one make a node of the next."""
LEVELS = (8, 16, 24)


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That an entry is in the tree, for whoever holds the root."""

    position: int
    size: int
    leaf: str
    root: str
    path: tuple[str, ...]
    """Hex, lowest first (RFC 9162, section 2.1.3)."""


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """That a larger tree only appended to a smaller one."""

    old_size: int
    old_root: str
    size: int
    root: str
    path: tuple[str, ...]
    """Hex (RFC 9162, section 2.1.4)."""


class Tree:
    """The tree over an open ledger."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self._ledger, self._folder = ledger, folder
        self._kept: dict[int, bytes] = {level: self._read(level) for level in LEVELS}

    def inclusion(self, position: int, size: int | None = None) -> Proof:
        """Raises BadRequest (E483) for an entry that the tree of that size does not hold, Tampered (E504)."""
        head = self._ledger.head()
        size = head.size if size is None else size
        if not 0 <= position < size <= head.size:
            raise BadRequest("E483", f"there is no entry {position} in the first {size} of {head.size}")
        for _ in range(2):
            leaf, root = self._leaves(position, 1)[0], self.root(size)
            path = self._audit(position, 0, size)
            if verify_inclusion(leaf, position, size, path, root) and self._known(size, root):
                return Proof(position=position, size=size, leaf=leaf.hex(), root=root.hex(), path=_hex(path))
            self._afresh()
        raise _no_root(size)

    def consistency(self, old: int, size: int | None = None) -> Extension:
        """Raises BadRequest (E483) for a size that the ledger has not reached, Tampered (E504)."""
        head = self._ledger.head()
        size = head.size if size is None else size
        if not 0 < old <= size <= head.size:
            raise BadRequest("E483", f"there are no {old} entries within the first {size} of {head.size}")
        for _ in range(2):
            before, after = self.root(old), self.root(size)
            path = self._extension(old, 0, size, whole=True) if old < size else []
            if verify_consistency(old, size, path, before, after) and self._known(size, after):
                return Extension(old_size=old, old_root=before.hex(), size=size, root=after.hex(), path=_hex(path))
            self._afresh()
        raise _no_root(size)

    def root(self, size: int) -> bytes:
        """The root over the first `size` entries."""
        return self._over(0, size) if size else bag(())

    def keep(self) -> None:
        """Makes and writes the subtrees that are not kept yet. Nothing is lost when it cannot."""
        size = self._ledger.size()
        before = dict(self._kept)
        for level in LEVELS:
            have, want = len(self._kept[level]) // DIGEST_BYTES, size >> level
            more = [self._made(level, index) for index in range(have, want)]
            self._kept[level] += b"".join(more)
        if self._kept != before and os.access(self._folder.parent.parent, os.W_OK):
            with durable.asked_of_disk(self._folder):
                self._folder.mkdir(parents=True, exist_ok=True)
            for level in LEVELS:
                if self._kept[level] != before[level]:
                    durable.write(self._folder / str(level), self._kept[level], durable=False)

    def _known(self, size: int, root: bytes) -> bool:
        head = self._ledger.head()
        return size != head.size or root == head.root

    def _afresh(self) -> None:
        self._kept = dict.fromkeys(LEVELS, b"")

    def _read(self, level: int) -> bytes:
        file = self._folder / str(level)
        data = file.read_bytes() if file.is_file() else b""
        whole = min(len(data) // DIGEST_BYTES, self._ledger.size() >> level)
        return data[: whole * DIGEST_BYTES]

    def _leaves(self, start: int, count: int) -> list[bytes]:
        return self._ledger.leaves(start, count)

    def _nodes(self, level: int, start: int, count: int) -> list[bytes]:
        """Nodes of a level that is kept (or leaves), made where they are not kept."""
        if level == 0:
            return self._leaves(start, count)
        kept = self._kept[level]
        cut = (kept[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES] for at in range(start, start + count))
        return [node or self._made(level, start + at) for at, node in enumerate(cut)]

    def _made(self, level: int, index: int) -> bytes:
        below = level - STEP
        return _joined(self._nodes(below, index << STEP, 1 << STEP))

    def _complete(self, level: int, index: int) -> bytes:
        """The root of a complete subtree of 2^level leaves."""
        base = min(level // STEP * STEP, LEVELS[-1])
        up = level - base
        return _joined(self._nodes(base, index << up, 1 << up))

    def _over(self, start: int, end: int) -> bytes:
        """The root over the leaves from `start` to `end`; `start` is where a subtree of that size begins."""
        peaks: list[bytes] = []
        while start < end:
            level = (end - start).bit_length() - 1
            peaks.append(self._complete(level, start >> level))
            start += 1 << level
        return bag(peaks)

    def _audit(self, position: int, start: int, end: int) -> list[bytes]:
        if end - start <= 1:
            return []
        middle = start + split_of(end - start)
        if position < middle:
            return [*self._audit(position, start, middle), self._over(middle, end)]
        return [*self._audit(position, middle, end), self._over(start, middle)]

    def _extension(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._over(start, end)]
        middle = start + split_of(end - start)
        if old <= middle:
            return [*self._extension(old, start, middle, whole=whole), self._over(middle, end)]
        return [*self._extension(old, middle, end, whole=False), self._over(start, middle)]


def _joined(nodes: Sequence[bytes]) -> bytes:
    while len(nodes) > 1:
        nodes = [node_hash(nodes[at], nodes[at + 1]) for at in range(0, len(nodes), 2)]
    return nodes[0]


def _hex(path: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(digest.hex() for digest in path)


def _no_root(size: int) -> Tampered:
    what = f"the entries do not lead to the root that the tree has at size {size}"
    return Tampered("E504", what, where="ledger.sqlite", todo="run `holdfire verify`")
