"""A case given a worldwide event table: what `holdfire run` then costs, and how many rows become accounts.

    python -m bench table_case

The table has a million rows in the GED layout: the corpus's Syrian rows once, then the same rows again and again, moved
into every other country and year. The case is the packaged one without its reports. Reading the corpus and making the
table are not counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from bench.polnear import SHARED
from bench.questions import ROOT
from bench.table import table
from holdfire import data
from holdfire.store import create

ROWS = 1_000_000
SOURCE = "ucdp_ged_syria/ged_syria_2016_2019.parquet"
EXAMPLE = ROOT / "examples" / "astana-2017"
YEARS = range(1989, 2024)
KEPT = ("source_article", "source_headline")
"""Columns that are left out: with them the file is above the size that is taken in."""


def main(rows: int = ROWS) -> str:
    """One table: the first run, and the run after it that finds its table read."""
    with tempfile.TemporaryDirectory() as folder:
        path, case = Path(folder) / "GEDEvent_v23_1.csv.gz", Path(folder) / "case"
        write(path, rows)
        instruments = {str(p.relative_to(EXAMPLE / "agreements")): p.read_bytes()
                       for p in sorted((EXAMPLE / "agreements").rglob("*")) if p.is_file()}  # fmt: skip
        toml = (EXAMPLE / "case.toml").read_text().replace('sources = ["sources.yml"]', "")
        create(case, toml=toml, agreements=instruments, who="bench", at=datetime(2030, 1, 1, tzinfo=UTC)).close()
        lines = [_measured(name, *words) for name, words in (
            ("add", ("add", str(case), str(path), "--source", "ucdp")), ("run", ("run", str(case))),
            ("run again", ("run", str(case))),
        )]  # fmt: skip
        told = [json.loads(line) for line in _accounts(case)]
    lines.append(("accounts", f"{len(told):,}", "", ""))
    return table(("command", "wall s", "processor s", "peak MB"), lines)


def _accounts(case: Path) -> list[str]:
    [found] = sorted((case / "derived" / "current" / "public").glob("accounts.jsonl"))
    return found.read_text().splitlines()


def _measured(name: str, *words: str) -> tuple[str, str, str, str]:
    began = time.perf_counter()
    command, person = [sys.executable, "-m", "holdfire", *words], {"HOLDFIRE_PERSON": "bench"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **person})
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        raise RuntimeError(f"holdfire {' '.join(words)} ended with {status}")
    return name, f"{took:.1f}", f"{used.ru_utime + used.ru_stime:.1f}", f"{used.ru_maxrss / 1024:,.0f}"


def write(path: Path, rows: int) -> None:
    """The table: rows of the corpus, then their copies in other countries and years."""
    plain = pq.read_table(SHARED / "data" / SOURCE)
    plain = plain.drop_columns([name for name in KEPT if name in plain.column_names])
    elsewhere = _elsewhere()
    parts = [_moved(plain, turn, elsewhere) for turn in range(rows // plain.num_rows + 1)]
    whole = pa.concat_tables(parts).slice(0, rows)
    whole = whole.set_column(whole.column_names.index("id"), "id", pa.array(range(1, rows + 1)))
    with pa.CompressedOutputStream(str(path), "gzip") as out:
        pyarrow.csv.write_csv(whole, out)


def _elsewhere() -> list[tuple[str, float, float]]:
    lines = data.read("intake/country_bounds.csv").decode().splitlines()[1:]
    found = []
    for names, *edges in (line.rsplit(",", 4) for line in lines):
        south, north, west, east = map(float, edges)
        found.append((names.strip('"').split("; ")[0], (south + north) / 2, (west + east) / 2))
    return found


def _moved(plain: pa.Table, turn: int, elsewhere: list[tuple[str, float, float]]) -> pa.Table:
    """The rows as they are (turn 0), or around the middle of another country in another year."""
    columns = {name: plain[name] for name in plain.column_names}
    for name in ("date_start", "date_end"):
        days = pc.cast(columns[name], pa.date32())
        if turn:
            years = YEARS[turn * 11 % len(YEARS)] - 2017
            days = pc.add(pc.cast(days, pa.int32()), pa.scalar(years * 365, pa.int32()))
        columns[name] = pc.cast(pc.cast(days, pa.date32()), pa.string())
    if turn:
        country, lat, lon = elsewhere[turn % len(elsewhere)]
        for name, middle in (("latitude", lat), ("longitude", lon)):
            there = columns[name].to_numpy()
            columns[name] = pa.array(np.clip(np.round(middle + (there - there.mean()) / 4, 6), -179, 179))
        columns["country"] = pa.array([country] * plain.num_rows, columns["country"].type)
        columns["year"] = pc.year(pc.cast(columns["date_start"], pa.date32()))
    return pa.table(columns)


if __name__ == "__main__":
    print(main(*(int(n) for n in sys.argv[1:])))
