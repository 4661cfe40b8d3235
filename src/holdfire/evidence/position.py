"""The position a photo carries, as its tags print it, to a place with a radius: whoever wrote the file wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from holdfire.records import Place

RADIUS_M = 100
"""Where the file states no error: phones are off by more than they say between buildings."""
MAX_ERROR_M = 100_000
_PARTS = re.compile(r"-?\d+(?:/\d+)?")


class Impossible(ValueError):
    """A position that is written and cannot be one; the words say why."""


def position(tags: Mapping[str, str], *, provenance: str) -> Place | None:
    """The place of GPS tags; None when there are none. Raises Impossible on 0, 0, half a position, or off the globe."""
    written = [tags.get(f"GPS GPS{name}", "") for name in ("Latitude", "LatitudeRef", "Longitude", "LongitudeRef")]
    if not any(written):
        return None
    lat = _degrees(written[0], written[1], "NS", 90)
    lon = _degrees(written[2], written[3], "EW", 180)
    if lat == 0 and lon == 0:
        raise Impossible("0, 0 is what a device writes that knows no position")
    return Place(
        name=f"{lat:.5f}, {lon:.5f}", lat=lat, lon=lon, radius_m=_radius(tags), kind="position", provenance=provenance
    )


def _degrees(written: str, side: str, sides: str, limit: int) -> float:
    """`[36, 9, 243/5]` and `N` to 36.1635; sides are (positive, negative)."""
    parts = [_fraction(part) for part in _PARTS.findall(written)]
    side = side.strip().upper()[:1]
    if not parts or len(parts) > 3 or side not in tuple(sides):
        raise Impossible(f'"{written}" {side or "without a side"} is half a position')
    value = sum((part / 60**at for at, part in enumerate(parts)), Fraction(0))
    if not 0 <= value <= limit:
        raise Impossible(f'"{written}" lies off the globe')
    return round(float(value), 7) * (1 if side == sides[0] else -1)


def _radius(tags: Mapping[str, str]) -> int:
    """Metres: the stated horizontal error, rounded up, never less than the default says of any device."""
    stated = _PARTS.findall(tags.get("GPS GPSHPositioningError", "") or tags.get("GPS Tag 0x001F", ""))
    error = _fraction(stated[0]) if stated else Fraction(0)
    return max(RADIUS_M, int(error) + 1) if 0 < error <= MAX_ERROR_M else RADIUS_M


def _fraction(written: str) -> Fraction:
    above, _, below = written.partition("/")
    if below and int(below) == 0:
        raise Impossible(f'"{written}" divides by zero')
    return Fraction(int(above), int(below or 1))
