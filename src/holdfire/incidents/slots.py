"""An account's scope to the words that fill its slots: who did it, what it struck, with what, where, when, how many,
and how sure its speaker is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from holdfire.actors import ActorMention
from holdfire.incidents import unlisted
from holdfire.incidents.page import Hit, Scope, Spanned, nearest, telling
from holdfire.incidents.roles import Role, abbreviated, roles
from holdfire.incidents.tolls import toll_words
from holdfire.incidents.whereabouts import spot_of
from holdfire.records import Account, Range, Slot, SpeechAct

_OF = {"doer": "author", "body": "author", "person": "struck", "thing": "struck", "weapon": "weapon"}


def with_slots(account: Account, told: Scope, hit: Hit, mine: Sequence[Role], bodies: Sequence[Range]) -> Account:
    """The account with its slots and hedges, and a doubt for whoever is said to have done it and is in no actor file.

    `mine` are the roles of its act, `bodies` where the unlisted bodies stand that are blamed for it. Where the words
    leave the author open there is no author in the slots either.
    """
    is_open = any(d.code == "author-open" for d in account.doubts)
    people = () if is_open else unlisted.persons(told, hit)
    filled = {
        *(Slot(slot=_OF[r.kind], start=r.start, end=r.end) for r in mine if r.kind in _OF),
        *(Slot(slot="author", start=start, end=end) for start, end in bodies),
        *(Slot(slot="person", start=start, end=end) for start, end in people),
        *_of_account(account, told, hit),
        *_hedges(told),
        *_denial(account, told),
    }
    told_of = (s for s in filled if not _is_no_author(s, people, is_open=is_open))
    kept = sorted(told_of, key=lambda s: (s.start, s.end, s.slot))
    content = told.page.text.content
    hedges = (*(account.hedges), *(content[s.start : s.end] for s in kept if s.slot == "hedge"))
    return replace(
        account,
        slots=tuple(kept),
        hedges=tuple(dict.fromkeys(hedges)),
        doubts=(*account.doubts, *unlisted.doubts(told, bodies, people)),
    )


def _is_no_author(slot: Slot, people: Sequence[Range], *, is_open: bool) -> bool:
    """Whether an author is left open, or is a person whom no file has: such words have a slot of their own."""
    return slot.slot == "author" and (is_open or any(slot.start < end and start < slot.end for start, end in people))


def roles_of(told: Scope, hit: Hit, others: Sequence[Hit]) -> tuple[Role, ...]:
    """Who is said to have done what in an act of the scope: a doer or somebody struck belongs to the act whose words
    stand nearest to the deed. `others` are the other acts of the scope."""
    acts = (hit, *others)
    return tuple(r for r in _roles(told) if nearest(r.deed, acts) == hit)


def _roles(told: Scope) -> Iterable[Role]:
    bodies = _bodies(told.page.text.content)
    for role in roles(told.words, 0, len(told.words), bodies):
        yield role._replace(start=told.start + role.start, end=told.start + role.end, deed=told.start + role.deed)


@cache
def _bodies(content: str) -> frozenset[str]:
    short = abbreviated(content)
    return frozenset({*short, *short.values()})


def _of_account(account: Account, told: Scope, hit: Hit) -> Iterator[Slot]:
    """The words behind the codes that the account has already: act, authors, target, place, time, tolls, weapon."""
    yield Slot(slot="act", start=hit.start, end=hit.end)
    page, blamed = told.page, {b.actor for b in account.attributed_to}
    spoken: list[tuple[str, Iterable[Spanned]]] = [
        ("author", _authors(told, blamed)),
        ("target", (h for h in told.within(page.targets) if h.code == account.target)),
        ("target", (m for m in told.within(page.actors) if m.actor == account.target)),
        ("weapon", (h for h in told.within(page.weapons) if h.code == account.weapon)),
        ("place", (m for m in told.within(page.places) if spot_of(m) == account.place)),
        ("time", (m for m in told.within(page.times) if m.interval == account.time and account.time)),
    ]
    yield from (Slot(slot=slot, start=m.start, end=m.end) for slot, found in spoken for m in found)
    for start, end, kind in toll_words(told.undated) if account.casualties else ():
        yield Slot(slot=kind, start=told.start + start, end=told.start + end)


def _authors(told: Scope, blamed: set[str]) -> Iterable[ActorMention]:
    """The names of those blamed; a capital stands for its government only where nothing else does, as it is a place."""
    named = [m for m in told.within(told.page.actors) if m.actor in blamed]
    plain = {m.actor for m in named if not m.metonym}
    return (m for m in named if not m.metonym or m.actor not in plain)


def _hedges(told: Scope) -> Iterator[Slot]:
    """Hedge words of the scope, those of the cue ("alleged that") included; words of degree are part of a toll."""
    cues = told.claim.cue if told.claim else ()
    spans: tuple[Range, ...] = ((told.start, told.end), *cues)
    for hedge in told.page.hedges:
        within = [(s, e) for s, e in spans if s <= hedge.start and hedge.end <= e]
        saying = hedge.word.lower() == "reported" and within and within[0] in cues  # a verb of saying like any other
        if within and hedge.kind != "degree" and not saying:
            yield Slot(slot="hedge", start=hedge.start, end=hedge.end)


def _denial(account: Account, told: Scope) -> Iterator[Slot]:
    if account.stance != "denies":
        return
    if told.claim is not None and told.claim.act is SpeechAct.DENY:
        yield from (Slot(slot="denial", start=s, end=e) for s, e in told.claim.cue)
    for match in telling()["denying"].finditer(told.words):
        yield Slot(slot="denial", start=told.start + match.start(), end=told.start + match.end())
