"""Older ledgers put back, and ledgers that went another way from an older state, against the head that was seen."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

from bench.flips import NOW
from bench.torture import mutants, writer
from holdfire import store
from holdfire.errors import HoldfireError

SEEN = 12
"""Entries of the ledger whose head is pinned."""


def run(folder: Path, trials: int, seed: int = 1, mutant: str = "") -> tuple[Counter[str], list[str]]:
    """(trials by kind, those not refused). Each is opened to read, opened to write, and verified."""
    dice = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case, older = folder / "case", _grow(folder)
    mutants.weaken(mutant)
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(trials):
        start = dice.choice(sorted(older))
        further = dice.choice((0, *range(1, SEEN + 4)))
        shutil.rmtree(case)
        shutil.copytree(older[start], case)
        if further:
            _go_another_way(folder, case, further, number)
        kind = "rolled back" if not further else "forked"
        kinds[kind] += 1
        wrong += [f"{kind} to {start}, then {further} others: {line}" for line in _accepted(folder, case)]
    return kinds, wrong


def _grow(folder: Path) -> dict[int, Path]:
    """A case grown entry by entry and seen at its last; copies of it on the way, by size."""
    os.environ["HOLDFIRE_CONFIG"] = str(folder / "config")
    older: dict[int, Path] = {}
    writer.opened(folder / "case").close()
    size = 2
    while size < SEEN:
        older[size] = Path(shutil.copytree(folder / "case", folder / f"at-{size}"))
        _add(folder / "case", [b"seen %d" % size])
        size += 1
    return older


def _go_another_way(folder: Path, case: Path, further: int, number: int) -> None:
    os.environ["HOLDFIRE_CONFIG"] = str(folder / "another")
    shutil.rmtree(folder / "another", ignore_errors=True)
    _add(case, [b"another %d %d" % (number, at) for at in range(further)])


def _add(case: Path, wanted: list[bytes]) -> None:
    with store.open_case(case, write=True, who="torture") as opened:
        items = [({"source": "outlet", "format": "text", "filename": "x.txt"}, data) for data in wanted]
        opened.add_reports(items, who="torture", at=NOW)


def _accepted(folder: Path, case: Path) -> list[str]:
    os.environ["HOLDFIRE_CONFIG"] = str(folder / "config")
    accepted = [] if any(problem.code == "E505" for problem in store.verify(case)) else ["verify says nothing"]
    for write in (False, True):
        try:
            store.open_case(case, write=write).close()
            accepted.append(f"opens, write={write}")
            break  # a writer that was let in has pinned it
        except HoldfireError as error:
            if error.code != "E505":
                accepted.append(f"{error.code} in place of E505")
    return accepted
