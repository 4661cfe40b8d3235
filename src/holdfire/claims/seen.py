"""What the network attributed to drafts: the verb or noun of each cue, and how it is said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from holdfire.claims.acts import act_of
from holdfire.claims.disclosures import kind_of
from holdfire.claims.draft import Draft
from holdfire.claims.drafts import drafts as by_rules
from holdfire.claims.groups import listed
from holdfire.claims.mending import parted
from holdfire.claims.nouns import noun_acts
from holdfire.claims.page import Page
from holdfire.reader import Attributed
from holdfire.records import ClaimKind, Range, SpeechAct

REPEATED = frozenset((SpeechAct.ACCUSE, SpeechAct.ADMIT, SpeechAct.DENY))
"""Acts that matter when they are told inside what somebody else says. The network sees no claim inside another; more of
them would find more in reports of fighting, and more that is wrong in others (PolNeAR's dev split)."""

BEFORE = 2
"""Words before a cue in which its negation may stand: `did not immediately` | `respond`."""


def seen(page: Page, found: tuple[Attributed, ...]) -> list[Draft]:
    """One draft for each attribution of the network that has cue and content, and what the rules add to them.

    A content without a cue is more often wrong than right, and nobody would be its speaker: there the rules are asked.
    """
    ruled = by_rules(page)
    of_cue = {at: draft for draft in ruled if draft.source and draft.cue for at in range(*draft.cue)}
    drafts = [_spoken_for(page, _draft(page, claim), of_cue) for claim in found if claim.cue and claim.content]
    drafts = parted(page, drafts, ruled)
    return [*drafts, *_inside(page, drafts, ruled), *_unseen(page, drafts, ruled)]


def _unseen(page: Page, drafts: list[Draft], ruled: list[Draft]) -> list[Draft]:
    """What the rules found where the network saw nothing, of kinds in which they are more often right than wrong."""
    said = {at for draft in drafts for part in draft.content for at in range(*part)}
    cues = {at for draft in drafts for at in range(*(draft.cue or (0, 0)))}

    def free(draft: Draft) -> bool:
        own = {at for part in draft.content for at in range(*part)}
        cue = set(range(*(draft.cue or (0, 0))))
        # A quotation counts though the network took a word of it, or of who says it, for a cue.
        if _is_statement(page, draft):
            return cues.isdisjoint(cue)  # what the network saw inside it is told by whoever made it
        clear = cues.isdisjoint(cue) and said.isdisjoint(own)
        return clear and (draft.direct or (cues.isdisjoint(own) and said.isdisjoint(cue)))

    return [draft for draft in ruled if _trusted(page, draft) and free(draft)]


def _is_statement(page: Page, draft: Draft) -> bool:
    """Whether it is all that follows `The minister said:`, without quotation marks."""
    first = draft.content[0][0] if draft.direct and draft.content else 0
    return first > 0 and page.spoken[first] < 0 and page.words.raw[first - 1] == ":"


def _trusted(page: Page, draft: Draft) -> bool:
    """Quotations, headlines (`Envoy: ...`), nouns (`the allegation by ...`), accusations, admissions and denials,
    showings of evidence, which the network was never taught, and demands that hang on another verb (`..., calling on
    both sides to stop`)."""
    if draft.direct or draft.noun or draft.cue is None or kind_of(page, draft) is ClaimKind.DISCLOSURE:
        return True
    act, first = act_of(page, draft), draft.cue[0]
    hit = page.cues.get(first)
    loose = act is SpeechAct.DEMAND and hit is not None and hit.form == "ing"
    return act in REPEATED or loose or page.words.raw[first] == ":"


def _spoken_for(page: Page, draft: Draft, ruled: dict[int, Draft]) -> Draft:
    """Where the network saw nobody, or somebody elsewhere while a speaker stands right before the cue, the speaker whom
    the rules find for the same cue; `ruled` is by words of cues."""
    if draft.cue is None or draft.exact is None:
        return draft
    other = next((ruled[at] for at in range(*draft.cue) if at in ruled), None)
    if other is None or other.source is None:
        return draft
    if _said_last(draft, other.source, other.content):
        return other
    if draft.source is not None:
        apart = draft.source[0] >= other.source[1] or other.source[0] >= draft.source[1]
        named = page.words.kind[other.source[0]] not in ("relative", "that")
        if not (apart and named and other.source[1] == draft.cue[0]):
            return draft
    exact = msgspec.structs.replace(draft.exact, source=page.span(other.source))
    return msgspec.structs.replace(draft, source=other.source, exact=exact)


def _said_last(draft: Draft, source: Range, content: list[Range]) -> bool:
    """Whether the network took a speaker whom no comma parts from what is said for a part of it: `a raid hit the town
    a monitor said`."""
    within = any(first <= source[0] < last for first, last in draft.content)
    return within and bool(content) and draft.cue is not None and content[-1][1] == source[0] < draft.cue[0]


def _inside(page: Page, outer: list[Draft], ruled: list[Draft]) -> list[Draft]:
    """The rules' drafts whose cue and content stand inside what somebody says."""
    parts = [part for draft in outer for part in draft.content]
    said = {at: number for number, part in enumerate(parts) for at in range(*part)}
    found = []
    for draft in ruled:
        if draft.cue is None or act_of(page, draft) not in REPEATED:
            continue
        first, last = min(draft.cue[0], draft.content[0][0]), max(draft.cue[1], draft.content[-1][1]) - 1
        if first in said and said[first] == said.get(last):
            found.append(draft)
    return found


def _draft(page: Page, claim: Attributed) -> Draft:
    cue = _words(page, claim.cue) if claim.cue else None
    content = [_words(page, part) for part in claim.content]
    draft = Draft(
        cue=cue,
        verb="",
        source=_words(page, claim.source) if claim.source else None,
        content=content,
        direct=any(page.spoken[at] >= 0 for part in content for at in range(*part)),
        exact=claim,
    )
    return _meant(page, draft, cue) if cue else draft


def _meant(page: Page, draft: Draft, cue: Range) -> Draft:
    low = page.words.low
    verbs = [page.cues[at] for at in range(*cue) if at in page.cues and page.cues[at].verb]
    noun = next((low[at] for at in range(*cue) if low[at] in noun_acts()), "")
    verb = next((hit.verb for hit in verbs), "")
    if noun and (not verb or verb == noun):
        verb = ""
    auxiliaries = low[cue[0] : cue[1]]
    return msgspec.structs.replace(
        draft,
        verb=verb,
        noun="" if verb else noun,
        denied=not listed("negations").isdisjoint(low[max(0, cue[0] - BEFORE) : cue[1]]),
        passive=any(hit.form == "ed" for hit in verbs) and not listed("be").isdisjoint(auxiliaries),
    )


def _words(page: Page, span: Range) -> Range:
    """The words that a span of code points touches."""
    first = max(0, bisect_right(page.words.start, span[0]) - 1)
    if page.words.end[first] <= span[0]:
        first += 1
    return first, max(first + 1, bisect_left(page.words.start, span[1]))
