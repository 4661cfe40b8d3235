"""Instrument, actor and instant to whether it binds the actor: pass, fail or unknown, with the basis in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from holdfire.agreement.dates import Reading, deciding, effects, reckon, say
from holdfire.records import BY_NAME, Actor, Exclusion, Instrument, Party, Result

NO_ROLE = frozenset({"observer_of_talks", "observer_of_ceasefire", "verifier"})
"""Roles that bind nobody to keep the peace."""
THIRD = "third_party"
"""Named for their conduct: members when a term asks for them by name, bound by nothing otherwise."""
RESULTS = frozenset(result.value for result in Result)


class Actors(Protocol):
    """What this room needs of the book of actors."""

    def get(self, actor: str) -> Actor | None:
        """The actor of this id."""
        ...

    def all(self) -> Iterable[Actor]:
        """Every actor."""
        ...


class Bound(NamedTuple):
    """Whether an actor is bound (or excluded), on which basis."""

    result: Result
    code: str
    """member | excluded | not_excluded | reading | reading_open | may_have_joined | lumped | no_role | not_a_party
    | not_known | date_not_known | too_late"""
    words: str


def bound(
    instrument: Instrument,
    actor_id: str,
    when: datetime | None,
    reading: Reading,
    actors: Actors,
    by: tuple[str, ...] = (),
) -> Bound:
    """Whether the instrument binds the actor at an instant (None: it is not known when).

    A reading's option decides first, then exclusion by the text, then membership of a party (of those in `by`, where
    given), dated, by the actor itself or as an organ of its parent. An actor that an open party may hold, and an actor
    that stands for several, are unknown; anybody else is not bound.
    """
    judged, said = _judged_as(instrument, actor_id, reading, actors)
    found = _own(instrument, judged, when, reading, actors, by)
    return Bound(found.result, "reading", f"{said}; {found.words}") if said else found


def excluded(instrument: Instrument, actor_id: str, when: datetime | None, reading: Reading, actors: Actors) -> Bound:
    """Whether the text puts the actor outside its protection: pass = excluded. What others assert is not the text."""
    chain = ancestors(actor_id, actors)
    for link in chain:
        for choice, option, effect in effects(instrument, reading, "excluded"):
            if effect.actor == link:
                return Bound(Result(effect.result), "reading", f"{option.words} ({choice.id}={option.id})")
        if unread := _unread(instrument, "excluded", link, reading):
            return unread
    for link in chain:
        for exclusion in instrument.exclusions:
            if link in exclusion.actors and not exclusion.asserted_by:
                return _excluded_by(exclusion, _name(link, actors), when)
    return Bound(Result.FAIL, "not_excluded", "no exclusion names it")


def stands_for(instrument: Instrument, actor_id: str, reading: Reading, actors: Actors) -> str:
    """The actor as whom this one is judged under the reading: itself, unless an option says `as:ACTOR`."""
    return _judged_as(instrument, actor_id, reading, actors)[0]


def parties_of(instrument: Instrument, actor_id: str, when: datetime | None, actors: Actors) -> tuple[Party, ...]:
    """The parties that the actor, or a parent of it, is listed in at an instant, roles of mere observing included."""
    chain = ancestors(actor_id, actors)
    return tuple(p for p in instrument.parties if _listed(p, chain, when, actors)[0] is Result.PASS)


def ancestors(actor_id: str, actors: Actors) -> tuple[str, ...]:
    """The actor and its parents upwards; empty when the id is unknown."""
    chain: list[str] = []
    step: str | None = actor_id
    while step is not None and step not in chain:
        actor = actors.get(step)
        if actor is None:
            break
        chain.append(step)
        step = actor.parent
    return tuple(chain)


def _judged_as(instrument: Instrument, actor_id: str, reading: Reading, actors: Actors) -> tuple[str, str]:
    """The actor at the end of the reading's `as:` options, and these in words; a circle ends where it closes."""
    seen: list[str] = []
    said: list[str] = []
    while actor_id not in seen:
        seen.append(actor_id)
        option, result = _option(instrument, ancestors(actor_id, actors), reading)
        if not result.startswith("as:"):
            break
        actor_id = result[3:]
        said.append(option)
    return actor_id, "; ".join(said)


def _option(instrument: Instrument, chain: tuple[str, ...], reading: Reading) -> tuple[str, str]:
    """What the reading says of the first of the chain that it speaks of: the option in words, and its result."""
    for link in chain:
        for choice, option, effect in effects(instrument, reading, "bound"):
            if effect.actor == link:
                return f"{option.words} ({choice.id}={option.id})", effect.result
        if unread := _unread(instrument, "bound", link, reading):
            return unread.words, "open"
    return "", ""


def _own(
    instrument: Instrument, actor: str, when: datetime | None, reading: Reading, actors: Actors, by: tuple[str, ...]
) -> Bound:
    """How an actor itself stands, nobody else standing for it."""
    chain = ancestors(actor, actors)
    if not chain:
        who = "it" if actor.startswith(BY_NAME) else f"`{actor}`"
        return Bound(Result.UNKNOWN, "not_known", f"it is not known who {who} is")
    option, result = _option(instrument, chain, reading)
    if option:
        known = result in RESULTS
        return Bound(Result(result) if known else Result.UNKNOWN, "reading" if known else "reading_open", option)
    outside = excluded(instrument, actor, when, reading, actors)
    if outside.result is not Result.FAIL:
        shut = outside.result is Result.PASS
        return Bound(Result.FAIL if shut else Result.UNKNOWN, outside.code, outside.words)
    return _member(instrument, chain, when, by, actors)


