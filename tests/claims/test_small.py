"""Claims of the small reader: every pattern by one sentence, what is no claim, and offsets that hold on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quality.claims_small import claims_of

from holdfire.records import Claim, Polarity, SpeechAct

WORDS = [
    "قال", "نفت", "موسكو", "إن", "أن", "بحسب", "،", "«", "»", ":", "قوله", "عن", "قائلة", "وأضاف", "بقصف", ".", "\n", '"',
    "Минобороны", "сообщило", "что", ", что", "«", "—", "сказал", "по словам", "обвинил", "Киев", ",", "не", "как", "но",
    "\u064f", "\u202e", "\U0001f600", "x",
]  # fmt: skip


def told(text: str, language: str) -> list[tuple[str, str, list[str], SpeechAct]]:
    def printed(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[a:b] for a, b in spans]

    return [("".join(printed(c.source)), *printed(c.cue), printed(c.content), c.act) for c in claims_of(text, language)]


def test_a_verb_without_a_speaker_is_the_last_speakers_with_a_doubt() -> None:
    first, second = claims_of("قالت موسكو إن الطريق مغلق. وأضافت أن الجسر مغلق.", "ar")
    assert first.speaker == second.speaker
    assert [d.code for d in first.doubts] == ["small-reader"]
    assert sorted(d.code for d in second.doubts) == ["small-reader", "speaker-unresolved"]
    (alone,) = claims_of("وأضافت أن الجسر مغلق.", "ar")
    assert alone.speaker is None


def test_a_passive_is_said_by_nobody_and_a_name_in_quotation_marks_is_no_speech() -> None:
    assert claims_of("يُزعم أن الطريق مغلق. وأكد \"المرصد\" ذلك.", "ar") == ()


def test_a_negated_verb_says_nothing() -> None:
    assert claims_of("Киев не признает, что дорога закрыта.", "ru") == ()


@pytest.mark.parametrize(
    ("text", "polarity"),
    [("Киев заявил, что дорога закрыта.", Polarity.POSITIVE), ("Киев заявил, что не закрывал дорогу.", Polarity.NEGATIVE),
     ("Киев отрицает, что дорога закрыта.", Polarity.NEGATIVE)],
)  # fmt: skip
def test_polarity(text: str, polarity: Polarity) -> None:
    (claim,) = claims_of(text, "ru")
    assert claim.polarity is polarity


def test_a_speaker_between_commas_parts_what_is_said() -> None:
    assert told("Дорога, по словам очевидцев, закрыта с утра.", "ru") == [
        ("очевидцев", "по словам", ["Дорога", "закрыта с утра"], SpeechAct.REPORT)
    ]


def test_about_and_certainty() -> None:
    (claim,) = claims_of("Киев заявил, что российские военные, вероятно, обстреляли мост.", "ru")
    assert (claim.about, claim.certainty) == (("ru-forces",), ("вероятно",))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["ar", "ru"]), st.sampled_from([" ", ""]))
def test_offsets_hold_on_any_text(words: list[str], language: str, gap: str) -> None:
    text = gap.join(words)
    claims = claims_of(text, language)
    assert all(_whole(text, claim) for claim in claims)
    assert claims == claims_of(text, language)
    assert len({claim.key for claim in claims}) == len(claims)


def _whole(text: str, claim: Claim) -> bool:
    spans = [*claim.source, *claim.cue, *claim.content]
    ordered = all(left[1] <= right[0] for left, right in pairwise(claim.content))
    return ordered and all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in spans)
