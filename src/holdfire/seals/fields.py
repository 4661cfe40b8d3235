"""The fields of one log entry to its leaf: each field is committed to under its own salt, the leaf binds them.

A recipient who is given some fields with their salts, and bare commitments for the rest, computes the same leaf: so a
redacted bundle proves against the same root, and a hidden value cannot be guessed from its hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from holdfire.seals.canonical import canonical
from holdfire.seals.merkle import leaf_hash

SALT_BYTES = 16
FORMAT = 1


def commitment(name: str, salt: str, value: Any) -> str:
    """Hex commitment to one field: its name and value under a salt of 32 hex digits."""
    return commitment_of(canonical([name, salt, value]))


def commitment_of(field: bytes) -> str:
    """The same, from the canonical bytes of `[name, salt, value]`. 0x02 keeps it apart from leaves and nodes."""
    return hashlib.sha256(b"\x02" + field).hexdigest()


def entry_leaf(case: str, position: int, commitments: Iterable[str]) -> bytes:
    """Leaf hash of an entry: its case, its position and the sorted commitments, whose order thus tells no names."""
    listed = '","'.join(sorted(commitments))
    head = f'{{"case":"{case}","commitments":["{listed}"],"format":{FORMAT},"position":{position}}}'
    return leaf_hash(head.encode())
