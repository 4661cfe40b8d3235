"""Spans to fillers and incidents."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.incidents.rows import tagged

from holdfire.incidents.fillers import best, settings, told

TEXT = "Gunmen burned a mill in Oldtown. On Friday a bomb wrecked a shop. Gunmen had warned of it."
KINDS = {"Gunmen": "doer", "mill": "thing", "shop": "thing", "bomb": "weapon", "Oldtown": "place"}
ATTACK, BOMBING = ("whole", "ATTACK"), ("whole", "BOMBING")


@pytest.fixture
def chosen() -> dict[str, Any]:
    return copy.deepcopy(settings()) | {
        "type": 0.5,
        "several": 0.5,
        "share": 0.5,
        "apart": 0.5,
        "shared": 0.5,
        "types": {},
    }


def test_a_text_without_incidents_tells_of_none(chosen: dict[str, Any]) -> None:
    assert told(TEXT, tagged(TEXT, KINDS), chosen) == ()
    assert told("", tagged("", {}), chosen) == ()


def test_one_incident_has_all_fillers_and_a_filler_all_its_mentions(chosen: dict[str, Any]) -> None:
    (one,) = told(TEXT, tagged(TEXT, KINDS, {"mill": {ATTACK: 9}}), chosen)
    assert one.type == "ATTACK"
    assert {kind: len(one.of(kind)) for kind in one.fillers} == {"doer": 1, "thing": 2, "weapon": 1, "place": 1}
    assert [TEXT[s.start : s.end] for s in one.of("doer")[0].spans] == ["Gunmen", "Gunmen"]


def test_of_two_types_each_has_the_fillers_of_its_sentences(chosen: dict[str, Any]) -> None:
    more = {"mill": {ATTACK: 9, ("types", "ATTACK"): 9}, "bomb": {BOMBING: 9, ("types", "BOMBING"): 9}}
    attack, bombing = told(TEXT, tagged(TEXT, KINDS, more), chosen)
    assert [TEXT[f.spans[0].start : f.spans[0].end] for f in attack.of("thing")] == ["mill"]
    assert [TEXT[f.spans[0].start : f.spans[0].end] for f in bombing.of("thing")] == ["shop"]
    assert attack.of("weapon") == ()


def test_several_of_a_type_are_parted_where_their_targets_do_not_belong_together(chosen: dict[str, Any]) -> None:
    several = {ATTACK: 9, ("several", "ATTACK"): 9}
    mill, shop = {**several, ("link", "0"): 9}, {("link", "0"): -9}
    parted = told(TEXT, tagged(TEXT, KINDS, {"mill": mill, "shop": shop}), chosen)
    assert len(parted) == 2
    assert len(told(TEXT, tagged(TEXT, KINDS, {"mill": mill, "shop": {("link", "0"): 9}}), chosen)) == 1


def test_a_filler_that_is_not_sure_enough_is_left_out(chosen: dict[str, Any]) -> None:
    chosen["kinds"]["doer"] = 1.1
    (one,) = told(TEXT, tagged(TEXT, KINDS, {"mill": {ATTACK: 9}}), chosen)
    assert one.of("doer") == ()


def test_what_is_said_of_a_filler_is_said_by_its_own_words(chosen: dict[str, Any]) -> None:
    more = {"mill": {ATTACK: 9, ("damage", "DESTROYED"): 5}}
    scored = tagged(TEXT, KINDS, more)
    (one,) = told(TEXT, scored, chosen)
    said = {TEXT[f.spans[0].start : f.spans[0].end]: best(f, "damage", scored)[0] for f in one.of("thing")}
    assert said == {"mill": "DESTROYED", "shop": "NONE"}


def test_the_same_text_gives_the_same_incidents(chosen: dict[str, Any]) -> None:
    scored = tagged(TEXT, KINDS, {"mill": {ATTACK: 9}})
    first, again = told(TEXT, scored, chosen), told(TEXT, scored, chosen)
    assert [(one.type, one.parts, sorted(one.fillers)) for one in first] == [
        (one.type, one.parts, sorted(one.fillers)) for one in again
    ]
