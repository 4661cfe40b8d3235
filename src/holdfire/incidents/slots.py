"""An account's scope to the words that fill its slots: who did it, what it struck, with what, where, when, how many,
and how sure its speaker is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace

from holdfire import data
from holdfire.incidents.page import Hit, Scope, Spanned, telling
from holdfire.incidents.roles import Role, abbreviated, roles
from holdfire.incidents.tolls import toll_words
from holdfire.incidents.whereabouts import spot_of
from holdfire.records import Account, Doubt, Slot, SpeechAct

UNLISTED = "author-unlisted"
"""Doubt code: the words name as author a body that no actor file has."""
_OF = {"doer": "author", "body": "author", "person": "struck", "thing": "struck", "weapon": "weapon"}


def with_slots(account: Account, told: Scope, hit: Hit, others: Sequence[Hit]) -> Account:
    """The account with its slots and hedges; with a doubt where the body that did it is in no actor file.

    A doer or somebody struck belongs to the act whose words stand nearest to the deed: `others` are the other acts of
    the scope. Where the words leave the author open there is no author in the slots either.
    """
    acts = (hit, *others)
    mine = [r for r in _roles(told) if _nearest(r.deed, acts) == hit]
    is_open = any(d.code == "author-open" for d in account.doubts)
    filled = {
        *(Slot(slot=_OF[r.kind], start=r.start, end=r.end) for r in mine if r.kind in _OF),
        *_of_account(account, told, hit),
        *_hedges(told),
        *_denial(account, told),
    }
    kept = sorted((s for s in filled if not (is_open and s.slot == "author")), key=lambda s: (s.start, s.end, s.slot))
    content = told.page.text.content
    hedges = (*(account.hedges), *(content[s.start : s.end] for s in kept if s.slot == "hedge"))
    unlisted = [r for r in mine if r.kind == "body"] if not (account.attributed_to or is_open) else []
    return replace(
        account,
        slots=tuple(kept),
        hedges=tuple(dict.fromkeys(hedges)),
        doubts=(*account.doubts, *_unlisted(unlisted, told)),
    )


def _unlisted(bodies: Sequence[Role], told: Scope) -> Iterator[Doubt]:
    for role in bodies:
        words = told.page.text.content[role.start : role.end]
        known = any(m.start < role.end and role.start < m.end for m in told.page.actors)
        if words[:1].isupper() and not known:
            why = f"{words!r} is said to have done it and is in no actor file"
            yield Doubt(code=UNLISTED, where=told.ref, why=why, settle="add the actor")


def _roles(told: Scope) -> Iterable[Role]:
    bodies = _bodies(told.page.text.content)
    for role in roles(told.words, 0, len(told.words), bodies):
        yield role._replace(start=told.start + role.start, end=told.start + role.end, deed=told.start + role.deed)


@cache
def _bodies(content: str) -> frozenset[str]:
    short = abbreviated(content)
    return frozenset({*short, *short.values()})


def _nearest(at: int, acts: Sequence[Hit]) -> Hit:
    return min(acts, key=lambda a: (max(a.start - at, at - a.end, 0), a.start))


def _of_account(account: Account, told: Scope, hit: Hit) -> Iterator[Slot]:
    """The words behind the codes that the account has already: act, authors, target, place, time, tolls, weapon."""
    yield Slot(slot="act", start=hit.start, end=hit.end)
    page, blamed = told.page, {b.actor for b in account.attributed_to}
    spoken: list[tuple[str, Iterable[Spanned]]] = [
        ("author", (m for m in told.within(page.actors) if m.actor in blamed)),
        ("target", (h for h in told.within(page.targets) if h.code == account.target)),
        ("target", (m for m in told.within(page.actors) if m.actor == account.target)),
        ("weapon", (h for h in told.within(page.weapons) if h.code == account.weapon)),
        ("place", (m for m in told.within(page.places) if spot_of(m) == account.place)),
        ("time", (m for m in told.within(page.times) if m.interval == account.time and account.time)),
    ]
    yield from (Slot(slot=slot, start=m.start, end=m.end) for slot, found in spoken for m in found)
    for start, end, kind in toll_words(told.undated) if account.casualties else ():
        yield Slot(slot=kind, start=told.start + start, end=told.start + end)


def _hedges(told: Scope) -> Iterator[Slot]:
    """Hedge words of the scope, those of the cue ("alleged that") included; the month of May is none."""
    cues = told.claim.cue if told.claim else ()
    for start, end in ((told.start, told.end), *cues):
        for match in _hedge().finditer(told.page.text.content, start, end):
            plain = match[0].lower() == "reported" and (start, end) in cues  # a verb of saying like any other
            if not plain and (not match[0][0].isupper() or match.start() == start):
                yield Slot(slot="hedge", start=match.start(), end=match.end())


def _denial(account: Account, told: Scope) -> Iterator[Slot]:
    if account.stance != "denies":
        return
    if told.claim is not None and told.claim.act is SpeechAct.DENY:
        yield from (Slot(slot="denial", start=s, end=e) for s, e in told.claim.cue)
    for match in telling()["denying"].finditer(told.words):
        yield Slot(slot="denial", start=told.start + match.start(), end=told.start + match.end())


@cache
def _hedge() -> re.Pattern[str]:
    listed: dict[str, Any] = data.load("claims/hedges.yaml")["hedges"]
    words = sorted({w for kind, words in listed.items() if kind != "degree" for w in words}, key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
