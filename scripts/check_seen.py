"""A range proof of `holdfire seen --proof` to yes or no, with Python's own library and nothing of holdfire.

    python check_seen.py not-shown.json [ROOT]

ROOT is the head of the ledger as you know it from elsewhere: a checkpoint, a bulletin, another copy. Without it the
proof is checked in itself only. Prints every disclosure in it; whether one answers the question is for you to see.
"""

import hashlib
import json
import sys
from pathlib import Path


def field_hash(name: str, salt: str, value: object) -> str:
    """The commitment to one field."""
    text = json.dumps([name, salt, value], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(b"\x02" + text.encode()).hexdigest()


def leaf_hash(case: str, position: int, commitments: list[str]) -> bytes:
    """The leaf of one entry: it binds the sorted commitments to their case and position."""
    listed = '","'.join(sorted(commitments))
    head = f'{{"case":"{case}","commitments":["{listed}"],"format":1,"position":{position}}}'
    return hashlib.sha256(b"\x00" + head.encode()).digest()


def root_hash(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 9162, section 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root_hash(leaves[:split]) + root_hash(leaves[split:])).digest()


def faults(proof: dict[str, object], root: str) -> list[str]:
    """What is wrong with a proof; empty when it holds."""
    entries, found = proof["entries"], []
    if proof["schema"] != "holdfire/range/1" or [e["position"] for e in entries] != list(range(proof["size"])):
        return ["it does not list every position once, in order"]
    for entry in entries:
        values = {name: value for name, _, value in entry["fields"]}
        wanted = {"entry.kind", *(proof["opened"] if values.get("entry.kind") == "disclosure" else ())}
        if any(field_hash(*f) not in entry["commitments"] for f in entry["fields"]) or not wanted <= set(values):
            found.append(f"entry {entry['position']} does not show what it must")
    leaves = [leaf_hash(proof["case"], e["position"], e["commitments"]) for e in entries]
    if root_hash(leaves).hex() != root:
        found.append("it does not lead to the root")
    return found


def main(path: str, root: str = "") -> int:
    """Check one file; 0 when it holds."""
    proof = json.loads(Path(path).read_text(encoding="utf-8"))
    found = faults(proof, root or proof["root"])
    for line in found:
        print(line)
    if not found:
        print(f"holds: entries 0 to {proof['size'] - 1} of case {proof['case']} were looked through; disclosures:")
        for entry in proof["entries"]:
            values = {name: value for name, _, value in entry["fields"]}
            if values["entry.kind"] == "disclosure":
                print(entry["position"], json.dumps(values, ensure_ascii=False))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
