"""Cue hits to verb groups (`has repeatedly said`, `did not say`), and whether the word is a verb here at all."""

from __future__ import annotations

from functools import cache

import msgspec

from holdfire import data
from holdfire.claims.page import Page
from holdfire.reader import Words, lexicon

NOT_BEFORE_VERBS = frozenset(("determiner", "possessive", "preposition", "number"))


BEFORE_S = frozenset(("name", "subject", "relative", "", "that", "mark", "join", "day", "clause"))


class Group(msgspec.Struct, frozen=True):
    """One verb group. `head` is the cue word; [a, b) the whole group with auxiliaries and adverbs."""

    a: int
    b: int
    head: int
    verb: str
    form: str
    passive: bool = False
    negated: bool = False
    setting: str = ""
    """"inf": after `to` or a modal, so that it may never have been said; "loose": a participle without a comma."""


def group(page: Page, head: int, floor: int) -> Group | None:
    """The verb group round a cue hit, or None where the word is a noun, an adjective or a mere name part."""
    hit, a = page.cues[head], _first(page, head, floor)
    form = _form(page, head, a, hit.form)
    if form is None:
        return None
    lows = page.words.low[a:head]
    passive = form == "ed" and not listed("be").isdisjoint(lows)
    negated = not listed("negations").isdisjoint(lows)
    return Group(a, head + 1, head, hit.verb, form, passive, negated, _setting(page, a, head, form, floor))


@cache
def listed(name: str) -> frozenset[str]:
    """One list of words of grammar.yaml."""
    return frozenset(data.load("claims/grammar.yaml")[name])


def _setting(page: Page, a: int, head: int, form: str, floor: int) -> str:
    words = page.words
    before = words.kind[a - 1] if a > floor else "start"
    negated = not listed("negations").isdisjoint(words.low[a:head])
    if before == "to" or words.kind[a] == "to" or ("modal" in words.kind[a:head] and not negated):
        return "inf"  # "could not confirm" was said, "could confirm" may never be
    loose = form == "ing" and a == head and before not in ("mark", "join", "name")
    return "loose" if loose else ""


def _first(page: Page, head: int, floor: int) -> int:
    words, a = page.words, head
    while a > floor:
        kind, low = words.kind[a - 1], words.low[a - 1]
        if kind in ("auxiliary", "modal") or (kind == "adverb" and low not in listed("times")):
            a -= 1
            continue
        chain = _chain(page, a, floor) if kind == "to" else None
        if chain is None:
            break
        a = chain
    return a


def _chain(page: Page, a: int, floor: int) -> int | None:
    """Where `refused to`, `went on to` before word `a` begins."""
    low = page.words.low
    at = a - 3 if a - 3 >= floor and low[a - 2] == "on" else a - 2
    return at if at >= floor and low[at] in listed("chains") else None


def _form(page: Page, head: int, a: int, form: str) -> str | None:
    """The form that the word has here, None when it is no verb."""
    words = page.words
    before = words.kind[a - 1] if a > 0 else "mark"
    if words.kind[head] == "name" and form != "ed" and before == "name":
        return None
    if form == "adjective":
        return form if not listed("be").isdisjoint(words.low[a:head]) else None
    if form in ("base", "s"):
        noun = lexicon()[page.cues[head].verb].noun
        return _plain_form(page, head, a, before) if noun else _sure_form(words, a, before, form)
    if form == "en" and a == head:
        return None
    if a == head and before in ("determiner", "possessive"):
        return None
    return "ed" if form == "en" else form


def _sure_form(words: Words, a: int, before: str, form: str) -> str | None:
    """`says`, `believe`: never nouns, so that only their surroundings can speak against them."""
    return None if before == "determiner" and words.low[a - 1] not in listed("plurals") else form


def _plain_form(page: Page, head: int, a: int, before: str) -> str | None:
    """`claims`, `report`: verbs only after a subject that fits, an auxiliary or `to`."""
    kinds, form = page.words.kind[a:head], page.cues[head].form
    if "auxiliary" in kinds or "modal" in kinds or before == "to":
        return form if form == "base" else None
    if a == 0 or (before in NOT_BEFORE_VERBS and page.words.low[a - 1] not in listed("plurals")):
        return None
    fits = _plural(page, a - 1) if form == "base" else before in BEFORE_S and not _follows_like_noun(page, head)
    return form if fits else None


def _follows_like_noun(page: Page, head: int) -> bool:
    """`claims were made`, `reports of`: what comes next shows a noun."""
    kind, low = page.words.kind[head + 1], page.words.low[head + 1]
    return kind in ("auxiliary", "modal") or low in ("of", "from", "by", ".", "")


def _plural(page: Page, index: int) -> bool:
    """Whether the word before a plain form can be its subject: `officials claim`, `they claim`, `I claim`."""
    low, kind = page.words.low[index], page.words.kind[index]
    if kind in ("subject", "relative"):
        return low not in ("he", "she", "it", "which", "whose")
    if kind in ("object", "mark", "clause", "join", "question", "that"):
        return low in (",", '"', "”", "''")
    return (low.endswith("s") and not low.endswith(("'s", "ss", "us"))) or low in listed("plurals")
