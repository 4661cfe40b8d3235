"""A drawn line or point, and how far a zone reaches from it, to the area that the text means; holes taken out.

Distances are metres in an azimuthal equidistant projection about the drawing's own centre (error below 0.1% at 300 km).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from holdfire.records import Zone

UNMEASURED = frozenset({"LineString", "MultiLineString", "Point", "MultiPoint"})
"""What encloses no ground until it is said how far the zone reaches from it."""
SEGMENTS = 32
"""Per quarter circle: a round end is then right to 0.03% of its radius."""
DIGITS = 7
"""Of a degree: about a centimetre, as everywhere in records."""


def area_of(zone: Zone, drawn: dict[str, Any], holes: list[dict[str, Any]]) -> dict[str, Any]:
    """The zone as a GeoJSON area. What is drawn as an area and has no holes stays as it was written."""
    reach = reach_m(zone) if drawn["type"] in UNMEASURED else 0.0
    if reach <= 0 and not holes:
        return drawn
    centre = shape(drawn).envelope.centroid
    local = f"+proj=aeqd +lat_0={centre.y:.6f} +lon_0={centre.x:.6f} +datum=WGS84 +units=m"
    to_metres = Transformer.from_crs("EPSG:4326", local, always_xy=True)
    flat = _moved(shape(drawn), to_metres, "FORWARD")
    if reach > 0:
        # A corridor ends where its road ends; a zone along a line also reaches round the line's ends.
        ends = "flat" if zone.kind == "corridor" else "round"
        flat = flat.buffer(reach, quad_segs=SEGMENTS, cap_style=ends)
    for hole in holes:
        flat = flat.difference(_moved(shape(hole), to_metres, "FORWARD"))
    area = shapely.transform(_moved(flat, to_metres, "INVERSE"), lambda xy: np.round(xy, DIGITS))
    found: dict[str, Any] = mapping(area)
    return {"type": found["type"], "coordinates": _lists(found["coordinates"])}


def reach_m(zone: Zone) -> float:
    """How far the zone reaches from what is drawn. A width between the sides gives half to each side's own line."""
    if zone.kind == "line_buffer":
        return zone.per_side_m or zone.width_between_m / 2
    return zone.width_m / 2 if zone.kind == "corridor" else float(zone.radius_m)


def _moved(geometry: BaseGeometry, to_metres: Any, direction: str) -> BaseGeometry:
    def move(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1], direction=direction))

    return shapely.transform(geometry, move)


def _lists(coordinates: Any) -> Any:
    """GeoJSON as a file would hold it: lists, not tuples."""
    return [_lists(c) for c in coordinates] if isinstance(coordinates, tuple | list) else coordinates
