"""A view of the world -> what lies behind a map: land, borders that nobody disputes, and disputed lines, dashed.

From packaged outlines (Natural Earth, public domain), and the case's own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from functools import cache

from shapely import get_parts, make_valid, union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.bulletin.material import Outline
from holdfire.data import read

NEAR_DEG = 0.06
"""A border stretch this close to a disputed area is drawn as disputed: the two layers are simplified apart."""


def background(view: BaseGeometry, outlines: Iterable[Outline]) -> list[tuple[str, BaseGeometry]]:
    """(class, geometry) in drawing order, cut to the view: land, area-line, border, disputed."""
    own = [(o.kind, make_valid(shape(o.geometry))) for o in sorted(outlines, key=lambda o: (o.kind, o.name))]
    land = _near(_packaged("countries"), view)
    disputed = union_all([*_near(_packaged("disputed"), view), *(g for kind, g in own if kind == "disputed")])
    contested = disputed.buffer(NEAR_DEG)
    lines = union_all([_outline(g) for g in land]) if land else view.intersection(disputed)
    cut = [
        ("land", union_all(land)),
        *(("area-line", g.boundary.difference(contested)) for kind, g in own if kind == "area"),
    ]
    cut += [("border", lines.difference(contested)), ("disputed", _outline(disputed))]
    return [(kind, part) for kind, geometry in cut if not (part := geometry.intersection(view)).is_empty]


def _outline(geometry: BaseGeometry) -> BaseGeometry:
    """Its boundary. A collection, as nothing at all is one, has none of its own: that of its parts."""
    return union_all([part.boundary for part in get_parts(geometry)])


def _near(geometries: Iterable[BaseGeometry], view: BaseGeometry) -> list[BaseGeometry]:
    return [geometry.intersection(view) for geometry in geometries if geometry.intersects(view)]


@cache
def _packaged(name: str) -> tuple[BaseGeometry, ...]:
    """The geometries of one packaged outline file, valid."""
    listed = json.loads(gzip.decompress(read(f"bulletin/{name}.json.gz")))
    return tuple(make_valid(shape(geometry)) for geometry in listed)
