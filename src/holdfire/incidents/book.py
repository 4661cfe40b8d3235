"""What making accounts needs to know, in one bundle: actors, places, sources, and the case's zone and country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from holdfire.actors import Actors
from holdfire.records import Place, Source


class PlaceMentionLike(Protocol):
    """A place named in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def place(self) -> Place: ...
    @property
    def confidence(self) -> float: ...
    @property
    def sector(self) -> Place | None: ...


class Places(Protocol):
    """What accounts ask of a gazetteer."""

    def find(self, text: str) -> Sequence[PlaceMentionLike]:
        """The places named in a text."""

    def area_name(self, area: str) -> str | None:
        """The English name of an area id."""

    def area_id(self, name: str, country: str) -> str | None:
        """The admin id of an area by its name."""


class KnownSources(Protocol):
    """What accounts ask of the source book."""

    def get(self, source: str) -> Source | None:
        """A source by id."""

    def by_name(self, name: str) -> Source | None:
        """A source by any of its names."""

    def near(self, name: str) -> tuple[Source, ...]:
        """Sources that a name may be a slip for."""


@dataclass(frozen=True)
class Book:
    """Reference knowledge for one case. `zone` is the IANA zone in which its days run."""

    actors: Actors
    places: Places
    sources: KnownSources
    zone: str
    country: str = ""
    effects: tuple[tuple[date, date], ...] = ()
    """First and last day on which each agreement of the case may have taken effect."""
