"""Shares of discs: exact against a finely drawn disc that is clipped, whatever the outline and wherever the disc."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from holdfire.findings.shares import Outline

RING = shapely.box(-10, -10, 10, 10).difference(shapely.box(-4, -4, 4, 4))


def share(outline, x, y, radius):
    return float(Outline(outline).shares(np.array([x]), np.array([y]), np.array([radius]))[0])


def clipped(outline, x, y, radius):
    disc = shapely.Point(x, y).buffer(radius, quad_segs=2000)
    return disc.intersection(outline).area / disc.area


@pytest.mark.parametrize(
    ("x", "y", "radius", "expected"),
    [(10, 0, 1, 0.5), (10, 10, 1, 0.25), (7, 0, 1, 1.0), (0, 0, 1, 0.0), (20, 0, 1, 0.0), (0, 0, 100, 336 / (np.pi * 1e4)),
     (4, 4, 1, 0.75), (0, 0, 5, clipped(RING, 0, 0, 5)), (10, 0, 20, clipped(RING, 10, 0, 20))],
)  # fmt: skip
def test_shares_that_can_be_reckoned_by_hand(x, y, radius, expected):
    assert share(RING, x, y, radius) == pytest.approx(expected, abs=1e-5)


@given(st.integers(0, 10**6), st.floats(-30, 30), st.floats(-30, 30), st.floats(0.5, 40))
def test_shares_agree_with_clipping(seed, x, y, radius):
    dice = np.random.default_rng(seed)
    angle = np.sort(dice.uniform(0, 2 * np.pi, 12))
    reach = dice.uniform(5, 25, 12)
    star = shapely.make_valid(shapely.Polygon(np.column_stack([reach * np.cos(angle), reach * np.sin(angle)])))
    outline = star.difference(shapely.box(-2, -2, 2, 2)).union(shapely.box(30, 30, 40, 40))
    assert share(outline, x, y, radius) == pytest.approx(clipped(outline, x, y, radius), abs=2e-5)


@given(st.integers(-12, 12), st.integers(-12, 12), st.integers(1, 15))
def test_circles_through_corners_and_along_edges_agree_too(x, y, radius):
    assert share(RING, x, y, radius) == pytest.approx(clipped(RING, x, y, radius), abs=2e-5)


def test_an_outline_without_area_holds_no_share():
    assert share(shapely.LineString([(0, 0), (9, 9)]), 0, 0, 3) == 0
