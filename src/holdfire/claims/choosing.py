"""A printed speaker to actor and side, with the reason for the choice."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from holdfire import data
from holdfire.claims.mentions import ActorBook, ActorMention, acting
from holdfire.claims.names import Named
from holdfire.records import Speaker

OUTLET = re.compile(r"^[^\n]{0,60}?\((?P<agency>[^()\n]{2,30})\)\s+(?:—|–|--?)\s", re.MULTILINE)
"""`BEIRUT (Agency) — `: who is named there is the outlet."""


def outlets(content: str) -> frozenset[str]:
    """The names under which a text's own outlet stands in its datelines."""
    return frozenset(match["agency"].strip().lower() for match in OUTLET.finditer(content))


def speaker_of(named: Named, printed: str, actors: ActorBook, own: frozenset[str] = frozenset()) -> Speaker:
    """A speaker with actor, side, kind and the reason why these were chosen."""
    called = mention_of(named.name, actors)
    chosen = called or mention_of(printed, actors)
    kind = kind_of(named, printed, own)
    if chosen is None:
        return Speaker(name=named.name, role=named.role, kind=kind)
    actor = chosen.actor
    known = actors.get(actor)
    person = known is not None and known.kind == "person"
    role = named.role or (known.role if known is not None and named.person else None)
    if called is not None and not person and kind in ("person", "unknown"):
        kind = "body"  # the name itself is a body's
    return Speaker(
        name=named.name, actor=actor, side=actors.side(actor), role=role, kind="person" if person else kind,
        why=why(chosen, actors, spoken_for=called is None and kind == "person"),
    )  # fmt: skip


def actor_of(printed: str, actors: ActorBook) -> str | None:
    """The actor that a source phrase names: a person before the body spoken for, the first body before later ones."""
    mention = mention_of(printed, actors)
    return mention.actor if mention is not None else None


def mention_of(printed: str, actors: ActorBook) -> ActorMention | None:
    """The mention in a source phrase that says who speaks."""
    apart = words("not_spoken_for")
    found = list(takewhile(lambda m: _word_before(printed, m.start) not in apart, acting(printed, actors)))
    people = [m for m in found if (known := actors.get(m.actor)) is not None and known.kind == "person"]
    return next(iter(people + [m for m in found if m not in people]), None)


def why(chosen: ActorMention, actors: ActorBook, *, spoken_for: bool = False) -> str:
    """How the phrase led to the actor, whence the actor's side, and to whom it is tied besides."""
    how = "a place's name that stands for its government" if chosen.metonym else (
        "an adjective before an office" if chosen.demonym else "a name of it")  # fmt: skip
    told = [f"{chosen.text!r} is {how}" + ("; the person named speaks for it" if spoken_for else "")]
    actor = actors.get(chosen.actor)
    side = actors.side(chosen.actor)
    if actor is not None and side is not None and actor.side != side:
        told.append(f"its side {side} is that of {actor.parent}, to which it belongs")
    elif side is None:
        told.append("no side is stated")
    for tie in actor.affiliations if actor is not None else ():
        days = " ".join(f"{word} {day}" for word, day in (("since", tie.since), ("until", tie.until)) if day)
        told.append(f"tied to {tie.to} {days}".rstrip())
    return "; ".join(told)


def kind_of(named: Named, printed: str, own: frozenset[str] = frozenset()) -> str:
    """person | body | collective | anonymous | outlet | unknown, by the words alone."""
    low = printed.lower().replace("’", "'")
    bare = low.removeprefix("the ")
    if bare in own or low in words("outlet") or any(low.startswith(f"{o} ") for o in own):
        return "outlet"
    if named.person:
        return "person"
    heads = re.findall(r"[\w-]+", low.partition(" who ")[0].partition(" familiar ")[0].partition(" at ")[0])
    if heads and heads[-1] in words("collective"):
        return "collective"
    indefinite = not low.startswith("the ") and not any(c.isupper() for c in printed[1:])
    if any(head in words("anonymous") for head in heads[-1:]) and (indefinite or heads[-1].startswith("source")):
        return "anonymous"
    return "body" if heads and heads[-1] in words("bodies") else "unknown"


def _word_before(printed: str, start: int) -> str:
    before = printed[:start].split()
    return before[-1].lower() if before else ""


@cache
def words(name: str) -> frozenset[str]:
    """One list of roles.yaml."""
    return frozenset(data.load("claims/roles.yaml")[name])
