"""The MUC-4 scorer on hand-worked cases of the scoring guidelines; keys against themselves are 100."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.muc4 import ceaf, fills, keys, score
from bench.muc4.__main__ import main
from bench.muc4.keys import Fill, Template
from bench.muc4.responses import responses
from tests.corpora import shared

KEY = """
0.  MESSAGE: ID                     DEV-MUC3-9001 (MADE)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  - 03 MAY 89
3.  INCIDENT: LOCATION              UPLAND: HILLS (DEPARTMENT): LONG MEADOW (TOWN)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         "BOMB"
7.  INCIDENT: INSTRUMENT TYPE       BOMB: "BOMB"
8.  PERP: INCIDENT CATEGORY         TERRORIST ACT
9.  PERP: INDIVIDUAL ID             "URBAN GUERRILLAS" / "GUERRILLAS"
10. PERP: ORGANIZATION ID           ? "HILL FRONT"
11. PERP: ORGANIZATION CONFIDENCE   ? REPORTED AS FACT: "HILL FRONT"
12. PHYS TGT: ID                    "THE OLD
                                    MILL"
                                    "BRIDGE"
13. PHYS TGT: TYPE                  OTHER: "THE OLD MILL"
14. PHYS TGT: NUMBER                -
15. PHYS TGT: FOREIGN NATION        *
18. HUM TGT: NAME                   "ALBERTO ROBERTO TORRES"
19. HUM TGT: DESCRIPTION            "MAYOR OF ACHI": "ALBERTO ROBERTO TORRES"
20. HUM TGT: TYPE                   GOVERNMENT OFFICIAL: "ALBERTO ROBERTO TORRES"
21. HUM TGT: NUMBER                 1: "ALBERTO ROBERTO TORRES"

;;; a remark that is no template
0.  MESSAGE: ID                     DEV-MUC3-9002 (MADE)
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""


@pytest.fixture
def keyed(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(KEY, encoding="latin-1")
    return path


def test_a_key_file_is_read_as_it_is_written(keyed: Path) -> None:
    found = keys.templates([keyed])
    assert list(found) == ["DEV-MUC3-9001", "DEV-MUC3-9002"]
    assert found["DEV-MUC3-9002"] == []
    slots = found["DEV-MUC3-9001"][0].slots
    assert slots[9] == (Fill(("URBAN GUERRILLAS", "GUERRILLAS")),)
    assert slots[10] == (Fill(("HILL FRONT",), optional=True),)
    assert slots[12] == (Fill(("THE OLD MILL",)), Fill(("BRIDGE",)))
    assert slots[19] == (Fill(("MAYOR OF ACHI",), ("ALBERTO ROBERTO TORRES",)),)
    assert slots[7] == (Fill(("BOMB",), ("BOMB",)),)
    assert 14 not in slots
    assert 15 not in slots


def test_what_is_written_reads_the_same(keyed: Path, tmp_path: Path) -> None:
    template = keys.templates([keyed])["DEV-MUC3-9001"][0]
    again = tmp_path / "again"
    again.write_text(keys.written(template, 1), encoding="latin-1")
    read = keys.templates([again])["DEV-MUC3-9001"][0]
    assert {n: [f.values for f in fs] for n, fs in read.slots.items()} == {
        n: [f.values for f in fs] for n, fs in template.slots.items()
    }


@pytest.mark.parametrize(
    ("response", "key", "credit"),
    [
        ("THE 3 PEASANTS", "PEASANTS", 1.0),  # 3.1.1.1: nonessential modifiers
        ("OLD PEASANTS", "PEASANTS", 1.0),  # more modifiers of the same noun phrase
        (
            "THE 3 PEASANTS, WHICH THE GOVERNMENT ADMITTED WAS A MISTAKE",
            "PEASANTS",
            0.5,
        ),  # 3.1.1.2: an adjunct too many
        ("TORRES", "ALBERTO ROBERTO TORRES", 0.5),  # part of a proper name
        ("BRIGADE", "6TH INFANTRY BRIGADE", 0.5),
        ("OIL", "OIL PIPELINE", 0.5),
        ("ARMY OF NATIONAL LIBERATION (ELN)", "ARMY OF NATIONAL LIBERATION", 1.0),  # 3.2.10: acronym and expansion
        ("MR. XYZ", "XYZ", 1.0),  # 3.2.18: title as part of the name
        ("TEACHERS", "PEASANTS", 0.0),
    ],
)
def test_strings(response: str, key: str, credit: float) -> None:
    assert fills.string(response, key) == credit


@pytest.mark.parametrize(
    ("response", "key", "credit"),
    [
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),  # 3.2.2, partially correct, 1
        ("26 AUG 89", "- 26 AUG 89", 0.5),
        ("25 AUG 89", "- 26 AUG 89", 0.5),
        ("- 26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),  # 2
        ("- 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "16 AUG 89", 0.0),  # the note
        ("- 26 AUG 89", "24 AUG 89 - 25 AUG 89", 0.0),
        ("26 AUGUST 89", "26 AUG 89", 1.0),
        ("27 AUG 89", "26 AUG 89", 0.0),
    ],
)
def test_dates(response: str, key: str, credit: float) -> None:
    assert fills.day(response, key) == credit


@pytest.mark.parametrize(
    ("response", "key", "credit"),
    [
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY) - CALI (CITY)", 0.5),  # 3.2.3, 1
        (
            "BOLIVIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)",
            "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)",
            0.5,
        ),  # 2
        ("COLOMBIA", "COLOMBIA: MEDELLIN (CITY)", 0.5),  # the note
        ("COLOMBIA: CALI (CITY)", "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: CALI (CITY)", "COLOMBIA", 0.5),
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 1.0),
        ("PERU: LIMA (CITY)", "COLOMBIA: MEDELLIN (CITY)", 0.0),
    ],
)
def test_locations(response: str, key: str, credit: float) -> None:
    assert fills.location(response, key) == credit


