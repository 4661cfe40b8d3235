"""The words that fill an account's slots stand in its text, and what they cannot settle blames nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.quality.slots_accounts import accounts, entries

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


def test_a_body_in_no_actor_file_is_told_and_blamed_by_nobody() -> None:
    (account,) = accounts(UNLISTED[:-1] + ", the Dorn Monitor said.")
    assert account.attributed_to == ()
    assert "author-unlisted" in {d.code for d in account.doubts}


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
