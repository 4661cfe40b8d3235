"""Outlines to a grid of cells: whole cells are told once, so that only points near a line are tested exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from holdfire.findings.patterns import Whole, spread

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int32]

STEP, REACH = 0.5, 0.26
"""In cells: a line is walked in steps, and marks every cell within reach of a step. Half a step is less than the reach,
so no cell that the line passes through is left out, rounding included."""


@dataclass(frozen=True)
class Grid:
    """`side` x `side` cells over west, south, east, north (degrees), numbered row by row from the south-west."""

    bounds: tuple[float, float, float, float]
    side: int

    def cells(self, lon: Floats, lat: Floats) -> Indices:
        """The cell of each position; every one must lie in the bounds."""
        column = np.minimum(self._scaled(lon, 0), self.side - 1).astype(np.int32)
        row = np.minimum(self._scaled(lat, 1), self.side - 1).astype(np.int32)
        return np.asarray(row * np.int32(self.side) + column)

    def crossed(self, outlines: BaseGeometry | npt.NDArray[np.object_]) -> Bools:
        """The cells that a line of these outlines may pass through."""

        def scaled(degrees: Floats) -> Floats:
            return np.column_stack([self._scaled(degrees[:, axis], axis) for axis in (0, 1)])

        lines = shapely.transform(shapely.boundary(outlines), scaled)
        steps = shapely.get_coordinates(shapely.segmentize(lines, STEP))
        out = np.zeros(self.side**2, dtype=bool)
        for east in (-REACH, REACH):
            for north in (-REACH, REACH):
                cell = np.clip(np.floor(steps + np.array([east, north])), 0, self.side - 1).astype(np.int64)
                out[cell[:, 1] * self.side + cell[:, 0]] = True
        return out

    def runs(self, crossed: Bools) -> tuple[Indices, Floats, Floats]:
        """Cells between two crossed ones of a row are told alike: the run of each cell (-1: crossed), and the middle of
        the first cell of each run."""
        rows = crossed.reshape(self.side, self.side)
        begins = ~rows
        begins[:, 1:] &= rows[:, :-1]
        run = np.cumsum(begins.ravel(), dtype=np.int32) - 1
        run[crossed] = -1
        row, column = np.divmod(np.flatnonzero(begins), self.side)
        west, south, east, north = self.bounds
        lon = west + (column + 0.5) * ((east - west) / self.side)
        lat = south + (row + 0.5) * ((north - south) / self.side)
        return run.astype(np.int32), lon, lat

    def _scaled(self, values: Floats, axis: int) -> Floats:
        first, last = self.bounds[axis], self.bounds[axis + 2]
        return np.asarray((values - first) * (self.side / (last - first)))


AREA_CELLS = 40
"""Cells per side that an area of average size gets in a mosaic. Outlines of ragged districts then cross three tenths of
them; more cells cost more to cut than they save."""
MOST_CELLS = 4096
"""Per side of a mosaic: 64 MB."""


class Mosaic:
    """Many areas, which may overlap, asked of many points: in which of them does each lie? An outline belongs to it."""

    def __init__(self, areas: Sequence[BaseGeometry]) -> None:
        self._areas = np.array(areas, dtype=object)
        self._tree = shapely.STRtree(self._areas)
        shapely.prepare(self._areas)

    def __len__(self) -> int:
        return len(self._areas)

    @cached_property
    def _cut(self) -> tuple[Grid, Indices, Whole, Whole, Whole]:
        """The grid, the run of each cell; per run where its areas begin in the last and how many they are."""
        west, south, east, north = shapely.total_bounds(self._areas).tolist()
        side = min(MOST_CELLS, int(AREA_CELLS * np.sqrt(len(self._areas))) + 1)
        grid = Grid((west, south, east, north), side)
        run, lon, lat = grid.runs(grid.crossed(self._areas))
        which, inside = self._asked(lon, lat)
        counts = np.bincount(which, minlength=len(lon)).astype(np.int64)
        return grid, run, np.cumsum(counts) - counts, counts, inside

    def find(self, lon: Floats, lat: Floats) -> tuple[Whole, Whole]:
        """(index of a point, index of an area that it lies in), sorted by point and area; NaN lies nowhere."""
        grid, run, starts, counts, inside = self._cut
        west, south, east, north = grid.bounds
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        x, y = lon[near], lat[near]
        told = run[grid.cells(x, y)]
        whole, closer = told >= 0, np.flatnonzero(told < 0)
        size = counts[told[whole]]
        point = np.repeat(near[whole], size)
        area = inside[spread(starts[told[whole]], size)]
        at, exact = self._asked(x[closer], y[closer])
        point, area = np.concatenate([point, near[closer[at]]]), np.concatenate([area, exact])
        order = np.lexsort((area, point))
        return point[order], area[order]

    def _asked(self, lon: Floats, lat: Floats) -> tuple[Whole, Whole]:
        point, area = self._tree.query(shapely.points(lon, lat))  # by box; the areas, not the points, are prepared
        met = shapely.intersects_xy(self._areas[area], lon[point], lat[point])
        point, area = point[met], area[met]
        order = np.lexsort((area, point))
        return point[order], area[order]
