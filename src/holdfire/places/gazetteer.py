"""The gazetteer: a name to its place or to a doubt, a text to its place mentions, areas by name and point."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

from holdfire.data.folding import fold, skeleton
from holdfire.places import areas as area_files
from holdfire.places.listed import Listed, facilities, packaged_rows
from holdfire.places.mentions import Finder, PlaceMention
from holdfire.records import Doubt, Place

NEAR_M = 50_000
"""With `near` given, namesakes farther from it than the nearest by this much are not meant."""
SAME_M = 8_000
"""Two listed points this near under one name are one place in two tables."""
LEAST_CONSONANTS = 4
"""Shorter skeletons fit too many names."""


class Gazetteer:
    """Known places and areas. Rows are read when first needed (about 0.1 s)."""

    def __init__(self, rows: Iterable[Listed], areas: area_files.Areas) -> None:
        self.areas = areas
        self._rows = tuple(rows)

    @cached_property
    def _index(self) -> dict[str, tuple[Listed, ...]]:
        index: dict[str, list[Listed]] = {}
        for row in self._rows:
            for key in row.keys:
                index.setdefault(key, []).append(row)
        return {key: tuple(sorted(rows, key=lambda r: (-r.prominence, r.id))) for key, rows in index.items()}

    @cached_property
    def _by_skeleton(self) -> dict[str, tuple[Listed, ...]]:
        found: dict[str, dict[str, Listed]] = {}
        for key, rows in self._index.items():
            if key.isascii() and len(bones := skeleton(key)) >= LEAST_CONSONANTS:
                found.setdefault(bones, {}).update({row.id: row for row in rows})
        return {bones: tuple(rows[i] for i in sorted(rows)) for bones, rows in found.items()}

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._index, self.areas)

    def find(self, text: str, countries: tuple[str, ...] = ()) -> tuple[PlaceMention, ...]:
        """Every place named in a text, left to right; only of `countries` (two-letter codes) where given."""
        return self._finder.find(text, countries)

    def resolve(self, name: str, *, country: str = "", near: Place | None = None, admin1: str = "") -> Place | Doubt:
        """The place so called, spellings levelled; an area where the name says "province" or only an area bears it.

        A Doubt `place-unknown` or `place-ambiguous` where nothing, or nothing better than its rival, fits.
        """
        if area_files.says_area(name) and (area := self.area_id(name, country)):
            return self.areas.place(area, name)
        fitting = [r for r in self._called(name) if country in ("", r.country)]
        fitting = [r for r in fitting if r.admin1 == admin1] or fitting if admin1 else fitting
        if near is not None and near.lat is not None and near.lon is not None:
            fitting = _nearest(fitting, near.lat, near.lon)
        if fitting:
            return _single(name, fitting)
        area = self.area_id(name, country)
        if area is not None:
            return self.areas.place(area, name)
        return Doubt(
            code="place-unknown", where=f"place:{name}", why=f"no listed place is called {name!r}",
            settle="add it to the case's places, or set the place by a review",
        )

    def _called(self, name: str) -> tuple[Listed, ...]:
        key = fold(name)
        if key in self._index:
            return self._index[key]
        bones = skeleton(key)
        return self._by_skeleton.get(bones, ()) if len(bones) >= LEAST_CONSONANTS and key.isascii() else ()

    def area_id(self, name: str, country: str = "") -> str | None:
        """Id ("SY-ID") of the area called "Idlib", "Idlib province", "محافظة إدلب"; None when unknown or not single."""
        return self.areas.id_of(name, country)

    def settlements(self, country: str) -> tuple[Place, ...]:
        """Every listed settlement of a country (two letters), by name."""
        found = [row.place() for row in self._rows if row.country == country]
        return tuple(sorted((p for p in found if p.kind == "settlement"), key=lambda p: (p.name, p.provenance)))

    def area_geometry(self, area: str) -> dict[str, Any] | None:
        """GeoJSON geometry (WGS84) of an area id; None when unknown."""
        return self.areas.geometry(area)

    def area_name(self, area: str) -> str | None:
        """The English name printed for an area id."""
        return self.areas.name(area)

    def areas_of(self, country: str) -> tuple[str, ...]:
        """Ids of a country's first-order areas ("SY" -> "SY-DI", ...), sorted; empty when none ship."""
        return self.areas.of_country(country)

    def admin1_of(self, lat: float, lon: float) -> str | None:
        """Id of the first-order area in which a point lies (WGS84 degrees); None at sea or outside what ships."""
        return self.areas.at(lat, lon)

    def extended(self, content: bytes, file: str = "places file") -> Gazetteer:
        """This gazetteer with a case's own places on top (a YAML list under `facilities:`)."""
        return Gazetteer((*self._rows, *facilities(content, file)), self.areas)


@cache
def packaged() -> Gazetteer:
    """The gazetteer that ships with holdfire."""
    return Gazetteer(packaged_rows(), area_files.packaged())


def _nearest(rows: list[Listed], lat: float, lon: float) -> list[Listed]:
    if not rows:
        return rows
    least = min(r.metres_to(lat, lon) for r in rows)
    return [r for r in rows if r.metres_to(lat, lon) <= least + NEAR_M]


def _single(name: str, rows: list[Listed]) -> Place | Doubt:
    """The best of the namesakes, unless one far away is about as well known: ten times less is not "about as"."""
    ranked = sorted(rows, key=lambda r: (-r.known_as(name), r.id))
    best = ranked[0]
    apart = [r for r in ranked[1:] if r.metres_to(best.lat, best.lon) > max(SAME_M, best.radius_m)]
    rivals = [r for r in apart if best.known_as(name) - r.known_as(name) < 1]
    if not rivals:
        return best.place()
    listed = ", ".join(f"{r.name} ({r.admin1 or r.country}, {r.lat:.3f} {r.lon:.3f})" for r in (best, *rivals[:3]))
    return Doubt(
        code="place-ambiguous", where=f"place:{name}", why=f"{len(rivals) + 1} places fit {name!r}: {listed}",
        settle="name the province, or set the place by a review",
    )
