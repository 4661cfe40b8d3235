"""A negative answer can be checked: every entry is there, every disclosure is opened, and any change to a proof is found."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from holdfire.disclosure import check_range, disclosures_in, prove_range
from holdfire.disclosure.ranges import OF_ITEM, OF_PERSON
from holdfire.seals import bag, canonical, commitment, entry_leaf, push

CASE = "c" * 32
AT = datetime(2017, 5, 20, 12, 30, tzinfo=UTC)


class Sealed(msgspec.Struct):
    """A ledger entry as the store gives it."""

    position: int
    kind: str
    fields: dict[str, Any]
    salts: dict[str, str]
    withheld: tuple[str, ...] = ()
    who: str = "Desk"
    logged: datetime = AT

    def leaf(self) -> bytes:
        values = {**self.fields, "entry.kind": self.kind, "entry.who": self.who, "entry.logged": self.logged}
        return entry_leaf(CASE, self.position, [commitment(n, self.salts[n], v) for n, v in values.items()])


def ledger() -> list[Sealed]:
    told = [
        ("opened", {"name": "a case"}), ("report", {"filename": "secret.txt", "title": "hidden"}),
        ("disclosure", {"item": "exhibit:1", "derivative": "aa", "shown": True, "to_whom": ["A party"], "by": "Desk"}),
        ("disclosure", {"item": "exhibit:2", "derivative": "", "shown": False, "to_whom": ["B party"], "by": "Desk"}),
        ("review", {"why": "because"}),
    ]  # fmt: skip
    heads = ("entry.kind", "entry.who", "entry.logged")
    return [
        Sealed(n, kind, fields, {name: f"{n:02x}{i:030x}" for i, name in enumerate((*fields, *heads))})
        for n, (kind, fields) in enumerate(told)
    ]


def proof(opened: tuple[str, ...] = OF_PERSON, named: tuple[int, ...] = (2,)) -> dict[str, Any]:
    entries, peaks = ledger(), list[bytes]()
    for size, entry in enumerate(entries):
        push(peaks, size, entry.leaf())
    made = prove_range(CASE, entries, bag(peaks).hex(), opened=opened, named=set(named))
    again: dict[str, Any] = json.loads(json.dumps(made))
    assert again == made
    return again


@pytest.mark.parametrize("opened", [OF_PERSON, OF_ITEM])
def test_a_proof_holds_and_says_what_every_disclosure_says(opened: tuple[str, ...]) -> None:
    made = proof(opened)
    assert check_range(made) == []
    told = disclosures_in(made)
    assert [d["position"] for d in told] == [2, 3]
    assert all(set(opened) <= set(d) for d in told)


def test_no_more_is_opened_than_the_question_needs() -> None:
    text = json.dumps(proof())
    assert "secret.txt" not in text
    assert "because" not in text
    assert "exhibit:2" not in text
    assert "exhibit:1" in text


MUTATIONS = {
    "an entry left out": lambda p: p["entries"].pop(1),
    "the last left out, and the size with it": lambda p: (p["entries"].pop(), p.update(size=4)),
    "an entry put in twice": lambda p: p["entries"].insert(1, copy.deepcopy(p["entries"][0])),
    "a disclosure passed off as something else": lambda p: p["entries"][3]["fields"][0].__setitem__(2, "review"),
    "a disclosure not opened": lambda p: p["entries"][3].update(fields=p["entries"][3]["fields"][:1]),
    "a kind not opened": lambda p: p["entries"][1].update(fields=[]),
    "another recipient": lambda p: next(f for f in p["entries"][3]["fields"] if f[0] == "to_whom").__setitem__(2, ["C"]),
    "a commitment changed": lambda p: p["entries"][1]["commitments"].__setitem__(0, "0" * 64),
    "a commitment added": lambda p: p["entries"][1]["commitments"].append("0" * 64),
    "another root": lambda p: p.update(root="0" * 64),
    "another case": lambda p: p.update(case="d" * 32),
    "fewer fields asked": lambda p: p.pop("opened"),
    "no proof at all": lambda p: p.clear(),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_whatever_is_done_to_a_proof_is_found(name: str) -> None:
    made = proof()
    MUTATIONS[name](made)
    assert check_range(made) != []


def test_the_commitments_are_those_of_the_ledger() -> None:
    """The time is committed to as it is written in the body of an entry."""
    field = next(f for e in proof()["entries"] for f in e["fields"] if f[0] == "entry.logged")
    assert field[2] == json.loads(canonical(AT))
