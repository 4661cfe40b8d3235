"""Names: bodies and offices are printed, private persons are not, and words that name nobody stay words."""

from __future__ import annotations

import pytest

from holdfire.disclosure import veil_for
from holdfire.disclosure.names import Veil
from holdfire.records import Actor, Claim, Place, Policy, Source, Speaker, SpeechAct, Voice

ACTORS = (
    Actor(key="actor:army", id="army", name="Northern Army", kind="force"),
    Actor(key="actor:minister", id="minister", name="Ann Official", kind="person", role="minister"),
    Actor(key="actor:soldier", id="soldier", name="Bob Private", kind="person"),
)
SOURCES = (Source(key="source:daily", id="daily", name="The Daily", kind="outlet"),)
BARE = Veil(ACTORS, SOURCES, (), "[x]")


@pytest.mark.parametrize(
    ("speaker", "public"),
    [
        (Speaker(name="Northern Army"), True),
        (Speaker(name="The Daily"), True),
        (Speaker(name="Ann Official", actor="minister"), True),
        (Speaker(name="Bob Private", actor="soldier"), False),
        (Speaker(name="Carl Unknown"), False),
        (Speaker(name="Carl Unknown", role="baker"), False),
        (Speaker(name="Carl Unknown", role="foreign ministry spokesman"), True),
        (Speaker(name="Brigadier General Carl Unknown"), True),
        (Speaker(name="Carl Unknown", actor="army", role="soldier"), False),
        (Speaker(name="Hill News Agency"), True),
        (Speaker(name="of the monitoring group Hill 24"), True),
        (Speaker(name="Carl Unknown of the monitoring group Hill 24"), False),
        (Speaker(name="Carl Unknown", role="member of a monitoring group"), False),
        (Speaker(name="local residents"), True),
        (Speaker(name="The Northern Army"), True),
        (Speaker(name="The file"), True),
        (Speaker(name="It"), True),
        (Speaker(name="The Northern Army command", actor="army"), True),
        (Speaker(name="A Carl Unknown"), False),
        (Speaker(name="خالد"), False),
    ],
)
def test_who_may_be_named(speaker: Speaker, public: bool) -> None:
    assert BARE.public_speaker(speaker) is public


def test_a_private_name_is_covered_wherever_it_stands() -> None:
    veil = veil_for((ACTORS, SOURCES), ((), (), (Voice(id="name:c", name="Carl Unknown"),)), (), Policy(), "[x]")
    assert veil.over("CARL UNKNOWN and Bob Private met; Carla stayed.") == "[x] and [x] met; Carla stayed."
    assert veil.over_all({"a": ["Carl Unknown", 3, None]}) == {"a": ["[x]", 3, None]}


def test_a_person_said_to_have_done_it_is_covered_and_a_body_is_not() -> None:
    names = [
        "Karl Fremd",
        "Sons of Dale Brigade",
        "Karl Fremd of Hill Brigade",
        "Defence Minister Ann Amt",
        "Ann Official",
    ]
    said = Claim(
        key="claim:1", doc="d", report="report:r", text="0", reader="rules", act=SpeechAct.REPORT, content=((0, 1),),
        speaker=Speaker(name="Otto Amt", role="minister"),
    )  # fmt: skip
    veil = veil_for((ACTORS, SOURCES), ([said], (), ()), (), Policy(), "[x]", [*names, "Otto Amt"])
    told = "; ".join((*names, "Otto Amt"))
    assert veil.over(told) == "[x]; Sons of Dale Brigade; [x]; Defence Minister Ann Amt; Ann Official; Otto Amt"


def test_a_hidden_place_is_covered_by_name() -> None:
    clinic = Place(name="Saint Luke Hospital", kind="hospital")
    veil = veil_for((ACTORS, SOURCES), ((), (), ()), (clinic, None), Policy(), "[x]")
    assert veil.over("Shells hit Saint Luke Hospital.") == "Shells hit [x]."


def test_short_single_names_and_public_ones_are_left_in_running_text() -> None:
    voices = (Voice(id="name:ali", name="Ali"), Voice(id="name:d", name="The Daily"))
    veil = veil_for((ACTORS, SOURCES), ((), (), voices), (), Policy(), "[x]")
    assert veil.over("Ali told The Daily") == "Ali told The Daily"
