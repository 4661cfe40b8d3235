"""Windows hold every token once and in order, are never too long, and tell case, quotation and edges."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.reader.layout import paragraphs
from holdfire.reader.pieces import CASES, CLOSE, EDGES, FEATURES, PLACES, START, UNKNOWN, Tokens, tokens, windows


class Thirds:
    """Cuts a token into pieces of three characters; a lone `-` is nothing to it."""

    def encode(self, sequence: list[str], *, is_pretokenized: bool, add_special_tokens: bool) -> SimpleNamespace:
        assert is_pretokenized
        assert not add_special_tokens
        cut = [(at, 1000 + n) for at, word in enumerate(sequence) if word != "-" for n in range(0, len(word), 3)]
        return SimpleNamespace(ids=[piece for _, piece in cut], word_ids=[at for at, _ in cut])


def cut(content: str) -> Tokens:
    return tokens(content, paragraphs(content))


def features(content: str) -> list[tuple[str, int, int, int]]:
    """(token, case, place, edge)"""
    found = cut(content)
    return [
        (content[a:b], f % CASES, f // CASES % PLACES, f // CASES // PLACES)
        for a, b, f in zip(found.start, found.end, found.feature, strict=True)
    ]


TEXTS = st.lists(
    st.lists(st.sampled_from(["Arland", "said", "-", "“", "”", ".", ",", "a", "extraordinarily"]), max_size=60), max_size=9
).map(lambda lines: "\n\n".join(" ".join(line) for line in lines))


@given(TEXTS, st.integers(min_value=12, max_value=80))
def test_every_token_stands_in_one_window_and_in_order(content: str, limit: int) -> None:
    found = cut(content)
    read = list(windows(content, found, Thirds(), limit // 2, limit))
    assert [at for window in read for part in window.parts for at in range(*part)] == list(range(len(found.start)))
    for window in read:
        assert len(window.pieces) == len(window.features) <= limit
        assert (window.pieces[0], window.pieces[-1]) == (START, CLOSE)
        assert window.first == sorted(set(window.first))
        assert len(window.first) == sum(b - a for a, b in window.parts)
        assert not {START, CLOSE} & {window.pieces[at] for at in window.first}


def test_short_paragraphs_share_a_window_and_are_closed_one_by_one() -> None:
    content = "A b.\n\nC d."
    (window,) = windows(content, cut(content), Thirds())
    assert window.parts == [(0, 3), (3, 6)]
    assert window.pieces.count(CLOSE) == 2


def test_a_long_paragraph_is_read_whole_beside_no_other() -> None:
    content = "A b.\n\nOne two three four five six. Seven eight. Nine ten.\n\nC d."
    found = cut(content)
    assert [len(window.parts) for window in windows(content, found, Thirds(), packed=16, longest=64)] == [1, 1, 1]


def test_a_paragraph_that_is_too_long_is_cut_at_its_stops() -> None:
    content = "One two three four five six. Seven eight. Nine ten."
    found = cut(content)
    read = list(windows(content, found, Thirds(), longest=16))
    assert [content[found.start[a] : found.end[b - 1]] for window in read for a, b in window.parts] == [
        "One two three four five six.", "Seven eight. Nine ten.",
    ]  # fmt: skip


def test_a_token_that_is_nothing_to_the_tokenizer_still_has_a_piece() -> None:
    content = "- a -"
    (window,) = windows(content, cut(content), Thirds())
    assert [window.pieces[at] for at in window.first] == [UNKNOWN, 1000, UNKNOWN]


def test_a_word_without_an_end_is_shown_cut() -> None:
    content = "x" * 200_000
    (window,) = windows(content, cut(content), Thirds())
    assert len(window.pieces) < 30


@pytest.mark.parametrize(("token", "case"), [("army", 0), ("Army", 1), ("A", 1), ("UN", 2), ("7th", 3), (".", 4), ("é", 0)])
def test_case(token: str, case: int) -> None:
    assert features(f"x {token}")[1][1] == case


def test_what_stands_in_a_quotation_and_its_marks() -> None:
    assert [place for *_, place, _ in features('he said “we left” and "now" he')] == [0, 0, 2, 1, 1, 2, 0, 2, 1, 2, 0]


def test_edges_tell_a_quotation_left_open() -> None:
    assert [edge for *_, edge in features("“We left.\n\n“We came.”\n\nHe left.")] == [1, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0]
    assert [edge for *_, edge in features("“We left.”\n\nHe left.")] == [1, 0, 0, 0, 0, 1, 0, 0]


def test_there_is_a_row_for_every_feature() -> None:
    assert FEATURES == CASES * PLACES * EDGES
    assert all(f < FEATURES for f in cut("“We left.\n\n“A UN 7").feature)
