"""Whatever the network says of whatever text: offsets hold, nothing crashes, and no text hangs on another.

A made-up network, which says something wild but the same of the same window, stands in for the packaged one; the last
tests ask the packaged one, and are skipped in a build without its weights.
"""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.book import Book, text_of
from tests.laws.test_claims_hold_to_their_text import GAPS, PIECES, contents
from tests.reader.test_decoding import transitions

from holdfire import reader
from holdfire.claims import find
from holdfire.reader import Means, read
from holdfire.reader.decoding import TAGS, Seen
from holdfire.reader.pieces import Window
from holdfire.records import Claim

HOSTILE = st.text(alphabet="aB7 .,;:“”\"'‘’()\n\r\t\x00\x0b\x1c\x85\u200b\u200f\u202e\u0301\ufeff\ud800é你سع🕊<&>-–", max_size=120)


class Whole:
    """One piece a token."""

    def encode(self, sequence: list[str], *, is_pretokenized: bool, add_special_tokens: bool) -> SimpleNamespace:
        return SimpleNamespace(ids=[1000 + len(word) for word in sequence], word_ids=list(range(len(sequence))))


class Wild:
    """Scores drawn by chance, from the window alone."""

    def see(self, window: Window) -> Seen:
        chance = np.random.default_rng(sum(window.pieces) + 31 * sum(window.features))
        size = len(window.first)
        shapes = ((size, len(TAGS)), (size, 1 + size), (size, 1 + size))
        return Seen(*(chance.normal(0, 3, shape).astype(np.float32) for shape in shapes))


MEANS = Means(version="wild/1", network=Wild(), tokenizer=Whole(), follow=transitions())


def claims_of(content: str, means: Means | None = MEANS) -> tuple[Claim, ...]:
    text = text_of(content)
    return find(text, read(text, means), Book())


def hold(content: str, claims: tuple[Claim, ...]) -> None:
    assert len({claim.key for claim in claims}) == len(claims)
    for claim in claims:
        spans = [*claim.source, *claim.cue, *claim.content, *(mention.span for mention in claim.evidence)]
        assert all(0 <= start < end <= len(content) for start, end in spans)
        assert claim.content
        assert all(a[1] <= b[0] for a, b in zip(claim.content, claim.content[1:], strict=False))
        assert all(content[slice(*mention.span)] == mention.text for mention in claim.evidence)


@given(st.one_of(contents(), HOSTILE))
def test_offsets_hold_and_nothing_crashes(content: str) -> None:
    hold(content, claims_of(content))


@given(contents())
def test_parents_lead_upwards(content: str) -> None:
    claims = {claim.key: claim for claim in claims_of(content)}
    for claim in claims.values():
        seen, step = set(), claim
        while step.parent is not None:
            assert step.key not in seen
            seen.add(step.key)
            step = claims[step.parent]


@pytest.mark.parametrize(
    "content",
    [
        "Arland said it left. " * 4_000,  # one line of 84 kB
        "x" * 200_000,
        "(" * 5_000,
        "“" * 2_000 + "said",
        ("<p>Arland said&nbsp;it left.</p>\n" * 500),
        ("قال الجيش إنه انسحب. Arland said it left.\n\n" * 500),
    ],
)
def test_a_text_of_any_size_is_read(content: str) -> None:
    hold(content, claims_of(content))


packaged = pytest.mark.skipif(not reader.means(), reason="no weights in this build")
TEXTS = ["\n".join(PIECES[at:] + PIECES[:at]) for at in range(len(PIECES))]


def read_with_the_packaged(content: str) -> tuple[Claim, ...]:
    return claims_of(content, reader.means("trained"))


@packaged
@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), max_size=4).flatmap(lambda p: GAPS.map(lambda gap: gap.join(p))), HOSTILE)
def test_the_packaged_network_holds_to_its_text(content: str, odd: str) -> None:
    hold(content + odd, read_with_the_packaged(content + odd))


@packaged
def test_the_order_of_texts_changes_nothing() -> None:
    forwards = {content: read_with_the_packaged(content) for content in TEXTS}
    backwards = {content: read_with_the_packaged(content) for content in reversed(TEXTS)}
    assert forwards == backwards
    assert any(forwards.values())


@packaged
def test_one_process_and_two_read_the_same() -> None:
    shuffled = random.Random(3).sample(TEXTS, len(TEXTS))
    with ProcessPoolExecutor(2) as pool:
        apart = dict(zip(shuffled, pool.map(read_with_the_packaged, shuffled), strict=True))
    assert apart == {content: read_with_the_packaged(content) for content in TEXTS}