@pytest.mark.parametrize(
    ("slot", "response", "key", "credit"),
    [
        (4, Fill(("ATTACK",)), Fill(("BOMBING",)), 0.5),  # 3.2.4
        (4, Fill(("BOMBING",)), Fill(("ATTACK",)), 0.0),
        (7, Fill(("GUN",), ("AK-47",)), Fill(("MACHINE GUN",), ("AK-47",)), 0.5),  # 3.2.7: a wider class
        (11, Fill(("SUSPECTED OR ACCUSED",)), Fill(("SUSPECTED OR ACCUSED BY AUTHORITIES",)), 0.5),  # 3.2.11
        (16, Fill(("DESTROYED",)), Fill(("SOME DAMAGE",)), 0.5),  # 3.2.16
        (16, Fill(("SOME DAMAGE",)), Fill(("DESTROYED",)), 0.0),
        (20, Fill(("CIVILIAN",), ("SANCHEZ",)), Fill(("CIVILIAN",), ("TORRES",)), 0.5),  # 3.1.2: right with a wrong tag
        (20, Fill(("CIVILIAN",), ("TORRES",)), Fill(("CIVILIAN",), ("TORRES",)), 1.0),
        (21, Fill(("7",), ("JUDGES",)), Fill(("5 - 7",), ("JUDGES",)), 0.5),  # 3.2.21
        (21, Fill(("7",), ("JUDGES",)), Fill(("~7",), ("JUDGES",)), 0.5),
        (21, Fill(("6",), ("JUDGES",)), Fill(("5 - 7",), ("JUDGES",)), 0.0),
        (23, Fill(("NO INJURY",)), Fill(("NO INJURY OR DEATH",)), 0.5),  # 3.2.23
        (19, Fill(("MAYOR",), ("SANCHEZ",)), Fill(("MAYOR OF ACHI",), ("TORRES",)), 0.5),  # 3.2.19, 3
    ],
)
def test_single_slots(slot: int, response: Fill, key: Fill, credit: float) -> None:
    assert fills.score(slot, response, key) == credit


