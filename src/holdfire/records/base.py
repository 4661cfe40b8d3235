"""What every record has: a key that never depends on a version, what it rests on, and its doubts."""

from __future__ import annotations

from datetime import datetime

import msgspec

Range = tuple[int, int]
"""[start, end) in code points of one text."""


class Doubt(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Something uncertain or odd. A doubt is returned, never swallowed and never only logged."""

    code: str
    """Stable, kebab-case; each has a page in docs/doubts.md."""
    where: str
    """What it is about: a reference as in `rests_on`, or a path and line."""
    why: str
    settle: str = ""
    """What would settle it."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The common head of all records. `rev`, the hash of the content, is computed: `holdfire.seals.rev(record)`."""

    key: str
    """What the record is about, made from inputs only: no version of code, model or gazetteer is in it."""
    rests_on: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """When something happened: half-open [start, end) in UTC, with the zone it was stated in."""

    start: datetime
    end: datetime
    zone: str
    """IANA name of the zone in which days were reckoned."""
    precision: str
    """minute | hour | part_of_day | day | days | week | month | period"""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where: a disc (lat, lon, radius_m) or an area (admin id). Never a bare point."""

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_m: int = 0
    """Of the disc within which the place lies; 0 only for an area."""
    area: str | None = None
    """Admin id when the place is an area (a province is an area, not a disc)."""
    kind: str = "settlement"
    """settlement | facility | area | region | water | country | position"""
    provenance: str = ""
    """Whose coordinates these are: a gazetteer and its id, a table, an observer's position."""
    geonames_id: int | None = None