def _unread(instrument: Instrument, kind: str, actor: str, reading: Reading) -> Bound | None:
    """Unknown, while the reading leaves open a choice on how this very actor stands."""
    choices = [
        choice.id
        for choice in deciding(instrument, kind)
        if choice.id not in reading
        and any(
            e.kind == kind and e.actor == actor and e.instrument in {"", instrument.id}
            for option in choice.options
            for e in option.effects
        )
    ]
    if not choices:
        return None
    return Bound(Result.UNKNOWN, "reading_open", f"it turns on the reading of {', '.join(choices)}")


def _member(
    instrument: Instrument, chain: tuple[str, ...], when: datetime | None, by: tuple[str, ...], actors: Actors
) -> Bound:
    parties = [p for p in instrument.parties if not by or p.id in by]
    binding = [p for p in parties if p.role not in NO_ROLE and (by or p.role != THIRD)]
    if late := next(filter(None, (_opted_in_late(instrument, p, chain, actors) for p in binding)), ""):
        return Bound(Result.FAIL, "too_late", late)
    listed = [_listed(party, chain, when, actors) for party in binding]
    for party, (result, words) in zip(binding, listed, strict=True):
        if result is Result.PASS:
            return Bound(result, "member", f"{party.name}: {words}")
    for party, (result, words) in zip(binding, listed, strict=True):
        if result is Result.UNKNOWN:
            return Bound(result, "date_not_known", f"{party.name}: {words}")
    for party in binding:
        if party.open and set(chain) & set(party.covers):
            words = f"{party.name}: open to more than are listed, and may hold it"
            return Bound(Result.UNKNOWN, "may_have_joined", words)
    first = actors.get(chain[0])
    if first is not None and first.kind == "lumped":
        return Bound(Result.UNKNOWN, "lumped", f"{first.name} stands for several, of whom some may be bound")
    watching = [
        p for p in instrument.parties if p.role in NO_ROLE and _listed(p, chain, when, actors)[0] is Result.PASS
    ]
    if watching:
        role = watching[0].role.replace("_", " ")
        return Bound(Result.FAIL, "no_role", f"{watching[0].name}: {role}, which binds nobody")
    late = next((words for result, words in listed if result is Result.FAIL and words), "")
    return Bound(Result.FAIL, "not_a_party", late or "it is no party to this instrument")


def _listed(party: Party, chain: tuple[str, ...], when: datetime | None, actors: Actors) -> tuple[Result, str]:
    """Whether one of the chain is listed in the party at the instant, and how; no words when none ever is."""
    found: list[tuple[Result, str]] = []
    for member in party.actors:
        if member.actor not in chain:
            continue
        name = _name(member.actor, actors)
        organ = "" if member.actor == chain[0] else f", as an organ of {name}"
        words = f"{name} by {member.how.replace('_', ' ')}{organ}"
        if when is None and (member.since or member.until):
            found.append((Result.UNKNOWN, f"{words}, but it is not known when this was"))
        elif when is not None and member.since and when < member.since:
            found.append((Result.FAIL, f"{words} only from {member.since:%Y-%m-%d}"))
        elif when is not None and member.until and when >= member.until:
            found.append((Result.FAIL, f"{words} only until {member.until:%Y-%m-%d}"))
        else:
            found.append((Result.PASS, words))
    for wanted in (Result.PASS, Result.UNKNOWN, Result.FAIL):
        for result, words in found:
            if result is wanted:
                return result, words
    return Result.FAIL, ""


def _opted_in_late(instrument: Instrument, party: Party, chain: tuple[str, ...], actors: Actors) -> str:
    """That the actor asked to be in only after the party's deadline, in words; "" when it did not, or there is none."""
    deadline = reckon(instrument, party.opt_in_by, {}).at if party.opt_in_by else None
    own = [m for m in party.actors if m.actor in chain and m.how == "opt_in"]
    if deadline is None or not own or any(m.since is None or m.since <= deadline for m in own):
        return ""
    asked = min(m.since for m in own if m.since is not None)
    zone = instrument.zone
    name = _name(own[0].actor, actors)
    return f"{party.name}: {name} opted in on {say(asked, zone)}, after the deadline ({say(deadline, zone)})"


def _excluded_by(exclusion: Exclusion, name: str, when: datetime | None) -> Bound:
    words = f"{name} is excluded by {exclusion.basis} ({exclusion.id})"
    if exclusion.since is None or (when is not None and when >= exclusion.since):
        return Bound(Result.PASS, "excluded", words)
    if when is None:
        return Bound(Result.UNKNOWN, "date_not_known", f"{words}, but it is not known when this was")
    return Bound(Result.FAIL, "not_excluded", f"{words} only from {exclusion.since:%Y-%m-%d}")


def _name(actor_id: str, actors: Actors) -> str:
    actor = actors.get(actor_id)
    return actor.name if actor is not None else actor_id
