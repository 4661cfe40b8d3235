"""Rows of events or leads to those that could lie in some zones on some days; columns stay columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, radians
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from holdfire.intake import countries
from holdfire.intake import events as ev
from holdfire.intake.taken import Places
from holdfire.records import Doubt, Report

METRES_PER_DEGREE = 110_500
"""Of latitude, at the equator, where it is shortest."""
EXACT = ("settlement", "near", "region")
"""Place precisions of event rows of which a point says where they are; the others stand for a whole area."""

Mask = Any
"""A pyarrow array of booleans, one a row."""


class Scope(NamedTuple):
    """What a case can be about, drawn so wide that no row outside can touch what is found inside."""

    days: tuple[date, date] | None
    """First and last day, both included; None: any."""
    countries: frozenset[str]
    """ISO codes: rows that name one of them stay, wherever their point lies."""
    outlines: tuple[BaseGeometry, ...]
    """Of these countries, WGS84 degrees; of one whose outline is not known, the box that it lies in."""
    zones: tuple[BaseGeometry, ...]
    margin_m: int
    words: str
    """The same for people."""
    places: Places
    listed: frozenset[str] = frozenset()
    """Upstream ids that stay whatever they say: another edition of the table has them inside."""


class Narrowed(NamedTuple):
    """The rows of one table that are candidates, and what is to be said of the others."""

    raw: pa.Table
    events: pa.Table
    doubts: tuple[Doubt, ...]
    outside: pa.Array
    """Upstream ids of the rows that were left."""


def narrowed(
    raw: pa.Table, events: pa.Table, doubts: Sequence[Doubt], report: Report, scope: Scope | None
) -> Narrowed:
    """The candidates among the rows of an event table, as written (`raw`) and as read, with the doubts about them.

    What is not known is not left out: a row without a day, a place or a country that is known stays. Doubt
    `rows-outside-case` counts the rest.
    """
    none = pa.array([], pa.string())
    if scope is None or events.num_rows == 0:
        return Narrowed(raw, events, tuple(doubts), none)
    on_days = _meets(events, scope.days) if scope.days else pa.repeat(pa.scalar(value=True), events.num_rows)
    keep = pc.and_(on_days, _where(events, scope))
    if scope.listed:
        keep = pc.or_(keep, pc.is_in(events["upstream_id"], value_set=pa.array(sorted(scope.listed), pa.string())))
    left = events["upstream_id"].filter(pc.invert(keep)).combine_chunks()
    if len(left) == 0:
        return Narrowed(raw, events, tuple(doubts), none)
    late = events.num_rows - (pc.sum(pc.or_(on_days, keep)).as_py() or 0)
    gone = frozenset(left.to_pylist()) if doubts else frozenset()
    kept = tuple(d for d in doubts if d.where.rpartition("#")[2] not in gone)
    said = _left_out(report, events.num_rows, len(left), late, scope)
    return Narrowed(raw.filter(keep), events.filter(keep), (*kept, said), left)


def _left_out(report: Report, rows: int, left: int, by_day: int, scope: Scope) -> Doubt:
    why = (
        f"{left:,} of {rows:,} rows lie outside what this case is about ({scope.words}) and make no account: "
        f"{by_day:,} by their days, {left - by_day:,} by their place"
    )
    settle = "an agreement whose days, zones or country reach them; then run again"
    return Doubt(code="rows-outside-case", where=report.key, why=why, settle=settle)


def _where(events: pa.Table, scope: Scope) -> Mask:
    """Whether a row may lie where the case is: near it, in its country by name, or somewhere in an area not told."""
    if not scope.outlines and not scope.zones:
        return pa.repeat(pa.scalar(value=True), events.num_rows)
    near = pa.array(_near(events, (*scope.outlines, *scope.zones), scope.margin_m, missing=False))
    standing = ev.once(events["country"], lambda name: _standing(name, scope), pa.string())
    vague = pc.or_(pc.invert(ev.among(events["place_precision"], EXACT)), _nowhere(events))
    could = pc.and_(vague, pc.is_in(standing, value_set=pa.array(["not known", "meets"])))
    return pc.or_(pc.or_(near, pc.equal(standing, "own")), could)


def _standing(name: str, scope: Scope) -> str:
    """own: a country of the case; meets: its rough bounds meet a zone; elsewhere; not known."""
    if scope.places.area_id(name, "") in scope.countries or (
        " (" in name and scope.places.area_id(name.partition(" (")[0], "") in scope.countries
    ):
        return "own"
    bounds = countries.bounds(name)
    if bounds is None:
        return "not known"
    south, north, west, east = bounds
    rough = box(west, south, east, north)
    return "meets" if any(rough.intersects(box(*zone.bounds)) for zone in scope.zones) else "elsewhere"


def _nowhere(events: pa.Table) -> Mask:
    lat, lon = events["lat"], events["lon"]
    nil = pc.fill_null(pc.and_(pc.equal(lat, 0.0), pc.equal(lon, 0.0)), fill_value=False)
    return pc.or_(pc.or_(pc.is_null(lat), pc.is_null(lon)), nil)


def candidates(
    rows: pa.Table, days: tuple[date, date], zones: Sequence[BaseGeometry], reach_m: Mapping[str, int]
) -> pa.Table:
    """The rows that could be in one of `zones` (WGS84 degrees) between two days, both included.

    A row's reach in metres is by its `place_precision`; a precision that is not in `reach_m` stands for an area or for
    nowhere exact, and such rows stay, as do rows without a day: what is not known is not filtered out. A little more is
    kept than could be, never less.
    """
    rows = rows.filter(_meets(rows, days))
    keep = _vague(rows["place_precision"], reach_m)
    if zones:
        near = _near(rows, zones, max(reach_m.values(), default=0), missing=True)
        keep = pc.or_(keep, pa.array(near))
    else:
        keep = pc.or_(keep, pa.repeat(pa.scalar(value=True), rows.num_rows))
    return rows.filter(keep)


def _meets(rows: pa.Table, days: tuple[date, date]) -> Mask:
    """Whether a row's days meet these; of a row whose days are in the wrong order either may be the right one."""
    first, last = (rows["date_start"], rows["date_end"]) if "date_start" in rows.column_names else (rows["day"],) * 2
    low, high = (pa.scalar(day, pa.date32()) for day in days)
    inside = pc.and_kleene(
        pc.less_equal(pc.min_element_wise(first, last), high), pc.greater_equal(pc.max_element_wise(first, last), low)
    )
    return pc.fill_null(inside, fill_value=True)


def _vague(precision: pa.ChunkedArray, reach_m: Mapping[str, int]) -> Mask:
    return pc.invert(pc.is_in(precision, value_set=pa.array(sorted(reach_m), pa.string())))


def _near(
    rows: pa.Table, zones: Sequence[BaseGeometry], reach_m: int, *, missing: bool
) -> npt.NDArray[np.bool_]:
    """Whether a point lies within reach of a zone; rows without a point are `missing`."""
    lat, lon = (rows[name].to_numpy() for name in ("lat", "lon"))
    near: npt.NDArray[np.bool_] = (np.isnan(lat) | np.isnan(lon)) & missing
    for zone in zones:
        south, north = zone.bounds[1], zone.bounds[3]
        widest = reach_m / METRES_PER_DEGREE / max(0.05, cos(radians(max(abs(south), abs(north)) + 0.5)))
        around = zone.buffer(widest, quad_segs=4, join_style="mitre")
        west, low, east, high = around.bounds
        inside = np.flatnonzero((lat >= low) & (lat <= high) & (lon >= west) & (lon <= east) & ~near)
        shapely.prepare(around)
        near[inside] = shapely.contains_xy(around, lon[inside], lat[inside])
    return near
