"""What the network attributed becomes claims: with its exact spans, and with what the cue means."""

from __future__ import annotations

import msgspec
import pytest
from tests.claims.book import Book, text_of, words_of

from holdfire.claims import find
from holdfire.reader import Attributed, read
from holdfire.records import Claim, Polarity, SpeechAct


def claims(content: str, *found: tuple[str | None, str | None, str | list[str]]) -> tuple[Claim, ...]:
    """The claims of a text in which the network saw these (source, cue, content), each by its first occurrence."""
    text = text_of(content)

    def span(part: str) -> tuple[int, int]:
        return content.index(part), content.index(part) + len(part)

    seen = tuple(
        Attributed(
            span(source) if source else None,
            span(cue) if cue else None,
            tuple(span(part) for part in ([said] if isinstance(said, str) else said)),
        )
        for source, cue, said in found
    )
    return find(text, msgspec.structs.replace(read(text), attributed=seen, reader="trained/test"), Book())


@pytest.mark.parametrize(
    ("content", "cue", "act", "polarity"),
    [
        ("The army denied that it fired.", "denied", SpeechAct.DENY, Polarity.NEGATIVE),
        ("The army did not confirm that it fired.", "confirm", SpeechAct.DOUBT, Polarity.NEGATIVE),
        ("The army has repeatedly accused Borland of shelling.", "has repeatedly accused", SpeechAct.ACCUSE, None),
        ("The army confirmed on Monday that it fired.", "confirmed on Monday", SpeechAct.CONFIRM, Polarity.POSITIVE),
        ("The army's claim that it fired.", "claim", SpeechAct.ALLEGE, Polarity.POSITIVE),
        ("The army grumbled that it fired.", "grumbled", SpeechAct.REPORT, Polarity.POSITIVE),
    ],
)
def test_the_act_is_that_of_the_cue(content: str, cue: str, act: SpeechAct, polarity: Polarity | None) -> None:
    said = content.partition(cue)[2].strip(" .")
    (claim,) = claims(content, ("The army", cue, said))
    assert claim.act is act
    assert polarity in (None, claim.polarity)
    assert claim.reader == "trained/test"


def test_spans_are_those_that_were_seen_even_inside_a_word() -> None:
    content = "Arl-based U.S. officials said the U.S. would stay."
    (claim,) = claims(content, ("based U.S. officials", "said", "the U.S"))
    assert words_of(content, claim) == ("based U.S. officials", "said", "the U.S")


def test_a_content_without_a_cue_is_no_claim() -> None:
    assert claims("Three shells hit Dorn.", (None, None, "Three shells hit Dorn")) == ()


def test_a_quotation_that_the_network_missed_is_read_by_the_rules() -> None:
    content = "Arland said it left. “Nobody stayed,” said Ilan Voss."
    found = claims(content, ("Arland", "said", "it left"), (None, None, "“Nobody stayed,”"))
    assert [words_of(content, claim) for claim in found] == [
        ("Arland", "said", "it left"), ("Ilan Voss", "said", "“Nobody stayed,”"),
    ]  # fmt: skip


def test_where_the_network_saw_nobody_the_rules_may_know_the_speaker() -> None:
    content = "Ilan Voss said that three shells hit Dorn."
    (claim,) = claims(content, (None, "said", "that three shells hit Dorn"))
    assert words_of(content, claim)[0] == "Ilan Voss"
    assert claim.speaker is not None
    assert claim.speaker.name == "Ilan Voss"


def test_a_cue_without_content_is_no_claim() -> None:
    assert claims("Ilan Voss spoke.", ("Ilan Voss", "spoke", [])) == ()


def test_a_pronoun_is_resolved_to_who_spoke_before() -> None:
    content = "Ilan Voss said the guns were silent. He added that nobody fired."
    first, second = claims(
        content, ("Ilan Voss", "said", "the guns were silent"), ("He", "added", "that nobody fired")
    )
    assert first.speaker is not None
    assert second.speaker is not None
    assert (first.speaker.name, second.speaker.name) == ("Ilan Voss", "Ilan Voss")


def test_an_accusation_told_inside_what_is_said_is_a_claim_of_its_own_below_it() -> None:
    content = "Mira Kade said that Arland accused Borland of shelling Dorn."
    outer, inner = claims(content, ("Mira Kade", "said", "that Arland accused Borland of shelling Dorn"))
    assert (inner.parent, inner.act, words_of(content, inner)[0]) == (outer.key, SpeechAct.ACCUSE, "Arland")


def test_what_is_said_in_passing_inside_is_none() -> None:
    content = "Mira Kade said that Arland said it was late."
    assert len(claims(content, ("Mira Kade", "said", "that Arland said it was late"))) == 1


def test_a_speaker_whom_no_comma_parts_is_no_part_of_what_is_said() -> None:
    content = "Shells killed four people in Dorn despite a truce in place there a relief group said. Sara Onis wept."
    (claim,) = claims(content, ("Sara Onis", "said", "a truce in place there a relief group"))
    assert words_of(content, claim)[0] == "a relief group"
    assert words_of(content, claim)[2] == "Shells killed four people in Dorn despite a truce in place there"
