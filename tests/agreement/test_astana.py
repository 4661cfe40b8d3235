"""The packaged instruments: what is certain about their zones, and that nothing in them claims more than was seen."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from pyproj import Transformer
from scripts import build_zones
from shapely.geometry import Point, shape
from tests.agreement.made import ASTANA, astana
from tests.corpora import shared

from holdfire.records import TextStatus, Zone

METRES = Transformer.from_crs("EPSG:4326", "EPSG:32637", always_xy=True)
MEMORANDUM = "sy-2017-05-04-astana"


def margin(zone: Zone, lat: float, lon: float) -> float:
    """Metres inside the zone's nominal line (negative: outside), less its band: above 0 is certain, either way."""
    flat = shapely.transform(shape(zone.geometry), lambda c: np.column_stack(METRES.transform(c[:, 0], c[:, 1])))
    place = Point(METRES.transform(lon, lat))
    away = flat.boundary.distance(place)
    assert away > zone.uncertainty_m, f"{zone.id}: {away:.0f} m from the line, inside the band"
    return away if flat.contains(place) else -away


def version(zone: str, name: str = "", instrument: str = MEMORANDUM) -> Zone:
    return next(z for z in astana()[0][instrument].zones if z.id == zone and name in z.version)


@pytest.mark.parametrize(("zone", "name", "lat", "lon"), [
    ("idlib", "Atarib", 36.139, 36.829),
    ("idlib", "Khan Shaykhun", 35.442, 36.651),
    ("idlib", "Idlib", 35.931, 36.634),
    ("north-homs", "Ar Rastan", 34.927, 36.732),
    ("north-homs", "Talbiseh", 34.841, 36.731),
    ("eastern-ghouta", "Douma", 33.572, 36.403),
    ("south", "Daraa", 32.619, 36.102),
])  # fmt: skip
def test_places_that_are_inside_beyond_the_band(zone: str, name: str, lat: float, lon: float) -> None:
    versions = [z for z in astana()[0][MEMORANDUM].zones if z.id == zone]
    assert versions
    assert all(margin(z, lat, lon) > 0 for z in versions), name


@pytest.mark.parametrize(("lat", "lon"), [(33.694, 36.371), (33.665, 36.329)], ids=["Sednaya", "Sednaya prison"])
def test_sednaya_lies_outside_every_area_with_certainty(lat: float, lon: float) -> None:
    drawn = [z for i in astana()[0].values() for z in i.zones if z.geometry is not None]
    assert len(drawn) >= 9
    assert all(margin(z, lat, lon) < 0 for z in drawn)


def test_government_held_cities_are_outside() -> None:
    for zone, lat, lon in (("idlib", 36.201, 37.161), ("idlib", 35.132, 36.758), ("north-homs", 34.727, 36.723)):
        assert margin(version(zone), lat, lon) < 0
    assert all(margin(version("eastern-ghouta", v), 33.513, 36.291) < 0 for v in ("without", "with-"))


def test_qaboun_is_in_or_out_as_the_reading_has_it() -> None:
    qaboun = (33.545, 36.333)
    out, within = version("eastern-ghouta", "without"), version("eastern-ghouta", "with-")
    assert (out.choice, out.options, within.options) == ("qaboun", ("out",), ("in",))
    assert margin(out, *qaboun) < 0 < margin(within, *qaboun)


def test_no_geometry_is_presented_as_official() -> None:
    for instrument in astana()[0].values():
        for zone in instrument.zones:
            assert zone.provenance == ("text" if zone.kind == "nationwide" else "reconstruction")
            assert zone.uncertainty_m >= 1500
            assert zone.how or zone.kind == "nationwide"
    for path in ASTANA.glob("zones/*.geojson"):
        for feature in json.loads(path.read_text())["features"]:
            assert feature["properties"]["provenance"] == "reconstruction"
            assert feature["properties"]["how"]


def test_the_instruments_and_their_ties() -> None:
    instruments, faults = astana()
    assert sorted(instruments) == [
        "sy-2016-02-27-cessation", "sy-2016-12-29-mechanism", "sy-2016-12-30-ceasefire", "sy-2017-05-04-astana",
        "sy-2017-07-07-south-west", "sy-2017-07-22-eastern-ghouta", "sy-2017-08-03-north-homs", "sy-2017-09-15-statement",
    ]  # fmt: skip
    assert [f.text() for f in faults if f.severity == "error"] == []
    assert instruments["sy-2017-07-07-south-west"].amends == ()  # other guarantors: an instrument of its own
    assert {i.id for i in instruments.values() if MEMORANDUM in i.amends} == {
        "sy-2017-07-22-eastern-ghouta", "sy-2017-08-03-north-homs", "sy-2017-09-15-statement",
    }  # fmt: skip


def test_check_warns_of_unverified_paragraphs_and_of_recollection() -> None:
    warned = {(f.code, f.file) for f in astana()[1]}
    assert ("E291", f"{MEMORANDUM}.yml") in warned
    assert ("E292", f"{MEMORANDUM}.yml") in warned
    assert {f.severity for f in astana()[1]} == {"warning"}


def test_quotations_are_short_and_marked_for_what_they_are() -> None:
    for instrument in astana()[0].values():
        for term in instrument.terms:
            assert len(term.quote.words.split()) <= 18, term.id
            if instrument.text_status in {TextStatus.PRESS_QUOTATION, TextStatus.UNSEEN, TextStatus.PARAPHRASE}:
                assert term.quote.status in {TextStatus.PRESS_QUOTATION, TextStatus.PARAPHRASE}


def test_the_readings_with_their_holders() -> None:
    choices = {c.id: c for c in astana()[0][MEMORANDUM].choices}
    assert {c: tuple(o.id for o in choices[c].options) for c in choices} == {
        "force": ("text", "mod"),
        "qaboun": ("out", "in"),
        "hts": ("associated", "not"),
        "guarantor_fire": ("supported", "outside", "own"),
        "basis": ("tacit", "statement", "lapsed"),
        "damascus": ("bound", "conditional", "not"),
        "target": ("between", "any"),
    }
    assert all(o.holders for c in choices.values() for o in c.options)
    held = {f"{c.id}={o.id}": o.holders for c in choices.values() for o in c.options if o.holders != ("analyst's",)}
    assert held["qaboun=out"] == ("ru-rudskoy",)
    assert held["force=mod"] == ("ru-mod",)
    assert held["damascus=conditional"] == ("sy-muallem",)


def test_those_who_only_watched_the_meeting_have_no_role() -> None:
    watching = next(p for p in astana()[0][MEMORANDUM].parties if p.role == "observer_of_talks")
    assert {m.actor for m in watching.actors} == {"us", "un", "jo"}


def test_what_is_asserted_is_apart_from_the_clauses() -> None:
    memorandum = astana()[0][MEMORANDUM]
    assert {(a.by, a.clause) for a in memorandum.asserted_terms} == {("ru-lavrentyev", ""), ("us-jones", "")}
    assert {u.id: u.asserted_by for u in memorandum.undertakings} == {"ensure-fulfilment": "", "russia-for-syria": "us-jones"}
    assert len(memorandum.misreports) == 6


@pytest.mark.corpora
def test_the_packaged_zones_are_what_their_script_makes() -> None:
    made = build_zones.made(shared("boundaries").parent.parent)
    assert sorted(made) == sorted(path.stem for path in ASTANA.glob("zones/*.geojson"))
    for name, text in made.items():
        assert (ASTANA / f"zones/{name}.geojson").read_text() == text
