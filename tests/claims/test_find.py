"""Who says what, in invented sentences of every kind that the reader promises, and in the article it was asked for with."""

from __future__ import annotations

import time

import msgspec
import pytest
from tests.claims.book import Book, claims_of, words_of
from tests.corpora import shared

from holdfire.records import ClaimKind, Polarity, SpeechAct

CASES = [
    # quotation after, before, inside
    ('Ilan Voss said: "The guns are silent."', "Ilan Voss", "said:", '"The guns are silent."'),
    ("“The guns are silent,” Ilan Voss said on Monday.", "Ilan Voss", "said", "“The guns are silent,”"),
    (
        "“The guns are silent,” said Ilan Voss, a doctor in Tel Hadar.",
        "Ilan Voss, a doctor in Tel Hadar",
        "said",
        "“The guns are silent,”",
    ),
    ("“We left,” she said, “before the shells fell.”", "she", "said", "“We left,” | “before the shells fell.”"),
    ("«We left,» Voss told reporters. «Nobody stayed.»", "Voss", "told", "«We left,» | «Nobody stayed.»"),
    # indirect
    ("The army said that three shells hit Dorn.", "The army", "said", "that three shells hit Dorn"),
    ("The army said three shells hit Dorn.", "The army", "said", "three shells hit Dorn"),
    ("Three shells hit Dorn, the army said.", "the army", "said", "Three shells hit Dorn"),
    (
        "Three shells hit Dorn, said army spokesman Ilan Voss.",
        "army spokesman Ilan Voss",
        "said",
        "Three shells hit Dorn",
    ),
    ("Voss told reporters in Dorn on Monday that the road was closed.", "Voss", "told", "that the road was closed"),
    (
        "According to the observatory, nine people were killed.",
        "the observatory",
        "According to",
        "nine people were killed",
    ),
    (
        "Nine people were killed, according to a medic in Dorn.",
        "a medic in Dorn",
        "according to",
        "Nine people were killed",
    ),
    # acts
    ("Arland accused Borland of shelling Dorn.", "Arland", "accused", "Borland of shelling Dorn"),
    (
        "The ministry has denied that its jets struck the market.",
        "The ministry",
        "has denied",
        "that its jets struck the market",
    ),
    ("Arland called on Borland to pull back its guns.", "Arland", "called on", "Borland to pull back its guns"),
    ("Borland pledged to withdraw by Friday.", "Borland", "pledged", "to withdraw by Friday"),
]


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), CASES)
def test_source_cue_and_content_are_exact(sentence: str, source: str, cue: str, content: str) -> None:
    found = claims_of(sentence)
    assert [words_of(sentence, claim) for claim in found] == [(source, cue, content)]


ACTS = [
    ("Arland accused Borland of shelling Dorn.", SpeechAct.ACCUSE, Polarity.POSITIVE),
    ("The ministry denied the strike.", SpeechAct.DENY, Polarity.NEGATIVE),
    ("The ministry confirmed that two soldiers died.", SpeechAct.CONFIRM, Polarity.POSITIVE),
    ("The general admitted that his men fired first.", SpeechAct.ADMIT, Polarity.POSITIVE),
    ("Arland demanded that the siege be lifted.", SpeechAct.DEMAND, Polarity.POSITIVE),
    ("Voss said Borland must lift the siege.", SpeechAct.DEMAND, Polarity.POSITIVE),
    ("“We will respect the truce,” Voss said.", SpeechAct.PLEDGE, Polarity.POSITIVE),
    ("Borland promised to withdraw.", SpeechAct.PLEDGE, Polarity.POSITIVE),
    ("The council announced a new round of talks.", SpeechAct.ANNOUNCE, Polarity.POSITIVE),
    ("Voss claimed that the bridge was mined.", SpeechAct.ALLEGE, Polarity.POSITIVE),
    ("Voss doubted that the truce would hold.", SpeechAct.DOUBT, Polarity.POSITIVE),
    ("“I am skeptical of their promise,” Voss said.", SpeechAct.DOUBT, Polarity.POSITIVE),
    ("The army said it had not fired.", SpeechAct.REPORT, Polarity.NEGATIVE),
]


