"""The words that fill an account's slots stand in its text, and what they cannot settle blames nobody."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quality.slots_accounts import accounts, entries

from holdfire.incidents.voices import name_id
from holdfire.records import Account

UNLISTED = "Gunmen of the Dale Brigade attacked a bakery on Monday, reportedly killing two farmers with rifles."


def words(content: str, account: Account) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for slot in account.slots:
        found.setdefault(slot.slot, []).append(content[slot.start : slot.end])
    return found


def test_each_slot_has_its_words() -> None:
    content = UNLISTED[:-1] + ", the Dorn Monitor said."
    (account,) = accounts(content)
    assert words(content, account) == {
        "author": ["Gunmen", "Dale Brigade"], "act": ["attacked"], "struck": ["bakery", "farmers"],
        "target": ["bakery"], "time": ["Monday"], "hedge": ["reportedly"], "killed": ["two"], "weapon": ["rifles"],
    }  # fmt: skip
    assert account.hedges == ("reportedly",)


def test_a_body_in_no_actor_file_is_blamed_by_its_name_with_its_words_and_claim() -> None:
    content = UNLISTED[:-1] + ", the Dorn Monitor said."
    (account,) = accounts(content)
    (blame,) = account.attributed_to
    assert (blame.name, blame.actor, blame.by) == ("Dale Brigade", name_id("the Dale Brigade"), account.asserted_by)
    assert "Dale Brigade" in words(content, account)["author"]
    assert "author-unlisted" in {d.code for d in account.doubts}
    assert account.participants == ()  # who was present is said of those that a file has


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (
            "The attack on Monday was carried out by the Sons of Dale Brigade, the Dorn Monitor said.",
            ["Sons of Dale Brigade"],
        ),
        ("Arland accused the Dale Brigade of shelling a school on Monday.", ["Dale Brigade"]),
        ("The Dale Brigade and the Hill Front shelled a school on Monday.", ["Dale Brigade", ""]),
        ("The shelling of a school on Monday by the Front for Dale killed two people.", ["Front for Dale"]),
        ("Rebel forces shelled a school on Monday, killing two people.", []),
        ("It was not clear whether the Dale Brigade or the Hill Front carried out the air strike on Monday.", []),
        ("Dale Brigade Shelled School on Monday, Killing Two People", []),
    ],
)
def test_who_is_blamed_by_name(content: str, names: list[str]) -> None:
    assert sorted(b.name for a in accounts(content) for b in a.attributed_to) == sorted(names)


def test_who_did_what_was_told_before_is_an_account_of_its_own() -> None:
    told, laid = accounts("A drone strike killed 20 people on Monday. The attack was carried out by the Dale Brigade.")
    assert [b.name for b in laid.attributed_to] == ["Dale Brigade"]
    assert told.attributed_to == ()


@pytest.mark.parametrize(
    "content",
    [
        "Carl Dunmore, a soldier, shelled a school on Monday, killing two people.",
        "Arland accused Carl Dunmore of shelling a school on Monday, killing two people.",
        "Two people were killed on Monday in shelling by Carl Dunmore of the Dale Brigade.",
    ],
)
def test_a_person_in_no_actor_file_is_blamed_by_nobody(content: str) -> None:
    (account,) = accounts(content)
    assert account.attributed_to == ()
    assert any(w.startswith("Carl Dunmore") for w in words(content, account)["person"])
    assert "author" not in words(content, account)
    assert [d.code for d in account.doubts if "Dunmore" in d.why] == []
    assert "author-a-person" in {d.code for d in account.doubts}


@given(st.permutations(["Dale Brigade", "Fell Army", "Moor Battalion"]))
def test_names_of_unlisted_bodies_decide_nothing(names: list[str]) -> None:
    """Swapped in the text they are swapped in what is read from it, and nothing else changes."""
    first, second, third = names
    content = (
        f"The {first} shelled a school on Monday. The {second} denied it. Arland accused the {third} of an ambush."
    )
    plain = "The Dale Brigade shelled a school on Monday. The Fell Army denied it. Arland accused the Moor Battalion of an ambush."
    back = dict(zip(names, ["Dale Brigade", "Fell Army", "Moor Battalion"], strict=True))

    def told(text: str, turn: dict[str, str]) -> list[Any]:
        return [
            (a.stance, a.act, [turn.get(b.name, b.name) for b in a.attributed_to], a.target,
             [turn.get(v.name.removeprefix("The "), v.name) for v in a.voices], sorted(d.code for d in a.doubts))
            for a in accounts(text)
        ]  # fmt: skip

    assert told(content, back) == told(plain, {n: n for n in back})


def test_a_denial_in_general_is_an_account_of_what_was_told_before() -> None:
    told, denied = accounts("An air strike killed 20 people on Monday. Arland denied responsibility.")
    assert (denied.stance, denied.denied_by, denied.act, denied.time) == ("denies", ("arland",), told.act, told.time)
    assert len(denied.asserted_by) == 1
    assert denied.casualties == ()


def test_a_denial_of_something_else_is_no_account_of_it() -> None:
    found = accounts("An air strike killed 20 people on Monday. Arland denied that the election was rigged.")
    assert [a.stance for a in found] == ["asserts"]


def test_an_open_author_has_no_words() -> None:
    content = "It was not clear whether the Arland army or the Hill Front carried out the air strike on Monday."
    (account,) = accounts(content)
    assert "author" not in words(content, account)


def test_every_annotated_text_has_spans_inside_it() -> None:
    for entry in entries()[::4]:
        content = entry["text"]
        for account in accounts(content):
            assert account.slots
            assert all(0 <= s.start < s.end <= len(content) for s in account.slots)


@given(st.text("abeks,.\"' 123", max_size=60))
def test_scraps_are_survived(scrap: str) -> None:
    content = f"The Arland army shelled {scrap} on Monday, killing two people."
    for account in accounts(content):
        assert all(0 <= s.start < s.end <= len(content) for s in account.slots)
