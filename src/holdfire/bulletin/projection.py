"""Degrees to pixels of a small map, and geometries to SVG paths: equirectangular, true at its middle latitude."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from shapely import affinity
from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 111_195
"""Of latitude, on a sphere of 6,371 km."""


class Projection(NamedTuple):
    """West and north edge in degrees, pixels per degree east and north, height in pixels."""

    west: float
    north: float
    kx: float
    ky: float
    height: int

    @classmethod
    def over(cls, bounds: tuple[float, float, float, float], width: int) -> Projection:
        """The projection that fits bounds (west, south, east, north) into a picture of that width."""
        west, south, east, north = bounds
        kx = width / (east - west)
        ky = kx / math.cos(math.radians((south + north) / 2))
        return cls(west, north, kx, ky, round((north - south) * ky))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        return (lon - self.west) * self.kx, (self.north - lat) * self.ky

    def metres(self, metres: float) -> float:
        """A length on the ground in pixels, at the middle latitude."""
        return metres / METRES_PER_DEGREE * self.ky

    def band(self, geometry: BaseGeometry, half_width_m: int) -> str:
        """The band on both sides of a boundary, as a path."""
        matrix = [self.kx, 0, 0, -self.ky, -self.west * self.kx, self.north * self.ky]
        flat = affinity.affine_transform(geometry, matrix)
        return drawn(flat.boundary.buffer(self.metres(half_width_m)).simplify(0.4))


def path(geometry: BaseGeometry, projection: Projection) -> str:
    """A geometry as an SVG path, simplified to what a pixel shows. Empty for points and nothing."""
    matrix = [projection.kx, 0, 0, -projection.ky, -projection.west * projection.kx, projection.north * projection.ky]
    return drawn(affinity.affine_transform(geometry, matrix).simplify(0.4))


def drawn(flat: BaseGeometry) -> str:
    """A geometry in pixels as path data."""
    return "".join(_part(part) for part in _parts(flat))


def _parts(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    return geometry.geoms if hasattr(geometry, "geoms") else (geometry,)


def _part(geometry: BaseGeometry) -> str:
    if geometry.is_empty or geometry.geom_type == "Point":
        return ""
    if geometry.geom_type == "Polygon":
        return "".join(f"{_line(ring.coords)}Z" for ring in (geometry.exterior, *geometry.interiors))
    return _line(geometry.coords)


def _line(coords: Iterable[tuple[float, ...]]) -> str:
    return "M" + "L".join(f"{c[0]:.1f} {c[1]:.1f}" for c in coords)
