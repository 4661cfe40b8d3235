"""Published counts: what each side has that the other has not, and where publishers do not fit with themselves."""

import csv
from datetime import date

import pytest
from tests.corpora import shared

from holdfire import seals
from holdfire.findings import conflicts, reconcile
from holdfire.records import Count

DAY = date(2030, 5, 15)


def count(number, by="north", area="", day=DAY, publisher="Wire", **fields):
    key = seals.key("count", by, area, day, publisher, number, fields.get("unit"))
    base = {"unit": "case", "area_name": area, "zone": f"X-{area}" if area else "", **fields}
    return Count(key=key, number=number, period_start=day, period_end=day, recorded_by=by, publisher=publisher, **base)


def test_two_sides_stand_beside_each_other_with_the_residue_on_both():
    (row,) = reconcile([count(6, "north"), count(11, "south")])
    assert [(s.recorded_by, s.numbers) for s in row.sides] == [("north", (6,)), ("south", (11,))]
    assert dict(row.residue) == {"north": "5 fewer than south", "south": "5 more than north"}
    (named,) = reconcile([count(6, "north"), count(11, "south")], {"south": "the South"})
    assert dict(named.residue)["north"] == "5 fewer than the South"


def test_numbers_of_different_units_never_meet():
    rows = reconcile([count(6, "north"), count(600, "south", unit="detonation")])
    assert len(rows) == 2
    assert all(len(r.sides) == 1 and not r.residue for r in rows)


def test_numbers_under_different_instruments_never_meet():
    assert len(reconcile([count(6, "north"), count(6, "south", instrument="other")])) == 2


def test_a_neighbouring_day_of_reporting_is_named():
    rows = reconcile([count(6, "north"), count(11, "south"), count(6, "south", day=date(2030, 5, 16))])
    assert "south has the same number on 2030-05-16" in dict(rows[0].residue)["north"]


def test_an_area_that_one_side_alone_registered():
    rows = reconcile([count(6), count(6, "south"), count(2, area="Hill")])
    assert dict(rows[1].residue) == {"north": "south registered none here, or its split is not known"}


def test_nothing_is_averaged_where_publishers_differ():
    counts = [count(14), count(15, publisher="Other")]
    assert reconcile(counts)[0].sides[0].numbers == (14, 15)
    (conflict,) = conflicts(counts)
    assert (conflict.kind, conflict.words) == ("total", "Other: 15; Wire: 14")


def test_areas_that_do_not_add_up():
    counts = [count(2, area="Hill", total_stated=6), count(3, area="Vale", total_stated=6)]
    assert [c.words for c in conflicts(counts)] == ["Wire: stated 6, areas add to 5"]


def test_one_area_named_out_of_more_is_no_split():
    assert conflicts([count(4, area="Hill", total_stated=11)]) == []


def test_an_area_without_a_number_leaves_the_sum_open():
    assert conflicts([count(2, area="Hill", total_stated=6), count(None, area="Vale", total_stated=6)]) == []


def test_a_pooled_number_against_its_parts():
    parts = [count(4), count(2, "south")]
    assert conflicts([*parts, count(6, "pooled")]) == []
    assert [c.kind for c in conflicts([*parts, count(7, "pooled")])] == ["pooled"]


def test_order_of_input_changes_nothing():
    counts = [count(n, by, area) for n, by, area in [(6, "north", ""), (4, "south", ""), (2, "north", "Hill")]]
    assert reconcile(counts) == reconcile(reversed(counts))


@pytest.mark.corpora
def test_the_known_conflicts_of_the_guarantors_bulletins_are_found_and_no_others():
    """conflicts.csv also lists three pooled numbers that do equal their parts: checks, not conflicts."""
    from holdfire import actors, intake, places
    from holdfire.records import Report

    folder = shared("guarantor_bulletins")
    data = (folder / "guarantor_counts.csv").read_bytes()
    report = Report(key="report:x", source="unknown", format="tally", filename="t.csv", sha256="a", size=1, position=0)
    taken = intake.read(report, data, zone="Asia/Damascus", actors=actors.packaged(), places=places.packaged())
    found = {(_day(c), c.recorded_by, c.kind) for c in conflicts(taken.counts)}
    with (folder / "conflicts.csv").open() as file:
        known = {
            (r["bulletin_date"], actors.packaged().from_code("tally", r["recorded_by"]), r["kind"])
            for r in csv.DictReader(file)
            if r["kind"] != "pooled-check"
        }
    assert found == known


def _day(conflict):
    first, last = conflict.first.isoformat(), conflict.last.isoformat()
    return first if first == last else f"{first}/{last}"
