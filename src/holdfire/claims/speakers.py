"""Drafts to speakers: names completed and pronouns resolved inside one text, then to actor and side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

import msgspec

from holdfire import data
from holdfire.claims.draft import Draft
from holdfire.claims.mentions import ActorBook, acting
from holdfire.claims.names import Named, part
from holdfire.claims.page import Page
from holdfire.records import Doubt, Speaker

ONE_PERSON = frozenset(("he", "she", "he's", "she's", "he'd", "she'd", "his", "her", "who"))
OTHERS = frozenset(
    ("they", "it", "we", "i", "you", "which", "that", "some", "many", "others", "both", "their", "its")
)
NEAR = 400
"""Code points back to the antecedent. Further away a pronoun more often means somebody else."""


class Resolved(msgspec.Struct, frozen=True):
    """A speaker with what could not be settled about them."""

    speaker: Speaker | None
    doubts: tuple[Doubt, ...] = ()


class _Known(msgspec.Struct):
    """Somebody who has spoken in this text, and where last."""

    named: Named
    printed: str
    at: int


def speakers(page: Page, drafts: Sequence[Draft], actors: ActorBook) -> list[Resolved]:
    """One resolved speaker for each draft, read in the order of the text."""
    known: list[_Known] = []
    order = sorted(range(len(drafts)), key=lambda n: (_at(page, drafts[n]), n))
    found: dict[int, Resolved] = {}
    for number in order:
        found[number] = _resolve(page, drafts[number], known, actors)
    return [found[number] for number in range(len(drafts))]


def _at(page: Page, draft: Draft) -> int:
    """Where the speaker is printed, else the cue or the content: code points."""
    return page.span(draft.source or draft.cue or draft.content[0])[0]


def _resolve(page: Page, draft: Draft, known: list[_Known], actors: ActorBook) -> Resolved:
    if draft.source is None:
        return Resolved(None)
    printed, at = page.printed(draft.source), _at(page, draft)
    low = printed.lower().replace("’", "'")
    if low in ONE_PERSON:
        return _antecedent(page, printed, at, known, actors)
    if low in OTHERS:
        return Resolved(
            Speaker(name=printed), (_doubt(page, at, printed, "it may mean more than one speaker of the text"),)
        )
    named = _complete(part(printed), known)
    before = _same_office(printed, known)
    if before is not None:
        before.at = at
        return Resolved(_speaker(before.named, before.printed, actors))
    if named.person or not any(k.named.name == named.name for k in known):
        printed = next(
            (k.printed for k in known if k.named.name == named.name and len(k.printed) > len(printed)), printed
        )
    known[:] = [k for k in known if k.named.name != named.name]
    known.append(_Known(named, printed, at))
    return Resolved(_speaker(named, printed, actors))


def _complete(named: Named, known: list[_Known]) -> Named:
    """`Voss` becomes the `Ilan Voss` that the text printed, with the role printed there."""
    if not named.person:
        return named
    last = named.name.rpartition(" ")[2]
    same = [k.named for k in known if k.named.person and k.named.name.rpartition(" ")[2] == last]
    if len({n.name for n in same}) != 1 or (" " in named.name and same[0].name != named.name and " " in same[0].name):
        return named
    longest = max(same[0].name, named.name, key=len)
    return Named(longest, named.role or same[0].role, person=True)


def _antecedent(page: Page, printed: str, at: int, known: list[_Known], actors: ActorBook) -> Resolved:
    """The one person who spoke shortly before; where two did, the pronoun stays and is doubted."""
    near = [k for k in known if k.named.person and at - NEAR <= k.at < at]
    if len(near) == 1 or (printed.lower() == "who" and near):
        near[-1].at = at
        return Resolved(_speaker(near[-1].named, near[-1].printed, actors))
    why = "nobody is named shortly before" if not near else "two people are named shortly before"
    return Resolved(Speaker(name=printed), (_doubt(page, at, printed, why),))


def _same_office(printed: str, known: list[_Known]) -> _Known | None:
    """`the spokesman` after `army spokesman Ali Deeb`: the one earlier speaker of that office."""
    words = printed.lower().split()
    if len(words) != 2 or words[0] != "the" or words[1] not in _roles("offices"):
        return None
    same = [k for k in known if words[1] in f"{k.named.role or ''} {k.printed}".lower().replace(",", " ").split()]
    return same[0] if len(same) == 1 and same[0].printed.lower() != printed.lower() else None


def _speaker(named: Named, printed: str, actors: ActorBook) -> Speaker:
    actor = actor_of(named.name, actors) or actor_of(printed, actors)
    side = actors.side(actor) if actor is not None else None
    role = named.role
    if role is None and actor is not None and named.person:
        known = actors.get(actor)
        role = known.role if known is not None else None
    return Speaker(name=named.name, actor=actor, side=side, role=role)


def actor_of(printed: str, actors: ActorBook) -> str | None:
    """The actor that a source phrase names: a person before the body spoken for, the first body before later ones."""
    apart = _roles("not_spoken_for")
    found = list(takewhile(lambda m: _word_before(printed, m.start) not in apart, acting(printed, actors)))
    people = [m.actor for m in found if (known := actors.get(m.actor)) is not None and known.kind == "person"]
    others = [m.actor for m in found if m.actor not in people]
    return next(iter(people + others), None)


def _doubt(page: Page, at: int, printed: str, why: str) -> Doubt:
    return Doubt(
        code="speaker-unresolved",
        where=f"text:{page.text.sha256}#{at}-{at + len(printed)}",
        why=f"{printed!r}: {why}",
        settle="a person names the speaker by review",
    )


def _word_before(printed: str, start: int) -> str:
    before = printed[:start].split()
    return before[-1].lower() if before else ""


@cache
def _roles(name: str) -> frozenset[str]:
    return frozenset(data.load("claims/roles.yaml")[name])
