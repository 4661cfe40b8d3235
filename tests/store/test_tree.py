"""Proofs out of kept subtrees are those of the plain tree, whatever is kept, missing or damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.cases import NOW, a_case

from holdfire import seals, store
from holdfire.errors import BadRequest
from holdfire.store.kinds import checked
from holdfire.store.ledger import Fact

SIZE = 700


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tree") / "case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(path.parent / "config"))
        with a_case(path) as case:
            review = checked("review", {"decision": "accept", "target": "claim:1", "why": "read"})
            case._append([Fact(kind="review", fields=review, who="judge", at=NOW)] * (SIZE - 2))
    return path


@pytest.mark.parametrize("kept", ["as kept", "missing", "damaged", "too long"])
def test_proofs_are_those_of_the_plain_tree(path: Path, kept: str) -> None:
    file = path / "derived" / "tree" / "8"
    whole = file.read_bytes()
    assert len(whole) == 2 * 32
    changed = {"as kept": whole, "missing": b"", "damaged": whole[:40] + b"\0" + whole[41:], "too long": whole + b"\1" * 64}
    file.write_bytes(changed[kept])
    try:
        with store.open_case(path) as case:
            leaves = [bytes.fromhex(entry.leaf) for entry in case.entries()]
            root = seals.root(leaves)
            for position in (0, 1, 255, 256, 511, 512, SIZE - 1):
                proof = case.tree.inclusion(position)
                assert [bytes.fromhex(part) for part in proof.path] == seals.inclusion_proof(leaves, position)
                assert (proof.root, proof.leaf) == (root.hex(), leaves[position].hex())
            for old in (1, 2, 255, 256, 300, 512, SIZE):
                extension = case.tree.consistency(old)
                assert [bytes.fromhex(part) for part in extension.path] == seals.consistency_proof(leaves, old)
                assert extension.old_root == seals.root(leaves[:old]).hex()
            assert case.tree.inclusion(3, 300).root == seals.root(leaves[:300]).hex()
    finally:
        file.write_bytes(whole)


def test_what_the_tree_does_not_hold_is_refused(path: Path) -> None:
    with store.open_case(path) as case:
        for call in (lambda: case.tree.inclusion(SIZE), lambda: case.tree.inclusion(5, 5), lambda: case.tree.consistency(0)):
            with pytest.raises(BadRequest, match="E483"):
                call()
