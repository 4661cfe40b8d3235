"""Drafts of any reader to drafts that turns of news no longer mislead: who was quoted by whom, who asked what."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from holdfire.claims.draft import Draft
from holdfire.claims.groups import listed
from holdfire.claims.page import Page
from holdfire.records import Range

QUOTED = frozenset(("quoted", "cited"))
SAYING = frozenset(("saying", "telling"))
LONGEST_SHORT = 3
"""Letters of an abbreviation that no list knows."""


def mended(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in their order, without those that say nothing, each under whoever said it."""
    told = [_one_sentence(page, _quoted_as(page, draft)) for draft in drafts if not _says_nothing(page, draft)]
    saying = {at for draft in told if draft.cue and _as_saying(page, draft.cue) for at in range(*draft.cue)}
    return [d for d in told if d.cue is None or d.cue[0] not in saying or _as_saying(page, d.cue)]


def parted(page: Page, drafts: Sequence[Draft], ruled: Sequence[Draft]) -> list[Draft]:
    """`condemned the raid and urged both sides to stop`, seen as one, is two where the rules find the second verb."""
    found: list[Draft] = []
    cues = {draft.cue for draft in drafts}
    of_word: dict[int, list[int]] = {}
    for number, other in enumerate(ruled):
        for at in range(*(other.source or (0, 0))):
            of_word.setdefault(at, []).append(number)
    for draft in drafts:
        beside = sorted({number for at in range(*(draft.source or (0, 0))) for number in of_word.get(at, ())})
        cut = next((ruled[number] for number in beside if _second(page, draft, ruled[number])), None)
        if cut is None or cut.cue is None:
            found.append(draft)
            continue
        at = _join_before(page, cut.cue[0])
        content = [(first, min(last, at)) for first, last in draft.content if first < at]
        found.append(msgspec.structs.replace(draft, content=content, exact=None))
        found += [] if cut.cue in cues else [cut]
    return found


def _second(page: Page, draft: Draft, other: Draft) -> bool:
    """Whether another draft is the second of two verbs of one speaker, inside what the first is said to say."""
    if other.cue is None or not other.verb or draft.source is None or other.source is None or draft.direct:
        return False
    hit = page.cues.get(other.cue[0])
    if hit is None or hit.form not in ("ed", "s"):
        return False
    same = draft.source[0] < other.source[1] and other.source[0] < draft.source[1]
    at = _join_before(page, other.cue[0])
    return same and at >= 0 and any(first < at < last for first, last in draft.content)


def _join_before(page: Page, at: int) -> int:
    """The `and` or `but` before a verb, over an adverb; -1 where there is none."""
    before = at - 1
    if before > 0 and page.words.kind[before] == "adverb":
        before -= 1
    joined = page.words.low[before] in ("and", "but")
    return before - (page.words.raw[before - 1] == ",") if joined else -1


def _quoted_as(page: Page, draft: Draft) -> Draft:
    """`X was quoted by Y as saying Z` is said by X."""
    if draft.cue is None or len(draft.content) < 2 or QUOTED.isdisjoint(page.words.low[draft.cue[0] : draft.cue[1]]):
        return draft
    speaker, (first, last) = draft.content[0], draft.content[1]
    if speaker[1] > draft.cue[0]:
        return draft
    if page.words.low[first] == "as" and page.words.low[first + 1] in SAYING and last > first + 2:
        first += 2
    elif SAYING.isdisjoint(page.words.low[draft.cue[0] : draft.cue[1]]):
        return draft
    content = [(first, last), *draft.content[2:]]
    return msgspec.structs.replace(
        draft, cue=(draft.cue[0], first), source=speaker, content=content, passive=False, exact=None
    )


def _as_saying(page: Page, cue: Range) -> bool:
    low = page.words.low[slice(*cue)]
    return not QUOTED.isdisjoint(low) and not SAYING.isdisjoint(low)


def _one_sentence(page: Page, draft: Draft) -> Draft:
    """A speaker never runs over the end of a sentence: the part nearer to the cue is meant."""
    if draft.source is None or draft.cue is None:
        return draft
    ends = [at for at in range(draft.source[0] + 2, draft.source[1]) if at in page.openings and _new(page, at)]
    if not ends:
        return draft
    before = draft.cue[0] < max(ends)
    source = (draft.source[0], min(ends) - 1) if before else (max(ends), draft.source[1])
    return draft if source[0] >= source[1] else msgspec.structs.replace(draft, source=source, exact=None)


def _new(page: Page, at: int) -> bool:
    """Whether a new sentence begins here, and no name goes on after a state's or an office's abbreviation."""
    words = page.words
    apart = words.raw[at - 1] == "." and words.end[at - 1] < words.start[at]
    return apart and words.end[at - 2] - words.start[at - 2] > LONGEST_SHORT


def _says_nothing(page: Page, draft: Draft) -> bool:
    """`Asked whether ...,`: a question to whoever speaks next; `who asked not to be named`: nothing that happened."""
    if draft.cue is None or not draft.content or draft.direct:
        return False
    low, cue = page.words.low, set(page.words.low[slice(*draft.cue)])
    asked = draft.source is None and draft.cue[0] in page.openings and not cue.isdisjoint(listed("questioned"))
    if asked and (page.words.kind[draft.content[0][0]] == "question" or low[draft.content[0][0]] == "if"):
        return True
    said = {low[at] for part in draft.content for at in range(*part)}
    own = draft.source is None or low[draft.source[0]] in ("who", "that", "he", "she", "they")
    if own and not cue.isdisjoint(listed("unauthorised")) and not said.isdisjoint(listed("to_speak")):
        return True
    about = listed("unnamed") if "be" in said else listed("unnamed") & {"anonymity"}
    kept = {"name", "names"} & said and {"used", "published"} & said
    return own and (bool(kept) or not said.isdisjoint(about)) and len(said) < 12
