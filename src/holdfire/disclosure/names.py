"""Names in a case -> the veil that covers those of private persons and of places that are never published.

A name is published when it is a body's, or a person's who speaks or acts in an office; every other name is covered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from holdfire import incidents
from holdfire.data import load
from holdfire.disclosure.places import is_hidden
from holdfire.records import Actor, Claim, Complaint, Place, Policy, Source, Speaker, Voice

SHORTEST = 5
"""A shorter single name is not searched for in running text: it would cover half of everybody's."""


class Veil:
    """Which names are public, and a cover over the rest wherever they stand in a text."""

    def __init__(self, actors: Iterable[Actor], sources: Iterable[Source], private: Iterable[str], cover: str) -> None:
        self._actors = {actor.id: actor for actor in actors}
        words = load("disclosure/offices.yaml")
        self._offices, self._bodies, self._articles = (set(words[n]) for n in ("offices", "bodies", "articles"))
        self._pronouns = set(words["pronouns"])
        bodies = [name for actor in self._actors.values() if is_public(actor) for name in _names(actor)]
        publishers = [name for source in sources if source.kind != "person" for name in (source.name, *source.names)]
        self._public = {self._bare(name).casefold() for name in (*bodies, *publishers)}
        self.cover = cover
        covered = sorted({n for n in private if self._worth(n)}, key=lambda name: (-len(name), name))
        self._pattern = (
            re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, covered)) + r")(?!\w)", re.IGNORECASE)
            if covered
            else None
        )

    def public_speaker(self, speaker: Speaker) -> bool:
        """Whether this speaker may be named as printed: a body, a source, a holder of an office, or no name at all.

        Words that are written small throughout ("local residents") and pronouns name nobody; what holds the name of the
        very body that it stands for ("the Northern Army command") is that body.
        """
        actor = self._actors.get(speaker.actor or "")
        if actor is not None and actor.kind == "person":
            return is_public(actor)
        bare = self._bare(speaker.name)
        if bare.islower() or bare.casefold() in self._pronouns or self._holds_name_of(actor, bare):
            return True
        return self._known(f"{speaker.role or ''} {bare}", bare)

    def public_name(self, name: str) -> bool:
        """Whether an actor's id, or a name however written, is a body's, a source's or an office's."""
        actor = self._actors.get(name)
        return is_public(actor) if actor is not None else self._known(name, self._bare(name))

    def public_author(self, name: str) -> bool:
        """Whether somebody whom no file has may be named as said to have done it: a body, never a person."""
        return self.public_name(name) or incidents.is_body(name.split())

    def _holds_name_of(self, actor: Actor | None, name: str) -> bool:
        padded = f" {name.casefold()} "
        return actor is not None and any(f" {self._bare(own).casefold()} " in padded for own in _names(actor))

    def _bare(self, name: str) -> str:
        """A name without the article before it, which a sentence's start writes large."""
        first, _, rest = name.partition(" ")
        return rest if rest and first.casefold() in self._articles else name

    def _known(self, words: str, name: str) -> bool:
        if name.casefold() in self._public or self._offices.intersection(_words(words)):
            return True
        # "Hill News Agency" is a body; "Carl Unknown of Hill News Agency" is a person, whatever stands after the name.
        return bool(self._bodies.intersection(_words(re.split(r",| of | from | at | with ", name)[0])))

    def over(self, text: str) -> str:
        """The text with every private name covered."""
        return self._pattern.sub(self.cover, text) if self._pattern else text

    def over_all(self, value: Any) -> Any:
        """Plain data (dicts, lists, strings) with every string covered; keys of dicts stay."""
        return _mapped(value, self.over) if self._pattern else value

    def _worth(self, name: str) -> bool:
        return (len(name) >= SHORTEST or " " in name) and name.casefold() not in self._public


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _like_a_person(name: str) -> bool:
    """Two words or more, all written large, no article: "Carl Unknown", not "the Northern Council" or "reporters"."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def is_public(actor: Actor) -> bool:
    """A body, or a person who holds an office."""
    return actor.kind != "person" or bool(actor.role)


def veil_for(
    known: tuple[Iterable[Actor], Iterable[Source]],
    said: tuple[Iterable[Claim], Iterable[Complaint], Iterable[Voice]],
    at: Iterable[Place | None],
    policy: Policy,
    cover: str = "[withheld]",
    authors: Iterable[str] = (),
) -> Veil:
    """The veil of one bulletin: covers private speakers, voices, complainants and actors, and hidden places by name.

    `authors` are the names, as written, of those whom texts say to have done it and no file has: a person among them is
    covered, save where he or she speaks in an office.
    """
    actors, sources = tuple(known[0]), tuple(known[1])
    claims, complaints, voices = tuple(said[0]), said[1], said[2]
    bare = Veil(actors, sources, (), cover)
    ids = {actor.id for actor in actors} | {source.id for source in sources}
    private = {c.speaker.name for c in claims if c.speaker is not None and not bare.public_speaker(c.speaker)}
    private |= {name for c in claims for name in c.to_whom if _like_a_person(name) and not bare.public_name(name)}
    private |= {v.name for v in voices if v.id not in ids and not bare.public_speaker(Speaker(name=v.name))}
    private |= {n for c in complaints for n in (c.complainant, c.on_behalf_of) if n and not bare.public_name(n)}
    spoken = {c.speaker.name for c in claims if c.speaker is not None and bare.public_speaker(c.speaker)}
    private |= {name for name in authors if name and not bare.public_author(name)} - spoken
    private |= {name for actor in actors if not is_public(actor) for name in _names(actor)}
    private |= {place.name for place in at if place is not None and is_hidden(place, policy)}
    return Veil(actors, sources, private, cover)


def _names(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *(name for names in actor.names.values() for name in names))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mapped(item, change) for item in value]
    return value
