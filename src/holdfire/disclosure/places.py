"""A place -> the same place no finer than an audience's policy allows, or nothing where its kind is never published."""

from __future__ import annotations

import math
from difflib import SequenceMatcher
from typing import Any

import msgspec
from shapely.geometry import Point, shape

from holdfire.records import Place, Policy

SETTLEMENT_RADIUS_M = 3000
"""No disc is published smaller than this under `settlement`."""
SETTLEMENT_DIGITS = 2
"""Coordinates of a settlement are rounded to 0.01 degree, about 1.1 km."""
NEAREST_M = 20_000
"""A settlement farther away than this says nothing about a place."""
LONG_WORD = 5
SAME_WORD = 0.75
"""Share of letters in common, difflib's measure: spellings of one name in Latin script differ by about a fifth."""
EARTH_M = 6_371_000
UNNAMED = "unnamed"
"""`provenance` of a coarsened place that has no settlement to be named after."""


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """An administrative area: its id, name and GeoJSON geometry (WGS84; None where nobody gave one)."""

    id: str
    name: str
    geometry: Any = None


class Gazetteer(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the ground: settlements (places with coordinates) and areas."""

    settlements: tuple[Place, ...] = ()
    areas: tuple[Area, ...] = ()


def is_hidden(place: Place | None, policy: Policy) -> bool:
    """Whether the place is of a kind that this policy never publishes."""
    return place is not None and place.kind in policy.hide_place_kinds


def coarsen(place: Place | None, policy: Policy, known: Gazetteer) -> Place | None:
    """The place as it may be published; None where it may not be at all, or cannot be made coarse enough.

    `settlement`: a facility or position becomes the nearest settlement (within 20 km), its disc never under 3 km.
    `admin1`: everything becomes the area around it.
    """
    if place is None or is_hidden(place, policy):
        return None
    if place.lat is None or place.lon is None:
        return place
    return _area_of(place, known) if policy.finest_place == "admin1" else _settlement_of(place, known)


def _settlement_of(place: Place, known: Gazetteer) -> Place:
    if place.kind in {"facility", "position"}:
        near = _nearest(place, known.settlements)
        if near is not None:
            return _rounded(msgspec.structs.replace(near, radius_m=near.radius_m + _metres(place, near)))
        wide = max(place.radius_m, 2 * SETTLEMENT_RADIUS_M)
        place = msgspec.structs.replace(place, name="", kind="area", provenance=UNNAMED, radius_m=wide)
    return _rounded(place)


def _rounded(place: Place) -> Place:
    assert place.lat is not None
    assert place.lon is not None
    lat, lon = round(place.lat, SETTLEMENT_DIGITS), round(place.lon, SETTLEMENT_DIGITS)
    return msgspec.structs.replace(place, lat=lat, lon=lon, radius_m=max(place.radius_m, SETTLEMENT_RADIUS_M))


def _nearest(place: Place, settlements: tuple[Place, ...]) -> Place | None:
    """The settlement that the place is called after where one is near, else the nearest."""
    placed = [s for s in settlements if s.lat is not None and s.kind == "settlement"]
    within = [(distance, s.name, s) for s in placed if (distance := _metres(place, s)) <= NEAREST_M]
    found = min(within, key=lambda of: (not _akin(place.name, of[1]), *of[:2]), default=None)
    return found[2] if found else None


def _akin(name: str, other: str) -> bool:
    """Whether two names share a long word, a spelling apart."""
    words, others = ([w for w in n.casefold().split() if len(w) >= LONG_WORD] for n in (name, other))
    return any(SequenceMatcher(None, word, of).ratio() >= SAME_WORD for word in words for of in others)


def _area_of(place: Place, known: Gazetteer) -> Place | None:
    point = Point(place.lon, place.lat)
    for area in known.areas:
        if area.geometry is not None and shape(area.geometry).covers(point):
            return Place(name=area.name, area=area.id, kind="area", provenance=place.provenance)
    return None


def _metres(a: Place, b: Place) -> int:
    """Great-circle distance: haversine, within 0.6% of the geodesic, which is enough to find a neighbour."""
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    p, q = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return round(2 * EARTH_M * math.asin(math.sqrt(half)))
