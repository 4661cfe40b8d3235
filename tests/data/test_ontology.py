"""The shipped trees of codes: final names, one owner for each word, hints of the datasets, matches with offsets."""

from __future__ import annotations

import re

import pytest

from holdfire.data import ontology
from holdfire.errors import BadAgreement

_CODE = re.compile(r"\w+")

ACLED = """Government regains territory|Non-state actor overtakes territory|Armed clash|Chemical weapon|Air/drone strike
Suicide bomb|Shelling/artillery/missile attack|Remote explosive/landmine/IED|Grenade|Sexual violence|Attack
Abduction/forced disappearance|Peaceful protest|Protest with intervention|Excessive force against protesters
Violent demonstration|Mob violence|Agreement|Arrests|Change to group/activity|Disrupted weapons use
Headquarters or base established|Looting/property destruction|Non-violent transfer of territory|Other"""
PLOVER = "AGREE CONSULT SUPPORT CONCEDE COOPERATE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT FIGHT RETREAT"


def test_codes_that_other_files_use_are_there() -> None:
    acts, weapons = ontology.acts(), ontology.weapons()
    for code in ("hostilities", "air_strike", "shelling", "siege", "aid_obstruction", "aid_delivery", "detention"):
        assert acts.get(code) is not None, code
    for code in ("mortar", "artillery_100_plus", "mlrs_grad", "barrel_bomb", "sarin", "drone"):
        assert weapons.get(code) is not None, code
    for code in ("self_defence", "excluded_group", "notified_movement"):
        assert ontology.exceptions().get(code) is not None, code


def test_every_act_stands_below_the_root() -> None:
    acts = ontology.acts()
    assert acts.root == "act"
    assert all(acts.is_a(code, "act") for code in acts.codes())
    assert acts.ancestors("barrel_bombing") == ("barrel_bombing", "air_strike", "hostilities", "act")
    assert not acts.is_a("hostilities", "air_strike")
    assert not acts.is_a("no such code", "act")


def test_grave_acts_on_persons_and_evidence_are_not_hostilities() -> None:
    acts = ontology.acts()
    for code in ("killing_of_detainees", "torture", "destruction_of_evidence", "detention", "siege"):
        assert not acts.is_a(code, "hostilities"), code


@pytest.mark.parametrize("hint", [hint for line in ACLED.splitlines() for hint in line.split("|")])
def test_every_acled_sub_event_type_has_an_act(hint: str) -> None:
    assert ontology.acts().from_hint("acled", hint) is not None


@pytest.mark.parametrize("hint", PLOVER.split())
def test_plover_codes_have_an_act(hint: str) -> None:
    assert ontology.acts().from_hint("plover", hint) is not None


def test_ucdp_says_no_more_than_its_type_of_violence() -> None:
    acts = ontology.acts()
    assert acts.from_hint("ged", "type_of_violence=1") == "hostilities"
    assert acts.from_hint("ged", "type_of_violence=3") == "attack_on_civilians"
    assert acts.from_hint("ged", "type_of_violence=9") is None


def test_match_gives_offsets_longest_first_and_any_case() -> None:
    text = "BARREL BOMBS fell after an Air Strike; the artillery shells hit the mosque."
    found = [(text[s:e], code) for s, e, code in ontology.acts().match(text)]
    assert found == [
        ("BARREL BOMBS", "barrel_bombing"), ("Air Strike", "air_strike"), ("artillery shells", "artillery_fire")
    ]
    assert [c for _, _, c in ontology.weapons().match(text)] == ["barrel_bomb", "artillery"]
    assert [c for _, _, c in ontology.targets().match(text)] == ["cultural"]


def test_targets_named_by_acts_exist() -> None:
    known = set(ontology.targets().codes())
    for code in ontology.acts().codes():
        entry = ontology.acts().get(code)
        assert entry is not None
        assert set(entry.targets) <= known, code


def test_heavier_classes_reach_further() -> None:
    weapons = ontology.weapons()
    ranges = [weapons.get(c) for c in ("artillery_under_100", "artillery_100_plus", "mlrs_uragan", "mlrs_smerch")]
    kilometres = [w.range_km for w in ranges if w is not None and w.range_km is not None]
    assert len(kilometres) == 4
    assert kilometres == sorted(kilometres)


def test_labels_cover_every_code() -> None:
    labels = ontology.labels()
    assert labels["air_strike"] == "air strike"
    for tree in (ontology.acts(), ontology.weapons(), ontology.exceptions(), ontology.targets()):
        assert set(tree.codes()) <= labels.keys()


def test_all_faults_of_a_file_are_named() -> None:
    bad = b"""
one: {name: one, scope: s, words: [boom]}
two: {name: two, scope: s, parent: three, words: [Boom]}
three: {name: three}
"""
    with pytest.raises(BadAgreement) as caught:
        ontology.load(bad, "mine.yaml")
    line = caught.value.line()
    assert caught.value.code == "E222"
    for part in ("two.parent", "`three` must stand above", "claimed by `one`", "mine.yaml: three"):
        assert part in line


def test_every_act_says_what_it_is_and_what_it_is_not() -> None:
    acts = ontology.acts()
    for code in acts.codes():
        entry = acts.get(code)
        assert entry is not None
        assert all((entry.scope, entry.examples, entry.excludes)), code
    lines = [line for code in acts.codes() if (entry := acts.get(code)) for line in entry.excludes]
    named = {word for line in lines for word in _CODE.findall(line)}
    assert {word for word in named if "_" in word} <= set(acts.codes())


def test_every_act_is_coded_as_others_code_it() -> None:
    acts = ontology.acts()
    types = {hint for line in ACLED.splitlines() for hint in line.split("|")}
    for code in acts.codes():
        entry = acts.get(code)
        assert entry is not None
        assert set(entry.coded.acled) <= types, code
        assert acts.sub_event_type(code) == entry.coded.acled[0], code
        assert all(root.isdigit() and 1 <= int(root) <= 20 and len(root) == 2 for root in entry.coded.cameo), code
    assert {acts.sub_event_type(code) for code in acts.codes()} == types


def test_a_type_that_means_one_act_comes_back_as_itself() -> None:
    acts = ontology.acts()
    for code in acts.codes():
        entry = acts.get(code)
        assert entry is not None
        assert code == acts.root or set(entry.acled) <= set(entry.coded.acled), code


def test_every_weapon_says_what_it_is() -> None:
    weapons = ontology.weapons()
    for code in weapons.codes():
        entry = weapons.get(code)
        assert entry is not None
        assert entry.scope, code
        assert entry.source or entry.range_km is None, code
        if entry.calibre_mm:
            assert entry.calibre_mm[0] <= entry.calibre_mm[1], code
