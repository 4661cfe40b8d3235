"""What the incident network sees, as templates: dates, countries and counts come from rules."""

from __future__ import annotations

from bench.muc4 import countries, wording
from bench.muc4.days import covered, published, span, written
from bench.muc4.keys import Fill
from bench.muc4.learned import of_document
from bench.muc4.texts import prepared
from tests.incidents.rows import tagged

from holdfire.incidents.fillers import settings

TEXT = prepared("""   LIMA, 9 JAN 90 (DPA) -- YESTERDAY GUNMEN BURNED THREE SHOPS IN AYACUCHO AND KILLED
JUDGE MILLER.

   NOTHING ELSE WAS
SAID.""")
KINDS = {
    "GUNMEN": "doer",
    "SHOPS": "thing",
    "AYACUCHO": "place",
    "JUDGE": "person",
    "MILLER": "name",
    "YESTERDAY": "time",
}
MORE = {
    "SHOPS": {
        ("whole", "ATTACK"): 9.0,
        ("damage", "DESTROYED"): 9.0,
        ("number", "COUNTED"): 9.0,
        ("thing", "COMMERCIAL"): 9.0,
    },
    "MILLER": {("harm", "DEATH"): 9.0, ("person", "LEGAL OR JUDICIAL"): 9.0},
}


def test_lines_of_the_wire_are_joined_and_paragraphs_kept() -> None:
    assert TEXT.endswith("JUDGE MILLER.\n\nNOTHING ELSE WAS SAID.")


def test_a_template_has_what_the_network_sees_and_what_rules_add() -> None:
    (found,) = of_document("X", TEXT, tagged(TEXT, KINDS, MORE), {**settings(), "type": 0.5, "types": {}})
    slots = found.slots
    assert slots[2] == (Fill(("08 JAN 90",)),)
    assert slots[3] == (Fill(("PERU: AYACUCHO (CITY)",)),)
    assert slots[4] == (Fill(("ATTACK",)),)
    assert slots[9] == (Fill(("GUNMEN",)),)
    assert slots[12] == (Fill(("SHOPS",)),)
    assert slots[13] == (Fill(("COMMERCIAL",), ("SHOPS",)),)
    assert slots[14] == (Fill(("3",), ("SHOPS",)),)
    assert slots[16] == (Fill(("DESTROYED",), ("SHOPS",)),)
    assert slots[18] == (Fill(("MILLER",)),)
    assert slots[19] == (Fill(("JUDGE",), ("MILLER",)),)
    assert slots[20] == (Fill(("LEGAL OR JUDICIAL",), ("MILLER",)),)
    assert slots[23] == (Fill(("DEATH",), ("MILLER",)),)


def test_days_are_read_as_they_are_written() -> None:
    low, high = span("08 JAN 90 - 09 JAN 90") or (None, None)
    assert low is not None
    assert high is not None
    assert (written(low), written(high)) == ("08 JAN 90", "09 JAN 90")
    assert span("- 08 JAN 90") == (None, low)
    day = published(TEXT)
    assert day is not None
    assert covered(day.replace(hour=0), day.replace(hour=0, day=10)) == (high, high)


def test_the_country_is_that_of_the_places_unless_the_text_names_another_more() -> None:
    assert countries.country("LIMA, 9 JAN 90 -- A BOMB EXPLODED.") == "PERU"
    assert (
        countries.country("MEXICO CITY (MEXICO), 9 JAN 90 -- PERUVIAN REBELS ATTACKED A TOWN.", ["AYACUCHO"]) == "PERU"
    )
    assert countries.country("NOTHING IS NAMED HERE.") == ""


def test_a_nation_is_foreign_where_it_is_not_the_country_of_the_incident() -> None:
    assert countries.foreign("SPANISH TOURISTS", "PERU") == "SPAIN"
    assert countries.foreign("PERUVIAN FARMERS", "PERU") == ""


def test_in_capitals_only_a_country_s_own_name_is_one() -> None:
    assert countries.foreign("A CAR UNDER TENSION, MAURICIO", "PERU") == ""
    assert countries.foreign("U.S. ADVISERS", "PERU") == "UNITED STATES"
    assert countries.foreign("THE DUTCH SHIP", "PERU") == "NETHERLANDS"


def test_what_a_body_claims_goes_before_what_others_suspect() -> None:
    assert wording.confidence(["POLICE BLAMED THE  ."]) == "SUSPECTED OR ACCUSED"
    assert wording.confidence(["POLICE BLAMED THE  .", "THE   CLAIMED RESPONSIBILITY."]) == "CLAIMED OR ADMITTED"
    assert wording.confidence(["THE   ATTACKED."]) == "REPORTED AS FACT"


def test_a_weapon_that_is_not_named_is_implied_by_a_bombing_or_by_shots() -> None:
    assert wording.unnamed_weapon("BOMBING", []) == "BOMB"
    assert wording.unnamed_weapon("ATTACK", ["Two men shot the mayor."]) == "GUN"
    assert wording.unnamed_weapon("ATTACK", ["TWO MEN STABBED THE MAYOR."]) == ""


def test_a_location_has_one_place_and_what_is_wider_and_finer() -> None:
    kinds = {"AYACUCHO": "place", "HUANTA": "place", "LIMA": "place", "MEN": "person"}
    sorts = {
        "AYACUCHO": {("place", "DEPARTMENT"): 9.0, ("whole", "ATTACK"): 9.0},
    }
    content = prepared("LIMA, 9 JAN 90 (DPA) -- MEN DIED IN HUANTA, AYACUCHO.")
    (found,) = of_document("X", content, tagged(content, kinds, sorts), {**settings(), "type": 0.5, "types": {}})
    assert found.slots[3][0].values[0].startswith("PERU: AYACUCHO (DEPARTMENT): ")
    assert found.slots[3][0].values[0].count("CITY") == 1
