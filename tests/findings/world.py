"""A small invented ceasefire: one zone drawn in letters, two parties, a guarantor, a listed group; and its incidents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import shapely
from tests.maps import read_map

from holdfire.findings import Held, finding, hold, law
from holdfire.records import (
    Actor,
    Blame,
    Choice,
    DateEntry,
    Effect,
    Exclusion,
    Finding,
    Incident,
    Instrument,
    Interval,
    Membership,
    Modality,
    Option,
    Party,
    Place,
    Quote,
    Term,
    TextStatus,
    Undertaking,
    Zone,
)

GEOMETRY, LETTERS = read_map("""
    a........
    ..####...
    ..#A##.b.
    ..####...
""")
COUNTRY = shapely.geometry.mapping(shapely.box(34.9, 33.9, 36.2, 34.7))
START = datetime(2030, 5, 5, tzinfo=UTC)
LATER = datetime(2030, 5, 6, tzinfo=UTC)
END = datetime(2030, 11, 5, tzinfo=UTC)


class Book:
    """The least that the checks ask of the actor files."""

    def __init__(self) -> None:
        kinds = {
            "north": ("state", None), "north-army": ("force", "north"), "south": ("state", None),
            "rebels": ("lumped", None), "listed": ("armed_group", None), "patron": ("state", None),
            "stranger": ("state", None), "civilians": ("civilians", None),
        }  # fmt: skip
        self.book = {
            i: Actor(key=f"actor:{i}", id=i, name=i.title(), kind=kind, parent=parent)
            for i, (kind, parent) in kinds.items()
        }

    def get(self, actor: str) -> Actor | None:
        return self.book.get(actor)

    def all(self) -> list[Actor]:
        return list(self.book.values())

    def ancestors(self, actor_id: str) -> tuple[str, ...]:
        actor = self.book.get(actor_id)
        return (actor_id, *(self.ancestors(actor.parent) if actor and actor.parent else ()))


class Tree:
    """Codes written as paths: `force/air/strike` is a `force`."""

    def is_a(self, code: str, ancestor: str) -> bool:
        return code == ancestor or code.startswith(ancestor + "/")

    def name(self, code: str) -> str:
        return code


class Areas:
    """One country of one province, and one province half inside the zone."""

    def area_geometry(self, area: str) -> dict[str, Any] | None:
        half = shapely.geometry.mapping(shapely.box(35.2, 34.0, 36.0, 34.3))
        return {"X": COUNTRY, "X-half": half}.get(area)


def quote() -> Quote:
    return Quote(words="shall cease", status=TextStatus.AUTHENTIC)


def term(**fields: Any) -> Term:
    base: dict[str, Any] = {
        "id": "t1", "clause": "1", "what": "no force", "modality": Modality.PROHIBIT, "quote": quote(),
        "acts": ("force",), "by": ("sides",), "zones": ("z",),
    }  # fmt: skip
    return Term(**{**base, **fields})


def zone(**fields: Any) -> Zone:
    base: dict[str, Any] = {
        "id": "z", "name": "Zone", "version": "1", "words": "the zone", "provenance": "reconstruction",
        "how": "drawn", "geometry": GEOMETRY, "uncertainty_m": 500,
    }  # fmt: skip
    return Zone(**{**base, **fields})


def instrument(**fields: Any) -> Instrument:
    members = tuple(Membership(actor=a, how="signature") for a in ("north", "south"))
    base: dict[str, Any] = {
        "key": "instrument:i", "id": "i", "title": "The truce", "kind": "agreement", "publication": "published",
        "text_status": TextStatus.AUTHENTIC, "zone": "UTC", "country": "X",
        "dates": (DateEntry(name="operative", at=START, zone="UTC"), DateEntry(name="end", at=END, zone="UTC")),
        "parties": (Party(id="sides", name="The sides", role="signatory", actors=members, open=True, covers=("rebels",)),),
        "exclusions": (Exclusion(id="x", actors=("listed",), basis="list"),),
        "zones": (zone(),), "terms": (term(),),
        "undertakings": (Undertaking(id="u", who=("patron",), verb="ensure", toward=("sides",), clause="5"),),
    }  # fmt: skip
    return Instrument(**{**base, **fields})


def incident(key: str = "incident:1", at: datetime | None = LATER + timedelta(days=3), letter: str = "A", **fields: Any) -> Incident:
    lon, lat = LETTERS[letter]
    base: dict[str, Any] = {
        "key": key, "accounts": ("account:1",), "act": "force/strike",
        "place": Place(name=letter, lat=lat, lon=lon, radius_m=100), "participants": ("north", "south"),
        "time": at and Interval(start=at, end=at + timedelta(days=1), zone="UTC", precision="day"),
    }  # fmt: skip
    return Incident(**{**base, **fields})


def blamed(*actors: str) -> tuple[Blame, ...]:
    return tuple(Blame(actor=a, by=("claim:1",)) for a in actors)


def held(*incidents: Incident, agreement: Instrument | None = None) -> Held:
    return hold(incidents, law([agreement or instrument()], Book(), Tree(), Tree(), Areas()))


def findings_of(*incidents: Incident, agreement: Instrument | None = None) -> list[Finding]:
    table = held(*incidents, agreement=agreement)
    return [finding(table, row) for row in range(len(table))]


def choice(identifier: str, *effects: tuple[Effect, ...], options: tuple[str, ...] = ("yes", "no")) -> Choice:
    return Choice(
        id=identifier, question="?",
        options=tuple(
            Option(id=o, words=o, holders=("analyst's",), effects=e) for o, e in zip(options, effects, strict=True)
        ),
    )  # fmt: skip


