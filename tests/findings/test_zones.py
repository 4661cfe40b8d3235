"""Zones: bands, discs, provinces and the grid, each against plain shapely in metres."""

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape
from tests.maps import read_map

from holdfire.findings.logic import FAIL, PASS, UNKNOWN
from holdfire.findings.zones import GRID_FROM, prepare
from holdfire.records import Zone

GEOMETRY, LETTERS = read_map("""
    a........
    ..####...
    ..#A##.b.
    ..####...
""")


def ready(uncertainty_m: int = 0, **fields):
    zone = Zone(id="z", name="Z", version="1", words="", provenance="reconstruction", geometry=GEOMETRY,
                uncertainty_m=uncertainty_m, **fields)  # fmt: skip
    prepared = prepare(zone)
    assert prepared is not None
    return prepared


def ask(zone, lon, lat, radius=0.0):
    result, share = zone.discs(np.array([lon]), np.array([lat]), np.array([radius]))
    return int(result[0]), float(share[0])


def test_inside_and_outside():
    assert ask(ready(), *LETTERS["A"])[0] == PASS
    assert ask(ready(), *LETTERS["a"])[0] == FAIL


def test_within_the_band_nobody_can_tell():
    west = shape(GEOMETRY).bounds[0]
    lat = LETTERS["A"][1]
    metres = Geod(ellps="WGS84").fwd(west, lat, 90, 900)[0]
    assert ask(ready(0), metres, lat)[0] == PASS
    assert ask(ready(1000), metres, lat)[0] == UNKNOWN
    assert ask(ready(800), metres, lat)[0] == PASS


def test_a_disc_over_the_line_has_its_share():
    west = shape(GEOMETRY).bounds[0]
    result, share = ask(ready(), west, LETTERS["A"][1], 3000)
    assert result == UNKNOWN
    assert share == pytest.approx(0.5, abs=0.01)


def test_a_disc_wholly_inside_or_outside_needs_no_share():
    assert ask(ready(), *LETTERS["A"], 2000)[0] == PASS
    result, share = ask(ready(), *LETTERS["b"], 2000)
    assert result == FAIL
    assert np.isnan(share)


def test_a_disc_that_reaches_in_from_far_is_not_outside():
    assert ask(ready(), *LETTERS["b"], 60_000)[0] == UNKNOWN


def test_an_area_is_an_area():
    zone = ready()
    assert zone.area("self", GEOMETRY)[1] == pytest.approx(1.0)
    double = shapely.geometry.mapping(shapely.box(35.2, 34.0, 36.0, 34.3))
    result, share = zone.area("double", double)
    assert result == UNKNOWN
    assert share == pytest.approx(0.5, abs=0.01)
    assert zone.area("far", shapely.geometry.mapping(shapely.box(40, 30, 41, 31)))[0] == FAIL


def test_no_position_is_unknown():
    assert ask(ready(), np.nan, np.nan)[0] == UNKNOWN


def test_the_grid_says_what_shapely_says():
    rng = np.random.default_rng(7)
    n = GRID_FROM * 2
    lon, lat = rng.uniform(35.1, 35.7, n), rng.uniform(33.9, 34.5, n)
    zone = ready(1500)
    told = zone.points(lon, lat)
    assert ((told == PASS) == shapely.contains_xy(zone.inner, lon, lat)).all()
    assert ((told == FAIL) == ~shapely.intersects_xy(zone.outer, lon, lat)).all()
    assert {PASS, FAIL, UNKNOWN} == set(told.tolist())


def test_nationwide_takes_the_outline():
    outline = shape(GEOMETRY)
    zone = Zone(id="n", name="N", version="1", words="", provenance="text", kind="nationwide")
    assert prepare(zone) is None
    prepared = prepare(zone, outline)
    assert prepared is not None
    assert ask(prepared, *LETTERS["A"])[0] == PASS
