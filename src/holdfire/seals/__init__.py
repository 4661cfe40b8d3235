"""Pure seals: canonical bytes, hashes, keys, the Merkle tree. No disk, clock or randomness."""

from holdfire.seals.canonical import canonical, key, rev, sha256
from holdfire.seals.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "canonical", "consistency_proof", "inclusion_proof", "key", "leaf_hash", "node_hash", "rev", "root", "sha256",
    "verify_consistency", "verify_inclusion",
]
