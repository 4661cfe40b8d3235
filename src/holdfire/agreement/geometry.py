"""`zones/FILE.geojson#FEATURE` or inline GeoJSON to the area of a zone, with what is wrong with its lines and rings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any

import msgspec
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.validation import explain_validity

from holdfire import seals
from holdfire.agreement.bands import area_of
from holdfire.agreement.faults import FaultList, nearest
from holdfire.records import Zone

DRAWN_AS: dict[str, tuple[str, ...]] = {
    "polygon": ("Polygon", "MultiPolygon"),
    "admin_area": ("Polygon", "MultiPolygon"),
    "corridor": ("LineString", "Polygon", "MultiPolygon"),
    "nationwide": ("Polygon", "MultiPolygon"),
    "line_buffer": ("LineString", "MultiLineString"),
    "circle": ("Point",),
    "positions": ("Point", "MultiPoint"),
    "none": (),
}
"""Which GeoJSON types may draw a zone of each kind."""
MAY_LACK = frozenset({"nationwide", "none", "positions"})
"""Kinds that need no geometry: the country's outline, no place given, and positions that nobody published."""


def placed(zone: Zone, path: str, files: Mapping[str, bytes], faults: FaultList) -> Zone:
    """The zone with its geometry read and its rings looked at; `how` and band from the feature where not written."""
    at = f"{path}.geometry"
    lost = msgspec.structs.replace(zone, geometry=None)
    if zone.geometry is None:
        if zone.kind not in MAY_LACK:
            todo = "write `zones/FILE.geojson#FEATURE`"
            faults.error("E276", at, f"a zone of kind {zone.kind} has no geometry", todo)
        return zone
    feature = zone.geometry if isinstance(zone.geometry, dict) else _feature(str(zone.geometry), at, files, faults)
    if feature is None:
        faults.hide(f"{path}.how")
        faults.hide(f"{path}.uncertainty_m")
        return lost
    drawn = feature.get("geometry") if feature.get("type") == "Feature" else feature
    notes = feature.get("properties") or {}
    if not isinstance(drawn, dict) or not _sound(drawn, zone, at, faults):
        return lost
    holes = _holes(zone, path, files, faults)
    area = area_of(zone, drawn, holes)
    if holes and shape(area).is_empty:
        faults.error("E279", f"{path}.holes", "the holes leave nothing of the zone", "draw them smaller")
        return lost
    return msgspec.structs.replace(
        zone,
        geometry=area,
        holes=(),
        geometry_sha256=seals.sha256(seals.canonical(area)),
        how=zone.how or str(notes.get("how", "")),
        uncertainty_m=zone.uncertainty_m or int(notes.get("uncertainty_m", 0)),
    )


def _holes(zone: Zone, path: str, files: Mapping[str, bytes], faults: FaultList) -> list[dict[str, Any]]:
    found = []
    for number, hole in enumerate(zone.holes):
        at = f"{path}.holes[{number}]"
        feature = hole if isinstance(hole, dict) else _feature(str(hole), at, files, faults)
        drawn = feature.get("geometry") if feature and feature.get("type") == "Feature" else feature
        as_area = msgspec.structs.replace(zone, kind="polygon")
        if isinstance(drawn, dict) and _sound(drawn, as_area, at, faults):
            found.append(drawn)
    return found


def _feature(reference: str, path: str, files: Mapping[str, bytes], faults: FaultList) -> dict[str, Any] | None:
    name, _, wanted = reference.partition("#")
    file = normpath(join(dirname(faults.file), name))
    if file not in files:
        todo = nearest(file, (f for f in files if f.endswith(".geojson")), "put the file beside the instrument")
        faults.error("E237", path, f"there is no file `{name}`", todo)
        return None
    try:
        features = msgspec.json.decode(files[file]).get("features", [])
        by_id = {str(f.get("id", f.get("properties", {}).get("id", ""))): f for f in features}
    except (msgspec.DecodeError, AttributeError, TypeError):
        faults.error("E237", path, f"`{name}` is no GeoJSON FeatureCollection", "mend the file")
        return None
    if wanted not in by_id:
        todo = nearest(wanted, by_id, f"name one of: {', '.join(sorted(by_id))}")
        faults.error("E237", path, f"`{name}` has no feature `{wanted}`", todo)
        return None
    found = by_id[wanted]
    return found if isinstance(found, dict) else None


def _sound(drawn: dict[str, Any], zone: Zone, path: str, faults: FaultList) -> bool:
    kind = drawn.get("type")
    if kind not in DRAWN_AS[zone.kind]:
        fit = " or ".join(DRAWN_AS[zone.kind]) or "no geometry"
        faults.error("E276", path, f"a {kind} cannot draw a zone of kind {zone.kind}", f"give {fit}")
        return False
    try:
        positions = list(_positions(drawn.get("coordinates")))
        rings = list(_rings(drawn))
    except (TypeError, IndexError):
        faults.error("E272", path, "its coordinates are not lists of [longitude, latitude]", "write them so")
        return False
    far = next((p for p in positions if not _on_earth(p)), None)
    if far is not None or not positions:
        what = f"{far} is no [longitude, latitude]" if far else "it has no coordinates"
        faults.error("E272", path, what, "give WGS84 degrees, longitude first")
        return False
    if any(ring[0] != ring[-1] for ring in rings):
        faults.error("E271", path, "a ring is not closed", "repeat its first position at its end")
        return False
    return _uncrossed(drawn, path, faults)


def _uncrossed(drawn: dict[str, Any], path: str, faults: FaultList) -> bool:
    try:
        why = explain_validity(shape(drawn))
    except (GEOSException, ValueError, TypeError) as error:
        why = str(error)
    if why != "Valid Geometry":
        faults.error("E270", path, f"its rings cross or touch wrongly: {why}", "redraw the ring at that position")
        return False
    return True


def _on_earth(position: tuple[Any, Any]) -> bool:
    lon, lat = position
    return isinstance(lon, int | float) and isinstance(lat, int | float) and abs(lon) <= 180 and abs(lat) <= 90


def _positions(coordinates: Any) -> Iterator[tuple[Any, Any]]:
    """Every position of a GeoJSON coordinates array, however deep. Raises TypeError, IndexError on anything else."""
    if isinstance(coordinates[0], list):
        for inner in coordinates:
            yield from _positions(inner)
    else:
        yield coordinates[0], coordinates[1]


def _rings(drawn: dict[str, Any]) -> Iterator[list[Any]]:
    if drawn["type"] == "Polygon":
        yield from drawn["coordinates"]
    elif drawn["type"] == "MultiPolygon":
        for polygon in drawn["coordinates"]:
            yield from polygon
