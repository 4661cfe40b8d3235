"""Power cuts after every call that a writer makes, in every state that a disk may then be left in."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.torture import judge, recorded
from bench.torture.disk import Disk, lay
from bench.torture.recorded import Op

ITEMS = 12


def record(folder: Path, mutant: str = "", items: int = ITEMS, batch: int = 1) -> list[Op]:
    """A case made, filled, closed and filled again, as the disk saw it."""
    shutil.rmtree(folder, ignore_errors=True)
    below = folder / "disk"
    below.mkdir(parents=True)
    ops: list[Op] = []
    for seed in (1, 2):
        command = [str(below / "case"), str(items), str(batch), str(seed), *([mutant] if mutant else [])]
        lies = "fsync,fdatasync:retval=0" if mutant == "eatmydata" else ""
        ops += recorded.record(below, command, folder / "trace", inject=lies)
    return ops


def record_killed(folder: Path, call: str, nth: int) -> list[Op]:
    """A writer killed as it enters one of its calls, and another that adds the same again: as the disk saw both."""
    shutil.rmtree(folder, ignore_errors=True)
    below = folder / "disk"
    below.mkdir(parents=True)
    command = [str(below / "case"), "2", "1", "1"]
    ops = recorded.record(below, command, folder / "trace", inject=f"{call}:signal=KILL:when={nth}")
    return ops + recorded.record(below, command, folder / "trace")


def run_killed(folder: Path, every: int) -> tuple[int, int, list[str]]:
    """(kills, states tried, what was lost): killed at each `every`th sync or name, gone on with, and then cut."""
    ops = record(folder, items=2)
    places = [op for op in ops if op.kind in ("sync", "rename", "folder")][::every]
    tried, wrong = 0, list[str]()
    for op in places:
        _, states, lost = run(folder, record_killed(folder, op.call, op.nth), more=0)
        tried += states
        wrong += [f"killed at {op.call} {op.nth}: {line}" for line in lost]
    return len(places), tried, wrong


def run(folder: Path, ops: list[Op], *, more: int, seed: int = 1, mutant: str = "") -> tuple[int, int, list[str]]:
    """(calls cut at, states tried, what was lost). A mutant is looked for until something is."""
    tried, wrong = 0, list[str]()
    for at, told, state in _states(str(folder / "disk"), ops, more, seed):
        tried += 1
        there = folder / "state"
        shutil.rmtree(there, ignore_errors=True)
        lay(state, there)
        wrong += [f"cut after call {at}: {line}" for line in judge.lost(there / "case", there / "config", told)]
        if mutant and wrong:
            break
    return len(ops), tried, wrong if tried or mutant else ["nothing was recorded, so that nothing was tried"]


def _states(
    below: str, ops: list[Op], more: int, seed: int
) -> Iterator[tuple[int, judge.Said, dict[str, bytes | None]]]:
    dice, disk = random.Random(seed), Disk(below)
    lines: list[str] = []
    seen: set[bytes] = set()
    for at, op in enumerate(ops):
        disk.apply(op)
        if op.kind == "say":
            lines += op.data.decode().splitlines()
        told = judge.said(lines)
        if not told.opened:
            continue
        for state in disk.states(dice, more):
            mark = hashlib.sha256(repr((sorted(state.items()), told.acks)).encode()).digest()
            if mark not in seen:
                seen.add(mark)
                yield at, told, state
