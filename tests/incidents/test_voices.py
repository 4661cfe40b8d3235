"""Speakers to voices: a party speaks for itself, a person for the body that it stands in, never for its own name."""

from __future__ import annotations

import pytest
from tests.incidents.made import SOURCES, Sources

from holdfire.actors import Actors
from holdfire.actors.book import Entry
from holdfire.incidents import Book
from holdfire.incidents.voices import of_speaker
from holdfire.records import Actor, Affiliation, Speaker


def one(code: str, kind: str, parent: str | None = None, to: str | None = None) -> Entry:
    ties = (Affiliation(to=to),) if to else ()
    return Entry(
        actor=Actor(key=f"actor:{code}", id=code, name=code.title(), kind=kind, parent=parent, affiliations=ties)
    )


BOOK = Book(
    actors=Actors(
        [
            one("red", "state"), one("red-ministry", "ministry", "red"), one("red-minister", "person", "red-ministry"),
            one("relief", "body"), one("relief-chief", "person", "relief"), one("adviser", "person", to="red"),
            one("writer", "person"),
        ]
    ),
    places=None, sources=Sources(*SOURCES), zone="UTC",
)  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "tied"),
    [
        ("red-ministry", ("red-ministry",)), ("red-minister", ("red-ministry",)), ("relief", ()), ("relief-chief", ()),
        ("adviser", ("red",)), ("writer", ()),
    ],
)  # fmt: skip
def test_to_whom_a_speaker_is_tied(speaker: str, tied: tuple[str, ...]) -> None:
    voice = of_speaker(Speaker(name="any", actor=speaker), None, BOOK)
    assert (voice.id, voice.affiliated_to) == (speaker, tied)
