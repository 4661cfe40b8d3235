"""Small reference books and accounts for the tests of incidents and corroboration: invented names only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from holdfire import seals
from holdfire.actors import Actors
from holdfire.actors.book import Entry
from holdfire.incidents import Book
from holdfire.records import (
    Account,
    Actor,
    Affiliation,
    Blame,
    Casualties,
    Interval,
    Place,
    Report,
    Source,
    Voice,
)

MARKET = Place(name="Market Town", lat=36.14, lon=36.82, radius_m=3000, provenance="test", geonames_id=1)
PRISON = Place(name="Old Prison", lat=33.66, lon=36.33, radius_m=1000, kind="facility", provenance="test")
PROVINCE = Place(name="West Province", area="WP", kind="area", provenance="test")


def actor(name: str, parent: str | None = None, side: str | None = None, codes: tuple[str, ...] = ()) -> Actor:
    """One actor, called by its id in capitals."""
    return Actor(
        key=f"actor:{name}",
        id=name,
        name=name.upper(),
        kind="body",
        parent=parent,
        side=side,
        codes={"ged": codes} if codes else {},
        names={"en": (name.title(),)},
    )


ACTORS = Actors(
    Entry(actor=a)
    for a in (
        actor("red", codes=("Red Government",)),
        actor("red-army", parent="red"),
        actor("red-ally", side="red", codes=("Red Ally",)),
        actor("blue", codes=("Blue insurgents",)),
        actor("blue-press", parent="blue"),
        actor("green"),
    )
)


class Sources:
    """A source book of two independent outlets, an observatory and a party's outlet."""

    def __init__(self, *sources: Source) -> None:
        self.sources = sources or SOURCES

    def get(self, source: str) -> Source | None:
        return next((s for s in self.sources if s.id == source), None)

    def by_name(self, name: str) -> Source | None:
        return next((s for s in self.sources if name == s.name or name in s.names), None)

    def near(self, name: str) -> tuple[Source, ...]:
        return tuple(s for s in self.sources if sorted(s.name) == sorted(name) and s.name != name)


def carrying(publisher: str, agency: str) -> tuple[Source, ...]:
    """The sources above, of which one carries another."""
    tie = (Affiliation(to=agency, why="takes its service"),)
    return tuple(replace(s, carries=tie) if s.id == publisher else s for s in SOURCES)


def source(code: str, name: str, to: str | None = None, names: tuple[str, ...] = ()) -> Source:
    """One source, tied to an actor or to nobody."""
    ties = (Affiliation(to=to),) if to else ()
    return Source(key=f"source:{code}", id=code, name=name, kind="outlet", affiliations=ties, names=names)


SOURCES = (
    source("north", "North Wire"),
    source("south", "South Courier"),
    source("watch", "The Watch", names=("TW",)),
    source("red-agency", "Red Agency", to="red"),
    source("blue-tv", "Blue TV", to="blue"),
)


class Places:
    """A gazetteer of one province."""

    def area_id(self, name: str, country: str) -> str | None:
        return {"West Province": "WP"}.get(name)

    def area_name(self, area: str) -> str | None:
        return {"WP": "West Province"}.get(area)

    def find(self, text: str) -> tuple[()]:
        return ()


BOOK = Book(actors=ACTORS, places=Places(), sources=Sources(), zone="Asia/Damascus", country="SY")


def report(name: str = "r1", source: str = "north", published: datetime | None = None) -> Report:
    """One report, called `report:NAME`."""
    return Report(
        key=f"report:{name}",
        source=source,
        format="text",
        filename=f"{name}.txt",
        sha256=seals.sha256(name.encode()),
        size=1,
        position=1,
        published=published,
    )


def day(n: int, hours: int = 24) -> Interval:
    """The nth day of November 2017, from UTC midnight."""
    start = datetime(2017, 11, n, tzinfo=UTC)
    return Interval(start=start, end=start + timedelta(hours=hours), zone="UTC", precision="day")


def voice(code: str, *to: str) -> Voice:
    """A voice, tied to these actors."""
    return Voice(id=code, name=code.title(), affiliated_to=to)


def account(name: str, *voices: Voice, blames: tuple[str, ...] = (), **fields: object) -> Account:
    """An account of an air strike on the market on 13 November, by default in a report of its own by `north`."""
    given: dict[str, object] = {
        "report": f"report:{name}",
        "source": "north",
        "act": "air_strike",
        "place": MARKET,
        "time": day(13),
        "knowable_from": "2017-11-13",
        "voices": voices or (voice("north"),),
        "attributed_to": tuple(Blame(actor=a, by=(f"claim:{name}",)) for a in blames),
        "asserted_by": (f"claim:{name}",),
    }
    return Account(key=seals.key("account", name), **{**given, **fields})  # type: ignore[arg-type]


def killed(low: int, high: int | None, by: str = "claim:x") -> Casualties:
    """A total of killed."""
    return Casualties(kind="killed", low=low, high=high, by=(by,))
