"""Counts beside incidents: by day, area and instrument, with what is doubtful apart, and nothing subtracted."""

from __future__ import annotations

import gc
import weakref
from datetime import timedelta

import numpy as np
import pytest
import shapely
from msgspec.structs import replace
from tests.findings.world import LETTERS, START, Book, Tree, incident, instrument, zone

from holdfire.findings import beside_incidents, hold, law, prepare
from holdfire.findings.checks import Ground
from holdfire.findings.reconcile import Reconciled, Side
from holdfire.records import Interval, Place

DAY = START.date() + timedelta(days=1)
X, Y = LETTERS["A"]
SQUARE = shapely.geometry.mapping(shapely.box(X - 0.08, Y - 0.08, X + 0.08, Y + 0.08))


class Squares:
    """One province, drawn round the letter A; the country is not drawn."""

    def area_geometry(self, area: str):
        return SQUARE if area == "X-1" else None


def row(area="X-1", instrument="i", day=DAY):
    return Reconciled(first=day, last=day, area=area, area_name="", unit="case", instrument=instrument,
                      sides=(Side(recorded_by="north", numbers=(3,), printed=()),))  # fmt: skip


def held(*told):
    return hold(told, law([instrument()], Book(), Tree(), Tree(), Squares()))


def told(name, *, days=0, where=(X, Y), radius_m=100, **fields):
    place = Place(name="p", lon=where[0], lat=where[1], radius_m=radius_m)
    at = START + timedelta(days=1 + days, hours=5)
    time = Interval(start=at, end=at + timedelta(hours=1), zone="UTC", precision="hour")
    return incident(f"incident:{name}", place=place, time=time, **fields)


def beside(rows, *incidents):
    (found,) = beside_incidents([rows], held(*incidents), "UTC")
    return found.incidents, found.nearby


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "in"),
        ({"days": 1}, "near"),
        ({"days": -1}, "near"),
        ({"days": 2}, "out"),
        ({"where": (X + 0.08, Y)}, "near"),
        ({"radius_m": 90_000}, "near"),
        ({"where": (X + 2, Y)}, "out"),
        ({"act": "weather"}, "out"),
    ],
)
def test_an_incident_is_on_the_days_and_in_the_area_or_near_or_not_there(change, expected):
    one = told("1", **change)
    lists = {"in": ((one.key,), ()), "near": ((), (one.key,)), "out": ((), ())}
    assert beside(row(), one) == lists[expected]


def test_a_time_that_nobody_states_is_beside_no_day():
    assert beside(row(), replace(told("1"), time=None)) == ((), ())


def test_the_whole_takes_every_place_and_an_unknown_boundary_leaves_all_doubtful():
    far = told("1", where=(X + 2, Y))
    seen = held(far)
    covered = bool(np.any((seen.code >> 8) > 0))
    assert beside(row(area=""), far) == (((far.key,), ()) if covered else ((), ()))
    near = told("2")
    assert beside(row(area="X-9"), near) == ((), (near.key,))


def test_a_count_under_another_instrument_is_not_set_beside_what_this_one_covers():
    assert beside(row(instrument="other"), told("1")) == ((), ())
    assert beside(row(instrument=""), told("1")) == (("incident:1",), ())


def test_the_numbers_stay_as_they_were_printed():
    before = row()
    (after,) = beside_incidents([before], held(told("1")), "UTC")
    assert replace(after, incidents=(), nearby=()) == before


def test_days_run_in_the_zone_of_the_counts():
    one = replace(told("1"), time=replace(told("1").time, start=START + timedelta(hours=1), end=START + timedelta(hours=2)))
    (here,) = beside_incidents([row(day=START.date())], held(one), "UTC")
    (there,) = beside_incidents([row(day=START.date() - timedelta(days=1))], held(one), "America/New_York")
    assert here.incidents == there.incidents == (one.key,)


def test_a_zone_that_was_asked_about_is_kept_so_that_no_other_takes_its_place():
    """What is told of a zone is remembered by the zone: one made for a moment must not lend its memory to the next."""
    one = hold([told("1")], law([instrument()], Book(), Tree(), Tree(), Squares()))
    ground, made = Ground(one.law, one.columns), prepare(zone())
    seen = weakref.ref(made)
    ground.located(made)
    del made
    gc.collect()
    assert seen() is not None
