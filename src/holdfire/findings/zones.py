"""A zone's geometry to the question asked of it a million times: is this disc inside, outside, or not to be told?

A reconstructed line is a band, not a line: `inner` is what is inside for certain, `outer` what is not outside for
certain. Distances are metres in an azimuthal equidistant projection about the zone's own centre (error below 0.1% at
300 km), never degrees. Geometries are prepared here and used in one thread: shared between threads GEOS aborts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from holdfire.findings.grid import Grid
from holdfire.findings.logic import FAIL, PASS, UNKNOWN, Results
from holdfire.findings.shares import Outline
from holdfire.records import Zone

Floats = npt.NDArray[np.float64]

COUNTRYWIDE = frozenset({"nationwide", "positions"})
GRID_CELLS = 1024
"""Per side. At 2,000 vertices about 1% of the cells touch the line; only points in those are tested exactly."""
GRID_FROM = 20_000
"""Points from which building the grid (about 20 ms a zone) costs less than it saves."""
CLOSER = 2
"""Of a cell: the line may pass through it, so its points are tested one by one."""


@dataclass(frozen=True, eq=False)
class PreparedZone:
    """One version of one zone, ready to be asked. `nominal`, `inner`, `outer` are in degrees."""

    zone: Zone
    nominal: BaseGeometry
    inner: BaseGeometry
    outer: BaseGeometry
    to_metres: Any
    _cache: dict[str, tuple[int, float]] = field(default_factory=dict)

    @cached_property
    def cells(self) -> tuple[Grid, Results]:
        """Cells of the outer box: PASS wholly inside `inner`, FAIL wholly outside `outer`, UNKNOWN between the two."""
        grid = Grid(self.outer.bounds, GRID_CELLS)
        run, lon, lat = grid.runs(grid.crossed(self.inner) | grid.crossed(self.outer))
        return grid, np.append(self._tested(lon, lat), CLOSER)[run].astype(np.int8)

    @cached_property
    def metres(self) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry, BaseGeometry]:
        """nominal, inner, outer and the boundary of inner, in metres."""
        nominal, inner, outer = (_projected(g, self.to_metres) for g in (self.nominal, self.inner, self.outer))
        shapely.prepare([nominal, inner, outer, line := inner.boundary])
        return nominal, inner, outer, line

    @cached_property
    def outline(self) -> Outline:
        """The nominal line in metres, to be asked for shares."""
        return Outline(self.metres[0])

    def points(self, lon: Floats, lat: Floats) -> Results:
        """Exact positions: PASS, FAIL, or UNKNOWN within the band (or where there is no position: NaN)."""
        out: Results = np.full(lon.shape, FAIL, dtype=np.int8)
        x0, y0, x1, y1 = self.outer.bounds
        near = np.flatnonzero((lon >= x0) & (lon <= x1) & (lat >= y0) & (lat <= y1))
        px, py = lon[near], lat[near]
        if near.size >= GRID_FROM:
            grid, cells = self.cells
            out[near] = told = cells[grid.cells(px, py)]
            closer = np.flatnonzero(told == CLOSER)
            near, px, py = near[closer], px[closer], py[closer]
        out[near] = self._tested(px, py)
        out[np.isnan(lon + lat)] = UNKNOWN
        return out

    def _tested(self, lon: Floats, lat: Floats) -> Results:
        """Each position against the lines themselves."""
        out: Results = np.full(lon.shape, FAIL, dtype=np.int8)
        certain = shapely.contains_xy(self.inner, lon, lat)
        others = np.flatnonzero(~certain)
        touched = shapely.intersects_xy(self.outer, lon[others], lat[others])
        out[others[touched]] = UNKNOWN
        out[certain] = PASS
        return out

    def discs(self, lon: Floats, lat: Floats, radius_m: Floats) -> tuple[Results, Floats]:
        """Results, and each disc's share inside the nominal line where it is neither wholly in nor out (else NaN)."""
        out = self.points(lon, lat)
        share = np.full(lon.shape, np.nan)
        largest = float(np.nanmax(radius_m, initial=0.0))
        if largest <= 0:
            return out, share
        _, _, outer, line = self.metres
        x, y = self.to_metres.transform(lon, lat)
        x0, y0, x1, y1 = outer.bounds
        reach = np.isfinite(x) & (x > x0 - largest) & (x < x1 + largest) & (y > y0 - largest) & (y < y1 + largest)
        near = np.flatnonzero(reach & (radius_m > 0))
        points, radius = shapely.points(x[near], y[near]), radius_m[near]
        inside = (out[near] == PASS) & ~shapely.dwithin(line, points, radius)
        outside = (out[near] == FAIL) & ~shapely.dwithin(outer, points, radius)
        out[near] = np.where(inside, PASS, np.where(outside, FAIL, UNKNOWN))
        torn = ~inside & ~outside
        torn = near[torn]
        share[torn] = self.outline.shares(x[torn], y[torn], radius_m[torn])
        return out, share

    def area(self, area_id: str, geometry: dict[str, Any]) -> tuple[int, float]:
        """An area (a province is an area, not a disc): result and the share of it inside the nominal line."""
        if area_id not in self._cache:
            nominal, inner, outer, _ = self.metres
            whole = shapely.make_valid(_projected(shape(geometry), self.to_metres))
            share = float(shapely.area(shapely.intersection(whole, nominal)) / shapely.area(whole))
            result = PASS if inner.covers(whole) else FAIL if not outer.intersects(whole) else UNKNOWN
            self._cache[area_id] = (result, share)
        return self._cache[area_id]


def prepare(zone: Zone, outline: BaseGeometry | None = None) -> PreparedZone | None:
    """A zone made ready; None: there is no geometry to ask.

    A nationwide zone takes the country's outline. So do positions that nobody published: forces stood wherever they
    stood, and that they left is said by the act (a movement), not by the place.
    """
    nominal = shape(zone.geometry) if zone.geometry else outline if zone.kind in COUNTRYWIDE else None
    if zone.beyond:
        nominal = None if nominal is None or outline is None else outline.difference(nominal)
    if nominal is None or nominal.is_empty:
        return None
    nominal = shapely.make_valid(nominal)
    to_metres = _projection(nominal)
    if zone.uncertainty_m <= 0:
        inner = outer = nominal
    else:
        flat = _projected(nominal, to_metres)
        inner = _back(flat.buffer(-zone.uncertainty_m), to_metres)
        outer = _back(flat.buffer(zone.uncertainty_m), to_metres)
    shapely.prepare([nominal, inner, outer])
    return PreparedZone(zone=zone, nominal=nominal, inner=inner, outer=outer, to_metres=to_metres)


def _projection(geometry: BaseGeometry) -> Any:
    centre = geometry.envelope.centroid
    local = f"+proj=aeqd +lat_0={centre.y:.6f} +lon_0={centre.x:.6f} +datum=WGS84 +units=m"
    return Transformer.from_crs("EPSG:4326", local, always_xy=True)


def _projected(geometry: BaseGeometry, transformer: Any) -> BaseGeometry:
    return shapely.transform(geometry, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))


def _back(geometry: BaseGeometry, transformer: Any) -> BaseGeometry:
    def degrees(xy: Floats) -> Floats:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))

    return shapely.transform(geometry, degrees)
