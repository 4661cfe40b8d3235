"""Partial readings: together they say for every combination what the full table said, and ask no choice in vain."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.brute import partial_readings

from holdfire.findings.law import combinations
from holdfire.records import Choice, Option


def choice(name: str, options: int = 2) -> Choice:
    return Choice(
        id=name, question="?", options=tuple(Option(id=f"{name}{i}", words="", holders=("x",)) for i in range(options))
    )


@given(st.lists(st.integers(2, 3), min_size=1, max_size=4).flatmap(
    lambda sizes: st.tuples(st.just(sizes), st.lists(st.sampled_from([0, 2 * 256 + 8, 4 * 256]),
                                                     min_size=int(np.prod(sizes)), max_size=int(np.prod(sizes))))
))  # fmt: skip
def test_every_combination_is_decided_by_exactly_one_leaf(drawn):
    sizes, outcomes = drawn
    choices = [choice("abcd"[i], size) for i, size in enumerate(sizes)]
    leaves = partial_readings(choices, np.array(outcomes, dtype=np.int16))
    for combination, outcome in zip(combinations(choices), outcomes, strict=True):
        deciding = [code for reading, code in leaves if set(reading) <= set(combination)]
        assert deciding == [outcome]


def test_twelve_choices_of_which_one_matters_give_two_leaves():
    choices = [choice(f"c{i:02}") for i in range(12)]
    outcomes = [4 * 256 if ("c05", "c050") in c else 0 for c in combinations(choices)]
    leaves = partial_readings(choices, np.array(outcomes, dtype=np.int16))
    assert sorted(leaves) == [((("c05", "c050"),), 4 * 256), ((("c05", "c051"),), 0)]


def test_a_choice_of_few_options_that_changes_nothing_is_not_asked_first():
    first, idle, second = choice("a", 3), choice("b"), choice("c", 3)
    table = [[0, 512, 1024], [512, 0, 0], [1024, 1024, 1024]]
    outcomes = [table[int(a[-1])][int(c[-1])] for (_, a), _, (_, c) in combinations([first, idle, second])]
    leaves = partial_readings([first, idle, second], np.array(outcomes, dtype=np.int16))
    assert {name for reading, _ in leaves for name, _ in reading} == {"a", "c"}


def test_reasons_that_hold_under_every_reading_stand_alone():
    time, act = 1, 4
    leaves = partial_readings([choice("a")], np.array([time | act, act], dtype=np.int16))
    assert leaves == [((), act)]


def test_reasons_without_common_ground_stay_apart():
    leaves = partial_readings([choice("a")], np.array([1, 2], dtype=np.int16))
    assert leaves == [((("a", "a0"),), 1), ((("a", "a1"),), 2)]


def test_combinations_of_nothing_is_the_empty_reading():
    assert combinations([]) == [()]
    assert len(list(itertools.chain(combinations([choice("a"), choice("b", 3)])))) == 6