@pytest.mark.parametrize(("sentence", "act", "polarity"), ACTS)
def test_act_and_polarity(sentence: str, act: SpeechAct, polarity: Polarity) -> None:
    claim = claims_of(sentence)[0]
    assert (claim.act, claim.polarity) == (act, polarity)


def test_a_quotation_goes_on_over_paragraphs_with_its_speaker() -> None:
    content = "“We were asleep,” said Ilan Voss. “Then it came.\n\n“Nobody was ready.”\n\nThe road is closed."
    (claim,) = claims_of(content)
    assert words_of(content, claim)[2] == "“We were asleep,” | “Then it came. | “Nobody was ready.”"


def test_a_quotation_with_a_name_and_no_verb() -> None:
    content = "“I saw the smoke,” Voss in a press conference."
    (claim,) = claims_of(content)
    assert words_of(content, claim) == ("Voss", "", "“I saw the smoke,”")


@pytest.mark.parametrize(
    ("content", "source", "cue", "said"),
    [
        ('"They never came back." ― Mara Delga', "Mara Delga", "―", '"They never came back."'),
        ("“We buried nine people that night.” — Omar Haddan, teacher.\n\nRain fell.", "Omar Haddan, teacher", "—",
         "“We buried nine people that night.”"),
        ('Kade arrived late. He said:\n\n"The bridge was hit twice that night."', "He", "said:",
         '"The bridge was hit twice that night."'),
    ],
)  # fmt: skip
def test_a_speaker_is_set_apart_from_the_quotation(content: str, source: str, cue: str, said: str) -> None:
    (claim,) = claims_of(content)
    assert words_of(content, claim) == (source, cue, said)


@pytest.mark.parametrize(
    "content",
    [
        '"They never came back." — Kade, who had been there, left the hall before all of the others had even sat down',
        'He walked home:\n\n"The bridge was hit twice that night."',
        'Kade said it was late.\n\n"The bridge was hit twice that night."',
    ],
)
def test_a_dash_or_a_paragraph_before_names_no_speaker(content: str) -> None:
    assert not [claim for claim in claims_of(content) if claim.source and words_of(content, claim)[2][0] == '"']


def test_the_speaker_is_named_in_full_with_role_actor_and_side() -> None:
    content = "Foreign Minister Mira Kade said the talks had failed. Kade said the guns must stop. She blamed Arland."
    first, second, third = (claim.speaker for claim in claims_of(content))
    assert first is not None
    assert (first.name, first.actor, first.side, first.role) == ("Mira Kade", "kade", "south", "Foreign Minister")
    assert second is not None
    assert third is not None
    assert first == second == msgspec.structs.replace(third, why=first.why)
    assert third.why.startswith("'She' points back to 'Foreign Minister Mira Kade'")


def test_two_speakers_nearby_leave_a_pronoun_in_doubt() -> None:
    content = "Mira Kade said the talks had failed. Ilan Voss said they had not. He blamed Arland."
    last = claims_of(content)[-1]
    assert last.speaker is not None
    assert (last.speaker.name, last.speaker.actor) == ("Ilan Voss", None), "the last who spoke"
    assert [doubt.code for doubt in last.doubts] == ["speaker-chosen"]


def test_the_office_points_back_to_its_holder() -> None:
    content = "Army spokesman Ilan Voss said the road was closed. The spokesman said it would open on Friday."
    assert [claim.speaker.name for claim in claims_of(content) if claim.speaker] == ["Ilan Voss", "Ilan Voss"]


def test_a_body_in_the_role_is_who_is_spoken_for() -> None:
    speaker = claims_of("A spokesman for the Arland army said the road was open.")[0].speaker
    assert speaker is not None
    assert (speaker.actor, speaker.side) == ("arland-army", "north")


def test_a_capital_speaks_but_is_no_actor_as_a_place() -> None:
    content = "Arl City accused the Borlanders of bombing a school. Voss said a bomb went off in Arl City."
    first, second = claims_of(content)
    assert first.speaker is not None
    assert (first.speaker.actor, first.about, second.about) == ("arland", ("borland",), ())


