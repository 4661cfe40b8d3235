"""The Merkle tree against RFC 9162's public vectors and against small trees written out by hand."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpora import shared

from holdfire import seals
from holdfire.seals.merkle import EMPTY_ROOT

LEAVES = [seals.leaf_hash(bytes([number])) for number in range(9)]


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _vectors(kind: str) -> list[dict[str, object]]:
    files = sorted((shared("custody/merkle-vectors") / "testdata" / kind).rglob("*.json"))
    assert len(files) == 98
    return [json.loads(Path(file).read_text()) for file in files]


@pytest.mark.corpora
def test_public_inclusion_vectors() -> None:
    for vector in _vectors("inclusion"):
        proof = [_bytes(p) for p in vector["proof"] or ()]
        good = seals.verify_inclusion(
            _bytes(vector["leafHash"]), vector["leafIdx"], vector["treeSize"], proof, _bytes(vector["root"])
        )
        assert good is not vector["wantErr"], vector["desc"]


@pytest.mark.corpora
def test_public_consistency_vectors() -> None:
    for vector in _vectors("consistency"):
        proof = [_bytes(p) for p in vector["proof"] or ()]
        good = seals.verify_consistency(
            vector["size1"], vector["size2"], proof, _bytes(vector["root1"]), _bytes(vector["root2"])
        )
        assert good is not vector["wantErr"], vector["desc"]


def test_small_trees_by_hand() -> None:
    a, b, c, d, e = LEAVES[:5]
    node = seals.node_hash
    assert seals.root([]) == EMPTY_ROOT == seals.bag([])
    assert seals.root([a]) == a
    assert seals.root([a, b, c]) == node(node(a, b), c)
    assert seals.root([a, b, c, d, e]) == node(node(node(a, b), node(c, d)), e)
    assert seals.inclusion_proof([a, b, c], 2) == [node(a, b)]
    assert seals.inclusion_proof([a, b, c], 0) == [b, c]
    assert seals.consistency_proof([a, b, c], 2) == [c]


@given(size=st.integers(1, 70), data=st.data())
def test_every_proof_verifies_and_no_other_does(size: int, data: st.DataObject) -> None:
    leaves = [seals.leaf_hash(b"%d" % number) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    root = seals.root(leaves)
    proof = seals.inclusion_proof(leaves, index)
    assert seals.verify_inclusion(leaves[index], index, size, proof, root)
    assert not seals.verify_inclusion(seals.leaf_hash(b"other"), index, size, proof, root)
    assert not seals.verify_inclusion(leaves[index], index, size, [*proof, root], root)
    assert not seals.verify_inclusion(leaves[index], size, size, proof, root)
    old = data.draw(st.integers(1, size))
    consistency = seals.consistency_proof(leaves, old)
    assert seals.verify_consistency(old, size, consistency, seals.root(leaves[:old]), root)
    assert not seals.verify_consistency(old, size, consistency, seals.leaf_hash(b"other"), root)


@given(st.integers(0, 200))
def test_peaks_grow_to_the_same_root(size: int) -> None:
    peaks: list[bytes] = []
    leaves = [seals.leaf_hash(b"%d" % number) for number in range(size)]
    for position, leaf in enumerate(leaves):
        seals.push(peaks, position, leaf)
    assert len(peaks) == size.bit_count()
    assert seals.bag(peaks) == seals.root(leaves)
