"""Pure seals: canonical bytes, hashes, keys, the Merkle tree. No disk, clock or randomness."""

from holdfire.seals.canonical import canonical, key, rev, sha256
from holdfire.seals.fields import commitment, commitment_of, entry_leaf
from holdfire.seals.merkle import (
    bag,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    push,
    root,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "bag",
    "canonical",
    "commitment",
    "commitment_of",
    "consistency_proof",
    "entry_leaf",
    "inclusion_proof",
    "key",
    "leaf_hash",
    "node_hash",
    "push",
    "rev",
    "root",
    "sha256",
    "verify_consistency",
    "verify_inclusion",
]
