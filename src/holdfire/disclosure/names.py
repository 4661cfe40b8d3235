"""Names in a case -> the veil that covers those of private persons and of places that are never published.

A name is published when it is a body's, or a person's who speaks or acts in an office; every other name is covered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from holdfire.data import load
from holdfire.disclosure.places import is_hidden
from holdfire.records import Actor, Claim, Complaint, Place, Policy, Source, Speaker

SHORTEST = 5
"""A shorter single name is not searched for in running text: it would cover half of everybody's."""


class Veil:
    """Which names are public, and a cover over the rest wherever they stand in a text."""

    def __init__(self, actors: Iterable[Actor], sources: Iterable[Source], private: Iterable[str], cover: str) -> None:
        self._actors = {actor.id: actor for actor in actors}
        named = [
            n
            for a in self._actors.values()
            if is_public(a)
            for n in (a.name, *(n for ns in a.names.values() for n in ns))
        ]
        self._public = {
            n.casefold() for n in [*named, *(n for s in sources if s.kind != "person" for n in (s.name, *s.names))]
        }
        self._offices = {word.casefold() for word in load("disclosure/offices.yaml")["offices"]}
        self.cover = cover
        words = sorted({n for n in private if self._worth(n)}, key=lambda name: (-len(name), name))
        self._pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE) if words else None
        )

    def public_speaker(self, speaker: Speaker) -> bool:
        """Whether this speaker may be named: a body, a source, or a person with an office."""
        actor = self._actors.get(speaker.actor or "")
        if actor is not None and actor.kind == "person":
            return is_public(actor)
        if speaker.name.casefold() in self._public:
            return True
        return bool(self._offices.intersection(re.findall(r"\w+", f"{speaker.role or ''} {speaker.name}".casefold())))

    def public_name(self, name: str) -> bool:
        """Whether a name as printed, or an actor's id, is that of a body, a source or a holder of an office."""
        actor = self._actors.get(name)
        return is_public(actor) if actor is not None else self.public_speaker(Speaker(name=name))

    def over(self, text: str) -> str:
        """The text with every private name covered."""
        return self._pattern.sub(self.cover, text) if self._pattern else text

    def over_all(self, value: Any) -> Any:
        """Plain data (dicts, lists, strings) with every string covered; keys of dicts stay."""
        return _mapped(value, self.over) if self._pattern else value

    def _worth(self, name: str) -> bool:
        return (len(name) >= SHORTEST or " " in name) and name.casefold() not in self._public


def is_public(actor: Actor) -> bool:
    """A body, or a person who holds an office."""
    return actor.kind != "person" or bool(actor.role)


def veil_for(
    actors: Iterable[Actor],
    sources: Iterable[Source],
    said: tuple[Iterable[Claim], Iterable[Complaint]],
    at: Iterable[Place | None],
    policy: Policy,
    cover: str = "[withheld]",
) -> Veil:
    """The veil of one bulletin: covers private speakers, complainants and actors, and hidden places by name."""
    actors, sources, (claims, complaints) = tuple(actors), tuple(sources), said
    bare = Veil(actors, sources, (), cover)
    private = {c.speaker.name for c in claims if c.speaker is not None and not bare.public_speaker(c.speaker)}
    private |= {n for c in complaints for n in (c.complainant, c.on_behalf_of) if n and not bare.public_name(n)}
    private |= {n for a in actors if not is_public(a) for n in (a.name, *(n for ns in a.names.values() for n in ns))}
    private |= {place.name for place in at if place is not None and is_hidden(place, policy)}
    return Veil(actors, sources, private, cover)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mapped(item, change) for item in value]
    return value
