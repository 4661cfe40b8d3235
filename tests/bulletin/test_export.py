"""Exports: nothing a spreadsheet would run, no place finer than the policy, no private name, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json

import pytest
from msgspec.structs import replace
from tests.bulletin.material import material
from tests.bulletin.world import LABELS

from holdfire.bulletin import export
from holdfire.errors import BadRequest


@pytest.mark.parametrize("what", ["findings", "incidents", "claims"])
@pytest.mark.parametrize("form", ["csv", "geojson", "jsonl"])
def test_every_export_is_stable_and_gives_no_private_name_or_hidden_place(what: str, form: str) -> None:
    whole = material(many=4)
    text = export(whole, what, form)
    turned = replace(whole, incidents=whole.incidents[::-1], findings=whole.findings[::-1], claims=whole.claims[::-1])
    assert export(turned, what, form) == text
    for words in ("Abu Omar", "Kamal Hariri", "al-Salam", "34.7301", "34.92621", "33.66491"):
        assert words not in text


def test_csv_runs_nothing_in_a_spreadsheet() -> None:
    whole = material()
    evil = tuple(replace(i, act="=cmd|' /C calc'!A0", weapon="@SUM(A1)") for i in whole.incidents)
    rows = list(csv.DictReader(io.StringIO(export(replace(whole, incidents=evil, labels=LABELS), "incidents", "csv"))))
    assert {row["act"] for row in rows} == {"'=cmd|' /C calc'!A0"}
    assert {row["weapon"] for row in rows} == {"'@SUM(A1)"}


def test_geojson_points_are_discs_with_radius_and_provenance() -> None:
    made = json.loads(export(material(), "incidents", "geojson"))
    strike = next(f for f in made["features"] if f["id"] == "incident:i1")
    assert strike["geometry"] == {"type": "Point", "coordinates": [36.73, 34.93]}
    assert strike["properties"]["radius_m"] == 3000
    assert strike["properties"]["place_provenance"] == "GeoNames 163808"


def test_geojson_makes_up_no_point_for_an_area_or_a_hidden_place() -> None:
    made = {f["id"]: f for f in json.loads(export(material(), "incidents", "geojson"))["features"]}
    assert made["incident:i5"]["geometry"] is None
    assert made["incident:i5"]["properties"]["area"] == "SY-ID"
    assert made["incident:i4"]["geometry"] is None
    assert made["incident:i4"]["properties"]["place"] == "place withheld"


def test_findings_carry_reading_checks_and_who_computed_them() -> None:
    rows = [json.loads(line) for line in export(material(), "findings", "jsonl").splitlines()]
    torn = [row for row in rows if row["incident"] == "incident:i1" and row["instrument"] == "memo"]
    assert {tuple(row["reading"]) for row in torn} == {("damascus=bound",), ("damascus=not",)}
    assert {row["computed_by"] for row in rows} == {"holdfire 0.1.0"}
    assert all(row["status"] == "computed" for row in rows)


@pytest.mark.parametrize(("what", "form"), [("secrets", "csv"), ("claims", "xlsx")])
def test_an_unknown_export_is_refused_with_what_there_is(what: str, form: str) -> None:
    with pytest.raises(BadRequest, match=r"E443.*claims, findings, incidents"):
        export(material(), what, form)
