"""What a short note tells of as a whole: who did it to whom before by what means, and the file that says so."""

from __future__ import annotations

import math
import re

import pytest
from tests.incidents.made import ACTORS, Places, Sources

from holdfire import actors, data
from holdfire.actors import Actors
from holdfire.data import ontology
from holdfire.incidents import Book, class_of, decide, plain
from holdfire.reader import NoteMeans, note_means

RULES = data.load("incidents/deciding.yaml")
BOOK = Book(actors.packaged(), Places(), Sources(), "UTC")


def act(note: str) -> str:
    return decide(note, BOOK).act


@pytest.mark.parametrize(
    ("note", "decided"),
    [
        # The same means and verb, another victim.
        ("Gunmen killed two soldiers near the bridge.", "ground_clash"),
        ("Gunmen killed two farmers near the bridge.", "attack_on_civilians"),
        ("Soldiers fired at a crowd of demonstrators, killing two.", "force_against_protesters"),
        ("Soldiers fired tear gas at a crowd of demonstrators.", "protest_broken_up"),
        ("Demonstrators threw stones at soldiers.", "violent_demonstration"),
        ("Demonstrators sang in front of the town hall.", "protest"),
        # The same place, another taker, and no fight.
        ("Soldiers captured the village from rebels.", "territory_taken_by_state"),
        ("Rebels captured the village from soldiers.", "territory_taken_by_group"),
        ("Rebels left the village and soldiers entered it without a fight.", "takeover_without_fight"),
        # The same weapon, another use of it.
        ("A roadside bomb killed two soldiers.", "ied_attack"),
        ("Sappers defused a roadside bomb.", "weapons_disrupted"),
        ("A bomber with an explosive vest killed two soldiers.", "suicide_attack"),
        ("A policeman threw a stun grenade at protesters.", "protest_broken_up"),
        ("A man threw a grenade into a shop.", "grenade_attack"),
        # A march is no month.
        ("On 3 March, shells fell on the village.", "shelling"),
        ("On 3 March 2018, women marched to the court.", "protest"),
        # What is only the reason is not the event.
        ("Villagers blocked the road over the killing of a teacher by soldiers.", "protest"),
        ("Police arrested two men after the bombing of a bridge.", "detention"),
    ],
)
def test_who_to_whom_and_by_what(note, decided):
    assert act(note) == decided


@pytest.mark.parametrize("note", ["", " ", "?", "The weather was fine.", "\u0130\u0130 \ud83d\udca5 " * 40])
def test_what_tells_of_nothing_is_the_root(note):
    assert act(note) == ontology.acts().root


def test_the_words_that_decided_stand_in_the_note():
    note = "On 3 March, Rebels\u2019 mortars  shelled\nthe town."
    decided = decide(note, BOOK)
    assert decided.act == "shelling"
    assert [note[s:e] for s, e in decided.because] == ["shelled"]
    assert decided.why


def test_names_decide_nothing():
    notes = [
        "{0} soldiers shelled the town held by fighters of {1}.",
        "Fighters of {1} seized the town from {0} soldiers.",
        "{0} police arrested protesters.",
    ]
    sides = (("Syrian", "Hamas"), ("Israeli", "the Taliban"))
    told = [[act(note.format(*side)) for note in notes] for side in sides]
    assert told[0] == told[1] == ["shelling", "territory_taken_by_group", "protest_broken_up"]


def test_a_book_without_the_names_still_reads_the_nouns():
    for known in (Actors(()), ACTORS):
        book = Book(known, Places(), Sources(), "UTC")
        assert decide("Rebels ambushed a patrol of soldiers.", book).act == "ground_clash"


def test_a_long_text_is_read_at_its_beginning_only():
    note = "Rebels shelled the town. " + "The weather was fine. " * 40
    assert act(note + "A suicide bomber struck.") == "shelling"


def test_every_sign_is_used_and_every_act_is_known():
    named = [name for rule in RULES["decisions"] for part in ("if", "unless") for name in rule.get(part, ())]
    used = {one.removesuffix("@lead") for name in named for one in name.split("<")}
    assert used | set(RULES["needs"].values()) == set(RULES["signs"])
    assert {rule["act"] for rule in RULES["decisions"]} <= set(ontology.acts().codes())
    assert all(rule["why"] for rule in RULES["decisions"])


