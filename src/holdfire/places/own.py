"""The hand-written files to an index on top of the packed one: facilities, landscapes, short names and peoples."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from holdfire import data
from holdfire.data.folding import fold, level
from holdfire.places.listed import Listed, facilities
from holdfire.places.packed import Packed

FACILITIES = "places/facilities.yaml"
LANDSCAPES = "places/landscapes.yaml"
FEATURES = "places/features.csv"
COUNTRIES = "places/countries.yaml"
AREAS = "places/areas.yaml"
GREAT, MINOR = 5.5, 4.7
"""Prominence of a landscape; of one that no more than SPOT_KM reaches over, or a quarter of a city."""
SPOT_KM = 30
_SPOTS = ("settlement", "suburb", "facility")


class Candidate(NamedTuple):
    """A place that a name may mean."""

    place: Listed
    spelled: bool
    """The name is spelled as listed; else it is a near spelling."""
    first: bool
    """It is the place's first name, not a by-name."""
    people: bool
    """The word names the people ("Syrian"), and the country only with them."""


class Own:
    """Candidates by key, from hand-written files."""

    def __init__(self, entries: Iterable[tuple[str, Candidate]], near: Iterable[tuple[str, Candidate]]) -> None:
        said = list(entries)
        self._spelled = _grouped((level(name), c) for name, c in said if not is_short(name))
        self.short = _grouped((name, c) for name, c in said if is_short(name))
        """Abbreviations by their exact letters: "US" is not "us", and "L.A." is not "La."."""
        self._near = _grouped(near)
        self.places = tuple({c.place.id: c.place for group in self._spelled.values() for c in group}.values())

    def called(self, name: str) -> tuple[Candidate, ...]:
        """Candidates of that name, as spelled, else folded."""
        return self.short.get(name) or self._spelled.get(level(name)) or self._near.get(fold(name), ())

    def spelled(self, key: str) -> tuple[Candidate, ...]:
        """Candidates of a levelled key."""
        return self._spelled.get(key, ())

    def near(self, key: str) -> tuple[Candidate, ...]:
        """Candidates of a folded key."""
        return self._near.get(key, ())


def read(packed: Packed, more: Iterable[Listed] = ()) -> Own:
    """Every packaged hand-written file, and the places of a case on top."""
    listed = [*facilities(data.read(FACILITIES), FACILITIES), *more]
    landscapes = [*_landscapes(), *_features()]
    named = [(n, p) for p in listed for n in p.names]
    entries = [(n, _candidate(p, n)) for n, p in named]
    entries += [(n, _candidate(p, n, people=people)) for n, p, people in landscapes]
    entries += [(n, _candidate(p, n, people=people)) for n, p, people in _areas(packed)]
    near = [(fold(n), _candidate(p, n)._replace(spelled=False)) for n, p in named]
    return Own(entries, near)


def _candidate(place: Listed, name: str, *, people: bool = False) -> Candidate:
    return Candidate(place=place, spelled=True, first=not people and level(name) == level(place.name), people=people)


def _landscapes() -> Iterator[tuple[str, Listed, bool]]:
    for entry in data.load(LANDSCAPES)["landscapes"]:
        place = Listed(
            id=f"holdfire:{entry['id']}", name=entry["name"], lat=entry["lat"], lon=entry["lon"],
            country=entry.get("country", ""), admin1="", admin2="", kind=entry["kind"], geonames=None, prominence=5.5,
            radius_m=round(1000 * entry["km"]), names=(entry["name"], *entry.get("names", ())),
        )  # fmt: skip
        yield from ((name, place, False) for name in place.names)
        yield from ((name, place, True) for name in peoples(entry.get("people", ())))


def _features() -> Iterator[tuple[str, Listed, bool]]:
    """The rows of features.csv: waters, islands, ranges, regions and quarters, written shorter than landscapes.yaml."""
    for row in csv.DictReader(data.read(FEATURES).decode().splitlines()):
        km = float(row["km"])
        spot = km <= SPOT_KM or row["kind"] in _SPOTS
        place = Listed(
            id=f"holdfire:{row['id']}", name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            country=row["country"], admin1="", admin2="", kind=row["kind"], geonames=None,
            prominence=MINOR if spot else GREAT, radius_m=round(1000 * km),
            names=(row["name"], *(n for n in row["names"].split("|") if n)),
        )  # fmt: skip
        yield from ((name, place, False) for name in place.names)


def _areas(packed: Packed) -> Iterator[tuple[str, Listed, bool]]:
    """Short names and peoples of countries and provinces, and the names that areas.yaml adds."""
    own = data.load(AREAS)
    for code, about in data.load(COUNTRIES)["countries"].items():
        yield from _of_area(packed, code, about.get("also", ()), about.get("people", ()))
    for code, names in own["countries"].items():
        yield from _of_area(packed, code, names, ())
    for code, entry in own["names"].items():
        yield from _of_area(packed, code, (entry["print"], *entry["names"]), ())
    for name, number in own["cities"].items():
        yield from ((name, place, False) for place in _numbered(packed, number))
    for word, number in own["citizens"].items():
        yield from ((n, place, True) for place in _numbered(packed, number) for n in peoples([word]))
    for code, entry in own["short"].items():
        yield from _of_area(packed, code, entry.get("names", ()), entry.get("people", ()))


def _numbered(packed: Packed, city: tuple[str, int]) -> Iterator[Listed]:
    """The place of that name and GeoNames id."""
    listed = (packed.place(hit.row) for hit in packed.hits(level(city[0])))
    return (place for place in listed if place.geonames == city[1])


def _of_area(
    packed: Packed, code: str, names: Iterable[str], people: Iterable[str]
) -> Iterator[tuple[str, Listed, bool]]:
    place = packed.area(code)
    if place is None:
        return
    yield from ((name, place, False) for name in names)
    yield from ((name, place, True) for name in peoples(people))


def is_short(name: str) -> bool:
    """Whether a name is an abbreviation: points in it, or capitals only and few."""
    return "." in name or (name.isascii() and name.isupper() and len(name) <= 5)


def peoples(words: Iterable[str]) -> Iterator[str]:
    """Each word and its plural ("Syrian", "Syrians"); words like "French" and "Chinese" have none."""
    for word in words:
        yield word
        if not word.endswith(("s", "se", "sh", "ch", "man")):
            yield f"{word}s"


def _grouped(entries: Iterable[tuple[str, Candidate]]) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, dict[Any, Candidate]] = {}
    for key, candidate in entries:
        if key:
            found.setdefault(key, {}).setdefault((candidate.place.id, candidate.people), candidate)
    return {key: tuple(group.values()) for key, group in found.items()}
