"""What a model answers becomes a claim only where its words are the text's own."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.book import Book, text_of

from holdfire.claims import MODEL, Answer, Passage, answered, asked, passages
from holdfire.records import Claim, Doubt, Polarity, SpeechAct

WORDS = "Mira Kade said that the army denied shelling Dorn. “No,” he said. “No,” she said."
SAID = {"source": "Mira Kade", "cue": "said", "content": ["that the army denied shelling Dorn"], "act": "report"}


def read(answer: str, words: str = WORDS, fault: str = "") -> tuple[tuple[Claim, ...], tuple[Doubt, ...]]:
    text = text_of(words)
    passage = Passage(start=0, end=len(words), answer=answer, fault=fault)
    return answered(text, Answer(report="r", text=text.sha256, model="m", prompt=1, passages=(passage,)), Book())


def told(*claims: Any) -> str:
    return json.dumps({"claims": list(claims)})


def test_a_claim_that_stands_there_is_labelled_and_doubted() -> None:
    (claim,), doubts = read(told(SAID))
    assert [WORDS[slice(*span)] for span in (*claim.source, *claim.cue, *claim.content)] == ["Mira Kade", "said", SAID["content"][0]]
    assert (claim.act, claim.polarity, claim.reader) == (SpeechAct.REPORT, Polarity.POSITIVE, f"{MODEL}m/prompt-1")
    assert claim.speaker is not None
    assert claim.speaker.name == "Mira Kade"
    assert [doubt.code for doubt in claim.doubts] == ["model-read"]
    assert doubts == ()


def test_a_claim_inside_another_points_up() -> None:
    inner = {"source": "the army", "cue": "denied", "content": ["shelling Dorn"], "act": "deny"}
    found, _ = read(told(inner, SAID))
    outer = next(c for c in found if c.act is SpeechAct.REPORT)
    assert [(c.act, c.parent, c.polarity) for c in found if c.parent] == [(SpeechAct.DENY, outer.key, Polarity.NEGATIVE)]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"content": ["that the army admitted shelling Dorn"]}, "does not stand in the passage"),
        ({"content": ["That the army denied shelling Dorn"]}, "does not stand in the passage"),
        ({"content": ["“No,”"]}, "stands 2 times"),
        ({"content": []}, "content is missing"),
        ({"content": [" "]}, "is empty"),
        ({"content": ["that the army", "the army denied"]}, "overlap"),
        ({"source": "the minister"}, "does not stand in the passage"),
        ({"content": [{"text": "shelling Dorn", "start": 3, "end": 16}]}, "does not stand at 3-16"),
        ({"content": [{"text": "shelling", "start": -8, "end": 400}]}, "does not stand at"),
        ({"act": "shout"}, "Invalid enum value"),
        ({"content": "that the army"}, "Expected `array`"),
        ({"act": None}, "Expected `str`"),
    ],
)
def test_a_claim_that_does_not_is_refused_with_a_doubt(changed: dict[str, Any], why: str) -> None:
    found, (doubt,) = read(told({**SAID, **changed}))
    assert found == ()
    assert doubt.code == "model-claim-refused"
    assert why in doubt.why


def test_a_refused_claim_takes_no_other_with_it() -> None:
    found, doubts = read(told({**SAID, "content": ["nothing of the kind"]}, SAID, 7))
    assert len(found) == 1
    assert [doubt.code for doubt in doubts] == ["model-claim-refused"] * 2


def test_a_place_tells_apart_what_stands_twice() -> None:
    second = WORDS.rindex("“No,”")
    found, _ = read(told({"source": "she", "cue": "said", "content": [{"text": "“No,”", "start": second, "end": second + 5}], "act": "deny"}))
    assert [WORDS[slice(*span)] for span in (*found[0].cue, *found[0].source)] == ["said", "she"]
    assert found[0].cue[0][0] > second


@pytest.mark.parametrize("answer", ["", "I cannot help.", "{", "[]", '{"claims": 3}', '{"claims"', '{"a": {}}', "{" * 5_000 + "}"])
def test_an_answer_that_is_not_as_asked_is_one_doubt(answer: str) -> None:
    assert [doubt.code for doubt in read(answer)[1]] == ["model-answer-unreadable"]


def test_a_fence_around_the_answer_is_no_fault() -> None:
    assert len(read(f"Here it is:\n```json\n{told(SAID)}\n```")[0]) == 1


def test_no_answer_is_a_doubt_that_says_why() -> None:
    (doubt,) = read("", fault="no answer within 3 seconds")[1]
    assert (doubt.code, doubt.why) == ("model-unanswered", "no answer within 3 seconds")


@given(st.text(max_size=200), st.text(max_size=300))
def test_whatever_it_answers_spans_hold(words: str, answer: str) -> None:
    text = text_of(words)
    given_ = (told({"content": [answer], "act": "report"}), told({"content": [words], "source": answer[:3], "act": "deny"}), answer)
    for one in given_:
        found, _ = answered(text, Answer(report="r", text=text.sha256, model="m", prompt=1,
                                         passages=(Passage(start=0, end=len(words), answer=one),)), Book())  # fmt: skip
        for claim in found:
            assert all(0 <= start < end <= len(words) for start, end in (*claim.source, *claim.cue, *claim.content))


@given(st.text(alphabet="ab. \n", max_size=200).map(lambda piece: piece * 60))
def test_passages_cover_all_that_is_not_blank(content: str) -> None:
    cut = passages(content)
    assert all(0 < end - start <= 6000 for start, end in cut)
    assert all(a[1] <= b[0] for a, b in pairwise(cut))
    assert "".join(content[a:b] for a, b in cut).split() == content.split()


def test_the_passage_is_put_as_it_is() -> None:
    assert asked("{passage} {x}")[-1]["content"] == "Passage:\n{passage} {x}\n"
