"""Incidents and leads to what stands beside each: heat seen there then, and how often it is seen there anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.sights import Disc, disc
from holdfire.records import Doubt, Incident

Days = npt.NDArray[np.int64]
"""Ordinals: days since 1970."""
EPOCH = date(1970, 1, 1).toordinal()
YEAR = 365.25
SHOWN = 5
"""Leads named per incident, the nearest in place first."""


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Leads of one dataset that agree with an incident in place and day: consistent with it, never support for it."""

    incident: str
    dataset: str
    kind: str
    """thermal | news"""
    seen: int
    """Leads within the incident's place and days. 0 says nothing against it: clouds, and fires too small to see."""
    leads: tuple[str, ...]
    """The nearest of them, by their ids."""
    articles: int | None = None
    """Of news: how many articles or posts these rows are of, where the dataset tells; one makes many rows."""
    windows: int | None = None
    """Stretches of as many days, in the same season and away from the incident, on which this place was looked at."""
    expected: float | None = None
    """Leads here in such a stretch, on average; None: too few to tell, or a dataset that has no such baseline."""
    false_alarm: float | None = None
    """Share of such stretches with at least one lead: how often chance alone would agree as much."""
    doubts: tuple[Doubt, ...] = ()


def beside(incidents: Iterable[Incident], leads: pa.Table) -> tuple[Beside, ...]:
    """What stands beside each incident that has a place and a time, by key and dataset; LEAD_SCHEMA, times in UTC.

    Incidents placed only in an area, or too vaguely, have nothing beside them, and heat stands only beside acts that
    burn. A lead never becomes an account: whatever it agrees with is as well supported as before.
    """
    rules: dict[str, Any] = data.load("incidents/beside.yaml")
    exact = pc.and_(pc.and_(pc.is_valid(leads["lat"]), pc.is_valid(leads["day"])), pc.not_equal(leads["radius_m"], 0))
    kept = leads.filter(pc.and_(exact, pc.invert(leads["standing"])))
    names = sorted(pc.unique(kept["dataset"]).to_pylist())
    sky = [_Leads(kept.filter(pc.equal(kept["dataset"], name)), rules) for name in names]
    placed = [(i, at) for i in sorted(incidents, key=lambda i: i.key) if (at := _exact(i, rules))]
    return tuple(found for incident, at in placed for each in sky if (found := each.beside(incident, at)))


def _exact(incident: Incident, rules: dict[str, Any]) -> Disc | None:
    at = disc(incident.place) if incident.place and incident.time else None
    return at if at and at[2] <= rules["widest_m"] else None


