"""Names for a map -> texts of an SVG that do not lie on each other: what matters more is placed first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import markupsafe
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.bulletin.book import Book
from holdfire.bulletin.model import Entry
from holdfire.bulletin.projection import Projection
from holdfire.bulletin.words import visible
from holdfire.records import Zone

WIDE = 0.58
"""Mean width of a letter as a share of the size of type: of common sans-serif faces, bold included."""
SETTLEMENTS = 9
"""More names than this would hide what they name."""
GAP = 3.0
"""Pixels that stay free around a name."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom in pixels."""


class Line(NamedTuple):
    """One line of a label: its words, class in the style sheet, and size in pixels."""

    words: str
    css: str
    size: int


class Labels:
    """Places labels one after the other on a picture and remembers where they lie."""

    def __init__(self, projection: Projection, width: int) -> None:
        self.projection, self.width = projection, width
        self.taken: list[Box] = []

    def put(self, lines: Sequence[Line], at: Iterable[tuple[float, float]]) -> Iterator[str]:
        """The label at the first of these points (its middle, the base of its first line) where it fits; or nothing."""
        half = max(len(line.words) * line.size * WIDE for line in lines) / 2
        height = sum(line.size + 2 for line in lines)
        for x, y in at:
            box = (x - half - GAP, y - lines[0].size, x + half + GAP, y - lines[0].size + height + GAP)
            if self._free(box):
                self.taken.append(box)
                yield from _texts(lines, x, y)
                return

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = box
        inside = left >= 0 and top >= 0 and right <= self.width and bottom <= self.projection.height
        return inside and not any(left < r and right > x and top < b and bottom > y for x, y, r, b in self.taken)


def _texts(lines: Sequence[Line], x: float, y: float) -> Iterator[str]:
    for line in lines:
        yield f'<text class="{line.css}" x="{x:.0f}" y="{y:.0f}" text-anchor="middle">{escape(line.words)}</text>'
        y += line.size + 2


def zone_names(zones: Iterable[Zone], labels: Labels, book: Book) -> Iterator[str]:
    """Each zone's name and what its geometry is, above it, else below or beside it; versions of one name once."""
    for zone in {zone.name: zone for zone in zones}.values():
        lines = (Line(zone.name, "name", 13), Line(book.words.of("provenance", zone.provenance), "what", 11))
        band = labels.projection.metres(zone.uncertainty_m)
        yield from labels.put(lines, _around(shape(zone.geometry), band, lines, labels.projection))


def _around(
    geometry: BaseGeometry, band: float, lines: Sequence[Line], projection: Projection
) -> Iterator[tuple[float, float]]:
    west, south, east, north = geometry.bounds
    left, top = projection.at(west, north)
    right, bottom = projection.at(east, south)
    middle, half = (left + right) / 2, max(len(line.words) * line.size * WIDE for line in lines) / 2
    for away in (0, 30, 60):
        yield middle, top - band - 20 - away
        yield middle, bottom + band + 16 + away
        yield right + band + half + 8 + away, (top + bottom) / 2
        yield left - band - half - 8 - away, (top + bottom) / 2


def area_names(zones: Iterable[Zone], labels: Labels, book: Book) -> Iterator[str]:
    """The names of first-level areas, softly, where there is room and no zone has the same."""
    said = {zone.name for zone in zones}
    for outline in sorted(book.material.outlines, key=lambda o: o.name):
        if outline.kind == "area" and outline.name not in said:
            point = shape(outline.geometry).representative_point()
            x, y = labels.projection.at(point.x, point.y)
            yield from labels.put((Line(outline.name, "province", 11),), ((x, y + dy) for dy in (0, 16, -16, 32)))


def settlement_names(entries: Iterable[Entry], labels: Labels, book: Book) -> Iterator[str]:
    """The places of what stands out, then those with most incidents: a few, by the names that are published."""
    count: Counter[tuple[str, float, float]] = Counter()
    for entry in entries:
        place = book.place(book.incidents[entry.key])
        if place is not None and place.name and place.lat is not None and place.lon is not None:
            count[(place.name, place.lon, place.lat)] += 1000 if entry.stands_out else 1
    seen: set[str] = set()
    for (name, lon, lat), _ in sorted(count.items(), key=lambda of: (-of[1], of[0])):
        if name in seen or len(seen) == SETTLEMENTS:
            continue
        seen.add(name)
        x, y = labels.projection.at(lon, lat)
        half = len(name) * 11 * WIDE / 2 + 9
        yield from labels.put(
            (Line(name, "town", 11),), ((x + half, y + 4), (x - half, y + 4), (x, y - 10), (x, y + 20))
        )


def escape(text: str) -> str:
    """Text for an SVG: escaped, its invisible characters written out."""
    return str(markupsafe.escape(visible(text)))
