"""A sentence with spoken quotations to drafts: `S said, "Q"`, `"Q," said S`, `"Q," S said, "Q"`, `"Q," S at noon`."""

from __future__ import annotations

from collections.abc import Collection

from holdfire.claims.draft import Draft
from holdfire.claims.groups import Group, group
from holdfire.claims.page import Page
from holdfire.claims.phrases import phrase_left, phrase_right
from holdfire.claims.subjects import subject
from holdfire.records import Range

FAR = 14
"""Words between a cue and the quotation that it introduces."""


def quoted(page: Page, sentence: Range, quotes: list[int], verbs: Collection[str]) -> tuple[list[Draft], set[int]]:
    """Drafts for the spoken quotations of one sentence, by these verbs, and the cue words that they used."""
    drafts: list[Draft] = []
    used: set[int] = set()
    taken: dict[int, Draft] = {}
    spans = [page.speech[number] for number in quotes]
    edges = [sentence[0], *(edge for span in spans for edge in span), sentence[1]]
    for gap in range(len(spans) + 1):
        part = (edges[2 * gap], edges[2 * gap + 1])
        left = spans[gap - 1] if gap else None
        right = spans[gap] if gap < len(spans) else None
        if part[0] >= part[1]:
            continue
        for draft, head, sides in _tags(page, part, (left, right), verbs):
            used.add(head)
            _join(draft, sides, gap, spans, taken)
            if draft.content:
                drafts.append(draft)
    return drafts, used


def quoted_by(page: Page, part: Range, quote: Range, verbs: Collection[str]) -> Draft | None:
    """What introduces a quotation in the words of a part before it; the last verb of speech there does."""
    for draft, _, _ in _tags(page, part, (None, quote), verbs):
        draft.content.append(quote)
        return draft
    return None


def _join(draft: Draft, sides: str, gap: int, spans: list[Range], taken: dict[int, Draft]) -> None:
    """Give a draft the quotations beside it that no earlier one has."""
    for side, number in (("left", gap - 1), ("right", gap)):
        if side in sides and 0 <= number < len(spans) and number not in taken:
            draft.content.append(spans[number])
            taken[number] = draft


def _tags(
    page: Page, part: Range, sides: tuple[Range | None, Range | None], verbs: Collection[str]
) -> list[tuple[Draft, int, str]]:
    """The speech tags in the words between two quotations, with the sides that they speak for."""
    left, right = sides
    found: list[tuple[Draft, int, str]] = []
    groups = [
        g for head in range(*part) if head in page.cues and (g := group(page, head, part[0])) and g.verb in verbs
    ]
    if left is not None and groups:
        for candidate in groups:
            source = _after_quote(page, candidate, part)
            if source is not None:
                found.append((_draft(page, candidate, source, part[1]), candidate.head, "left"))
                break
    if right is not None and groups:
        last = groups[-1]
        if found and found[0][1] == last.head:
            found[0] = (*found[0][:2], "left right")
        elif right[0] - last.b <= FAR:
            source = _before_quote(page, last, part, found[0][0].source if found else None)
            found.append((_draft(page, last, source, right[0]), last.head, "right"))
    return found


def _draft(page: Page, g: Group, source: Range | None, ceiling: int) -> Draft:
    end = g.b
    if end < ceiling and page.words.raw[end] == ":":
        end += 1
    return Draft(cue=(g.a, end), verb=g.verb, source=source, direct=True, denied=g.negated, content=[])


def _after_quote(page: Page, g: Group, part: Range) -> Range | None:
    """The speaker of a tag that follows its quotation: `said S` or `S said`."""
    begin = part[0]
    while begin < g.a and page.words.raw[begin] in (",", "—", "–", "-", "--", "."):
        begin += 1
    if g.a == begin:
        found = phrase_right(page, g.b, part[1])
        return None if found is None else _to_the_end(page, found, part[1])
    return phrase_left(page, g.a - 1, begin)


def _to_the_end(page: Page, source: Range, ceiling: int) -> Range:
    """A relative clause that runs to the end of the sentence says who it is: `said Haddad, who runs the clinic.`"""
    words, at = page.words, source[1]
    if at < ceiling and words.raw[at] == ",":
        at += 1
    if at >= ceiling or words.kind[at] != "relative":
        return source
    end = at
    while end < ceiling and words.raw[end] not in (",", ".", ";", "?", "!"):
        end += 1
    return (source[0], end)


def _before_quote(page: Page, g: Group, part: Range, earlier: Range | None) -> Range | None:
    """The speaker of a tag that precedes its quotation; a participle (`, adding:`) takes the speaker before it."""
    if g.form == "ing" or (page.words.kind[g.a - 1] == "join" and g.a > part[0]):
        return earlier or subject(page, part[0], g.a)
    return phrase_left(page, g.a - 1, part[0]) or subject(page, part[0], g.a)


def bare_tag(page: Page, sentence: Range, quotes: list[int]) -> Draft | None:
    """`"Q," Voss in a press conference`: a quotation that ends with a comma, then a name and no verb."""
    quote = page.speech[quotes[-1]]
    begin = quote[1]
    if page.words.raw[quote[1] - 2] != "," or not begin < sentence[1] <= begin + 10:
        return None
    if any(page.words.kind[index] in ("auxiliary", "modal") for index in range(begin, sentence[1])):
        return None
    source = phrase_right(page, begin, sentence[1])
    if source is None or page.words.kind[begin] not in ("name", "subject", "determiner"):
        return None
    return Draft(cue=None, verb="", source=source, content=[quote], direct=True)
