"""Turns of phrase that mislead a reader of news: who is quoted by whom, two verbs seen as one, questions, pleas for anonymity."""

from __future__ import annotations

import pytest
from tests.claims.book import claims_of, words_of
from tests.claims.test_seen import claims

from holdfire.records import SpeechAct


def told(content: str) -> list[tuple[str, str, str]]:
    return [words_of(content, claim) for claim in claims_of(content)]


def test_who_was_quoted_by_a_station_is_who_speaks() -> None:
    content = "The commander was quoted by the station as saying that the guns were silent."
    assert told(content) == [("The commander", "was quoted by the station as saying", "that the guns were silent")]
    (seen,) = claims(
        content, ("the station", "was quoted by the station as saying", ["The commander", "that the guns were silent"])
    )
    assert words_of(content, seen) == ("The commander", "was quoted by the station as saying", "that the guns were silent")


def test_two_verbs_of_one_speaker_are_two_claims() -> None:
    content = "The group condemned the raid and urged both sides to stop."
    found = claims(content, ("The group", "condemned", "the raid and urged both sides to stop"))
    assert [words_of(content, claim) for claim in found] == [
        ("The group", "condemned", "the raid"), ("The group", "urged", "both sides to stop"),
    ]  # fmt: skip


def test_what_two_did_inside_one_statement_stays_one() -> None:
    content = "The group said that the army shelled Dorn and the mayor denied it."
    (outer, *_) = claims(content, ("The group", "said", "that the army shelled Dorn and the mayor denied it"))
    assert words_of(content, outer)[2] == "that the army shelled Dorn and the mayor denied it"


@pytest.mark.parametrize(
    "content",
    [
        "Asked whether the bridge was open, Voss shrugged.",
        "A source, who asked not to be named, left the hall.",
        "An officer who asked not to be identified left the hall.",
    ],
)
def test_a_question_and_a_plea_for_anonymity_are_no_claims(content: str) -> None:
    assert told(content) == []


def test_a_speaker_ends_where_the_sentence_does() -> None:
    content = "“I counted nine,” said one resident, Tomas Rell. Local men put it at ten."
    (claim,) = claims(content, ("one resident, Tomas Rell. Local men", "said", "“I counted nine,”"))
    assert words_of(content, claim)[0] == "one resident, Tomas Rell"


def test_a_state_after_a_name_ends_no_sentence() -> None:
    content = "Sen. Ilan Voss (R-S.C.) said the road was closed."
    (claim,) = claims(content, ("Sen. Ilan Voss (R-S.C.)", "said", "the road was closed"))
    assert words_of(content, claim)[0] == "Sen. Ilan Voss (R-S.C.)"


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("The minister called the report baseless.", SpeechAct.DENY),
        ("The minister called the raid a war crime.", SpeechAct.ACCUSE),
        ("The minister called the deal a step forward.", SpeechAct.REPORT),
        ("The minister called for restraint.", SpeechAct.DEMAND),
        ("“We condemn this raid and all who ordered it,” the minister said.", SpeechAct.ACCUSE),
        ("“We call on all sides to stop the fighting,” the minister said.", SpeechAct.DEMAND),
        ("“We call it a day of shame,” the minister said.", SpeechAct.REPORT),
        ("The minister declined to say whether the road was open.", SpeechAct.DENY),
    ],
)
def test_the_act_of_a_turn_of_phrase(content: str, act: SpeechAct) -> None:
    assert {claim.act for claim in claims_of(content)} == {act}


def test_an_allegation_by_somebody_has_a_speaker() -> None:
    assert ("village elders", "allegation", "that a wedding had been hit") in told(
        "There was no comment on the allegation by village elders that a wedding had been hit."
    )


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("Arl City said four shells fell. It vowed to answer.", ["Arl City", "Arl City"]),
        ("A senior official in Arl City confirmed that talks would go on.", ["A senior official in Arl City"]),
        ("Dr Nabil Aswad said 44 bodies had been brought in.", ["Nabil Aswad"]),
        ("Marta Lind of the Nordic Institute said the shell was old.", ["Marta Lind"]),
        ("Voss's chief of staff, Oleh Bondar, said the road was open. He said so.", ["Oleh Bondar", "Oleh Bondar"]),
        ("Colonel Amos Berg said it rained. He denied the raid but admitted a fire.", ["Amos Berg", "Amos Berg", "Amos Berg"]),
        ("The Red Tent agency denied it. The New Dorn-based agency said it was calm.", ["The Red Tent agency"] * 2),
        ("The Bank of Borland said the vault was empty.", ["The Bank of Borland"]),
    ],
)
def test_speakers_under_their_names(content: str, names: list[str]) -> None:
    assert [claim.speaker and claim.speaker.name for claim in claims_of(content)] == names
