"""Many areas asked of many points: as shapely answers, point by point."""

from __future__ import annotations

import numpy as np
import shapely
from bench.questions import BOX, districts
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.findings import Mosaic


def slowly(areas, lon, lat):
    return [(p, a) for p in range(len(lon)) for a, area in enumerate(areas) if shapely.intersects_xy(area, lon[p], lat[p])]


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_overlapping_areas_and_points_on_their_edges(seed, number):
    dice = np.random.default_rng(seed)
    corners = dice.integers(0, 20, (number, 2))
    areas = [shapely.box(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, dice.integers(1, 6, (number, 2)), strict=True)]
    lon, lat = dice.integers(-1, 27, (2, 200)) / 1.0
    lon[0], lat[1] = np.nan, np.nan
    point, area = Mosaic(areas).find(lon, lat)
    assert list(zip(point.tolist(), area.tolist(), strict=True)) == slowly(areas, lon, lat)


def test_a_partition_gives_each_point_its_one_area():
    areas = districts(200)
    dice = np.random.default_rng(3)
    lon, lat = dice.uniform(BOX[0] + 0.1, BOX[2] - 0.1, 3000), dice.uniform(BOX[1] + 0.1, BOX[3] - 0.1, 3000)
    point, area = Mosaic(areas).find(lon, lat)
    assert point.tolist() == list(range(3000))
    assert all(shapely.intersects_xy(areas[a], x, y) for a, x, y in zip(area[:300], lon, lat, strict=False))
