"""`Arland's claim that ...`, `her demand that ...` to drafts: nouns of speech with their possessor."""

from __future__ import annotations

from functools import cache

from holdfire import data
from holdfire.claims.content import content_end, trimmed
from holdfire.claims.draft import Draft
from holdfire.claims.page import Page
from holdfire.claims.phrases import phrase_left, phrase_right
from holdfire.records import Range

POSSESSIVE = frozenset(("his", "her", "their", "its", "my", "our", "your"))


def nouns(page: Page, sentence: Range, drafts: list[Draft]) -> list[Draft]:
    """One draft for each noun of speech that has a possessor and something said, where no verb has been read."""
    taken = {at for draft in drafts if draft.cue is not None for at in range(*draft.cue)}
    return [
        draft
        for at in range(sentence[0] + 1, sentence[1] - 2)
        if page.words.low[at] in noun_acts() and at not in taken and page.spoken[at] < 0
        if (draft := _draft(page, at, sentence)) is not None
    ]


@cache
def noun_acts() -> dict[str, str]:
    """Written noun -> speech act; the plural beside the singular."""
    listed: dict[str, list[str]] = data.load("claims/cues.yaml")["nouns"]
    return {form: act for act, words in listed.items() for word in words for form in (word, _plural(word))}


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def _draft(page: Page, at: int, sentence: Range) -> Draft | None:
    after, owner = at + 1, _owner(page, at, sentence[0])
    if owner is None and page.words.low[after] == "by":  # "the allegation by elders that ..."
        owner = phrase_right(page, after + 1, sentence[1])
        after = owner[1] if owner is not None else after
    if owner is None or page.words.low[after] != "that":  # with "of", "for", "on" one in three is a statement
        return None
    end = trimmed(page, after, content_end(page, after, sentence[1]))
    if end <= after + 1:
        return None
    return Draft(cue=(at, at + 1), verb="", source=owner, content=[(after, end)], noun=page.words.low[at])


def _owner(page: Page, at: int, floor: int) -> Range | None:
    """The possessor before a noun, over at most two adjectives."""
    words, before = page.words, at - 1
    while before > floor and at - before < 3 and words.kind[before] in ("", "adverb"):
        before -= 1
    if words.low[before] in POSSESSIVE:
        return before, before + 1
    if words.kind[before] != "possessive":
        return None
    return phrase_left(page, before, floor)
