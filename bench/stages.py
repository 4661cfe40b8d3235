"""The demo's own stages, each with its time and the most memory the process held in it."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.table import table

TIMES = 3
"""Repetitions, each a process and a case of its own; medians are printed."""
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


class Watch:
    """Told (stage, done, of) as the demo goes on, it books time and memory on the stage that was running."""

    def __init__(self) -> None:
        self.booked: dict[str, list[float]] = {}
        self.stage, self.since = "start", time.perf_counter()
        _forget_peak()

    def __call__(self, stage: str, *_how_far: int) -> None:
        """A stage says how far it is; a new name ends the one before."""
        if stage != self.stage:
            self.turn(stage)

    def turn(self, stage: str) -> None:
        """Books what ran until now and begins the next stage."""
        now = time.perf_counter()
        seconds, peak = self.booked.get(self.stage, (0.0, 0.0))
        self.booked[self.stage] = [seconds + now - self.since, max(peak, _peak_mb())]
        self.stage, self.since = stage, now
        _forget_peak()


def main() -> str:
    """The table, over several runs of the demo."""
    runs = [_once() for _ in range(TIMES)]
    rows = [(stage, *_medians([run[stage] for run in runs])) for stage in runs[0]]
    total = statistics.median(sum(seconds for seconds, _ in run.values()) for run in runs)
    most = statistics.median(max(peak for _, peak in run.values()) for run in runs)
    return table(("stage", "s", "peak MB"), [*rows, ("all", f"{total:.2f}", f"{most:,.0f}")])


def _once() -> dict[str, Any]:
    ran = subprocess.run([sys.executable, "-m", "bench.stages"], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"the demo failed:\n{ran.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return result


def _medians(measured: list[list[float]]) -> tuple[str, str]:
    seconds, peaks = zip(*measured, strict=True)
    return f"{statistics.median(seconds):.2f}", f"{statistics.median(peaks):,.0f}"


def _peak_mb() -> float:
    found = PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def _forget_peak() -> None:
    """Begins a new peak (Linux; see proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def watched() -> None:
    """One demo in this process; prints what the watch booked as JSON."""
    watch = Watch()
    watch.turn("import")
    from holdfire.flow.demo import demo

    with tempfile.TemporaryDirectory() as folder:
        watch.turn("open")
        demo(Path(folder), at=datetime.now(UTC), step=watch)
        watch.turn("")
    del watch.booked["start"]
    print(json.dumps(watch.booked))


if __name__ == "__main__":
    watched()
