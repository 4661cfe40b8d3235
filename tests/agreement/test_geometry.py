"""Zones out of GeoJSON files: features found by name, notes inherited, files that are missing or broken named."""

from __future__ import annotations

import json

import pytest
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


def test_a_nationwide_zone_needs_no_geometry_and_a_circle_takes_a_point() -> None:
    nationwide = swapped(INLINE, "    kind: nationwide\n", SMALL)
    assert load(nationwide)[1] == ()
    circle = swapped(INLINE, "    kind: circle\n    radius_m: 900\n    geometry: {type: Point, coordinates: [36, 34]}\n")
    assert load(circle)[1] == ()
