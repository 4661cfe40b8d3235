"""Groups that hold together best: exact for a few, never across what is apart, the same for every order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from holdfire.incidents.partition import EXACT, _Steps, partition

Pair = tuple[int, int]


def worth_of(groups: Sequence[Sequence[int]], worth: dict[Pair, int]) -> int:
    return sum(worth.get((min(p), max(p)), 0) for group in groups for p in combinations(group, 2))


def every(things: list[int]) -> Iterator[list[list[int]]]:
    if not things:
        yield []
        return
    first, *rest = things
    for groups in every(rest):
        yield [[first], *groups]
        for n, group in enumerate(groups):
            yield [*groups[:n], [first, *group], *groups[n + 1 :]]


def world(size: int, seed: int) -> tuple[dict[Pair, int], set[Pair]]:
    random = Random(seed)
    worth, apart = {}, set()
    for pair in combinations(range(size), 2):
        kind = random.random()
        if kind < 0.15:
            apart.add(pair)
        elif kind < 0.7:
            worth[pair] = random.randint(-9, 9)
    return worth, apart


def legal(groups: Sequence[Sequence[int]], apart: set[Pair]) -> bool:
    return not any(pair in apart for group in groups for pair in combinations(sorted(group), 2))


@given(st.integers(1, 6), st.integers(0, 10**6))
def test_a_few_are_partitioned_as_well_as_can_be(size: int, seed: int) -> None:
    worth, apart = world(size, seed)
    found = partition(range(size), worth, lambda a, b: (a, b) in apart)
    best = max(worth_of(groups, worth) for groups in every(list(range(size))) if legal(groups, apart))
    assert legal(found, apart)
    assert worth_of(found, worth) == best


@given(st.integers(1, 30), st.integers(0, 10**6))
def test_many_are_never_joined_across_what_is_apart_and_order_decides_nothing(size: int, seed: int) -> None:
    worth, apart = world(size, seed)
    found = partition(range(size), worth, lambda a, b: (a, b) in apart)
    assert sorted(thing for group in found for thing in group) == list(range(size))
    assert legal(found, apart)
    assert worth_of(found, worth) >= 0
    pairs, things = list(worth.items()), list(range(size))
    Random(seed + 1).shuffle(pairs)
    things.reverse()
    assert partition(things, dict(pairs), lambda a, b: (a, b) in apart) == found


@given(st.integers(2, EXACT), st.integers(0, 10**6))
def test_steps_end_where_no_single_move_and_no_joining_gains(size: int, seed: int) -> None:
    worth, apart = world(size, seed)
    found = _Steps(range(size), worth, lambda a, b: (a, b) in apart).groups()
    reached = worth_of(found, worth)
    for thing in range(size):
        rest = [[m for m in group if m != thing] for group in found]
        for n in range(len(rest) + 1):
            moved = [*(g + [thing] * (k == n) for k, g in enumerate(rest)), *([[thing]] if n == len(rest) else [])]
            assert not legal(moved, apart) or worth_of(moved, worth) <= reached
    for a, b in combinations(found, 2):
        joined = [[*a, *b], *(g for g in found if g not in (a, b))]
        assert not legal(joined, apart) or worth_of(joined, worth) <= reached


def test_what_does_not_gain_is_not_joined() -> None:
    assert partition(range(3), {(0, 1): 0, (1, 2): -1}, lambda a, b: False) == [[0], [1], [2]]


def test_a_weak_link_does_not_chain_two_strong_groups() -> None:
    worth = {(0, 1): 9, (2, 3): 9, (1, 2): 3, (0, 3): -9}
    assert partition(range(4), worth, lambda a, b: False) == [[0, 1], [2, 3]]
