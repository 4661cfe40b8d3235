"""holdfire as a contender: columns against prepared zones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.parquet as pq
from shapely.geometry import shape

from bench.contender import Answers, read_questions, run
from holdfire.findings import Mosaic, PreparedZone, prepare
from holdfire.findings.logic import PASS
from holdfire.records import Zone

Loaded = tuple[dict[str, Any], list[PreparedZone] | Mosaic, list[dict[str, Any]]]


def load(points: str, questions: str) -> Loaded:
    """Points as numpy columns, zones made ready."""
    file = pq.ParquetFile(points)  # column by column, so that no column is ever held twice beside all others
    columns = {name: file.read(columns=[name])[name].to_numpy() for name in file.schema_arrow.names}
    zones, asked = read_questions(questions)
    if not asked:
        return columns, Mosaic([shape(geometry) for geometry in zones]), asked
    ready = [prepare(_zone(str(number), geometry)) for number, geometry in enumerate(zones)]
    return columns, [zone for zone in ready if zone is not None], asked


def answer(loaded: Loaded) -> Answers:
    """Each zone asked once about all points; windows and acts are masks on what lies inside."""
    columns, zones, questions = loaded
    if isinstance(zones, Mosaic):
        return _per_area(columns, zones)
    inside = [np.flatnonzero(zone.points(columns["lon"], columns["lat"]) == PASS) for zone in zones]
    found = []
    for question in questions:
        rows = inside[question["zone"]]
        time, act = columns["time"][rows], columns["act"][rows]
        met = (time >= question["start"]) & (time < question["end"]) & np.isin(act, question["acts"])
        found.append([int(met.sum()), int(columns["id"][rows[met]].sum())])
    return found


def _per_area(columns: dict[str, Any], areas: Mosaic) -> Answers:
    """How many points lie in each area, and the sum of their ids."""
    point, area = areas.find(columns["lon"], columns["lat"])
    order = np.argsort(area, kind="stable")
    counts = np.bincount(area, minlength=len(areas))
    sums = np.add.reduceat(np.append(columns["id"][point[order]], 0), np.cumsum(counts) - counts)
    return np.stack([counts, np.where(counts > 0, sums, 0)], axis=1).tolist()


def _zone(name: str, geometry: Any) -> Zone:
    return Zone(id=name, name=name, version="1", words="", provenance="reconstruction", geometry=geometry)


if __name__ == "__main__":
    run(load, answer)
