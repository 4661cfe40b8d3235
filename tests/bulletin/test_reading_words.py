"""Joined readings say exactly what the single ones said."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.bulletin.material import material
from tests.bulletin.world import TZ

from holdfire.bulletin.book import Book
from holdfire.bulletin.reading_words import cubes, readings_words, ways
from holdfire.bulletin.words import Words

OPTIONS = {"a": ("1", "2", "3"), "b": ("1", "2"), "c": ("1", "2")}
FULL = [tuple(zip(OPTIONS, picked, strict=True)) for picked in product(*OPTIONS.values())]
PARTIAL = st.dictionaries(st.sampled_from(sorted(OPTIONS)), st.sampled_from(["1", "2"])).map(
    lambda d: tuple(sorted(d.items()))
)


@given(st.lists(PARTIAL, max_size=6))
def test_joined_readings_cover_the_same_readings(readings: list[tuple[tuple[str, str], ...]]) -> None:
    joined = cubes(readings, OPTIONS)
    for full in FULL:
        chosen = dict(full)
        before = any(set(reading) <= set(full) for reading in readings)
        after = any(all(chosen[choice] in options for choice, options in cube) for cube in joined)
        assert before == after


def test_all_options_of_a_choice_are_no_condition() -> None:
    assert cubes([(("b", "1"),), (("b", "2"),)], OPTIONS) == [()]


def test_words_and_the_same_taken_apart() -> None:
    book = Book(material(), Words(TZ))
    either = [(("damascus", "bound"), ("start", "5may"))]
    assert readings_words(either, book) == (
        "if read so: “bound by its statement of 8 May” and “from 5 May, the day after signing”"
    )
    ((first, second),) = ways(either, book)
    assert (first.question, first.options) == (
        "Is the government bound, which did not sign?", ("“bound by its statement of 8 May”",),
    )  # fmt: skip
    assert second.anchor == "r-start"
    assert (readings_words([()], book), ways([()], book)) == ("under all readings", ())
