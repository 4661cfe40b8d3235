"""scripts/zones.yml and Natural Earth provinces to the packaged case's zones (GeoJSON), all labelled reconstructions.

Usage: python scripts/build_zones.py [SHARED]     SHARED: the shared data, default HOLDFIRE_SHARED or ../shared
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from pyproj import Transformer
from shapely.geometry import MultiPoint, Point, mapping, shape
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "examples/astana-2017/agreements/zones"
METRES = "EPSG:32637"
"""UTM 37 north: western Syria within 0.1% of true length."""
GAP_M = 8000
"""A part that is `joined` reaches this far towards its province."""
SIMPLIFY_M = 150
DIGITS = 4
"""1e-4 degree, about 11 m: far below any band."""

_TO_METRES = Transformer.from_crs("EPSG:4326", METRES, always_xy=True)
_TO_DEGREES = Transformer.from_crs(METRES, "EPSG:4326", always_xy=True)


def main(shared: Path) -> None:
    """Writes one file per group of features, and says what was written."""
    for name, text in sorted(made(shared).items()):
        path = OUT / f"{name}.geojson"
        path.write_text(text)
        print(path.relative_to(ROOT))


def made(shared: Path) -> dict[str, str]:
    """File stem -> the GeoJSON text that scripts/zones.yml and the shared boundaries give."""
    provinces = read_provinces(shared / "data/boundaries/ne_10m_adm1_conflict_countries.geojson.gz")
    files: dict[str, list[dict[str, Any]]] = {}
    for written in yaml.safe_load((ROOT / "scripts/zones.yml").read_text())["features"]:
        files.setdefault(written["file"], []).append(feature(written, provinces))
    return {
        name: json.dumps({"type": "FeatureCollection", "features": features}, indent=1) + "\n"
        for name, features in files.items()
    }


def read_provinces(path: Path) -> dict[str, BaseGeometry]:
    """ISO 3166-2 code -> province in metres."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    syrian = [f for f in features if str(f["properties"]["iso_3166_2"]).startswith("SY-")]
    return {f["properties"]["iso_3166_2"]: _moved(shape(f["geometry"]), _TO_METRES) for f in syrian}


def feature(written: dict[str, Any], provinces: dict[str, BaseGeometry]) -> dict[str, Any]:
    """One GeoJSON feature; `how` and `uncertainty_m` travel with it into the instrument."""
    # Neighbouring provinces share a border to the centimetre only: a 50 m overlap keeps slivers out.
    whole = shapely.union_all([provinces[code].buffer(50) for code in written.get("provinces", [])])
    for part in written["parts"]:
        whole = shapely.union(whole, outline(part, whole))
    if "without" in written:
        whole = shapely.difference(whole, around(written["without"]))
    drawn = _moved(whole.simplify(SIMPLIFY_M), _TO_DEGREES)
    geometry = mapping(shapely.make_valid(shapely.set_precision(drawn, 10**-DIGITS)))
    return {
        "type": "Feature",
        "id": written["id"],
        "properties": {
            "id": written["id"],
            "provenance": "reconstruction",
            "how": written["how"].strip(),
            "uncertainty_m": written["uncertainty_m"],
            "sources": "Natural Earth (public domain); GeoNames (CC BY 4.0); UCDP GED places (CC BY 4.0)",
        },
        "geometry": _rounded(geometry),
    }


def outline(part: dict[str, Any], neighbour: BaseGeometry) -> BaseGeometry:
    """The ground of one part, in metres."""
    if part["shape"] == "around":
        return around(part)
    ground = MultiPoint(points(part)).convex_hull.buffer(part["reach_m"])
    if part.get("joined"):
        bridge = ground.buffer(GAP_M).intersection(neighbour.buffer(GAP_M))
        ground = shapely.union(ground, bridge.intersection(shapely.union(ground, neighbour).convex_hull))
    return ground


def around(part: dict[str, Any]) -> BaseGeometry:
    """Discs around the places of a part, in metres."""
    return shapely.union_all([point.buffer(part["reach_m"]) for point in points(part)])


def points(part: dict[str, Any]) -> list[Point]:
    """The places of a part, in metres."""
    return [Point(_TO_METRES.transform(lon, lat)) for lat, lon in part["places"].values()]


def _moved(geometry: BaseGeometry, to: Transformer) -> BaseGeometry:
    return shapely.transform(geometry, lambda c: np.column_stack(to.transform(c[:, 0], c[:, 1])))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner) for inner in value]
    return round(value, DIGITS) if isinstance(value, float) else value


if __name__ == "__main__":
    default = os.environ.get("HOLDFIRE_SHARED", str(ROOT.parent / "shared"))
    main(Path(sys.argv[1] if len(sys.argv) > 1 else default))
