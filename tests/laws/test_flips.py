"""Law: one flip of a fact or of a vault byte is found and named; a flip that changes neither is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import flips
from holdfire import store


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flips") / "case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(path.parent / "config"))
        flips.build(path, reports=16)
    return path


def test_random_flips_are_found_and_named(case: Path) -> None:
    outcomes = flips.run(case, flips=300, seed=7)
    assert not [outcome for outcome in outcomes if outcome.isupper()], outcomes
    assert outcomes["vault byte: found, the file named"] == 150
    assert outcomes["ledger fact: found, rows named"] > 75, outcomes
    assert store.verify(case) == (), "every flip was put back"


def test_every_byte_of_one_entry_counts(case: Path) -> None:
    """Each byte of a body and its leaf, flipped in its lowest bit, names that very entry."""
    ledger = case / "ledger.sqlite"
    rows, _ = flips.facts(case)
    position, leaf, body, *_ = rows[1]
    whole = ledger.read_bytes()
    offsets = [*range(whole.index(body), whole.index(body) + len(body), 7), whole.index(leaf), whole.index(leaf) + 31]
    for offset in offsets:
        with flips.flipped(ledger, offset * 8):
            found = [problem for problem in store.verify(case) if problem.changes_fact]
        assert [problem.where for problem in found] == [f"ledger.sqlite, entry {position} (inputs)"], offset
