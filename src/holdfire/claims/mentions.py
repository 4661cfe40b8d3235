"""What this room asks of the actors room, and which of its mentions stand for an actor here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from holdfire import data
from holdfire.records import Actor


class ActorMention(Protocol):
    """An actor's name in a text: [start, end) in code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def actor(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def metonym(self) -> bool:
        """The name is first of all a place's, as a capital's is."""
        ...

    @property
    def demonym(self) -> bool:
        """The name is an adjective or a people's: "northern"."""
        ...


class ActorBook(Protocol):
    """The actors of a case."""

    def find(self, text: str) -> Sequence[ActorMention]: ...
    def get(self, actor: str) -> Actor | None: ...
    def side(self, actor: str) -> str | None: ...


def acting(text: str, actors: ActorBook) -> tuple[ActorMention, ...]:
    """The mentions of a text that stand for the actor: `Arlandic officials`, `the Arlanders`, not `in Arl City`."""
    return tuple(mention for mention in actors.find(text) if _acts(text, mention))


def _acts(text: str, mention: ActorMention) -> bool:
    if mention.metonym:
        before = (
            text[: mention.start].rsplit(None, 1)[-1:]
            if text[max(0, mention.start - 1) : mention.start] == " "
            else []
        )
        return not before or before[0].lower() not in _words("places_after")
    if mention.demonym:
        after = text[mention.end : mention.end + 40].split()
        plural = mention.text.endswith("s") and not mention.text.endswith("ss")
        return plural or (bool(after) and after[0].strip(".,;:!?”\"'’").lower() in _words("state_heads"))
    return True


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("claims/roles.yaml")[name])
