"""An account to what fusing looks at in it, in numbers: a disc or an area, hours, the day it was told, its dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import asin, cos, floor, radians, sin, sqrt
from typing import Any

from holdfire import data
from holdfire.records import Account, Place


@dataclass(frozen=True)
class Limits:
    """The figures of incidents/fusing.yaml: metres, hours and days, each with its reason there."""

    slack_m: int
    vague_radius_m: int
    widest_m: int
    slack_hours: int
    short_hours: int
    told_within_days: int
    near_chars: int
    large_toll: int
    weights: dict[str, int]
    judged: dict[str, int]
    passage: dict[str, int]

    @classmethod
    def packaged(cls) -> Limits:
        """As shipped."""
        figures: dict[str, Any] = data.load("incidents/fusing.yaml")
        return cls(**{name: figures[name] for name in cls.__dataclass_fields__})


DAY = 24.0
"""Hours."""
EPOCH = date(1970, 1, 1).toordinal()
Disc = tuple[float, float, int]
"""Latitude and longitude in degrees, radius in metres."""
Stretch = tuple[float, float]
"""Start and end in hours since 1970."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What matching looks at in one account, in plain numbers."""

    account: Account
    disc: Disc | None
    area: str | None
    time: Stretch | None
    told: int | None
    """Day from which it could be known, as an ordinal."""
    row: tuple[str, str] | None
    """Dataset and upstream id: rows of one dataset were already told apart by its coder."""

    @classmethod
    def of(cls, account: Account) -> Sight:
        """The sight of one account."""
        place, time = account.place, account.time
        return cls(
            account=account,
            disc=disc(place) if place else None,
            area=place.area if place else None,
            time=(time.start.timestamp() / 3600, time.end.timestamp() / 3600) if time else None,
            told=date.fromisoformat(account.knowable_from).toordinal() if account.knowable_from else None,
            row=(account.source, account.row.partition("#")[2]) if account.row else None,
        )

    @property
    def period(self) -> float:
        """Length of its time in hours; 0 when undated."""
        return self.time[1] - self.time[0] if self.time else 0.0

    @property
    def begins(self) -> int:
        """The day on which its time begins (UTC), as an ordinal; 0 when undated."""
        return floor(self.time[0] / DAY) + EPOCH if self.time else 0


def disc(place: Place) -> Disc | None:
    """The disc of a place; None when it is an area or nowhere."""
    if place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon, place.radius_m


def metres(a: Disc, b: Disc) -> float:
    """Distance of two centres on a sphere: within 0.6% of the geodesic, far below the slack it is held against."""
    up, along = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    bow = sin(up) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(along) ** 2
    return 12_742_000 * asin(min(1.0, sqrt(bow)))


def least_killed(account: Account) -> int:
    """The least total of killed that it states; 0: none."""
    return min((c.low for c in account.casualties if c.kind == "killed" and c.group == "unstated"), default=0)


def tolls_meet(a: Account, b: Account) -> bool | None:
    """Whether any stated range of one kind and group overlaps; None when nothing can be compared."""
    compared = False
    for one in a.casualties:
        for other in b.casualties:
            if (one.kind, one.group) == (other.kind, other.group):
                compared = True
                if (other.high is None or one.low <= other.high) and (one.high is None or other.low <= one.high):
                    return True
    return False if compared else None
