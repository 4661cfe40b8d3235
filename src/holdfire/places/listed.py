"""The packaged tables to listed places: one row, one place, with the keys under which its spellings meet."""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from holdfire import data
from holdfire.data.folding import fold
from holdfire.data.hand import Faults, entries
from holdfire.records import Place

SETTLEMENTS = "places/settlements.csv.gz"
FACILITIES = "places/facilities.yaml"
KINDS = "places/kinds.yaml"


class Listed(NamedTuple):
    """One place of the gazetteer."""

    id: str
    name: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    lat: float
    lon: float
    country: str
    admin1: str
    kind: str
    geonames: int | None
    prominence: float
    """log10 of population and reported events together: which of two namesakes a text more likely means."""
    radius_m: int

    def place(self) -> Place:
        """As the records say it: a disc, never a bare point."""
        return Place(
            name=self.name, lat=self.lat, lon=self.lon, radius_m=self.radius_m, kind=_kinds()[self.kind]["place"],
            provenance=self.id, geonames_id=self.geonames,
        )

    def known_as(self, name: str) -> float:
        """How likely it is meant by a name: a place's first name counts for five times its size against a by-name."""
        return self.prominence + (0.7 if _last_word(self.name) == _last_word(name) else 0)

    def metres_to(self, lat: float, lon: float) -> float:
        """Distance on a sphere, good to 0.5 %: enough to tell namesakes apart."""
        dy = math.radians(self.lat - lat)
        dx = math.radians(self.lon - lon) * math.cos(math.radians((self.lat + lat) / 2))
        return 6_371_000 * math.hypot(dx, dy)


class _Facility(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    lat: float
    lon: float
    radius_m: int
    kind: str
    country: str
    source: str
    names: list[str] = []


def packaged_rows() -> Iterator[Listed]:
    """Every place that ships: GeoNames and GED rows, then our own facilities and landscapes."""
    text = gzip.decompress(data.read(SETTLEMENTS)).decode()
    for row in csv.DictReader(io.StringIO(text)):
        yield _from_row(row)
    yield from facilities(data.read(FACILITIES), FACILITIES)


def facilities(content: bytes, file: str) -> Iterator[Listed]:
    """A facilities file, packaged or a case's own. Raises BadAgreement (E221, E222) with every fault."""
    faults = Faults()
    written = entries(content, file, "facilities", _Facility, faults)
    for path, entry in written:
        if entry.kind not in _kinds():
            faults.add(file, f"{path}.kind", f"`{entry.kind}` is none of {', '.join(sorted(_kinds()))}")
        if not (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180 and entry.radius_m > 0):
            faults.add(file, path, "lat, lon must be WGS84 degrees and radius_m above 0")
    faults.raise_any()
    for _, f in written:
        names = (f.name, *f.names)
        yield Listed(
            id=f"holdfire:{f.id}", name=f.name, names=names, keys=tuple(sorted({fold(n) for n in names})), lat=f.lat,
            lon=f.lon, country=f.country, admin1="", kind=f.kind, geonames=None, prominence=4.0, radius_m=f.radius_m,
        )


def _last_word(name: str) -> str:
    """The part of a name that is left without a leading article."""
    return re.split(r"[\s-]", name.casefold())[-1]


def _from_row(row: dict[str, str]) -> Listed:
    population, events = int(row["population"] or 0), int(row["events"] or 0)
    alts = row["alts"].split("|") if row["alts"] else []
    return Listed(
        id=row["id"], name=row["name"], names=(row["name"], *alts), keys=tuple(row["keys"].split("|")),
        lat=float(row["lat"]), lon=float(row["lon"]), country=row["country"], admin1=row["admin1"], kind=row["kind"],
        geonames=int(row["geonames"]) if row["geonames"] else None,
        # A place with hundreds of reported events is as well known as a city of 100,000; the factor says so.
        prominence=math.log10(1 + population + 500 * events), radius_m=_radius(row["kind"], population),
    )


def _radius(kind: str, population: int) -> int:
    own = int(_kinds()[kind]["radius_m"])
    if _kinds()[kind]["place"] != "settlement":
        return own
    ladder = data.load(KINDS)["by_population"]["ladder"]
    return max(own, next((radius for least, radius in ladder if population >= least), 0))


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = data.load(KINDS)["kinds"]
    return kinds
