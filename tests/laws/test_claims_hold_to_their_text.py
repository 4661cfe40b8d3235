"""Offsets point at what they say; the same text gives the same claims wherever and in whatever company it is read."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from tests.claims.book import Book, claims_of, text_of, words_of

from holdfire.claims import find
from holdfire.reader import read
from holdfire.records import Claim

PIECES = [
    "Arland accused Borland of shelling Dorn.",
    "“We left at dawn,” said Mira Kade. “Nobody stayed.”",
    "The army said that three shells hit Dorn, adding that it had not fired.",
    "According to the observatory, nine people were killed.",
    "“Stop the guns,” she said, “or answer for it.”",
    "Voss: the road is closed.",
    "Voss: — .",
    "“An unclosed quotation",
    "She told reporters 'never again' and left.",
    "Three shells fell, the mayor said, within a minute.",
    "The report claims were made by S.",
    "he was accused by",
    'said said that "he said" he',
]
SCRAPS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(alphabet="aS,.;:“”\"'‘’()—said that 🕊𝔸é\n\r\t", max_size=30)),
    max_size=8,
)
GAPS = st.sampled_from(["", " ", "\n", "\r\n", "\n\n", "\r\n\r\n", "  "])


@st.composite
def contents(draw: st.DrawFn) -> str:
    return "".join(piece + draw(GAPS) for piece in draw(SCRAPS))


@given(contents())
def test_every_span_is_inside_the_text_in_order_and_not_empty(content: str) -> None:
    marks = read(text_of(content))
    spans = [*marks.paragraphs, *marks.sentences, *((q.start, q.end) for q in marks.quotations)]
    spans += [(hit.start, hit.end) for hit in (*marks.cues, *marks.hedges)]
    claims = claims_of(content)
    spans += [span for claim in claims for span in (*claim.source, *claim.cue, *claim.content)]
    spans += [mention.span for claim in claims for mention in claim.evidence]
    assert all(0 <= start < end <= len(content) for start, end in spans)
    for claim in claims:
        assert list(claim.content) == sorted(claim.content)
        assert all(a[1] <= b[0] for a, b in zip(claim.content, claim.content[1:], strict=False))
        assert all(content[slice(*mention.span)] == mention.text for mention in claim.evidence)
        rests = {f"text:{claim.text}#{a}-{b}" for a, b in (*claim.source, *claim.cue, *claim.content)}
        assert set(claim.rests_on) == rests


@given(contents())
def test_keys_are_unique_and_parents_lead_upwards(content: str) -> None:
    claims = {claim.key: claim for claim in claims_of(content)}
    assert len(claims) == len(claims_of(content))
    for claim in claims.values():
        seen, step = set(), claim
        while step.parent is not None:
            assert step.key not in seen
            seen.add(step.key)
            step = claims[step.parent]


@given(contents())
def test_reading_twice_gives_the_same_claims(content: str) -> None:
    assert claims_of(content) == claims_of(content)


@given(st.lists(contents(), min_size=1, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_a_text_is_read_without_regard_to_others(texts: list[str], shuffle: random.Random) -> None:
    alone = {content: claims_of(content, Book()) for content in texts}
    order = list(texts)
    shuffle.shuffle(order)
    book = Book()
    together = {content: find(text, read(text), book) for content in order for text in [text_of(content)]}
    assert together == alone


@given(st.lists(st.sampled_from(PIECES[:6]), min_size=1, max_size=4))
def test_line_ends_and_astral_letters_move_offsets_and_change_no_words(pieces: list[str]) -> None:
    def said(content: str) -> list[tuple[str, ...]]:
        return [tuple(part.replace("\r", "") for part in words_of(content, claim)) for claim in claims_of(content)]

    plain = "\n\n".join(pieces)
    assert said("𝔸🕊 𝔹.\n\n" + plain) == said(plain)
    assert said(plain.replace("\n", "\r\n")) == said(plain)


@given(contents())
def test_another_language_yields_nothing_and_says_so(content: str) -> None:
    text = text_of(content, "fr")
    marks = read(text)
    assert [doubt.code for doubt in marks.doubts] == ["no-reader-for-language"]
    claims: tuple[Claim, ...] = find(text, marks, Book())
    assert claims == ()
