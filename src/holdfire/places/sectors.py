"""Bearings and distances: "15 km east of X" to a disc there, two points to how far and which way apart they are."""

from __future__ import annotations

import math
import re

from holdfire import data
from holdfire.places.signs import stands_before
from holdfire.records import Place

SECTORS = ("sector", "sector_ru", "sector_uk", "sector_ar")
"""The signs that say a distance and a way from a place."""
_NOT_OF_WAY = re.compile(r"[\s-]|\bال|(?<=[\u0600-\u06ff])ي\b")
"""Blanks, hyphens, the Arabic article and the ending of its adjectives."""
EARTH_M = 6_371_008.8
SLACK = 0.2
"""Texts round distances and name the way by eighths: a fifth of the distance either way."""


def sector(text: str, start: int, anchor: Place) -> Place | None:
    """Where "15 km east of" before a name's start puts it, as a disc; None where no distance and way are said."""
    found = next((sign for name in SECTORS if (sign := stands_before(name, text, start))), None)
    if found is None or anchor.lat is None or anchor.lon is None:
        return None
    signs = data.load("places/signs.yaml")
    way = _NOT_OF_WAY.sub("", found["way"].lower())
    if way not in signs["ways"]:
        return None
    number = signs["numbers"].get(found["number"]) or float(found["number"].replace(",", "."))
    metres = number * signs["units"][found["unit"]]
    lat, lon = away(anchor.lat, anchor.lon, metres, signs["ways"][way])
    # An eighth of the compass is 22.5 degrees either way: 0.41 of the distance to the side, and the town's own extent.
    radius = math.ceil(anchor.radius_m + metres * max(SLACK, math.sin(math.radians(22.5))))
    told = " ".join(found.group().split())
    return Place(
        name=f"{told} {anchor.name}", lat=round(lat, 5), lon=round(lon, 5), radius_m=radius, kind="region",
        provenance=f"{round(metres)} m {way} of {anchor.provenance}",
    )  # fmt: skip


def away(lat: float, lon: float, metres: float, bearing: float) -> tuple[float, float]:
    """The point so many metres from a point, along a bearing in degrees from north; on a sphere."""
    d, b, p = metres / EARTH_M, math.radians(bearing), math.radians(lat)
    to = math.asin(math.sin(p) * math.cos(d) + math.cos(p) * math.sin(d) * math.cos(b))
    turn = math.atan2(math.sin(b) * math.sin(d) * math.cos(p), math.cos(d) - math.sin(p) * math.sin(to))
    return math.degrees(to), (math.degrees(turn) + lon + 540) % 360 - 180


def apart(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """(metres, bearing in degrees from north) from one (lat, lon) to another; on a sphere, good to 0.5 %."""
    p, q, turn = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(turn / 2) ** 2
    ahead = math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(turn)
    bearing = math.atan2(math.sin(turn) * math.cos(q), ahead)
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(half))), math.degrees(bearing) % 360
