"""GPS tags become a place with a radius, or the reason why they cannot be one."""

from __future__ import annotations

import pytest

from holdfire.evidence.position import Impossible, position

TAGS = {
    "GPS GPSLatitude": "[36, 9, 243/5]", "GPS GPSLatitudeRef": "N",
    "GPS GPSLongitude": "[36, 47, 0]", "GPS GPSLongitudeRef": "E",
}


def test_degrees_minutes_seconds() -> None:
    place = position(TAGS, provenance="exhibit:x")
    assert place is not None
    assert (place.lat, place.lon, place.radius_m) == (36.1635, 36.7833333, 100)
    assert (place.kind, place.provenance) == ("position", "exhibit:x")


def test_south_and_west_are_negative() -> None:
    place = position({**TAGS, "GPS GPSLatitudeRef": "S", "GPS GPSLongitudeRef": "W"}, provenance="x")
    assert place is not None
    assert (place.lat, place.lon) == (-36.1635, -36.7833333)


@pytest.mark.parametrize(("error", "radius"), [("[2401/2]", 1201), ("[5]", 100), ("[0]", 100), ("[999999999]", 100)])
def test_the_stated_error_widens_the_radius_and_never_narrows_it(error: str, radius: int) -> None:
    place = position({**TAGS, "GPS GPSHPositioningError": error}, provenance="x")
    assert place is not None
    assert place.radius_m == radius


def test_no_tags_no_place() -> None:
    assert position({"GPS GPSDate": "2017:11:13"}, provenance="x") is None


@pytest.mark.parametrize(
    "change",
    [
        {"GPS GPSLatitude": "[0, 0, 0]", "GPS GPSLongitude": "[0, 0, 0]"},
        {"GPS GPSLatitude": "[91, 0, 0]"},
        {"GPS GPSLatitude": "[36, 9, 1/0]"},
        {"GPS GPSLatitude": "[1, 2, 3, 4]"},
        {"GPS GPSLatitude": "[-36, 0, 0]"},
        {"GPS GPSLatitude": ""},
        {"GPS GPSLongitudeRef": ""},
        {"GPS GPSLongitudeRef": "N"},
    ],
)
def test_what_cannot_be_a_position(change: dict[str, str]) -> None:
    with pytest.raises(Impossible):
        position({**TAGS, **change}, provenance="x")
