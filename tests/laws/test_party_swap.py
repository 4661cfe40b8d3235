"""From accounts upward, swapping two parties swaps them in the output and changes nothing else: keys, grades, order."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from tests.incidents.made import ACTORS, SOURCES, Sources
from tests.laws import accounts as made

from holdfire.actors import Actors
from holdfire.actors.book import Entry
from holdfire.corroboration import grade
from holdfire.incidents import fuse
from holdfire.records import Account, Actor, Copy, Incident, Source

SWAP = {"red": "blue", "blue": "red", "RED": "BLUE", "BLUE": "RED", "Red": "Blue", "Blue": "Red"}


def swapped(value: Any) -> Any:
    """Plain data with the two parties' ids and names exchanged wherever they stand as a whole value."""
    if isinstance(value, dict):
        return {swapped(k): swapped(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [swapped(v) for v in value]
    if isinstance(value, str):
        head, colon, tail = value.partition(":")
        return f"{head}:{SWAP.get(tail, tail)}" if colon and head in {"voice", "actor"} else SWAP.get(value, value)
    return value


def turned(records: Any, kind: Any) -> Any:
    return msgspec.convert(swapped(msgspec.to_builtins(records, builtin_types=())), list[kind])


def run(told: list[Account], copies: list[Copy], sources: list[Source], actors: list[Actor]) -> tuple[Incident, ...]:
    book = Actors(Entry(actor=a) for a in actors)
    return grade(fuse(told), told, copies, Sources(*sources), book)


@given(made.many(), made.copies)
def test_swapping_two_parties_swaps_them_and_nothing_else(told: list[Account], copies: list[Copy]) -> None:
    actors = list(ACTORS.all())
    plain = run(told, copies, list(SOURCES), actors)
    other = run(turned(told, Account), copies, turned(SOURCES, Source), turned(actors, Actor))
    assert turned(plain, Incident) == list(other)