def test_every_type_of_acled_can_be_decided():
    tree = ontology.acts()
    reached = {tree.sub_event_type(rule["act"]) for rule in RULES["decisions"]}
    assert reached == {entry.coded.acled[0] for code in tree.codes() if (entry := tree.get(code)) and entry.coded.acled}
    assert len(reached) == 25


def test_no_pattern_holds_a_capital_but_a_kind():
    kinds = {entry["kind"] for entry in data.load("incidents/kinds.yaml")["nouns"]} | {"COUNTRY", "NATION"}
    patterns = [p for listed in RULES["signs"].values() for p in listed] + RULES["background"]
    capitals = {word for p in patterns for word in re.findall(r"(?<![\\{A-Za-z])[A-Z]{2,}\b", p)}
    assert capitals - {"AREA", "ARMS", "DEATH"} <= kinds


class Leaning:
    """A network that takes every note for one class, as surely as told."""

    def __init__(self, act: str, likely: float) -> None:
        self.classes = tuple(RULES["classes"])
        rest = math.log((1 - likely) / (len(self.classes) - 1))
        self.row = [math.log(likely) if RULES["classes"][name] == act else rest for name in self.classes]

    def weigh(self, pieces: list[int]) -> list[float]:
        return self.row


class Letters:
    def encode(self, sequence, *, is_pretokenized, add_special_tokens):
        return type("Encoded", (), {"ids": [200] * len(sequence), "word_ids": list(range(len(sequence)))})()


def leaning(act: str, likely: float) -> NoteMeans:
    network = Leaning(act, likely)
    return NoteMeans("made", network, Letters(), network.classes)


def test_a_network_that_is_sure_goes_before_a_decision_and_one_that_is_not_does_not():
    note = "Rebels shelled the town."
    assert decide(note, BOOK, leaning("looting", 0.1)).act == "shelling"
    sure = decide(note, BOOK, leaning("looting", 0.999))
    assert (sure.act, sure.because) == ("looting", ())


def test_where_no_decision_holds_the_network_speaks_if_it_is_sure_enough():
    note = "The weather was fine."
    assert decide(note, BOOK, leaning("looting", 0.6)).act == "looting"
    assert decide(note, BOOK, leaning("looting", RULES["least"] - 0.05)).act == ontology.acts().root
    assert decide(" ", BOOK, leaning("looting", 0.99)).act == ontology.acts().root


def test_the_decision_for_the_likeliest_class_gives_its_act_and_words():
    note = "Sappers found a roadside bomb, and a landmine killed two soldiers."
    decided = decide(note, BOOK, leaning("explosive_device", 0.999))
    assert class_of(decided.act) == "Remote explosive/landmine/IED"
    assert decided.because


def test_who_did_not_move_won_no_ground():
    means = leaning("territory_taken_by_state", 0.9)
    assert decide("Soldiers imposed a ban on newspapers.", BOOK, means).act != "territory_taken_by_state"
    assert decide("Soldiers are masters of the hill.", BOOK, means).act == "territory_taken_by_state"


def test_every_class_has_an_act_and_every_decision_a_class():
    assert {class_of(act) for act in RULES["classes"].values()} == set(RULES["classes"])
    assert {class_of(rule["act"]) for rule in RULES["decisions"]} <= set(RULES["classes"])


def test_votes_are_of_decisions_that_exist():
    listed = {(rule["act"], rule["why"]) for rule in RULES["decisions"]}
    votes = data.load("incidents/votes.yaml")["decisions"]
    assert {(vote["act"], vote["why"]) for vote in votes} <= listed
    assert all(0 <= vote["right"] <= vote["of"] for vote in votes)


@pytest.mark.skipif(note_means() is None, reason="no weights in this build")
def test_the_network_sees_no_name_of_an_actor():
    notes = ["{0} jets pounded a quarter held by {1}.", "The men of {1} walked into a hamlet that {0} soldiers had left."]
    known, means = BOOK.actors, note_means()
    for note in notes:
        one, other = (note.format(*sides) for sides in (("Syrian", "Hamas"), ("Israeli", "the Taliban")))
        assert plain(one, known) == plain(other.replace("the Taliban", "Taliban"), known)
        assert decide(one, BOOK, means).act == decide(other.replace("the Taliban", "Taliban"), BOOK, means).act
