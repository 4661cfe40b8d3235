"""Points against zones x windows x terms: holdfire beside geopandas.sjoin, DuckDB spatial, SedonaDB and PostGIS, the
same answers asserted. PostGIS takes part where Debian's postgresql and postgis packages are installed.

Every contender runs in a process of its own. Cold: from starting the process to the first answer, imports and reading
included. Loaded: the same question again. Peak: the process's largest resident memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.questions import ROOT, write, write_areas, write_ragged
from bench.table import table

PEERS = ROOT / ".venv-bench"
POSTGIS = bool(list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")))
SIZES = {1_000_000: 5, 10_000_000: 3}
"""Points -> repetitions, of which medians are printed."""
CONTENDERS = {
    "holdfire": (Path(sys.executable), "bench.ours"),
    "geopandas.sjoin": (PEERS / "bin" / "python", "bench.peer_geopandas"),
    "DuckDB spatial": (PEERS / "bin" / "python", "bench.peer_duckdb"),
    "SedonaDB": (PEERS / "bin" / "python", "bench.peer_sedona"),
    **({"PostGIS": (PEERS / "bin" / "python", "bench.peer_postgis")} if POSTGIS else {}),
}


def main(sizes: dict[int, int] = SIZES) -> str:
    """Both sizes, as one table. Raises AssertionError where two contenders answer differently."""
    peers_installed()
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for size, times in sizes.items() for row in _measured(Path(folder), size, times)]
    return table(("points", "contender", "loaded s", "cold s", "peak MB", "matches"), rows)


def ragged(size: int = 1_000_000, times: int = 5) -> str:
    """Four zones of 2,000 corners x 3 windows x 5 terms. Raises AssertionError where two contenders differ."""
    peers_installed()
    with tempfile.TemporaryDirectory() as folder:
        rows = _asked(size, times, *write_ragged(Path(folder), size))
    return table(("points", "contender", "loaded s", "cold s", "peak MB", "matches"), rows)


def areas(size: int = 1_000_000, number: int = 5000, times: int = 5) -> str:
    """Which of many areas does each point lie in? Raises AssertionError where two contenders answer differently."""
    peers_installed()
    with tempfile.TemporaryDirectory() as folder:
        rows = _asked(size, times, *write_areas(Path(folder), size, number))
    return table(("points", "contender", "loaded s", "cold s", "peak MB", "matches"), rows)


def _measured(folder: Path, size: int, times: int) -> list[tuple[str, ...]]:
    return _asked(size, times, *write(folder, size))


def _asked(size: int, times: int, points: Path, questions: Path) -> list[tuple[str, ...]]:
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTENDERS}
    for number in range(times):  # in turns, so that what else the machine does falls on all alike
        for name in CONTENDERS:
            print(f"{size:,} points, run {number + 1} of {times}: {name}", file=sys.stderr)
            runs[name].append(_once(name, points, questions))
    answers = {name: [run["answers"] for run in of] for name, of in runs.items()}
    first = answers["holdfire"][0]
    for name, given in answers.items():
        assert all(answer == first for answer in given), f"{name} answers differently at {size} points"
    points.unlink()
    matches = sum(count for count, _ in first)
    return [(f"{size:,}", name, *_medians(of), f"{matches:,}") for name, of in runs.items()]


def _once(name: str, points: Path, questions: Path) -> dict[str, Any]:
    python, contender = CONTENDERS[name]
    command = [str(python), "-m", contender, str(points), str(questions), str(time.monotonic())]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=_environment())
    if ran.returncode:
        raise RuntimeError(f"{name} failed:\n{ran.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _medians(runs: list[dict[str, Any]]) -> tuple[str, str, str]:
    loaded, cold, peak = (statistics.median(run[key] for run in runs) for key in ("loaded_s", "cold_s", "peak_mb"))
    return f"{loaded:.3f}", f"{cold:.2f}", f"{peak:,.0f}"


def peers_installed() -> None:
    """The peers' environment, made when it is not there or its requirements have changed."""
    wanted = (ROOT / "bench" / "requirements.txt").read_bytes()
    mark = PEERS / ".ready"
    if mark.exists() and mark.read_bytes() == wanted:
        return
    print("installing the peers into .venv-bench ...", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    pip = [str(PEERS / "bin" / "python"), "-m", "pip", "install", "--quiet", "-r", "bench/requirements.txt"]
    subprocess.run(pip, cwd=ROOT, check=True)
    mark.write_bytes(wanted)
