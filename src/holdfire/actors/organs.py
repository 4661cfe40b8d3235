"""States and the words for their organs to actors: "the Ruritanian army", "Ruritania's defence ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from holdfire import data
from holdfire.actors.inflected import Inflected
from holdfire.data.phrases import Phrases
from holdfire.records import Actor


class Hit(msgspec.Struct, frozen=True, order=True):
    """A name in a text: [start, end) in code points."""

    start: int
    end: int
    actor: str
    kind: str
    """name | demonym | metonym"""


class Organ(msgspec.Struct, frozen=True):
    """An organ that any state may have."""

    id: str
    kind: str
    name: str
    """With `{state}` for the state's name."""
    within: str = ""
    """The organ it belongs to, where that is not the state itself."""


ITSELF = "government"
"""Id of the organ that is the state itself."""


def of_state(state: Actor, organ: Organ, parent: str) -> Actor:
    """The actor that a state's organ is, where no file has one."""
    short = state.name.removeprefix("Government of ").removeprefix("the ")
    identity = f"{state.id}-{organ.id}"
    name = organ.name.format(state=short)
    return Actor(key=f"actor:{identity}", id=identity, name=name, kind=organ.kind, parent=parent)


@cache
def organs() -> Mapping[str, Organ]:
    """The organs of organs.yaml by id, without the state itself."""
    listed = data.load("organs.yaml")["organs"]
    return {
        o["id"]: Organ(o["id"], o["kind"], o["name"], o.get("within", "")) for o in listed if o["id"] != ITSELF
    }


def joined(text: str, states: Sequence[Hit]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, state id, organ id) wherever an organ's words stand beside a state's name."""
    if not states:
        return
    by_start, by_end = {hit.start: hit for hit in states}, {hit.end: hit for hit in states}
    after, before = _between()
    for start, end, organ, language in _words(text):
        gap = after.search(text, max(0, start - 4), start)
        left = by_end.get(gap.start()) if gap else None
        link = before.match(text, end) if language == "en" else _BLANK.match(text, end)
        right = by_start.get(link.end()) if link else None
        if left is not None and language != "ar":
            yield left.start, end, left.actor, organ
        elif right is not None and (right.kind != "demonym" or language == "ar"):
            yield start, right.end, right.actor, organ


_BLANK = re.compile(r"\s(?=\S)")


@cache
def _between() -> tuple[re.Pattern[str], re.Pattern[str]]:
    between = data.load("organs.yaml")["between"]
    return re.compile(f"{between['after']}$".replace(" ", r"\s")), re.compile(between["before"].replace(" ", r"\s"))


def _words(text: str) -> Iterator[tuple[int, int, str, str]]:
    for start, end, organ in _latin().find(text):
        yield start, end, organ, "en"
    for start, end, (organ, language) in _others().find(text):
        yield start, end, organ, language


@cache
def _latin() -> Phrases[str]:
    return Phrases(((phrase, o["id"]) for o in _listed() for phrase in o["en"]), ignore_case=True)


@cache
def _others() -> Inflected[tuple[str, str]]:
    return Inflected(
        (phrase, (o["id"], language), False) for o in _listed() for language in ("ar", "ru") for phrase in o[language]
    )


def _listed() -> Any:
    return data.load("organs.yaml")["organs"]
