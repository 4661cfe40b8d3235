"""The words for who did what to whom, as spans; nothing is concluded from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.incidents.roles import abbreviated, roles


def told(text: str, *bodies: str) -> set[tuple[str, str]]:
    return {(r.kind, text[r.start : r.end]) for r in roles(text, 0, len(text), frozenset(bodies))}


def test_active_passive_and_nouns() -> None:
    gunmen, mayor = ("doer", "gunmen"), ("person", "mayor")
    assert told("Three gunmen killed the mayor.") == {gunmen, mayor}
    assert told("The mayor was killed by three gunmen.") == {gunmen, mayor}
    assert told("The murder of the mayor by three gunmen.") == {gunmen, mayor}


def test_who_registers_or_says_did_nothing() -> None:
    assert told("Two attacks were registered, said the mission.") == set()
    assert not any(kind in ("doer", "body") for kind, _ in told("The commission said that a bridge was destroyed."))


def test_men_of_a_body_are_both() -> None:
    found = told("Soldiers of the Northern Front attacked a convoy.")
    assert found == {("doer", "Soldiers"), ("body", "Northern Front"), ("thing", "convoy")}


def test_a_short_name_that_the_text_explains_is_a_body() -> None:
    text = "The FLP [Front for a Free Upland] was blamed."
    assert abbreviated(text) == {"flp": "front for a free upland"}
    assert ("body", "FLP") in told("FLP bombed the bank.", "flp")


@pytest.mark.parametrize("text", ["", "by", "killed", "killed by", "of of of by by and and"])
def test_scraps_are_survived(text: str) -> None:
    roles(text, 0, len(text))


@given(st.text(st.sampled_from("killed by the mayor gunmen, . and of on \n"), max_size=80))
def test_spans_lie_in_the_text_and_are_not_empty(text: str) -> None:
    assert all(0 <= r.start < r.end <= len(text) for r in roles(text, 0, len(text)))
