"""PostGIS as a contender: a server of its own in a folder that goes away, points copied in and indexed when loading.

Cold includes making the cluster and copying the points, which a running database has behind it: read it so.
"""

from __future__ import annotations

import atexit
import getpass
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet as pq

from bench.contender import Answers, read_questions, run

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
JOIN = """
    SELECT q.number, count(*), sum(p.id)
    FROM (SELECT p.id, p.time, p.act, z.zone FROM points p JOIN zones z ON ST_Intersects(z.geom, p.geom)) p
    JOIN questions q ON p.zone = q.zone AND p.time >= q.start_s AND p.time < q.end_s AND p.act = ANY(q.acts)
    GROUP BY q.number
"""
PER_AREA = """
    SELECT z.zone, count(*), sum(p.id) FROM points p JOIN zones z ON ST_Intersects(z.geom, p.geom) GROUP BY z.zone
"""


def load(points: str, questions: str) -> Any:
    """Points, zones and questions as tables, geometries made and indexed."""
    zones, asked = read_questions(questions)
    connection = psycopg.connect(host=_server(), user="postgres", dbname="postgres", autocommit=True)
    for line in (
        "CREATE EXTENSION postgis",
        "CREATE TABLE raw (id bigint, lon float8, lat float8, time bigint, act smallint)",
        "CREATE TABLE zones (zone integer, geom geometry)",
        "CREATE TABLE questions (number integer, zone integer, start_s bigint, end_s bigint, acts smallint[])",
    ):
        connection.execute(line)
    with connection.cursor() as cursor:
        with cursor.copy("COPY raw (id, lon, lat, time, act) FROM STDIN") as copy:
            for batch in pq.ParquetFile(points).iter_batches():
                for row in zip(*(batch[name].to_pylist() for name in ("id", "lon", "lat", "time", "act")), strict=True):
                    copy.write_row(row)
        made = "ST_GeomFromGeoJSON(%s)"
        shapes = [(n, json.dumps(zone)) for n, zone in enumerate(zones)]
        cursor.executemany(f"INSERT INTO zones VALUES (%s, {made})", shapes)
        rows = [(n, q["zone"], q["start"], q["end"], q["acts"]) for n, q in enumerate(asked)]
        if rows:
            cursor.executemany("INSERT INTO questions VALUES (%s, %s, %s, %s, %s)", rows)
    connection.execute("CREATE TABLE points AS SELECT *, ST_SetSRID(ST_Point(lon, lat), 4326) AS geom FROM raw")
    connection.execute("CREATE INDEX ON points USING gist (geom)")
    connection.execute("VACUUM ANALYZE points")
    connection.execute("ANALYZE zones")
    return connection, len(asked) or len(zones), bool(asked)


def answer(loaded: Any) -> Answers:
    """One spatial join, then windows and acts; a question that nothing meets counts 0."""
    connection, size, any_asked = loaded
    met = {n: [count, int(total)] for n, count, total in connection.execute(JOIN if any_asked else PER_AREA).fetchall()}
    return [met.get(number, [0, 0]) for number in range(size)]


def _server() -> str:
    """A cluster on a socket in a folder of its own, stopped and removed at the end. Not as root, which it refuses."""
    folder = Path(tempfile.mkdtemp(prefix="postgis-"))
    programs = PROGRAMS[-1].parent
    before = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
    if before:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    subprocess.run([*before, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"], check=True,
                   capture_output=True, cwd=folder)  # fmt: skip
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=1GB -c jit=off -c work_mem=256MB"
    start = [*before, programs / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"]
    subprocess.run(start, check=True, capture_output=True, cwd=folder)

    def stop() -> None:
        subprocess.run([*before, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False,
                       capture_output=True, cwd=folder)  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return str(folder)


if __name__ == "__main__":
    run(load, answer)
