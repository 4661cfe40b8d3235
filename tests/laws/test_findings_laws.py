"""Laws of findings: containment agrees with shapely, no verdict outside a window, names change nothing but names."""

from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.world import (
    END,
    LETTERS,
    START,
    Areas,
    Book,
    Tree,
    choice,
    findings_of,
    incident,
    instrument,
    term,
)

from holdfire.findings import finding, hold, law
from holdfire.findings.logic import FAIL, PASS
from holdfire.findings.zones import prepare
from holdfire.records import Blame, Verdict, Zone

coordinates = st.tuples(st.floats(34.5, 36.5), st.floats(33.5, 35.0))


@st.composite
def polygons(draw):
    points = draw(st.lists(coordinates, min_size=4, max_size=12))
    hull = shapely.MultiPoint(points).convex_hull
    return hull if hull.geom_type == "Polygon" and hull.area > 1e-4 else shapely.box(35, 34, 35.5, 34.5)


@given(polygons(), st.lists(coordinates, min_size=1, max_size=20), st.sampled_from([0, 500, 4000]))
def test_containment_agrees_with_shapely(polygon, points, band):
    zone = prepare(Zone(id="z", name="Z", version="1", words="", provenance="text",
                        geometry=shapely.geometry.mapping(polygon), uncertainty_m=band))  # fmt: skip
    assert zone is not None
    lon, lat = (np.array(c) for c in zip(*points, strict=True))
    told = zone.points(lon, lat)
    certain = np.array([zone.inner.contains(shapely.Point(p)) for p in points])
    possible = np.array([zone.outer.intersects(shapely.Point(p)) for p in points])
    assert ((told == PASS) == certain).all()
    assert ((told == FAIL) == ~possible).all()


@given(
    st.integers(-400, 400), st.integers(0, 72), st.sampled_from("Aab"),
    st.sampled_from(["north", "south", "north-army", "stranger", "listed", "rebels"]),
)  # fmt: skip
def test_nothing_outside_a_validity_window_is_contrary(days, hours, letter, author):
    at = START + timedelta(days=days)
    when = msgspec.structs.replace(incident().time, start=at, end=at + timedelta(hours=hours))
    told = msgspec.structs.replace(incident(letter=letter, attributed_to=(Blame(actor=author, by=("c",)),)), time=when)
    for found in findings_of(told):
        if found.verdict in {Verdict.CONTRARY, Verdict.CONTRARY_UNLESS_EXCEPTION}:
            assert when.start >= START
            assert when.end <= END


ACTORS = ["north", "south", "stranger", "listed", "rebels", "patron"]
incidents = st.builds(
    lambda n, who, authors, target, letter, day: incident(
        f"incident:{n}", at=datetime(2030, 5, 1, tzinfo=UTC) + timedelta(days=day), letter=letter,
        participants=tuple(who), attributed_to=tuple(Blame(actor=a, by=("c",)) for a in authors), target=target,
    ),
    st.integers(0, 10**6), st.lists(st.sampled_from(ACTORS), max_size=3, unique=True),
    st.lists(st.sampled_from(ACTORS), max_size=2, unique=True),
    st.sampled_from([None, "civilians", *ACTORS]), st.sampled_from("Aab"), st.integers(0, 12),
)  # fmt: skip


def swapped(value, a="north", b="south"):
    """The same JSON with two actor ids exchanged wherever they stand, keys of mappings included."""
    exchange = {a: b, b: a}
    if isinstance(value, str):
        return exchange.get(value, value)
    if isinstance(value, list | tuple):
        return [swapped(v) for v in value]
    if isinstance(value, dict):
        return {exchange.get(k, k): swapped(v) for k, v in value.items()}
    return value


class SwappedBook(Book):
    """The same actors with the two exchanged: the army is now the other's."""

    def __init__(self) -> None:
        super().__init__()
        self.book["north-army"] = msgspec.structs.replace(self.book["north-army"], parent="south")


def told(found, mirror=False):
    """What a finding says, names exchanged back where asked, lists whose order is by name sorted."""
    plain = msgspec.json.decode(msgspec.json.encode(found))
    for check in plain["checks"]:
        # In words, actors stand in the order of their ids: the same words, whatever their order.
        check["basis"] = sorted(check["basis"].lower().replace("north", "#").replace("south", "#").replace(";", ",").split())
        check["basis"] = [word.strip(",") for word in check["basis"]]
    plain = swapped(plain) if mirror else plain
    plain["candidates"] = sorted(plain["candidates"])
    plain["denied_by"] = sorted(plain["denied_by"])
    return plain


@given(st.lists(incidents, max_size=8, unique_by=lambda i: i.key))
def test_swapping_the_parties_names_changes_nothing_but_names(some):
    from holdfire.records import Effect

    bound = choice("bound", (Effect(kind="bound", instrument="i", actor="north", result="pass"),),
                   (Effect(kind="bound", instrument="i", actor="north", result="unknown"),))  # fmt: skip
    agreement = instrument(choices=(bound,), terms=(term(), term(id="t2", clause="2", between=True)))
    mirrored = msgspec.convert(swapped(msgspec.to_builtins(agreement)), type(agreement))
    others = [msgspec.convert(swapped(msgspec.to_builtins(i)), type(i)) for i in some]
    here = hold(some, law([agreement], Book(), Tree(), Tree(), Areas()))
    there = hold(others, law([mirrored], SwappedBook(), Tree(), Tree(), Areas()))
    assert len(here) == len(there)
    mine = [told(finding(here, r)) for r in range(len(here))]
    theirs = [told(finding(there, r), mirror=True) for r in range(len(there))]
    assert sorted(mine, key=lambda f: f["key"]) == sorted(theirs, key=lambda f: f["key"])


@given(st.lists(incidents, max_size=8, unique_by=lambda i: i.key), st.randoms())
def test_order_of_input_is_irrelevant(some, random):
    mixed = list(some)
    random.shuffle(mixed)
    assert findings_of(*some) == findings_of(*mixed)


@given(st.lists(incidents, min_size=1, max_size=6, unique_by=lambda i: i.key))
def test_every_finding_reaches_what_it_rests_on(some):
    keys = {i.key for i in some}
    for found in findings_of(*some):
        assert found.rests_on[0] in keys
        assert found.rests_on[1].startswith("term:i/")
        assert found.sentence
        assert all(check.basis and check.code for check in found.checks)


def test_letters_are_where_the_map_says():
    assert LETTERS["A"][0] < LETTERS["b"][0]