def test_nesting_names_the_claim_around() -> None:
    content = "The observatory said that Voss admitted that the convoy was hit."
    outer, inner = claims_of(content)
    assert (outer.parent, inner.parent) == (None, outer.key)


def test_passive_accusation_has_its_speaker_behind_by() -> None:
    content = "Borland was accused by Arland of shelling Dorn."
    (claim,) = claims_of(content)
    assert claim.speaker is not None
    assert (claim.speaker.actor, claim.act, claim.about) == ("arland", SpeechAct.ACCUSE, ("borland",))


def test_hedges_and_evidence_are_kept_as_written() -> None:
    content = "Voss said that satellite images show a probable crater, allegedly from a rocket."
    claim = claims_of(content)[0]
    assert claim.certainty == ("probable", "allegedly")
    assert [mention.text for mention in claim.evidence] == ["satellite images", "probable crater"]
    for mention in claim.evidence:
        assert content[slice(*mention.span)] == mention.text


DISCLOSURES = [
    ("Voss said he had not shown the photos to the Borlanders.", Polarity.NEGATIVE),
    ("“We have shared the footage with Borland,” Voss said.", Polarity.POSITIVE),
    ("The ministry said that the evidence had not been presented to Arland.", Polarity.NEGATIVE),
]


@pytest.mark.parametrize(("sentence", "polarity"), DISCLOSURES)
def test_who_was_shown_what_is_a_disclosure(sentence: str, polarity: Polarity) -> None:
    claim = claims_of(sentence)[0]
    assert (claim.kind, claim.polarity) == (ClaimKind.DISCLOSURE, polarity)


@pytest.mark.parametrize(
    ("sentence", "to_whom", "items"),
    [
        ("Voss said that he had not presented this evidence to the Borlanders.", ("the Borlanders",), ("evidence",)),
        ("Voss showed reporters newly released photos.", ("reporters",), ("newly released photos",)),
        ("The army said it gave the recordings to the mission and the press in Dorn.", ("the mission", "the press"), ("recordings",)),
        ("The army said the files were given to Arland and to Borland.", ("Arland", "Borland"), ("files",)),
        ("The army said the files were given to Arland with the help of Borland.", ("Arland",), ("files",)),
        ("Voss said the photos have not been shown to the mission.", ("the mission",), ("photos",)),
        ("Voss said he had shown the video to prove that he was right.", (), ("video",)),
    ],
)
def test_to_whom_it_was_shown_is_told_as_printed(sentence: str, to_whom: tuple[str, ...], items: tuple[str, ...]) -> None:
    claim = next(c for c in claims_of(sentence) if c.kind is ClaimKind.DISCLOSURE)
    assert (claim.to_whom, tuple(e.text for e in claim.evidence)) == (to_whom, items)


def test_showing_without_evidence_is_no_disclosure() -> None:
    assert claims_of("Voss said the truce showed signs of strain.")[0].kind is ClaimKind.STATEMENT


@pytest.mark.corpora
def test_the_seed_article() -> None:
    content = shared("seed").joinpath("article.txt").read_text(encoding="utf-8")
    found = claims_of(content, Book())
    said = {words_of(content, claim): claim for claim in found}
    jones = [claim for claim in found if claim.speaker and claim.speaker.name == "Stuart Jones"]
    quotations = content.split("“")[1:]
    assert all(any(q.split("”")[0] in words_of(content, c)[2] for c in jones) for q in quotations)
    assert {c.speaker.role for c in jones if c.speaker} == {
        "Acting Assistant Secretary for the Bureau of Near Eastern Affairs"
    }
    accused = next(c for w, c in said.items() if w[0] == "the US State Department")
    assert (accused.act, words_of(content, accused)[2][:27]) == (SpeechAct.ACCUSE, "Damascus of installing a cr")
    demand = next(c for w, c in said.items() if w[0] == "Washington")
    assert (demand.act, words_of(content, demand)[2][:42]) == (
        SpeechAct.DEMAND,
        "Russia must bear responsibility to ensure ",
    )
    rudskoy = next(c for c in found if c.speaker and c.speaker.name == "Sergei Rudskoy")
    assert words_of(content, rudskoy)[2].startswith("The agreement between Moscow")
    assert words_of(content, rudskoy)[2].endswith("join the ceasefire regime")
    kept = [c for c in found if c.kind is ClaimKind.DISCLOSURE and c.polarity is Polarity.NEGATIVE]
    assert [words_of(content, c)[2][:26] for c in kept] == [
        "The US authorities have no",
        "“I have not presented this",
    ]


