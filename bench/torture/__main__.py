"""Prints the table of trials and the table of mutants: `python -m bench.torture [--full] [--seed N] [TRIAL...]`.

Minutes by default; `--full` takes hours and gives the figures. Exit status 1 when anything was lost, missed or let in,
or a mutant was not caught.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.table import table
from bench.torture import trials

TRIALS = ("kill", "cut", "killed-then-cut", "image", "fault", "flip", "fork", "vector", "mutant")


def main(arguments: list[str]) -> int:
    """Runs what is asked for, everything when nothing is."""
    full = "--full" in arguments
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1
    wanted = [name for name in arguments if name in TRIALS] or list(TRIALS)
    folder = Path(tempfile.mkdtemp(prefix="holdfire-torture-", dir=_in_memory()))
    try:
        rows = _rows(trials.listed(folder, full=full, seed=seed), wanted)
        mutants = _rows(trials.weakened(folder, seed=seed), wanted)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if rows:
        print("\n" + table(("trial", "tried", "standing", "wrong", "seconds"), [row.cells() for row in rows]))
    if mutants:
        print("\n" + table(("mutant", "trial", "tried", "caught", "seconds"), [row.as_mutant() for row in mutants]))
    for row in rows:
        for line in row.wrong[:5]:
            print(f"{row.name}: {line}", file=sys.stderr)
    return int(any(row.wrong for row in rows) or any(not row.wrong and not row.skipped for row in mutants))


def _rows(listed: list[tuple[str, str, Callable[[], Any]]], wanted: list[str]) -> list[trials.Row]:
    rows: list[trials.Row] = []
    for kind, name, trial in listed:
        if kind not in wanted:
            continue
        started = time.perf_counter()
        row = _apart(trial)
        row.name, row.seconds = name, time.perf_counter() - started
        print(f"{name}: {row.said()}", file=sys.stderr, flush=True)
        rows.append(row)
    return rows


def _apart(trial: Callable[[], trials.Row]) -> trials.Row:
    """Runs a trial in a process of its own: a mutant weakens that process and no other."""
    reading, writing = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=lambda: writing.send(trial()))
    process.start()
    writing.close()
    try:
        row: trials.Row = reading.recv()
    except EOFError:
        row = trials.Row(wrong=["the trial itself died"])
    process.join()
    return row


def _in_memory() -> str | None:
    """Where trials may write fast; none of them depends on a disk's own syncs."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
