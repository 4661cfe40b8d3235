"""Words of force that tell of an act, and those that only point back, plan, find or fail to be one."""

from __future__ import annotations

import pytest
from tests.incidents.test_telling import blamed, one, read


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("The bombing of the clinic in Atarib killed nine people on Monday; two warplanes were seen.", "air_strike"),
        ("The bombing of the clinic in Atarib killed nine people on Monday; the device had been hidden.", "hostilities"),
        ("The bombing in Atarib on Monday killed nine people when explosives went off.", "explosive_device"),
        ("Atarib was bombed on Monday.", "air_strike"),
    ],
)
def test_a_bombing_is_from_the_air_only_where_something_says_so(words: str, act: str) -> None:
    assert [a.act for a in read(words)] == [act]


def test_the_rest_of_a_text_says_what_kind_of_bombing_it_was() -> None:
    accounts = read("The bombing in Atarib on Monday killed nine people. The car bomb stood by the market.")
    assert {a.act for a in accounts if a.casualties} == {"explosive_device"}


@pytest.mark.parametrize(
    "words",
    [
        "Police in Atarib searched two houses on Monday in connection with the bombing.",
        "Investigators who probe the air strike reached Atarib on Monday.",
        "On Monday two suspects in the bombing were flown out of Aleppo.",
        "The car was last seen in Aleppo on Monday before the shooting.",
        "Engineers defused a car bomb in Atarib on Monday.",
        "Police in Atarib seized three vehicles on Monday.",
        "The ministry expelled the ambassador from Damascus on Monday.",
        "No one has claimed responsibility for the air strikes on Atarib.",
    ],
)
def test_what_is_only_pointed_at_or_found_did_not_happen_there(words: str) -> None:
    assert read(words) == ()


def test_what_is_pointed_at_lends_its_place_to_nothing_else() -> None:
    account = one("Soldiers shelled Atarib on Monday in retaliation for the bombing in Idlib on Friday.")
    assert (account.act, account.place.name if account.place else "") == ("shelling", "Al Atarib")
    assert account.time is not None
    assert account.time.start.day == 12  # Monday the 13th begins at 22:00 UTC of the day before


def test_people_driven_out_and_ground_taken_still_count() -> None:
    assert one("The militia expelled the residents of Atarib on Monday.").act == "forced_displacement"
    assert one("Rebels seized the town of Atarib on Monday.").act == "seizure_of_territory"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("A car bomb at the embassy in Turkey killed ten people in Ankara on Monday.", []),
        ("A rocket attack on Russia killed ten people on Monday.", []),
        ("Warplanes of Russia bombed Atarib on Monday.", ["ru-air-force"]),
        ("Artillery fire from Turkey hit Atarib on Monday.", []),
        ("Artillery fire from the Syrian army hit Atarib on Monday.", ["sy-army"]),
        ("Militants killed in Atarib on Monday.", []),
        ("The Council condemned the bombing of the school in Turkey on Monday, which killed ten people.", []),
        ("Damascus blamed the shelling of Atarib on Turkey.", ["tr"]),
        ("The Syrian army repelled a Turkish attack on Atarib on Monday.", ["tr"]),
    ],
)
def test_a_name_that_a_preposition_brings_did_nothing(words: str, who: list[str]) -> None:
    assert blamed(words) == who


def test_a_day_of_the_month_is_no_toll() -> None:
    account = one("Air strikes on Atarib on Nov. 7 killed 25 people.")
    assert [(c.low, c.high) for c in account.casualties] == [(25, 25)]


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("Russia said it would not leave Syria because of the air strikes on Atarib, which killed four.", "asserts"),
        ("Russia said that there was no air strike on Atarib on Monday.", "denies"),
        ("Russia said that air strikes on Atarib did not take place on Monday.", "denies"),
    ],
)
def test_only_a_negative_word_that_governs_the_act_denies_it(words: str, stance: str) -> None:
    assert {a.stance for a in read(words)} == {stance}