def test_whom_a_source_merely_mentions_does_not_speak() -> None:
    agreement = claims_of("The agreement between Arland and Borland says that shelling must stop.")[0].speaker
    assert agreement is not None
    assert (agreement.name, agreement.actor) == ("The agreement between Arland and Borland", None)


def test_a_noun_with_its_possessor_is_a_cue() -> None:
    content = "Nobody believed Arland's claim that its guns were silent."
    claim = next(claim for claim in claims_of(content) if words_of(content, claim)[1] == "claim")
    assert words_of(content, claim) == ("Arland's", "claim", "that its guns were silent")
    assert claim.act is SpeechAct.ALLEGE


def test_responsibility_claimed_is_admitted() -> None:
    assert claims_of("The Night Watch claimed responsibility for the blast.")[0].act is SpeechAct.ADMIT


def test_what_cannot_be_confirmed_is_doubted_and_negative() -> None:
    claim = claims_of("The ministry could not confirm the number.")[0]
    assert (claim.act, claim.polarity) == (SpeechAct.DOUBT, Polarity.NEGATIVE)


def test_a_comma_that_was_lost_does_not_hide_the_speaker() -> None:
    content = "The road to the north is now closed said army spokesman Ilan Voss."
    assert words_of(content, claims_of(content)[0])[0] == "army spokesman Ilan Voss"


@pytest.mark.parametrize(
    ("content", "speaker", "said"),
    [
        ("Shells killed four people in Dorn despite a truce in place there a relief group said.", "a relief group",
         "Shells killed four people in Dorn despite a truce in place there"),
        ("Shells killed four people in the town of Dorn the Night Watch said on Tuesday.", "the Night Watch",
         "Shells killed four people in the town of Dorn"),
        ("Guns fell silent in Dorn and the villages around it the mayor of Dorn says.", "the mayor of Dorn",
         "Guns fell silent in Dorn and the villages around it"),
    ],
)  # fmt: skip
def test_who_closes_a_sentence_without_commas_speaks(content: str, speaker: str, said: str) -> None:
    assert [words_of(content, claim)[::2] for claim in claims_of(content)] == [(speaker, said)]


@pytest.mark.parametrize(
    "content",
    [
        "Several residents who had fled the town said.",
        "The commander of the forces that took the town said.",
        "The police chief and the mayor of the town said.",
    ],
)
def test_a_long_speaker_is_not_cut_in_two(content: str) -> None:
    assert claims_of(content) == ()


@pytest.mark.parametrize("hostile", ["said ", "'a ", "“a ", "X said that ", "a, ", "X, said Y, said Z. "])
def test_reading_stays_linear_in_length(hostile: str) -> None:
    def took(times: int) -> float:
        begun = time.process_time()
        claims_of(hostile * times)
        return time.process_time() - begun

    assert took(2000) < 12 * took(500) + 0.1  # four times the text; sixteen times the time would be quadratic


STATEMENT = """\
Minister comments on the attack in Dorn

The minister, Ilan Voss, said:

I condemn the attack on the market in Dorn. Nine people were killed.

We stand by their families.

Notes to editors

Dorn lies in the north.
"""


def test_a_statement_without_quotation_marks_is_said_by_whoever_stands_before_the_colon() -> None:
    (outer,) = (c for c in claims_of(STATEMENT) if len(c.content) > 1)
    assert outer.speaker is not None
    assert outer.speaker.name == "Ilan Voss"
    assert [STATEMENT[s:e].split(maxsplit=1)[0] for s, e in outer.content] == ["I", "We"]
    assert "Notes" not in STATEMENT[outer.content[0][0] : outer.content[-1][1]]