def test_one_slot_counted_by_hand() -> None:
    wanted = [Fill(("JUAN PEREZ",)), Fill(("ANA DIAZ",)), Fill(("LUIS SOTO",)), Fill(("EVA RUIZ",), optional=True)]
    given = [Fill(("JUAN PEREZ",)), Fill(("DIAZ",)), Fill(("PEDRO GIL",)), Fill(("X Y",))]
    # One right, a surname in part, one wrong for the one that is left, one too many; the optional one is not missed.
    told = score.compare(18, given, wanted)
    assert told.row() == (1, 1, 1, 0, 1)
    assert (told.recall, told.precision) == (50.0, 37.5)
    assert told.f == pytest.approx(2 * 50 * 37.5 / 87.5)


def made(kind: str, **slots: str) -> Template:
    return Template("D", {4: (Fill((kind,)),), **{int(n[1:]): (Fill((value,)),) for n, value in slots.items()}})


def test_templates_map_for_the_greatest_credit_and_only_with_content() -> None:
    wanted = [made("ATTACK", s18="JUAN PEREZ"), made("ATTACK", s18="ANA DIAZ", s9="GUNMEN")]
    given = [made("ATTACK", s18="ANA DIAZ"), made("ATTACK", s18="JUAN PEREZ"), made("BOMBING", s12="BRIDGE")]
    assert score.mapping(given, wanted) == [(given[0], wanted[1]), (given[1], wanted[0])]
    assert score.mapping([made("ATTACK", s12="BRIDGE")], [made("ATTACK", s18="ANA DIAZ")]) == []
    result = score.evaluate({"D": given}, {"D": wanted})
    # Mapped: 4 right, GUNMEN missing; the bombing is spurious as a whole.
    assert result.total().row() == (4, 0, 0, 1, 2)
    assert result.total(matched=True).row() == (4, 0, 0, 1, 0)


def test_a_missing_template_costs_every_fill_unless_it_is_optional() -> None:
    key = made("ATTACK", s18="JUAN PEREZ", s9="GUNMEN")
    assert score.evaluate({}, {"D": [key]}).total().row() == (0, 0, 0, 3, 0)
    assert score.evaluate({}, {"D": [Template("D", key.slots, optional=True)]}).total().row() == (0, 0, 0, 0, 0)
    assert score.evaluate({"D": [key]}, {"D": []}).total().row() == (0, 0, 0, 0, 3)


def test_entities_by_hand() -> None:
    wanted = {
        "D": [
            Template(
                "D", {18: (Fill(("JUAN PEREZ",)),), 19: (Fill(("MAYOR", "THE MAYOR OF ACHI")), Fill(("A GUARD",)))}
            )
        ]
    }
    given = {"D": [Template("D", {19: (Fill(("THE MAYOR",)), Fill(("FARMERS",)))})]}
    figures = ceaf.ceaf_ree(given, wanted)
    assert figures["Victim"] == pytest.approx((50.0, 100 / 3, 40.0))
    assert figures["all"] == figures["Victim"]
    assert figures["Weapon"] == (0.0, 0.0, 0.0)


def test_keys_against_themselves_are_a_hundred(keyed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--keys", str(keyed), "--responses", str(keyed)]) == 0
    last = next(line for line in capsys.readouterr().out.splitlines() if "ALL TEMPLATES" in line)
    assert last.split("|")[-4:-1] == [" 100.0 ", " 100.0 ", " 100.0 "]


def test_a_document_becomes_a_template() -> None:
    text = "LONG MEADOW, 3 MAY 89 -- GUERRILLAS OF THE HILL FRONT KILLED A MAYOR AND DESTROYED A BRIDGE YESTERDAY."
    (found,) = responses({"DEV-MUC3-9001": text})["DEV-MUC3-9001"]
    assert {n: [f.values[0] for f in fs] for n, fs in found.slots.items() if n in (2, 9, 10, 12, 19)} == {
        2: ["02 MAY 89"], 9: ["GUERRILLAS"], 10: ["HILL FRONT"], 12: ["BRIDGE"], 19: ["MAYOR"],
    }  # fmt: skip


@pytest.mark.corpora
def test_real_keys_against_themselves() -> None:
    found = keys.templates(sorted((shared("muc4") / "dev").glob("key-dev-0*01.muc4"))[:3])
    result = score.evaluate(found, found)
    assert (result.mapped, round(result.total().f, 6)) == (result.keys, 100.0)
    assert {round(figures[2], 6) for figures in ceaf.ceaf_ree(found, found).values()} == {100.0}
