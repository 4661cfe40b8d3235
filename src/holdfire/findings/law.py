"""What incidents are held against: instruments with the choices of reading that touch them, zones made ready, and the
reference knowledge that the checks ask. Every question of "is this actor bound" is answered once and remembered."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from shapely.geometry import shape

from holdfire import agreement
from holdfire.findings.zones import PreparedZone, prepare
from holdfire.records import BY_NAME, Actor, Choice, Effect, Instrument, Result, Term, Zone

Reading = tuple[tuple[str, str], ...]
"""A partial assignment: (choice id, option id) pairs, sorted."""


class Actors(Protocol):
    """What the checks ask of the actor files."""

    def get(self, actor: str) -> Actor | None: ...
    def all(self) -> Iterable[Actor]: ...
    def ancestors(self, actor_id: str) -> tuple[str, ...]: ...


class Codes(Protocol):
    """What the checks ask of acts.yaml and weapons.yaml."""

    def is_a(self, code: str, ancestor: str) -> bool: ...
    def name(self, code: str) -> str: ...


class Areas(Protocol):
    """What the checks ask of the gazetteer."""

    def area_geometry(self, area: str) -> dict[str, Any] | None: ...


@dataclass(frozen=True, eq=False)
class Law:
    """Instruments ready to be applied. Build it with `law(...)`."""

    instruments: tuple[Instrument, ...]
    actors: Actors
    acts: Codes
    weapons: Codes
    areas: Areas
    zones: dict[tuple[str, str], tuple[PreparedZone, ...]]
    """(instrument id, zone id) -> its versions that have geometry."""
    nationwide: dict[str, PreparedZone | None]
    """Instrument id -> the country's outline, for terms that name no zone."""
    _bound: dict[tuple[object, ...], agreement.Bound] = field(default_factory=dict)
    _breaks: dict[str, tuple[datetime, ...]] = field(default_factory=dict)

    def name(self, actor_id: str) -> str:
        """An actor as it is printed; a class of targets, or an id that nobody knows, as it stands. Somebody whom only a
        text names is not named here: the incident has the name as written."""
        known = self.actors.get(actor_id)
        if known is None and actor_id.startswith(BY_NAME):
            return "a body that is in no actor file"
        return known.name if known is not None else actor_id.replace("_", " ")

    def choices(self) -> dict[str, Choice]:
        """All choices of reading of the case by id."""
        return {c.id: c for instrument in self.instruments for c in instrument.choices}

    def segment(self, instrument: Instrument, when: datetime) -> int:
        """Which stretch between two changes of membership `when` falls in: inside one, nobody's status changes."""
        if instrument.id not in self._breaks:
            members = [m for p in instrument.parties for m in p.actors]
            moments = {t for m in members for t in (m.since, m.until) if t} | {
                e.since for e in instrument.exclusions if e.since
            }
            self._breaks[instrument.id] = tuple(sorted(moments))
        return bisect_right(self._breaks[instrument.id], when)

    def bound(
        self, instrument: Instrument, parties: tuple[str, ...], actor: str, when: datetime, reading: Reading
    ) -> agreement.Bound:
        """Whether the actor was bound, as one of the named parties (all, when none is named)."""
        key = (instrument.id, parties, actor, self.segment(instrument, when), reading)
        if key not in self._bound:
            self._bound[key] = agreement.bound(instrument, actor, when, dict(reading), self.actors, parties)
        return self._bound[key]

    def excluded(self, instrument: Instrument, actor: str, when: datetime, reading: Reading) -> Result:
        """Whether the text leaves the actor outside its protection; of a lumped actor nobody can tell."""
        key = (instrument.id, "excluded", actor, self.segment(instrument, when), reading)
        if key not in self._bound:
            self._bound[key] = agreement.excluded(instrument, actor, when, dict(reading), self.actors)
        told = self._bound[key].result
        known = self.actors.get(actor)
        lumped = known is not None and known.kind == "lumped" and bool(instrument.exclusions)
        return Result.UNKNOWN if lumped and told is Result.FAIL else told

    def touching(self, instrument: Instrument, actors: Sequence[str], term: Term | None = None) -> tuple[Choice, ...]:
        """The choices whose answer can change how these actors stand (under the term: and who counts as its target)."""
        chain = {a for actor in actors for a in self.actors.ancestors(actor)} | set(actors)
        touched: dict[str, Choice] = {}
        grown = True
        while grown:  # judging one actor "as" another brings in what touches that other
            grown = False
            for choice in instrument.choices:
                if choice.id in touched:
                    continue
                effects = [e for o in choice.options for e in o.effects if _touches(e, instrument, chain, term)]
                if effects:
                    touched[choice.id] = choice
                    chain |= {e.result[3:] for e in effects if e.result.startswith("as:")}
                    grown = True
        return tuple(touched[c] for c in sorted(touched))


def law(instruments: Sequence[Instrument], actors: Actors, acts: Codes, weapons: Codes, areas: Areas) -> Law:
    """Instruments, as loaded together (each then has every choice that has an effect on it), made ready."""
    ordered = tuple(sorted(instruments, key=lambda i: i.id))
    zones: dict[tuple[str, str], tuple[PreparedZone, ...]] = {}
    nationwide: dict[str, PreparedZone | None] = {}
    outlines: dict[str, Any] = {}
    for instrument in ordered:
        country = instrument.country
        if country not in outlines:
            geometry = areas.area_geometry(country) if country else None
            outlines[country] = shape(geometry) if geometry else None
        for zone in instrument.zones:
            ready = prepare(zone, outlines[country])
            if ready is not None:
                zones[instrument.id, zone.id] = (*zones.get((instrument.id, zone.id), ()), ready)
        nationwide[instrument.id] = _whole(outlines[country])
    return Law(ordered, actors, acts, weapons, areas, zones, nationwide)


def combinations(choices: Sequence[Choice]) -> list[Reading]:
    """Every combination of the options of these choices, in a fixed order; one empty reading when there are none."""
    ordered = sorted(choices, key=lambda c: c.id)
    return [tuple(pairs) for pairs in itertools.product(*([(c.id, o.id) for o in c.options] for c in ordered))]


def restricted(reading: Reading, choices: Mapping[str, object] | set[str]) -> Reading:
    """The part of a reading that speaks of these choices."""
    return tuple(pair for pair in reading if pair[0] in choices)


COUNTRY_BAND_M = 2000
"""Outlines at 1:10 million are generalised by about this much: a point nearer to a border may lie on either side."""


def _whole(outline: Any) -> PreparedZone | None:
    country = Zone(
        id="", name="the whole country", version="1", words="nationwide", provenance="third_party",
        kind="nationwide", uncertainty_m=COUNTRY_BAND_M,
    )  # fmt: skip
    return prepare(country, outline)


def _touches(effect: Effect, instrument: Instrument, chain: set[str], term: Term | None) -> bool:
    return effect.instrument == instrument.id and (
        (effect.kind in {"bound", "excluded"} and effect.actor in chain)
        or (term is not None and effect.kind == "target" and effect.name == term.id)
    )
