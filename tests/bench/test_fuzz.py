"""The fuzzer reads odd texts with both readers, and sees what is wrong with claims that are."""

from __future__ import annotations

import random
from itertools import islice

from msgspec.structs import replace
from tests.claims.book import claims_of

from bench import fuzz

CONTENT = "Arland said that it has photos. The army said that three shells hit Dorn."


def test_it_reads_and_finds_nothing_wrong() -> None:
    told = fuzz.main(["--minutes", "0.02", "--longest", "2000"])
    assert told.endswith("\n0 faults"), told
    assert told.startswith("rules: ")


def test_the_same_seed_makes_the_same_texts() -> None:
    one, other = (list(islice(fuzz.texts(random.Random(5)), 30)) for _ in range(2))
    assert one == other
    assert len(set(one)) > 20


def test_it_sees_what_is_wrong() -> None:
    first, second = claims_of(CONTENT)
    assert list(fuzz.faults(CONTENT, (first, second))) == []
    wrong = (
        replace(first, key=second.key), replace(first, content=((5, 500),)), replace(first, content=((9, 12), (3, 5))),
        replace(first, evidence=(replace(first.evidence[0], text="videos"),)), replace(first, parent="claim:gone"),
        replace(first, content=()),
    )  # fmt: skip
    assert [next(fuzz.faults(CONTENT, (claim, second)), "") for claim in wrong] == [
        "two claims with one key", "a span outside the text", "spans out of order", "evidence that is not what stands there",
        "a parent that is not there", "a claim without content",
    ]  # fmt: skip
