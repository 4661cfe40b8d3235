"""Rows of events or leads to those that could lie in some zones on some days; columns stay columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, radians

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 110_500
"""Of latitude, at the equator, where it is shortest."""


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
        near = _near(rows, zones, max(reach_m.values(), default=0))
        keep = pc.or_(keep, pa.array(near))
    else:
        keep = pc.or_(keep, pa.repeat(pa.scalar(value=True), rows.num_rows))
    return rows.filter(keep)


def _meets(rows: pa.Table, days: tuple[date, date]) -> pa.ChunkedArray:
    first, last = (rows["date_start"], rows["date_end"]) if "date_start" in rows.column_names else (rows["day"],) * 2
    low, high = (pa.scalar(day, pa.date32()) for day in days)
    inside = pc.and_kleene(pc.less_equal(first, high), pc.greater_equal(pc.coalesce(last, first), low))
    return pc.fill_null(inside, fill_value=True)


def _vague(precision: pa.ChunkedArray, reach_m: Mapping[str, int]) -> pa.ChunkedArray:
    return pc.invert(pc.is_in(precision, value_set=pa.array(sorted(reach_m), pa.string())))


def _near(rows: pa.Table, zones: Sequence[BaseGeometry], reach_m: int) -> npt.NDArray[np.bool_]:
    """Whether a point lies within reach of a zone; rows without a point do."""
    lat, lon = (rows[name].to_numpy() for name in ("lat", "lon"))
    near: npt.NDArray[np.bool_] = np.isnan(lat) | np.isnan(lon)
    for zone in zones:
        south, north = zone.bounds[1], zone.bounds[3]
        widest = reach_m / METRES_PER_DEGREE / max(0.05, cos(radians(max(abs(south), abs(north)) + 0.5)))
        around = zone.buffer(widest, quad_segs=4, join_style="mitre")
        west, low, east, high = around.bounds
        box = np.flatnonzero((lat >= low) & (lat <= high) & (lon >= west) & (lon <= east) & ~near)
        shapely.prepare(around)
        near[box] = shapely.contains_xy(around, lon[box], lat[box])
    return near
