"""The packaged tables to listed places: one row, one place, with the keys under which its spellings meet."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from holdfire import data
from holdfire.data.hand import Faults, entries
from holdfire.records import Place

FACILITIES = "places/facilities.yaml"
KINDS = "places/kinds.yaml"


class Listed(NamedTuple):
    """One place of the gazetteer."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    """Code of the first-order area it lies in ("SY-ID"), or "" ."""
    admin2: str
    kind: str
    geonames: int | None
    prominence: float
    """log10 of population and reported events together: which of two namesakes a text more likely means."""
    radius_m: int
    code: str = ""
    """Of an area: its own code."""
    names: tuple[str, ...] = ()
    """Further names, where the place is one of a hand-written file."""

    @property
    def is_area(self) -> bool:
        """A country, province or district: an area, not a disc."""
        return bool(self.code)

    def place(self, name: str = "") -> Place:
        """As the records say it: a disc or an area, never a bare point. An area is called as the text calls it."""
        kind = _kinds()[self.kind]["place"]
        if self.is_area:
            name = name or self.name
            return Place(name=name, area=self.code, kind=kind, provenance=self.id, geonames_id=self.geonames)
        return Place(
            name=self.name, lat=self.lat, lon=self.lon, radius_m=self.radius_m, kind=kind, provenance=self.id,
            geonames_id=self.geonames,
        )

    def known_as(self, name: str) -> float:
        """How likely it is meant by a name: a place's first name counts for five times its size against a by-name."""
        return self.prominence + (0.7 if _last_word(self.name) == _last_word(name) else 0)

    def metres_to(self, lat: float, lon: float) -> float:
        """Distance on a sphere, good to 0.5 %: enough to tell namesakes apart."""
        dy = math.radians(self.lat - lat)
        dx = math.radians((self.lon - lon + 180) % 360 - 180) * math.cos(math.radians((self.lat + lat) / 2))
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
        yield Listed(
            id=f"holdfire:{f.id}", name=f.name, lat=f.lat, lon=f.lon, country=f.country, admin1="", admin2="",
            kind=f.kind, geonames=None, prominence=4.0, radius_m=f.radius_m, names=(f.name, *f.names),
        )


def _last_word(name: str) -> str:
    """The part of a name that is left without a leading article."""
    return re.split(r"[\s-]", name.casefold())[-1]


def radius_of(kind: str, population: int) -> int:
    """Metres from a place's listed point within which an event "at" it may lie."""
    own = int(_kinds()[kind]["radius_m"])
    if _kinds()[kind]["place"] != "settlement":
        return own
    ladder = data.load(KINDS)["by_population"]["ladder"]
    return max(own, next((radius for least, radius in ladder if population >= least), 0))


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    kinds: dict[str, dict[str, Any]] = data.load(KINDS)["kinds"]
    return kinds
