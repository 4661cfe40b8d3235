"""What the bench measures is right: holdfire's own answers against a slow and obvious way, on a small sample."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
from bench.questions import FIRST, LAST, synthetic
from bench.table import table
from shapely.geometry import Point, mapping, shape

from bench import ours

SQUARE = mapping(shape({"type": "Polygon", "coordinates": [[[36, 34], [39, 34], [39, 36], [36, 36], [36, 34]]]}))
WEDGE = mapping(shape({"type": "Polygon", "coordinates": [[[38, 33], [42, 35], [38, 37], [38, 33]]]}))


def test_our_answers_are_right(tmp_path: Path) -> None:
    middle = (int(FIRST.timestamp()) + int(LAST.timestamp())) // 2
    asked = [
        {"name": "a", "zone": 0, "start": int(FIRST.timestamp()), "end": middle, "acts": [0, 2]},
        {"name": "b", "zone": 1, "start": middle, "end": int(LAST.timestamp()), "acts": [1]},
        {"name": "c", "zone": 1, "start": middle, "end": middle, "acts": [1]},
    ]
    (tmp_path / "q.json").write_text(json.dumps({"zones": [SQUARE, WEDGE], "questions": asked}))
    points = synthetic(2000, 3)
    pq.write_table(points, tmp_path / "p.parquet")
    zones = [shape(SQUARE), shape(WEDGE)]
    slowly = []
    for q in asked:
        met = [
            row["id"] for row in points.to_pylist()
            if q["start"] <= row["time"] < q["end"] and row["act"] in q["acts"]
            and zones[q["zone"]].contains(Point(row["lon"], row["lat"]))
        ]  # fmt: skip
        slowly.append([len(met), sum(met)])
    assert slowly[0][0] > 0
    assert slowly[2] == [0, 0]
    assert ours.answer(ours.load(str(tmp_path / "p.parquet"), str(tmp_path / "q.json"))) == slowly


def test_points_are_the_same_each_time() -> None:
    assert synthetic(100, 3).equals(synthetic(100, 3))


def test_a_table_lines_up() -> None:
    assert table(("a", "b"), [("long", "1"), ("x", "20")]).splitlines() == [
        "| a    |  b |",
        "| ---- | -: |",
        "| long |  1 |",
        "| x    | 20 |",
    ]
