"""The shared corpora to the packaged gazetteer: settlements and first-order areas, byte for byte the same each time.

Usage: HOLDFIRE_SHARED=../shared python scripts/build_places.py. Sources and licences: src/holdfire/data/SOURCES/.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import shapely
from shapely.geometry import shape

from holdfire.data.folding import fold

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared")) / "data"
OUT = ROOT / "src/holdfire/data/places"

WHOLE = {"SY", "YE", "UA", "SS", "SD", "IQ", "LB", "IL", "PS", "CF"}
"""Every place of at least 500 people is kept; of the neighbours only the larger cities, for what texts say of them."""
NEIGHBOURS = {"JO": 50_000, "TR": 100_000, "RU": 200_000, "LY": 50_000}
OUTLINES = {"AM", "AZ", "ET", "ER"}
"""Countries of an agreement for which no first-order areas are at hand: the country's outline only."""
COLUMNS = (
    "id", "name", "alts", "keys", "lat", "lon", "country", "admin1", "kind", "geonames", "population",
    "events", "source",
)

LANGUAGES = ("ar", "en", "fa", "he", "ru", "tr", "uk")
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
_POINTS = re.compile(r"[\u0591-\u05c7\u064b-\u0652]")
_OTHER_SCRIPTS = re.compile(r"[^\x00-\u024f\u0400-\u04ff\u0590-\u06ff\u1e00-\u1eff\u2018\u2019\u02be\u02bf]")


@dataclass
class Listed:
    """One place while it is being gathered."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    kind: str
    source: str
    names: list[str] = field(default_factory=list)
    admin1: str = ""
    geonames: str = ""
    population: int = 0
    events: int = 0


def main() -> None:
    """Writes both files."""
    for name, content in built().items():
        write_gzip(OUT / name, content)


def built() -> dict[str, bytes]:
    """File name -> content before packing."""
    areas = list(area_features())
    listed = merge_ged(list(geonames()), ged_pairs())
    tree = shapely.STRtree([shape(a["geometry"]) for a in areas])
    for place in listed:
        place.admin1 = area_at(place, areas, tree)
    return {"admin1.geojson.gz": collection(areas), "settlements.csv.gz": table(listed)}


def geonames() -> Iterator[Listed]:
    """Populated places of the countries wanted."""
    path = SHARED / "gazetteer_geonames500/cities500_conflict_countries.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            country, population = row["country_code"], int(row["population"] or 0)
            if country not in WHOLE and population < NEIGHBOURS.get(country, math.inf):
                continue
            yield Listed(
                id=f"geonames:{row['geonameid']}", name=plain(row["asciiname"]), lat=float(row["latitude"]),
                lon=float(row["longitude"]), country=country, source="geonames", geonames=row["geonameid"],
                kind="capital" if row["feature_code"] == "PPLC" else "settlement", population=population,
                names=[plain(n) for n in (row["name"], *row["alternatenames"].split(","))],
            )


def ged_pairs() -> list[Listed]:
    """GED's Syrian places of precision 1 with their coordinates; variants at one point become one place."""
    path = SHARED / "ucdp_ged_syria/ged_syria_2016_2019.parquet"
    rows = pq.read_table(path, columns=["where_prec", "where_coordinates", "latitude", "longitude"]).to_pylist()
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
        slug = fold(names[0]).replace(" ", "-")
        places.append(Listed(
            id=f"ucdp-ged:{slug}:{lat:.3f},{lon:.3f}", name=names[0], lat=lat, lon=lon, country="SY", source="ucdp-ged",
            kind=ged_kind(said[0][1]), names=names, events=sum(events for events, _ in said),
        ))
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


def merge_ged(listed: list[Listed], pairs: list[Listed]) -> list[Listed]:
    """GED pairs join the place that they name; the rest stand on their own."""
    by_key: dict[str, list[Listed]] = defaultdict(list)
    for place in listed:
        if place.country == "SY":
            for key in {fold(n) for n in (place.name, *place.names)}:
                by_key[key].append(place)
    for pair in sorted(pairs, key=lambda p: (-p.events, p.id)):
        same = [p for n in pair.names for p in by_key[fold(n)] if kilometres(p, pair) <= SAME_PLACE_KM]
        if same and pair.kind != "facility":
            nearest = min(same, key=lambda p: (kilometres(p, pair), p.id))
            nearest.names += pair.names
            nearest.events += pair.events
            continue
        listed.append(pair)
        for name in pair.names:
            by_key[fold(name)].append(pair)
    return listed


def kilometres(a: Listed, b: Listed) -> float:
    """Distance on a sphere; good to 0.5 % here."""
    dy, dx = math.radians(a.lat - b.lat), math.radians(a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 6371.0 * math.hypot(dx, dy)


def plain(name: str) -> str:
    """One spelling of apostrophes and spaces, without vowel points (texts leave them out)."""
    unpointed = _POINTS.sub("", name)
    return re.sub(r"\s+", " ", re.sub("[`‘’ʿʾ]", "'", unpointed)).strip(" '")


def wanted_names(place: Listed) -> list[str]:
    """One spelling for each folded key, in the scripts that readers know; airport codes and romanised keys dropped."""
    kept: dict[str, str] = {}
    for name in (place.name, *place.names):
        key = fold(name)
        code = name.isascii() and (name.isupper() or name.islower())
        if len(key) >= 3 and not code and not _OTHER_SCRIPTS.search(name) and not re.search(r"[0-9,|(]", name):
            kept.setdefault(key, name)
    return [name for key, name in kept.items() if name != place.name]


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


def area_at(place: Listed, areas: list[dict[str, Any]], tree: shapely.STRtree) -> str:
    """The area of its own country in which a place lies, or the nearest within about 5 km (coasts are coarse)."""
    point = shapely.Point(place.lon, place.lat)
    near = tree.query(point, predicate="dwithin", distance=0.05)
    mine = [i for i in near if areas[i]["properties"]["country"] == place.country]
    if not mine:
        return ""
    nearest = min(mine, key=lambda i: (shapely.distance(tree.geometries[i], point), areas[i]["properties"]["id"]))
    return str(areas[nearest]["properties"]["id"])


def table(listed: list[Listed]) -> bytes:
    """CSV bytes, places by country and id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for p in sorted(listed, key=lambda p: (p.country, p.source, p.id)):
        alts = wanted_names(p)
        keys = sorted({fold(n) for n in (p.name, *alts)})
        writer.writerow([
            p.id, p.name, "|".join(alts), "|".join(keys), f"{p.lat:.5f}", f"{p.lon:.5f}", p.country, p.admin1, p.kind,
            p.geonames, p.population or "", p.events or "", p.source,
        ])
    return out.getvalue().encode()


def write_gzip(path: Path, content: bytes) -> None:
    """Gzip without name or time, so that the same content is the same bytes."""
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    print(f"{path.relative_to(ROOT)}: {len(content)} bytes, {path.stat().st_size} packed")


if __name__ == "__main__":
    main()
