"""What reading one report yields, and what intake asks of the reference knowledge it is handed."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from holdfire.records import Count, Doubt, Observation, Text


class Actors(Protocol):
    """What intake needs to know of actors (`holdfire.actors.packaged()` offers it)."""

    def from_code(self, dataset: str, name: str) -> str | None:
        """Actor id of a name or code as a dataset prints it; None: not in the actor files."""

    def by_name(self, name: str) -> str | None:
        """Actor id of a name in any language; None: not in the actor files."""


class Places(Protocol):
    """What intake needs to know of places (`holdfire.places.packaged()` offers it)."""

    def area_id(self, name: str, country: str = "") -> str | None:
        """Admin id of an area's name; None: not in the gazetteer."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one report's bytes hold, and what is odd about them.

    A photo, or any file taken in as evidence, is only recognised here (`photo`): its Exhibit is made by the evidence
    room, which stands above this one.
    """

    texts: tuple[Text, ...] = ()
    events: Any = None
    """pyarrow.Table of EVENT_SCHEMA, or None when the report is no event table."""
    outside: Any = None
    """Array of the upstream ids of event rows that lie outside the scope asked for; None: no event table."""
    leads: Any = None
    """pyarrow.Table of LEAD_SCHEMA, or None: rows that point to something and are no account of it."""
    counts: tuple[Count, ...] = ()
    observations: tuple[Observation, ...] = ()
    photo: bool = False
    stated_title: str = ""
    """Title that the file itself states (HTML, PDF)."""
    stated_date: str = ""
    """ISO date that the file itself states as its publication (HTML) or making (PDF); "" = none."""
    doubts: tuple[Doubt, ...] = ()
    """About the file and its rows; those about a text, count or observation stand on it."""
