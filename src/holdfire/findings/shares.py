"""Discs and an outline to the share of each disc inside it, exactly: no disc is drawn as a polygon, none is clipped.

By Green's theorem the area common to both is half the integral of x dy - y dx along its edge: pieces of the outline
inside the disc, and arcs of the circle inside the outline. With what is inside on the left of every outline, an arc
runs counter-clockwise from where the outline leaves the disc to where it next enters, so the arcs' angles add up from
entries and exits alone, and only edges near a disc are looked at.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

POLYGON = 3
"""shapely's type id."""
TURN = 2 * np.pi
HAIR = 1e-7
"""Radians: arcs that add up to no more than this, or to all but this, may be either; those discs are clipped."""
SEGMENTS = 16
"""Per quarter circle of a disc that is clipped: right to 0.2%."""


class Outline:
    """Polygons in metres, asked for the shares of discs."""

    def __init__(self, outline: BaseGeometry) -> None:
        parts = shapely.get_parts(shapely.get_parts(outline))
        self._whole = shapely.multipolygons(parts[shapely.get_type_id(parts) == POLYGON])
        shapely.prepare(self._whole)

    @cached_property
    def _edges(self) -> tuple[Floats, Floats, shapely.STRtree]:
        """Begins and ends of the edges, what is inside on their left; and a tree of them."""
        # GEOS normalises outer rings to run clockwise and holes against them: reversed, what is inside is on the left.
        rings = shapely.get_rings(shapely.get_parts(shapely.reverse(shapely.normalize(self._whole))))
        points, ring = shapely.get_coordinates(rings, return_index=True)
        begins = np.flatnonzero((ring[1:] == ring[:-1]) & (points[1:] != points[:-1]).any(axis=1))
        lines = shapely.linestrings(np.stack([points[begins], points[begins + 1]], axis=1))
        return points[begins], points[begins + 1], shapely.STRtree(lines)

    def shares(self, x: Floats, y: Floats, radius: Floats) -> Floats:
        """The share (0 to 1) of each disc that lies inside; radius above 0, all in metres."""
        begins, ends, tree = self._edges
        disc, edge = tree.query(shapely.points(x, y), predicate="dwithin", distance=radius)
        centre, square = np.column_stack([x, y])[disc], radius[disc] ** 2
        area, arcs, crossed = _pieces(begins[edge] - centre, ends[edge] - centre, square)
        inside = np.bincount(disc, area, len(x))
        angle = np.mod(np.bincount(disc, arcs, len(x)), TURN)
        touched = np.bincount(disc, crossed, len(x)) > 0
        # Where no edge crosses the circle, one point of it tells for all of it.
        whole = shapely.contains_xy(self._whole, x + radius, y)
        angle = np.where(touched, angle, np.where(whole, TURN, 0.0))
        out = np.asarray((inside / radius**2 + angle / 2) / np.pi)
        unsure = np.flatnonzero(touched & ((angle < HAIR) | (angle > TURN - HAIR)))
        drawn = shapely.buffer(shapely.points(x[unsure], y[unsure]), radius[unsure], quad_segs=SEGMENTS)
        out[unsure] = shapely.area(shapely.intersection(drawn, self._whole)) / shapely.area(drawn)
        return np.clip(out, 0.0, 1.0)


def _pieces(a: Floats, b: Floats, square: Floats) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Edges from a to b about a circle at the origin: the area that each sweeps inside it, the angle where it enters
    less the angle where it leaves, and whether it does either."""
    along = b - a
    length = (along**2).sum(axis=1)
    middle = -(a * along).sum(axis=1) / length
    under = middle**2 - ((a**2).sum(axis=1) - square) / length
    half = np.sqrt(np.maximum(under, 0.0))
    first, last = middle - half, middle + half
    a_in, b_in = (a**2).sum(axis=1) < square, (b**2).sum(axis=1) < square
    through = ~a_in & ~b_in & (under > 0) & (middle > 0) & (middle < 1)
    enters, leaves = (~a_in & b_in) | through, (a_in & ~b_in) | through
    inside = a_in | b_in | through
    begin, end = np.where(enters, first, 0.0), np.where(leaves, last, 1.0)
    area = np.where(inside, (end - begin) * (a[:, 0] * along[:, 1] - a[:, 1] * along[:, 0]) / 2, 0.0)
    return (
        area,
        np.where(enters, _angle(a, along, first), 0) - np.where(leaves, _angle(a, along, last), 0),
        enters | leaves,
    )


def _angle(a: Floats, along: Floats, at: Floats) -> Floats:
    met = a + at[:, None] * along
    return np.asarray(np.arctan2(met[:, 1], met[:, 0]))
