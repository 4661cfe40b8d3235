"""What this room asks of the actors room, and which of its mentions stand for an actor here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from holdfire import data
from holdfire.records import Actor

_TIE = re.compile(r"[-‐‑](\w+)")


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
    if _only_behind(text, mention):
        return False
    if mention.metonym:
        return not _as_a_place(text, mention)
    if mention.demonym:
        after = text[mention.end : mention.end + 40].split()
        plural = mention.text.endswith("s") and not mention.text.endswith("ss")
        return plural or (bool(after) and after[0].strip(".,;:!?”\"'’").lower() in _words("state_heads"))
    return True


def _only_behind(text: str, mention: ActorMention) -> bool:
    """`the Arland-backed militia`: who backs somebody is not who speaks."""
    tie = _TIE.match(text, mention.end)
    return tie is not None and tie[1].lower() in _words("behind")


def _as_a_place(text: str, mention: ActorMention) -> bool:
    """`in Arl City`, and what Arabic writes in one word: the particle joined before the name."""
    before = text[: mention.start]
    if before[-1:].isalpha():
        return True
    said = before[-40:].rstrip(" ") if before.endswith(" ") else ""
    return said != "" and said.split()[-1].lower() in _words("places_after")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("claims/roles.yaml")[name])
