"""The packaged case's zones x windows x terms, and synthetic points to ask them of, as files every contender reads.

A question is one zone version under one term: which points lie inside it, in the term's window, with an act that the
term speaks of? The nominal line is asked, since no peer knows of a band of uncertainty.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from holdfire import actors, agreement, data, findings, places
from holdfire.data import ontology
from holdfire.findings import PreparedZone
from holdfire.findings.law import Law, Reading
from holdfire.records import Instrument, Term

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "examples" / "astana-2017"
FIRST, LAST = datetime(2017, 4, 1, tzinfo=UTC), datetime(2018, 1, 1, tzinfo=UTC)
BOX = (35.5, 32.2, 42.5, 37.5)
"""West, south, east, north: the country and a little beyond."""
SEED = 20170504


@dataclass(frozen=True)
class Question:
    """One zone version under one term in its window; times in seconds since 1970, acts as the points' codes."""

    name: str
    zone: int
    """Index into the zones."""
    start: int
    end: int
    acts: list[int]


def write(folder: Path, size: int) -> tuple[Path, Path]:
    """Writes points.parquet (`size` rows: id, lon, lat, time, act) and questions.json; returns both paths."""
    zones, questions, acts = asked(_law())
    points, asking = folder / f"points-{size}.parquet", folder / "questions.json"
    asking.write_text(json.dumps({"zones": zones, "questions": [asdict(q) for q in questions]}), encoding="utf-8")
    pq.write_table(synthetic(size, acts), points)
    return points, asking


def write_areas(folder: Path, size: int, areas: int) -> tuple[Path, Path]:
    """The same points, and a partition of the box into areas of about 60 corners, as districts have; no question."""
    points, asking = folder / f"points-areas-{size}.parquet", folder / "areas.json"
    asking.write_text(json.dumps({"zones": [mapping(a) for a in districts(areas)], "questions": []}), encoding="utf-8")
    pq.write_table(synthetic(size, 1), points)
    return points, asking


def write_ragged(folder: Path, size: int, corners: int = 2000) -> tuple[Path, Path]:
    """Points with five acts, and four zones of ragged outline, each asked in three windows under five terms."""
    points, asking = folder / f"points-ragged-{size}.parquet", folder / "ragged.json"
    zones = []
    for number, (lon, lat) in enumerate(((36.6, 35.8), (36.8, 34.6), (36.5, 33.5), (40.1, 35.4))):
        random = np.random.default_rng(SEED + number)
        angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        reach = 0.5 + 0.1 * np.sin(angle * 7) + 0.02 * np.sin(angle * 61) + random.uniform(-0.003, 0.003, corners)
        outline = np.column_stack([lon + reach * np.cos(angle), lat + reach * np.sin(angle)])
        zones.append(mapping(shapely.make_valid(shapely.Polygon(outline))))
    span = int((LAST - FIRST).total_seconds()) // 3
    starts = [int(FIRST.timestamp()) + n * span for n in range(3)]
    terms = ([0], [1], [2, 3], [0, 1, 2, 3, 4], [4])
    questions = [
        asdict(Question(f"{zone}/{window}/{term}", zone, start, start + span, acts))
        for zone in range(4) for window, start in enumerate(starts) for term, acts in enumerate(terms)
    ]  # fmt: skip
    asking.write_text(json.dumps({"zones": zones, "questions": questions}), encoding="utf-8")
    pq.write_table(synthetic(size, 5), points)
    return points, asking


def districts(number: int) -> list[BaseGeometry]:
    """Cells about scattered seats, with bent borders: neighbours share every corner, and nothing is left over."""
    random = np.random.default_rng(SEED)
    west, south, east, north = BOX
    seats = np.column_stack([random.uniform(west, east, number), random.uniform(south, north, number)])
    cells = shapely.voronoi_polygons(shapely.multipoints(seats), extend_to=shapely.box(*BOX))
    fine = shapely.segmentize(shapely.get_parts(cells), (east - west) / np.sqrt(number) / 15)

    def bent(xy: np.ndarray) -> np.ndarray:
        return xy + 0.004 * np.column_stack([np.sin(xy[:, 1] * 150), np.sin(xy[:, 0] * 170)])

    return list(shapely.make_valid(shapely.transform(fine, bent)))


def synthetic(size: int, acts: int) -> pa.Table:
    """Points spread evenly over the box, the nine months and the acts; the same for one size each time."""
    random = np.random.default_rng(SEED)
    west, south, east, north = BOX
    return pa.table({
        "id": np.arange(size, dtype=np.int64),
        "lon": random.uniform(west, east, size),
        "lat": random.uniform(south, north, size),
        "time": random.integers(int(FIRST.timestamp()), int(LAST.timestamp()), size, dtype=np.int64),
        "act": random.integers(0, acts, size, dtype=np.int16),
    })  # fmt: skip


def asked(law: Law) -> tuple[list[object], list[Question], int]:
    """Zones as GeoJSON geometries, the questions, and the number of act codes."""
    zones: list[object] = []  # each geometry once, however many terms ask about it
    questions: list[Question] = []
    codes = sorted(data.load("acts.yaml"))
    for instrument in law.instruments:
        for term in instrument.terms:
            wanted = [n for n, code in enumerate(codes) if _speaks(law, term, code)]
            window = _window(law, instrument, term)
            for version in _versions(law, instrument, term) if wanted else ():
                geometry = mapping(version.nominal)
                if geometry not in zones:
                    zones.append(geometry)
                name = f"{instrument.id}/{term.id}/{version.zone.id}"
                questions.append(Question(name, zones.index(geometry), *window, wanted))
    return zones, questions, len(codes)


def _versions(law: Law, instrument: Instrument, term: Term) -> list[PreparedZone]:
    """The term's zones in all versions; a term that names none runs in the whole country."""
    whole = law.nationwide.get(instrument.id)
    if not term.zones:
        return [whole] if whole is not None else []
    return [version for zone in term.zones for version in law.zones.get((instrument.id, zone), ())]


def _speaks(law: Law, term: Term, code: str) -> bool:
    return any(law.acts.is_a(code, wanted) for wanted in (*term.acts, *term.contrary_acts))


def _window(law: Law, instrument: Instrument, term: Term) -> tuple[int, int]:
    """The term's window under the first option of every choice; one that cannot be reckoned is the whole period."""
    first: Reading = tuple(sorted((choice.id, choice.options[0].id) for choice in law.choices().values()))
    found = agreement.window(instrument, term, dict(first))
    start, end = (found.start or FIRST, found.end or LAST) if found.decided else (FIRST, LAST)
    return int(start.timestamp()), int(end.timestamp())


def _law() -> Law:
    below = (path for path in (CASE / "agreements").rglob("*") if path.is_file())
    files = {path.relative_to(CASE).as_posix(): path.read_bytes() for path in below}
    book = actors.packaged()
    instruments, _ = agreement.load(files, actors=book)
    return findings.law(instruments, book, ontology.acts(), ontology.weapons(), places.packaged())
