"""The peer of the tables bench, run in the peers' environment: pandas reads, parses and filters the same file.

`write SOURCE PATH ROWS` makes the file: the corpus's rows repeated up to ROWS, ids or days told apart. `read PATH`
prints seconds, peak memory and rows kept.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import pandas as pd

from bench.table_boxes import BOXES

FIRST, LAST = "2017-05-04", "2018-12-31"
REACH = 0.3
"""Degrees by which pandas widens a box, roughly what the coarsest point row may be off."""


def write(source: str, path: str, rows: int) -> None:
    """Repeats the rows of a Parquet file; a repeated detection is moved by a metre, a repeated event gets a new id."""
    plain = pd.read_parquet(source)
    times = rows // len(plain) + 1
    whole = pd.concat([plain] * times, ignore_index=True).iloc[:rows].copy()
    turn = pd.Series(range(rows)) // len(plain)
    if "id" in whole:
        whole["id"] = range(1, rows + 1)
        for name in ("date_start", "date_end"):
            whole[name] = whole[name].dt.strftime("%Y-%m-%d")
    else:
        whole["latitude"] = (whole["latitude"] + turn * 0.00001).round(5)
        whole["acq_date"] = whole["acq_date"].dt.strftime("%Y-%m-%d")
    if path.endswith(".parquet"):
        whole.to_parquet(path, index=False)
        return
    # Articles and headlines are left out of the CSV: with them it is above the size that is taken in.
    kept = [c for c in whole.columns if c not in ("source_article", "source_headline")]
    whole[kept].to_csv(path, index=False, compression={"method": "gzip", "compresslevel": 1})


def read(path: str, kind: str) -> int:
    """Rows left after parsing days and filtering by days and boxes."""
    rows = pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path, low_memory=False)
    start, end = ("date_start", "date_end") if kind == "ged" else ("acq_date", "acq_date")
    first, last = (pd.to_datetime(rows[name], format="%Y-%m-%d", errors="coerce") for name in (start, end))
    rows = rows[(first <= LAST) & (last >= FIRST)]
    lat, lon = rows["latitude"], rows["longitude"]
    near = pd.Series(data=False, index=rows.index)
    for west, south, east, north in BOXES[kind]:
        near |= lat.between(south - REACH, north + REACH) & lon.between(west - REACH, east + REACH)
    return int(near.sum())


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        name = sys.argv[2]
        began, spent = time.perf_counter(), time.process_time()
        kept = read(name, "ged" if "/ged." in name else "firms")
        took, cpu = time.perf_counter() - began, time.process_time() - spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": took, "cpu": cpu, "peak_mb": peak, "kept": kept}))
