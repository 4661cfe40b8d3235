"""Leaves to roots and proofs: the Merkle tree of RFC 9162, section 2.1, over sha256."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

DIGEST_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf: the 0x00 prefix keeps leaves and nodes apart."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes, in one pass."""
    peaks: list[bytes] = []
    for size, leaf in enumerate(leaves):
        push(peaks, size, leaf)
    return bag(peaks)


def push(peaks: list[bytes], size: int, leaf: bytes) -> None:
    """Adds a leaf to a tree of `size` leaves given by its peaks, in place.

    Peaks are the roots of the complete subtrees, the largest first.
    """
    while size & 1:
        leaf = node_hash(peaks.pop(), leaf)
        size >>= 1
    peaks.append(leaf)


def bag(peaks: Sequence[bytes]) -> bytes:
    """The root over peaks."""
    if not peaks:
        return EMPTY_ROOT
    digest = peaks[-1]
    for peak in reversed(peaks[:-1]):
        digest = node_hash(peak, digest)
    return digest


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of the leaf at `index`, lowest first."""
    if len(leaves) <= 1:
        return []
    split = split_of(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether the path leads from the leaf at `index` of a tree of `size` to the expected root."""
    if not 0 <= index < size or not _digests(leaf, expected, *proof):
        return False
    position, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position % 2 or position == last:
            digest = node_hash(sibling, digest)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            digest = node_hash(digest, sibling)
        position, last = position // 2, last // 2
    return last == 0 and digest == expected


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Proof that the tree over the first `old_size` leaves is a prefix of this one."""
    if not 0 < old_size <= len(leaves) or old_size == len(leaves):
        return []
    return _subproof(leaves, old_size, whole=True)


def verify_consistency(old_size: int, new_size: int, proof: Sequence[bytes], old: bytes, new: bytes) -> bool:
    """Whether the proof shows that the new tree only appended to the old one."""
    if not 0 < old_size < new_size:
        return 0 < old_size == new_size and not proof and old == new
    if not proof or not _digests(old, new, *proof):
        return False
    path = list(proof) if old_size & (old_size - 1) else [old, *proof]
    position, last = old_size - 1, new_size - 1
    while position % 2:
        position, last = position // 2, last // 2
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position % 2 or position == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            second = node_hash(second, sibling)
        position, last = position // 2, last // 2
    return last == 0 and first == old and second == new


def _digests(*values: bytes) -> bool:
    return all(len(value) == DIGEST_BYTES for value in values)


def split_of(size: int) -> int:
    """Where a tree of `size` leaves divides: the largest power of two below it."""
    return 1 << ((size - 1).bit_length() - 1)


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = split_of(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root(leaves[:split])]
