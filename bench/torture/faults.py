"""A full or failing disk at every write, sync and rename of a writer, SQLite's included, one at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.torture import judge, recorded
from bench.torture.recorded import Op

ERRORS = ("ENOSPC", "EIO")
FAILING = ("write", "sync", "rename", "cut", "make", "folder")
ITEMS = 2


def sites(folder: Path) -> list[Op]:
    """The calls of a writer that makes a case and fills it; what it says is no file."""
    below = _afresh(folder)
    ops = recorded.record(below, _command(below), folder / "trace")
    return [op for op in ops if op.kind in FAILING]


def run(folder: Path, mutant: str = "", every: int = 1) -> tuple[int, list[str]]:
    """(faults injected, what was wrong): acknowledged and lost, a traceback, a case that cannot be gone on with."""
    injected, wrong = 0, list[str]()
    for op in sites(folder)[::every]:
        for error in ERRORS:
            injected += 1
            wrong += [
                f"{error} at {op.call} {op.nth} ({Path(op.path).name}): {line}"
                for line in _fault(folder, op, error, mutant)
            ]
        if mutant and wrong:
            break
    return injected, wrong if injected or mutant else ["nothing was recorded, so that nothing failed"]


def _fault(folder: Path, op: Op, error: str, mutant: str) -> list[str]:
    below = _afresh(folder)
    command = _command(below, mutant)
    _, printed, complaints = recorded.run(command, below / "config", f"{op.call}:error={error}:when={op.nth}")
    told = judge.said(printed.splitlines())
    wrong = ["a traceback: " + complaints.strip().splitlines()[-1]] if "Traceback" in complaints else []
    wrong += judge.lost(below / "case", below / "config", told)
    if told.opened and not wrong and recorded.run(_command(below), below / "config")[0]:
        wrong.append("the case cannot be gone on with")
    return wrong


def _command(below: Path, mutant: str = "") -> list[str]:
    return [str(below / "case"), str(ITEMS), "1", "1", *([mutant] if mutant else [])]


def _afresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    below = folder / "disk"
    below.mkdir(parents=True)
    return below
