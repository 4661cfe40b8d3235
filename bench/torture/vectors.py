"""Public vectors of the Merkle tree, and conformance bags of BagIt, against what we answer."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from holdfire import seals
from holdfire.store import bagit_faults

BAGS = {"valid": True, "invalid": False, "linux-only": False}
"""Folder of the suite -> whether its bags are good. `windows-only` is about another system, `warning` about style."""


def merkle(shared: Path) -> tuple[int, list[str]]:
    """(vectors tried, those answered wrongly)."""
    tried, wrong = 0, list[str]()
    for kind, answer in (("inclusion", _inclusion), ("consistency", _consistency)):
        for file in sorted((shared / "custody/merkle-vectors/testdata" / kind).rglob("*.json")):
            vector = json.loads(file.read_text())
            tried += 1
            if answer(vector) is vector["wantErr"]:
                wrong.append(f"{kind}: {vector['desc']}")
    return tried, wrong


def bags(shared: Path) -> tuple[int, list[str]]:
    """(bags tried, those judged wrongly)."""
    tried, wrong = 0, list[str]()
    for version in sorted((shared / "custody/bagit-conformance").glob("v*")):
        for kind, good in BAGS.items():
            for bag in sorted(path for path in (version / kind).glob("*") if path.is_dir()):
                tried += 1
                faults = bagit_faults(bag)
                if good is bool(faults):
                    wrong.append(f"{bag.relative_to(version.parent)}: {faults}")
    return tried, wrong


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _inclusion(vector: dict[str, Any]) -> bool:
    proof = [_bytes(part) for part in vector["proof"] or ()]
    leaf, root = _bytes(vector["leafHash"]), _bytes(vector["root"])
    return seals.verify_inclusion(leaf, vector["leafIdx"], vector["treeSize"], proof, root)


def _consistency(vector: dict[str, Any]) -> bool:
    proof = [_bytes(part) for part in vector["proof"] or ()]
    old, new = _bytes(vector["root1"]), _bytes(vector["root2"])
    return seals.verify_consistency(vector["size1"], vector["size2"], proof, old, new)
