"""DuckDB with its spatial extension, loaded from the installed package, as a contender."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import duckdb_ext

from bench.contender import Answers, read_questions, run

JOIN = """
    SELECT q.number, count(*), sum(p.id)
    FROM (SELECT p.id, p.time, p.act, z.zone FROM points p JOIN zones z ON ST_Intersects(z.geom, p.geom)) p
    JOIN questions q ON p.zone = q.zone AND p.time >= q.start_s AND p.time < q.end_s AND list_contains(q.acts, p.act)
    GROUP BY q.number
"""

PER_AREA = """
    SELECT z.zone, count(*), sum(p.id) FROM points p JOIN zones z ON ST_Intersects(z.geom, p.geom) GROUP BY z.zone
"""


def load(points: str, questions: str) -> Any:
    """Points, zones and questions as tables, geometries made."""
    connection = duckdb.connect()
    folder = Path(next(iter(duckdb_ext.__path__)))
    (extension,) = folder.rglob("spatial.duckdb_extension")
    connection.execute(f"LOAD '{extension}'")
    zones, asked = read_questions(questions)
    connection.execute("CREATE TABLE points AS SELECT *, ST_Point(lon, lat) AS geom FROM read_parquet(?)", [points])
    connection.execute("CREATE TABLE zones (zone INTEGER, geom GEOMETRY)")
    for number, geometry in enumerate(zones):
        connection.execute("INSERT INTO zones VALUES (?, ST_GeomFromGeoJSON(?))", [number, json.dumps(geometry)])
    columns = "number INTEGER, zone INTEGER, start_s BIGINT, end_s BIGINT, acts SMALLINT[]"
    connection.execute(f"CREATE TABLE questions ({columns})")
    rows = [[n, q["zone"], q["start"], q["end"], q["acts"]] for n, q in enumerate(asked)]
    if rows:
        connection.executemany("INSERT INTO questions VALUES (?, ?, ?, ?, ?)", rows)
    return connection, len(asked) or len(zones), bool(asked)


def answer(loaded: Any) -> Answers:
    """One spatial join, then windows and acts; a question that nothing meets counts 0."""
    connection, size, any_asked = loaded
    rows = connection.execute(JOIN if any_asked else PER_AREA).fetchall()
    met = {number: [count, int(total)] for number, count, total in rows}
    return [met.get(number, [0, 0]) for number in range(size)]


if __name__ == "__main__":
    run(load, answer)
