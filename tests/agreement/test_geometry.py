"""Zones out of GeoJSON files: features found by name, notes inherited, lines and points drawn out to what they mean."""

from __future__ import annotations

import json

import pytest
from pyproj import Geod
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from tests.agreement.made import SMALL, load, swapped

from holdfire import seals

INLINE = "    geometry: {type: Polygon, coordinates: [[[36, 34], [37, 34], [37, 35], [36, 35], [36, 34]]]}\n"
RING = [[36.0, 34.0], [37.0, 34.0], [37.0, 35.0], [36.0, 35.0], [36.0, 34.0]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
NOTES = {"how": "from a map", "uncertainty_m": 900}


def collection(**feature: object) -> bytes:
    whole = {"type": "Feature", "id": "valley", "properties": NOTES, "geometry": POLYGON} | feature
    return json.dumps({"type": "FeatureCollection", "features": [whole]}).encode()


def referring(reference: str) -> str:
    text = swapped(INLINE, f"    geometry: {reference}\n")
    return text.replace("    how: from two hills\n    uncertainty_m: 500\n", "")


def test_a_feature_is_read_with_its_notes() -> None:
    instruments, faults = load(referring("zones/v.geojson#valley"), **{"zones/v.geojson": collection()})
    assert faults == ()
    (zone,) = instruments[0].zones
    assert zone.geometry == POLYGON
    assert zone.geometry_sha256 == seals.sha256(seals.canonical(POLYGON))
    assert (zone.how, zone.uncertainty_m) == ("from a map", 900)


def test_what_the_instrument_says_goes_before_the_features_notes() -> None:
    text = swapped(INLINE, "    geometry: zones/v.geojson#valley\n")
    instruments, _ = load(text, **{"zones/v.geojson": collection()})
    assert (instruments[0].zones[0].how, instruments[0].zones[0].uncertainty_m) == ("from two hills", 500)


def test_a_feature_may_be_named_by_its_properties() -> None:
    named = collection(id=None, properties={"id": "valley", **NOTES})
    data = named.replace(b'"id": null, ', b"")
    assert load(referring("zones/v.geojson#valley"), **{"zones/v.geojson": data})[1] == ()


@pytest.mark.parametrize(("reference", "data", "todo"), [
    ("zones/w.geojson#valley", collection(), "did you mean `zones/v.geojson`?"),
    ("zones/v.geojson#valle", collection(), "did you mean `valley`?"),
    ("zones/v.geojson#valley", b"{", "mend the file"),
    ("zones/v.geojson#valley", b"[1]", "mend the file"),
])  # fmt: skip
def test_what_cannot_be_found_is_named(reference: str, data: bytes, todo: str) -> None:
    instruments, faults = load(referring(reference), **{"zones/v.geojson": data})
    assert instruments == ()
    assert [(f.code, f.path, f.todo) for f in faults] == [("E237", "zones[0].geometry", todo)]


@pytest.mark.parametrize(("geometry", "code"), [
    ({"type": "Polygon", "coordinates": [[[36, 34], [37, 35], [37, 34], [36, 35], [36, 34]]]}, "E270"),
    ({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, "E270"),
    ({"type": "Polygon", "coordinates": [RING[:-1]]}, "E271"),
    ({"type": "Polygon", "coordinates": [[[36, 34], [37, 34], [36, 34]]]}, "E270"),
    ({"type": "Polygon", "coordinates": [[[36, "north"], [37, 34], [37, 35], [36, 34]]]}, "E272"),
    ({"type": "Polygon", "coordinates": [[36], [37], [38]]}, "E272"),
    ({"type": "Polygon", "coordinates": [[[236, 34], [237, 34], [237, 35], [236, 34]]]}, "E272"),
    ({"type": "Polygon", "coordinates": []}, "E272"),
    ({"type": "Point", "coordinates": [36, 34]}, "E276"),
    ({"type": "Polygon", "coordinates": 5}, "E272"),
])  # fmt: skip
def test_bad_rings_in_a_file_are_found(geometry: dict[str, object], code: str) -> None:
    data = collection(geometry=geometry)
    _, faults = load(referring("zones/v.geojson#valley"), **{"zones/v.geojson": data})
    assert (code, "zones[0].geometry") in [(f.code, f.path) for f in faults]


LINE = "{type: LineString, coordinates: [[36.0, 34.0], [37.0, 34.0]]}"
EARTH = Geod(ellps="WGS84")


def area(text: str) -> BaseGeometry:
    instruments, faults = load(swapped(INLINE, text))
    assert faults == ()
    return shape(instruments[0].zones[0].geometry)


def north_of_the_line(metres: float) -> Point:
    lon, lat, _ = EARTH.fwd(36.5, 34.0, 0, metres)
    return Point(lon, lat)


@pytest.mark.parametrize(("measure", "reach"), [
    ("kind: line_buffer\n    per_side_m: 25000", 25000),
    ("kind: line_buffer\n    width_between_m: 50000\n    baseline_of: north", 25000),
    ("kind: corridor\n    width_m: 50000", 25000),
])  # fmt: skip
def test_a_line_reaches_so_many_metres_along_the_ground(measure: str, reach: float) -> None:
    band = area(f"    {measure}\n    geometry: {LINE}\n")
    assert band.covers(north_of_the_line(reach * 0.98))  # a line straight in degrees bows some 130 m on the ground
    assert not band.covers(north_of_the_line(reach * 1.02))


def test_a_corridor_ends_where_its_line_ends_and_a_buffer_reaches_round() -> None:
    lon, lat, _ = EARTH.fwd(37.0, 34.0, 90, 1000)
    assert not area(f"    kind: corridor\n    width_m: 5000\n    geometry: {LINE}\n").covers(Point(lon, lat))
    assert area(f"    kind: line_buffer\n    per_side_m: 2500\n    geometry: {LINE}\n").covers(Point(lon, lat))


def test_a_circle_is_round_on_the_ground_not_in_degrees() -> None:
    disc = area("    kind: circle\n    radius_m: 5000\n    geometry: {type: Point, coordinates: [36, 60]}\n")
    for bearing in (0, 45, 90, 200):
        near, far = (Point(*EARTH.fwd(36, 60, bearing, m)[:2]) for m in (4990, 5010))
        assert disc.covers(near)
        assert not disc.covers(far)


def test_a_hole_is_taken_out_of_a_corridor() -> None:
    hole = "{type: Polygon, coordinates: [[[36.4, 33.9], [36.6, 33.9], [36.6, 34.1], [36.4, 34.1], [36.4, 33.9]]]}"
    road = area(f"    kind: corridor\n    width_m: 5000\n    holes: [{hole}]\n    geometry: {LINE}\n")
    assert road.covers(Point(36.3, 34.0))
    assert not road.covers(Point(36.5, 34.0))
    assert road.geom_type == "MultiPolygon"


def test_what_is_drawn_as_an_area_stays_as_it_was_written() -> None:
    instruments, _ = load(SMALL)
    assert instruments[0].zones[0].geometry["coordinates"] == [RING]


def test_a_nationwide_zone_needs_no_geometry_and_a_circle_takes_a_point() -> None:
    nationwide = swapped(INLINE, "    kind: nationwide\n", SMALL)
    assert load(nationwide)[1] == ()
    circle = swapped(INLINE, "    kind: circle\n    radius_m: 900\n    geometry: {type: Point, coordinates: [36, 34]}\n")
    assert load(circle)[1] == ()