def test_a_country_that_only_says_whose_is_not_where() -> None:
    account = one("Rockets hit the area of the U.S. embassy in Damascus on Monday; the rocket attack killed two people.")
    assert account.place is not None
    assert account.place.name == "Damascus"


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("A car bomb killed nine people in Atarib on Monday. The Nusra Front claimed responsibility.", ["nusra"]),
        ("The UN condemned the attack in Atarib on Monday, for which Daesh has claimed responsibility.", ["is"]),
        ("Turkey resumed its shelling of Atarib on Monday.", ["tr"]),
        ("The Syrian army responded with heavy shelling of Atarib on Monday.", ["sy-army"]),
        ("Russian Sukhoi aircraft launched air strikes on Atarib on Monday.", ["ru"]),
        ("The Syrian army and its allies captured Atarib on Monday.", ["sy-army"]),
        ("Operation Lightning of the Syrian army, launched by Turkey, hit Atarib on Monday.", []),
        ("A suicide bomber from the local affiliate al-Nusra Front killed nine people in Atarib on Monday.", ["nusra"]),
        ("In support of the Iraqi army, Russian aircraft bombed Atarib on Monday.", ["ru-vks"]),
        ("Air strikes against Daesh killed nine civilians in Atarib on Monday.", []),
        ("Russia continued talks in Astana after the air strikes on Atarib, which killed nine people.", []),
    ],
)
def test_a_deed_is_laid_to_whoever_the_words_say_did_it(words: str, who: list[str]) -> None:
    assert blamed(words) == who


def test_ground_is_taken_from_somebody_and_tanks_are_not_ground() -> None:
    account = one("The town of Akhtarin was captured by the rebels on 6 October.")
    assert (account.act, [b.actor for b in account.attributed_to]) == ("seizure_of_territory", ["rebels"])
    assert [a.act for a in read("Turkish jets destroyed nine tanks captured near Palmyra on Monday.")] == ["air_strike"]


def test_who_did_it_makes_an_account_even_where_no_place_is_known() -> None:
    account = one("The rebels captured seven more villages from ISIL.")
    assert (account.place, account.time) == (None, None)
    assert [b.actor for b in account.attributed_to] == ["rebels"]


def test_what_is_reported_by_nobody_in_particular_is_passed_on_with_a_doubt() -> None:
    account = one("Warplanes are reported to have bombed Atarib on Monday, killing nine people.")
    assert [v.id for v in account.voices] == ["north"]
    assert "voice-unnamed" in {d.code for d in account.doubts}


def test_a_demand_tells_of_what_it_takes_as_having_happened() -> None:
    words = "Amnesty International called for an inquiry into the attack on a mosque in Atarib that killed 13 people."
    assert [(a.act, a.voices[0].id) for a in read(words)] == [("hostilities", "amnesty")]
    assert read("Amnesty International called for an end to the shelling of Atarib.") == ()


def test_a_strike_is_from_the_air_where_the_text_says_so() -> None:
    accounts = read("An air strike hit Atarib on Monday. Seventeen people were injured in the strike on the market.")
    assert {a.act for a in accounts} == {"air_strike"}


def test_a_place_that_is_part_of_a_name_is_not_where_it_was() -> None:
    account = one("The Islamic State in Iraq and the Levant (ISIL) shelled a village on Monday.")
    assert account.place is None


def test_two_groups_of_victims_joined_by_and_are_both_counted() -> None:
    account = one("Three women and four children were shot dead in Atarib on Monday.")
    assert [(c.low, c.group) for c in account.casualties] == [(3, "women"), (4, "children")]


def test_what_was_struck_is_no_act() -> None:
    account = one("Near Ar Raqqah, two air strikes destroyed an IED, a heavy machine gun and a fighting position.")
    assert account.act == "air_strike"


def test_a_strike_of_which_the_text_says_that_it_came_from_the_air() -> None:
    words = "Air strikes go on against militants. Near Ar Raqqah, five strikes engaged two units and destroyed a tunnel."
    assert [(a.act, a.place.name if a.place else "") for a in read(words)] == [("air_strike", "Ar Raqqah")]


def test_who_claims_an_attack_owns_to_it() -> None:
    (account,) = (a for a in read("On Saturday, Daesh claimed two attacks in Atarib which killed at least 28 people."))
    assert [b.actor for b in account.attributed_to] == ["is"]


def test_where_somebody_is_from_is_not_where_he_died() -> None:
    account = one("A soldier, 42, of Aleppo, died on Monday in an explosion near Atarib that killed two people.")
    assert account.place is not None
    assert account.place.name == "Al Atarib"
