"""kill -9 at random moments while items are added, and what was acknowledged compared afterwards."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

from bench.torture import judge, mutants, writer

ROUND = 250
"""Kills of one case before a new one is made: a long case takes long to check."""
MEASURED = 5
"""Items whose adding is timed, so that on any machine, however busy, kills fall among the additions."""


def kill_once(case: Path, seed: int, after: float, mutant: str = "") -> judge.Said:
    """Forks a writer, kills it after as many seconds, and returns what it had said."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:  # the writer: never returns into the parent's frames
        status = 1
        try:
            os.close(reading)
            mutants.weaken(mutant)
            wanted = writer.items(seed, 60)
            say = lambda line: os.write(writing, f"{line}\n".encode())  # noqa: E731
            writer.write(case, wanted, random.Random(seed).choice((1, 1, 7)), say, name=mutant)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as pipe:
        return judge.said(pipe.read().splitlines())


def _seconds(case: Path) -> float:
    started = time.perf_counter()
    writer.write(case, writer.items(0, MEASURED), 1, lambda _: None)
    return time.perf_counter() - started


def run(folder: Path, kills: int, seed: int = 1, mutant: str = "") -> tuple[int, list[str]]:
    """(acknowledgements, what was wrong) after as many kills."""
    dice = random.Random(seed)
    acknowledged, wrong, longest = 0, list[str](), 0.0
    case, config = folder / "case", folder / "config"
    for number in range(kills):
        if number % ROUND == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            os.environ["HOLDFIRE_CONFIG"] = str(config)
            writer.opened(case).close()
            longest = _seconds(case)
        told = kill_once(case, seed * 1_000_000 + number, dice.uniform(0, longest), mutant)
        acknowledged += len(told.acks)
        wrong += judge.lost(case, config, told, whole=number % ROUND == ROUND - 1 or number == kills - 1)
        if mutant and wrong:
            break
    return acknowledged, wrong
