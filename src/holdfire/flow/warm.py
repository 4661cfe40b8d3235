"""Reports read by several processes at once, into the cache: the run that follows finds them there.

Each process reads one report at a time with its own knowledge, so that what comes out is the same with one worker or
with eight.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from holdfire.flow.extract import extract
from holdfire.flow.knowledge import Knowledge, knowledge
from holdfire.records import Report
from holdfire.store import Case, open_case

_own: dict[str, tuple[Case, Knowledge]] = {}
"""Of a worker process: the case it was started for."""


def warm(path: Path, as_of: int | None, reports: Sequence[Report], workers: int) -> None:
    """Read reports into the cache of the case at `path`, `workers` at a time."""
    spawn = multiprocessing.get_context("spawn")  # a forked child would share the parent's ledger connection
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start, initargs=(path, as_of)) as pool:
        list(pool.map(_read, reports))


def _start(path: Path, as_of: int | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    case = open_case(path)
    _own["case"] = (case, knowledge(case.config, case.inputs(as_of)))


def _read(report: Report) -> None:
    case, know = _own["case"]
    extract(case, report, know)
