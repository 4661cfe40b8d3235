"""Content to evidence mentions, to whether it is about who has been shown what, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from holdfire import data
from holdfire.claims.draft import Draft
from holdfire.claims.page import Page
from holdfire.records import ClaimKind, EvidenceMention, Range

REACH = 9
"""Words between a verb of showing and the item shown."""
LONGEST = 8
"""Words that name one recipient: `the UN mission in the country`, cut at its preposition."""


def evidence_of(page: Page, draft: Draft) -> tuple[EvidenceMention, ...]:
    """The items of evidence that the content mentions, with the words that describe them."""
    found = []
    for first, last in draft.content:
        for at in range(first, last):
            if _is_item(page, at, first) and not (at + 1 < last and _is_item(page, at + 1, first)):
                begin = _described_from(page, at, first)
                found.append(EvidenceMention(text=page.printed((begin, at + 1)), span=page.span((begin, at + 1))))
    return tuple(found)


def kind_of(page: Page, draft: Draft) -> ClaimKind:
    """A disclosure where evidence is said to have been shown to somebody or kept from them."""
    return ClaimKind.DISCLOSURE if any(_discloses(page, part) for part in _parts(draft)) else ClaimKind.STATEMENT


def recipients_of(page: Page, draft: Draft) -> tuple[str, ...]:
    """Those to whom evidence is said to have been shown, or from whom it was kept, each once, as printed."""
    found = [
        page.printed(named)
        for part in _parts(draft)
        for at in _disclosing(page, part)
        for named in _named_after(page, at, part)
    ]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in found))


def _parts(draft: Draft) -> list[Range]:
    parts = list(draft.content)
    if draft.cue is not None:
        parts.append((draft.cue[0], max(draft.cue[1], draft.content[-1][1])))
    return parts


def _disclosing(page: Page, part: Range) -> Iterator[int]:
    """The verbs of a part that show or withhold an item of evidence."""
    for at in range(*part):
        verb = _verbs().get(page.words.low[at])
        if verb is None or (at > part[0] and page.words.kind[at - 1] == "determiner"):
            continue
        if _item_near(page, at, part) and (verb not in _need_recipient() or _recipient(page, at, part)):
            yield at


def _named_after(page: Page, verb: int, part: Range) -> Iterator[Range]:
    """`showed REPORTERS the photos`; `not presented this evidence to THE RUSSIANS`; `made the tape PUBLIC`."""
    words = page.words
    if verb + 1 < part[1] and (words.low[verb + 1] in _people() or words.kind[verb + 1] in ("object", "name")):
        yield from _phrases(page, verb + 1, part[1])
    first = True
    for at in range(verb + 1, min(verb + 2 * REACH, part[1])):
        if words.kind[at] in ("that", "relative", "clause") or words.raw[at] in (".", ";"):
            return
        # A second one is joined to the first: `to Arland and to Borland`, but not `to Arland with the help of Borland`.
        towards = words.low[at] in _towards() and (first or words.kind[at - 1] == "join")
        if towards and _names_somebody(page, at + 1, part[1]):
            yield from _phrases(page, at + 1, part[1])
            first = False
        if words.low[at] == "public" and words.kind[at - 1] != "determiner":
            yield at, at + 1
            return


def _names_somebody(page: Page, at: int, end: int) -> bool:
    words = page.words
    return at < end and (
        words.kind[at] in ("determiner", "possessive", "name", "object") or words.low[at] in _people()
    )


def _phrases(page: Page, first: int, end: int) -> Iterator[Range]:
    """`the mission and the press` is two; a phrase ends at a preposition, a mark, an item of evidence or a verb."""
    words, begin = page.words, first
    for at in range(first, min(first + LONGEST, end) + 1):
        stop = at == min(first + LONGEST, end) or _ends_name(page, at, begin)
        if not stop and words.kind[at] != "join":
            continue
        if at > begin:
            yield begin, at
        if stop:
            return
        begin = at + 1


def _ends_name(page: Page, at: int, begin: int) -> bool:
    kind, low = page.words.kind[at], page.words.low[at]
    if kind in ("preposition", "to", "mark", "that", "relative", "clause", "auxiliary", "modal", "adverb", "day"):
        return True
    if at == begin:
        return False
    # One noun that is no name, after a name or a person: `reporters newly released photos` has ended at `reporters`.
    return page.words.low[at - 1] in _people() or kind == "determiner" or low in _verbs() or low.endswith("ing")


def _discloses(page: Page, part: Range) -> bool:
    return next(_disclosing(page, part), None) is not None


def _item_near(page: Page, verb: int, part: Range) -> bool:
    """The item stands after the verb, or before a passive: `the photos have not been shown to the mission`."""
    words = page.words
    for at in range(verb + 1, min(verb + REACH, part[1])):
        if words.kind[at] in ("that", "relative", "clause") or words.raw[at] in (".", ";", ","):
            break
        if _is_item(page, at, part[0]):
            return True
    if not any(
        words.low[at] in ("been", "were", "was", "be", "being", "are", "is")
        for at in range(max(part[0], verb - 3), verb)
    ):
        return False
    return any(_is_item(page, at, part[0]) for at in range(max(part[0], verb - REACH), verb))


def _recipient(page: Page, verb: int, part: Range) -> bool:
    words = page.words
    after = verb + 1
    if after < part[1] and (
        words.kind[after] in ("object", "name") or words.low[after] in _people()
    ):
        return True
    return any(
        words.low[at] in ("to", "with", "public", "over") for at in range(after, min(verb + 2 * REACH, part[1]))
    )


def _is_item(page: Page, at: int, first: int) -> bool:
    words = page.words
    if words.low[at] not in _items() or words.kind[at] not in ("", "name"):
        return False
    return at == first or words.low[at - 1] not in _not_after()


def _described_from(page: Page, at: int, first: int) -> int:
    """Back over the words that describe the item, at most four: `newly declassified reporting`."""
    words, begin = page.words, at
    while begin > first and at - begin < 4 and words.kind[begin - 1] in ("", "adverb", "possessive", "name"):
        before = words.low[begin - 1]
        if before.endswith("ing") or before in _people() or (before in _verbs() and not before.endswith("ed")):
            break
        begin -= 1
    return begin


@cache
def _items() -> frozenset[str]:
    return frozenset(noun for nouns in data.load("claims/evidence.yaml")["nouns"].values() for noun in nouns)


@cache
def _not_after() -> frozenset[str]:
    return frozenset(data.load("claims/evidence.yaml")["not_after"])


@cache
def _verbs() -> dict[str, str]:
    return {form: verb for verb, forms in data.load("claims/disclosure.yaml")["verbs"].items() for form in forms}


@cache
def _need_recipient() -> frozenset[str]:
    return frozenset(data.load("claims/disclosure.yaml")["need_recipient"])


@cache
def _people() -> frozenset[str]:
    return frozenset(data.load("claims/disclosure.yaml")["recipients"])


@cache
def _towards() -> frozenset[str]:
    return frozenset(data.load("claims/disclosure.yaml")["towards"])
