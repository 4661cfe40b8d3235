"""Natural Earth countries and disputed areas -> the outlines behind a bulletin's map: geometries only, small.

Usage: python scripts/build_outlines.py [SHARED]     SHARED: the shared data, default HOLDFIRE_SHARED or ../shared
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/holdfire/data/bulletin"
DIGITS = 3
"""1e-3 degree, about 110 m: less than a pixel of any map that is drawn from them."""


def main(shared: Path) -> None:
    """Writes both files. Countries are simplified together, so that neighbours keep one common border."""
    folder = shared / "data/boundaries"
    countries = shapely.coverage_simplify(read(folder / "ne_50m_adm0_world.geojson.gz"), 0.05)
    disputed = shapely.simplify(read(folder / "ne_10m_disputed_areas.geojson.gz"), 0.01)
    write(OUT / "countries.json.gz", list(countries))
    write(OUT / "disputed.json.gz", list(disputed))


def read(path: Path) -> list[BaseGeometry]:
    """The valid geometries of a gzipped GeoJSON file."""
    features = json.loads(gzip.decompress(path.read_bytes()))["features"]
    return [shapely.make_valid(shape(feature["geometry"])) for feature in features]


def write(path: Path, geometries: list[BaseGeometry]) -> None:
    """The same bytes each time: no names, no dates, no properties."""
    listed = [mapping(geometry) for geometry in geometries if not geometry.is_empty]
    plain = [{"type": g["type"], "coordinates": _rounded(g["coordinates"])} for g in listed]
    path.write_bytes(gzip.compress(json.dumps(plain, separators=(",", ":")).encode(), 9, mtime=0))
    print(f"{path.relative_to(ROOT)}: {len(plain)} geometries, {path.stat().st_size} bytes")


def _rounded(value: Any) -> Any:
    return [_rounded(part) for part in value] if isinstance(value, (list, tuple)) else round(value, DIGITS)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared")))
