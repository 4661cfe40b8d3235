"""A million table rows to candidates: holdfire beside pandas, from bytes on disk to rows of some zones and days.

    python -m bench tables

The rows are the corpora's own, repeated up to a million with ids or places told apart. Both contenders read the file,
parse it and filter by four areas and twenty months; holdfire also checks every row and keeps what is placed only in a
province, which is why it keeps more. Each run is a process of its own; reading the file is included, importing is not.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.matching import PEERS, peers_installed
from bench.polnear import SHARED
from bench.questions import ROOT
from bench.table import table

ROWS = 1_000_000
TIMES = 3
DAYS = (date(2017, 5, 4), date(2018, 12, 31))
SETS = {
    "ged.csv.gz": "ucdp_ged_syria/ged_syria_2016_2019.parquet",
    "ged.parquet": "ucdp_ged_syria/ged_syria_2016_2019.parquet",
    "firms.csv.gz": "firms_ukraine/firms_ukraine_points.parquet",
    "firms.parquet": "firms_ukraine/firms_ukraine_points.parquet",
}


def main() -> str:
    """One table: rows, contender, seconds (medians), peak, candidates. Needs the corpora.

    Where the machine has other work, processor time says more than the clock.
    """
    peers_installed()
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for name in SETS for row in _measured(Path(folder), name)]
    return table(("table", "contender", "wall s", "processor s", "peak MB", "candidates"), rows)


def _measured(folder: Path, name: str) -> list[tuple[str, ...]]:
    path = folder / name
    _python(["-m", "bench.tables_peer", "write", str(SHARED / "data" / SETS[name]), str(path), str(ROWS)], peer=True)
    out = []
    for who, peer in (("holdfire", False), ("pandas", True)):
        module = "bench.tables_peer" if peer else "bench.tables"
        runs = [json.loads(_python(["-m", module, "read", str(path)], peer=peer)) for _ in range(TIMES)]
        seconds, cpu = (sorted(run[key] for run in runs)[TIMES // 2] for key in ("seconds", "cpu"))
        out.append(
            (
                f"{name}, {ROWS:,} rows",
                who,
                f"{seconds:.2f}",
                f"{cpu:.2f}",
                f"{runs[0]['peak_mb']:,.0f}",
                f"{runs[0]['kept']:,}",
            )
        )
    path.unlink()
    return out


def _python(arguments: list[str], *, peer: bool) -> str:
    python = PEERS / "bin" / "python" if peer else Path(sys.executable)
    ran = subprocess.run([str(python), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{arguments} failed:\n{ran.stderr[-2000:]}")
    return ran.stdout


def read(path: Path) -> dict[str, Any]:
    """What holdfire takes: intake as in a run, then the filter."""
    from shapely.geometry import box

    from bench.table_boxes import BOXES
    from holdfire import data, intake, places, seals
    from holdfire.actors import packaged
    from holdfire.records import Report

    actors, gazetteer, reach = packaged(), places.packaged(), data.load("incidents/fusing.yaml")["row_radius_m"]
    kind = "ged" if path.name.startswith("ged") else "firms"
    zones = [box(*edges) for edges in BOXES[kind]]
    began, spent = time.perf_counter(), _cpu()
    content = path.read_bytes()
    report = Report(
        key="report:1", source="s", format=kind, filename=path.name, sha256=seals.sha256(content), size=len(content),
        position=1,
    )  # fmt: skip
    taken = intake.read(report, content, zone="UTC", actors=actors, places=gazetteer)
    rows = taken.events if taken.events is not None else taken.leads
    assert rows.num_rows > ROWS * 0.98  # a moved detection may fall on another
    kept = intake.candidates(rows, DAYS, zones, {**reach, "pixel": 2600})
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": took, "cpu": _cpu() - spent, "peak_mb": peak, "kept": kept.num_rows}


def _cpu() -> float:
    """Seconds of processor time of this process and of those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[2]))))
