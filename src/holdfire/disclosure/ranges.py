"""A ledger to a range proof: every entry up to a position looked through, and what the disclosures among them say.

"We never showed it" is a statement on all entries. The proof gives the commitments of each, so that anybody can
compute the root; of each entry it opens its kind, and of disclosures no more than the question needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from holdfire.seals import bag, commitment, entry_leaf, push

SCHEMA = "holdfire/range/1"
KIND = "entry.kind"
DISCLOSURE = "disclosure"
OF_ITEM, OF_PERSON = ("item", "derivative"), ("shown", "to_whom")
"""What is opened of every disclosure, when asked who has seen an item, or what somebody has seen."""


class Sealed(Protocol):
    """A ledger entry with the salts of its fields."""

    @property
    def position(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...
    @property
    def salts(self) -> Mapping[str, str]: ...
    @property
    def withheld(self) -> Sequence[str]: ...
    @property
    def who(self) -> str: ...
    @property
    def logged(self) -> datetime: ...


def prove_range(
    case: str, entries: Iterable[Sealed], root: str, *, opened: tuple[str, ...], named: set[int]
) -> dict[str, Any]:
    """The proof over all entries: `opened` fields of every disclosure, all fields of those at the positions `named`."""
    listed = []
    for entry in entries:
        values = {**entry.fields, KIND: entry.kind, "entry.who": entry.who, "entry.logged": entry.logged}
        shown: tuple[str, ...] = (KIND,)
        if entry.kind == DISCLOSURE:
            shown = tuple(sorted(values)) if entry.position in named else (KIND, *opened)
        listed.append({
            "position": entry.position,
            "commitments": sorted(
                [*entry.withheld, *(commitment(name, entry.salts[name], value) for name, value in values.items())]
            ),
            "fields": [[name, entry.salts[name], _plain(values[name])] for name in shown],
        })  # fmt: skip
    return {
        "schema": SCHEMA, "case": case, "size": len(listed), "root": root, "opened": list(opened), "entries": listed,
    }  # fmt: skip


def check_range(proof: Mapping[str, Any]) -> list[str]:
    """What is wrong with a proof, in words; empty: each position is there once, all leaves lead to the root, and every
    disclosure has opened what the proof says it opens."""
    try:
        entries, leaves, faults = proof["entries"], [], []
        if proof["schema"] != SCHEMA or [e["position"] for e in entries] != list(range(proof["size"])):
            return ["it does not list each position from 0 to its size once, in order"]
        for entry in entries:
            listed = entry["commitments"]
            names = [name for name, _, _ in entry["fields"]]
            values = {name: value for name, _, value in entry["fields"]}
            if any(commitment(*field) not in listed for field in entry["fields"]) or len(set(names)) < len(names):
                faults.append(f"entry {entry['position']}: a field is not among its commitments")
            wanted = {KIND, *(proof["opened"] if values.get(KIND) == DISCLOSURE else ())}
            if not wanted <= set(names):
                faults.append(f"entry {entry['position']}: its kind, or what is asked of it, is not opened")
            leaves.append(entry_leaf(proof["case"], entry["position"], listed))
        peaks: list[bytes] = []
        for size, leaf in enumerate(leaves):
            push(peaks, size, leaf)
        if bag(peaks).hex() != proof["root"]:
            faults.append("the leaves do not lead to the root")
    except (KeyError, TypeError, ValueError) as error:
        return [f"it is no range proof: {error}"]
    return faults


def disclosures_in(proof: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The opened fields of every disclosure in a checked proof, by name, each with its `position`."""
    found = []
    for entry in proof["entries"]:
        values = {name: value for name, _, value in entry["fields"]}
        if values.get(KIND) == DISCLOSURE:
            found.append({**values, "position": entry["position"]})
    return found


def _plain(value: Any) -> Any:
    """As JSON gives it back: a proof is the same before and after it was a file."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return json.loads(json.dumps(value))
