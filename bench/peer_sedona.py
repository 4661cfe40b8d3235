"""SedonaDB as a contender."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pyarrow as pa
import sedonadb
from shapely.geometry import shape

from bench.contender import Answers, read_questions, run

JOIN = """
    SELECT q.number, count(*) AS n, sum(p.id) AS total
    FROM (SELECT p.id, p.time, p.act, z.zone FROM points p JOIN zones z ON ST_Intersects(z.geometry, p.geom)) p
    JOIN questions q ON p.zone = q.zone AND p.time >= q.start_s AND p.time < q.end_s
    JOIN acts a ON a.number = q.number AND a.act = p.act
    GROUP BY q.number
"""
PER_AREA = """
    SELECT z.zone AS number, count(*) AS n, sum(p.id) AS total
    FROM points p JOIN zones z ON ST_Intersects(z.geometry, p.geom) GROUP BY z.zone
"""


def load(points: str, questions: str) -> Any:
    """Points, zones, questions and their acts as tables in memory, geometries made."""
    base = sedonadb.connect()
    zones, asked = read_questions(questions)
    base.read_parquet(points).to_view("raw")
    base.sql("SELECT *, ST_SetSRID(ST_Point(lon, lat), 4326) AS geom FROM raw").to_memtable().to_view("points")
    shapes = gpd.GeoDataFrame({"zone": range(len(zones))}, geometry=[shape(z) for z in zones], crs="EPSG:4326")
    base.create_data_frame(shapes).to_memtable().to_view("zones")
    if asked:
        of = {"number": range(len(asked)), "zone": [q["zone"] for q in asked]}
        times = {"start_s": [q["start"] for q in asked], "end_s": [q["end"] for q in asked]}
        base.create_data_frame(pa.table({**of, **times})).to_view("questions")
        acts = [(number, act) for number, q in enumerate(asked) for act in q["acts"]]
        table = pa.table({"number": [n for n, _ in acts], "act": pa.array([a for _, a in acts], pa.int16())})
        base.create_data_frame(table).to_view("acts")
    return base, len(asked) or len(zones), bool(asked)


def answer(loaded: Any) -> Answers:
    """One spatial join, then windows and acts; a question that nothing meets counts 0."""
    base, size, any_asked = loaded
    rows = base.sql(JOIN if any_asked else PER_AREA).to_arrow_table().to_pylist()
    met = {row["number"]: [row["n"], int(row["total"])] for row in rows}
    return [met.get(number, [0, 0]) for number in range(size)]


if __name__ == "__main__":
    run(load, answer)
