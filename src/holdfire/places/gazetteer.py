"""The gazetteer: a name to its place or to a doubt, a text to its place mentions, areas by name and point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from holdfire.places import areas as area_files
from holdfire.places import packed
from holdfire.places.listed import Listed, facilities
from holdfire.places.lookup import Lookup
from holdfire.places.mentions import Finder, PlaceMention, settle
from holdfire.records import Doubt, Place

NEAR_M = 50_000
"""With `near` given, namesakes farther from it than the nearest by this much are not meant."""
SAME_M = 8_000
"""Two listed points this near under one name are one place in two tables."""


class Gazetteer:
    """Known places and areas: the packed world, mapped when opened; the hand-written files, read when needed."""

    def __init__(self, world: packed.Packed, areas: area_files.Areas, more: Iterable[Listed] = ()) -> None:
        self.areas = areas
        self.world, self._more = world, tuple(more)
        self._lookup = Lookup(world, self._more)
        self.finder = Finder(self._lookup)

    def find(self, text: str, countries: tuple[str, ...] = ()) -> tuple[PlaceMention, ...]:
        """Every place named in a text, left to right; only of `countries` (two-letter codes) where given.

        Only where things may happen: peoples, capitals that speak and venues of talks are left out. `mentions` has all.
        """
        return tuple(m for m in self.mentions(text, countries) if m.use == "place")

    def mentions(
        self, text: str, countries: tuple[str, ...] = (), given: Sequence[tuple[int, int]] = ()
    ) -> tuple[PlaceMention, ...]:
        """As `find`, with peoples, speakers and venues. `given` spans are names for certain, answered if listed."""
        return settle(self.finder.find(text, countries, given), text, self._place)

    def _place(self, listed: Listed, words: str) -> Place:
        if listed.is_area and self.areas.is_known(listed.code):
            return self.areas.place(listed.code, words)
        return listed.place(words)

    def resolve(self, name: str, *, country: str = "", near: Place | None = None, admin1: str = "") -> Place | Doubt:
        """The place so called, spellings levelled; an area where the name says "province" or only an area bears it.

        A Doubt `place-unknown` or `place-ambiguous` where nothing, or nothing better than its rival, fits.
        """
        called = [c for c in self._lookup.called(name) if not c.people and country in ("", c.place.country)]
        areas = sorted((c.place for c in called if c.place.is_area), key=lambda p: (-p.prominence, p.code))
        fitting = [c.place for c in called if not c.place.is_area]
        if area_files.says_area(name) or (areas and not _rivals(areas[0], fitting, name)):
            fitting = []
        fitting = [r for r in fitting if r.admin1 == admin1] or fitting if admin1 else fitting
        if near is not None and near.lat is not None and near.lon is not None:
            fitting = _nearest(fitting, near.lat, near.lon)
        if fitting:
            return _single(name, fitting)
        area = self.area_id(name, country)
        if area is not None:
            return self._area_place(area, name)
        if areas:
            return _ambiguous(name, areas)
        return Doubt(
            code="place-unknown", where=f"place:{name}", why=f"no listed place is called {name!r}",
            settle="add it to the case's places, or set the place by a review",
        )

    def _area_place(self, area: str, name: str) -> Place:
        if self.areas.is_known(area):
            return self.areas.place(area, name)
        listed = self.world.area(area)
        return listed.place(name) if listed else Place(name=name, area=area, kind="area")

    def area_id(self, name: str, country: str = "") -> str | None:
        """Id of the area called "Idlib", "Idlib province", "محافظة إدلب"; None when unknown or not single.

        "SY" for a country, an ISO 3166-2 code ("SY-ID") for a province, GeoNames' own ("US.LA.079") for a district.
        """
        known = self.areas.id_of(name, country)
        if known is not None:
            return known
        called = (*self._lookup.called(name), *self._lookup.called(area_files.bare(name)))
        found = [c.place for c in called if c.place.is_area and not c.people and country in ("", c.place.country)]
        for kind in ("country", "province", "district"):
            codes = {p.code for p in found if p.kind == kind}
            if codes:
                return codes.pop() if len(codes) == 1 else None
        return None

    def candidates(self, name: str) -> tuple[Listed, ...]:
        """Every listed place that a name may mean, without a text to choose by."""
        return tuple(c.place for c in self._lookup.called(name))

    def middle(self, place: Place) -> tuple[float, float, int] | None:
        """(lat, lon, radius in metres) of the disc; for an area of one over it, good for lists, never for an event."""
        if place.lat is not None and place.lon is not None:
            return place.lat, place.lon, place.radius_m
        listed = self.world.area(place.area) if place.area else None
        return (listed.lat, listed.lon, listed.radius_m) if listed else None

    def settlements(self, country: str) -> tuple[Place, ...]:
        """Every listed settlement of a country (two letters), by name."""
        rows = (*self.world.of_country(country), *(p for p in self._lookup.own.places if p.country == country))
        found = [row.place() for row in rows if not row.is_area]
        return tuple(sorted((p for p in found if p.kind == "settlement"), key=lambda p: (p.name, p.provenance)))

    def area_geometry(self, area: str) -> dict[str, Any] | None:
        """GeoJSON geometry (WGS84) of an area id; None when unknown."""
        return self.areas.geometry(area)

    def area_name(self, area: str) -> str | None:
        """The English name printed for an area id."""
        listed = None if self.areas.is_known(area) else self.world.area(area)
        return listed.name if listed else self.areas.name(area)

    def areas_of(self, country: str) -> tuple[str, ...]:
        """Ids of a country's first-order areas ("SY" -> "SY-DI", ...), sorted; empty when none ship."""
        return self.areas.of_country(country)

    def admin1_of(self, lat: float, lon: float) -> str | None:
        """Id of the first-order area in which a point lies (WGS84 degrees); None at sea or outside what ships."""
        return self.areas.at(lat, lon)

    def extended(self, content: bytes, file: str = "places file") -> Gazetteer:
        """This gazetteer with a case's own places on top (a YAML list under `facilities:`)."""
        return Gazetteer(self.world, self.areas, (*self._more, *facilities(content, file)))


@cache
def packaged() -> Gazetteer:
    """The gazetteer that ships with holdfire."""
    return Gazetteer(packed.packaged(), area_files.packaged())


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
    return _ambiguous(name, [best, *rivals]) if rivals else best.place()


def _rivals(area: Listed, places: list[Listed], name: str) -> list[Listed]:
    """The towns of an area's name that are about as well known: thirty times fewer people are not."""
    least = 0.5 if area.kind == "country" else 1.5
    return [p for p in places if area.prominence + 0.7 - p.known_as(name) < least]


def _ambiguous(name: str, fitting: list[Listed]) -> Doubt:
    listed = ", ".join(f"{r.name} ({r.admin1 or r.country}, {r.lat:.3f} {r.lon:.3f})" for r in fitting[:4])
    return Doubt(
        code="place-ambiguous", where=f"place:{name}", why=f"{len(fitting)} places fit {name!r}: {listed}",
        settle="name the province, or set the place by a review",
    )