class _Leads:
    """The leads of one dataset, in order of latitude."""

    def __init__(self, rows: pa.Table, rules: dict[str, Any]) -> None:
        rows = rows.sort_by([(name, "ascending") for name in ("lat", "lon", "day", "upstream_id")])
        self.rows, self.rules = rows, rules
        self.dataset: str = rows["dataset"][0].as_py()
        self.kind: str = rows["kind"][0].as_py()
        self.lat, self.lon = rows["lat"].to_numpy(), rows["lon"].to_numpy()
        self.radius = rows["radius_m"].to_numpy()
        self.day: Days = pc.cast(rows["day"], pa.int32()).to_numpy().astype(np.int64)
        self.reach = int(self.radius.max()) if len(self.radius) else 0

    @cached_property
    def looked(self) -> Days:
        """Days on which the dataset has anything at all; on the others nobody can tell whether it looked."""
        return np.unique(self.day)

    def beside(self, incident: Incident, at: Disc) -> Beside | None:
        """None where leads of this kind say nothing about such an act."""
        acts = ontology.acts()
        if not any(acts.is_a(incident.act, code) for code in self.rules["beside"][self.kind]):
            return None
        first, last = self._window(incident)
        if self.looked.size == 0 or last < self.looked[0] or first > self.looked[-1]:
            return None  # the dataset does not reach this day
        near, far = self._near(at)
        inside = (self.day[near] >= first) & (self.day[near] <= last)
        order = np.lexsort((near[inside], far[inside]))[:SHOWN]
        named = self.rows["upstream_id"].take(pa.array(near[inside][order])).to_pylist()
        found = Beside(
            incident=incident.key, dataset=self.dataset, kind=self.kind, seen=int(inside.sum()), leads=tuple(named)
        )
        if self.kind == "thermal":
            return self._held_against_chance(found, self.day[near], first, last)
        told = set(self.rows["told_by"].take(pa.array(near[inside])).to_pylist()) - {""}
        return msgspec.structs.replace(found, articles=len(told) or None)

    def _window(self, incident: Incident) -> tuple[int, int]:
        assert incident.time is not None
        end = max(incident.time.start, incident.time.end - timedelta(seconds=1))
        return incident.time.start.date().toordinal() - EPOCH, end.date().toordinal() - EPOCH

    def _near(self, at: Disc) -> tuple[Days, npt.NDArray[np.float64]]:
        """Indices of the leads whose spot meets the disc, and their distances in metres."""
        lat, lon, radius = at
        reach = (radius + self.reach) / 110_500
        low, high = np.searchsorted(self.lat, (lat - reach, lat + reach), side="left")
        band = np.arange(low, high)
        up, along = np.radians(self.lat[band] - lat) / 2, np.radians(self.lon[band] - lon) / 2
        bow = np.sin(up) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(self.lat[band])) * np.sin(along) ** 2
        far = 12_742_000 * np.arcsin(np.sqrt(np.minimum(1.0, bow)))
        meets = far <= radius + self.radius[band]
        return band[meets], far[meets]

    def _held_against_chance(self, found: Beside, here: Days, first: int, last: int) -> Beside:
        """The same with what such a stretch of days shows at this place when nothing is said to have happened."""
        span, guard, season = last - first + 1, self.rules["guard_days"], self.rules["season_days"]
        apart = np.abs((self.looked - first + YEAR / 2) % YEAR - YEAR / 2)
        away = (self.looked + span <= first - guard) | (self.looked > last + guard)
        starts = self.looked[(apart <= season) & away]
        windows = len(starts)
        if windows < self.rules["least_windows"]:
            why = f"only {windows} stretches of this season were looked at; how often chance agrees is not known"
            doubt = Doubt(code="baseline-short", where=found.incident, why=why, settle="a longer table of detections")
            return msgspec.structs.replace(found, windows=windows, doubts=(doubt,))
        here = np.sort(here)
        counts = np.searchsorted(here, starts + span) - np.searchsorted(here, starts)
        # One more of each: a place where nothing was ever seen is not one where nothing can be.
        alarm = (int((counts > 0).sum()) + 1) / (windows + 1)
        return msgspec.structs.replace(
            found, windows=windows, expected=round(float(counts.mean()), 4), false_alarm=round(alarm, 4)
        )


def in_words(found: Beside) -> str:
    """One sentence for people: what was seen, and how often it is seen without cause."""
    if found.kind == "news":
        of = "" if found.articles is None else f", from {found.articles} article{'s' * (found.articles != 1)},"
        rows = f"{found.seen} machine-coded row{'s' * (found.seen != 1)} of {found.dataset}"
        return f"{rows}{of} agree in place and day; leads, not reports"
    if found.false_alarm is None:
        chance = "how often chance would agree is not known"
    else:
        chance = (
            f"in {found.windows} other stretches of this season: "
            f"{found.false_alarm:.0%} had any, {found.expected:.2f} on average"
        )
    seen = f"consistent with {found.seen} detection{'s' * (found.seen != 1)}"
    said = seen if found.seen else "no detection, which says nothing against it"
    return f"{found.dataset}: {said}; {chance}"


def ordered(found: Sequence[Beside]) -> Iterator[Beside]:
    """Those that agree first, and of them those that chance explains least."""

    def rank(one: Beside) -> tuple[bool, float, str, str]:
        return one.seen == 0, 1.0 if one.false_alarm is None else one.false_alarm, one.incident, one.dataset

    yield from sorted(found, key=rank)
