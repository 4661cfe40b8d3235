"""Incidents x terms x choices of reading: holding them all, what stands, the counts; and again after one change.

    python -m bench holding

100,000 made-up incidents, 30 terms of one instrument, and 12 binary choices (dates, who is bound or excluded, zones,
targets) of which 0, 4, 8 or 12 can change an answer; the others are there and touch nobody. One process, one thread;
seconds are processor time, so that what else the machine does is not counted.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import shapely
from msgspec.structs import replace

from bench.table import table
from holdfire import findings, places
from holdfire.findings import Held
from holdfire.findings.law import Law
from holdfire.records import (
    Actor,
    Blame,
    Choice,
    DateEntry,
    Effect,
    Exclusion,
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
    Zone,
)

INCIDENTS, TERMS, CHOICES, TIMES = 100_000, 30, 12, 3
MATTERING = (0, 4, 8, 12)
START = datetime(2017, 5, 5, tzinfo=UTC)
GROUPS = tuple(f"group-{n:02}" for n in range(40))
ACTS = ("force/air/strike", "force/ground/shelling", "force/ground", "aid/convoy", "detention", "movement/advance")
KINDS = ("date", "bound", "zone", "excluded", "target", "bound")


@dataclass(frozen=True)
class Book:
    """Forty groups and the civilians."""

    def get(self, actor: str) -> Actor | None:
        """A group of the forty, each by itself."""
        return _actor(actor)

    def all(self) -> list[Actor]:
        """Every group."""
        return [_actor(group) for group in GROUPS]

    def ancestors(self, actor_id: str) -> tuple[str, ...]:
        """Nobody stands above anybody."""
        return (actor_id,)


class Paths:
    """Codes written as paths."""

    def is_a(self, code: str, ancestor: str) -> bool:
        """`force/air` is a `force`."""
        return code == ancestor or code.startswith(ancestor + "/")

    def name(self, code: str) -> str:
        """The code itself."""
        return code


BOOK, PATHS = Book(), Paths()


def incidents(size: int, seed: int = 1) -> list[Incident]:
    """Attacks over 200 days at 20,000 places, exact to kilometres or days or not, by two of forty groups or by one."""
    dice = random.Random(seed)
    spots = [
        (dice.uniform(36.0, 40.0), dice.uniform(33.0, 37.0), dice.choice((100, 1000, 5000))) for _ in range(20_000)
    ]
    return [_incident(f"incident:{n:06}", dice, spots) for n in range(size)]


def _incident(key: str, dice: random.Random, spots: list[tuple[float, float, int]]) -> Incident:
    lon, lat, radius = dice.choice(spots)
    at = START + timedelta(hours=dice.randrange(-480, 4320))
    who = dice.sample(GROUPS, dice.choice((1, 2, 2, 2, 3)))
    return Incident(
        key=key, accounts=(f"account:{key}",), act=dice.choice(ACTS),
        place=Place(name="somewhere", lat=lat, lon=lon, radius_m=radius) if dice.random() > 0.02 else None,
        time=Interval(start=at, end=at + timedelta(hours=dice.choice((1, 24, 72))), zone="UTC", precision="day"),
        participants=tuple(who), target=dice.choice((None, None, "civilians", dice.choice(GROUPS))),
        attributed_to=tuple(Blame(actor=a, by=("claim:1",)) for a in who[: dice.choice((0, 0, 1, 1, 2))]),
    )  # fmt: skip


def instrument(mattering: int) -> Instrument:
    """Thirty terms over five zones; the first `mattering` choices touch what happened, the others nothing."""
    choices = tuple(_choice(n, real=n < mattering) for n in range(CHOICES))
    dated = {n for n in range(mattering) if KINDS[n % len(KINDS)] == "date"}
    dates = [
        DateEntry(name=f"start{n}", at=START, zone="UTC", choice=f"c{n:02}" if n in dated else "") for n in range(12)
    ]
    members = tuple(Membership(actor=g, how="signature") for g in GROUPS[:20])
    return Instrument(
        key="instrument:i", id="i", title="A truce", kind="agreement", publication="published", zone="UTC",
        text_status=TextStatus.AUTHENTIC, choices=choices, terms=tuple(_term(n) for n in range(TERMS)),
        dates=(*dates, DateEntry(name="end", at=START + timedelta(days=150), zone="UTC")),
        parties=(Party(id="sides", name="The sides", role="signatory", actors=members),),
        exclusions=(Exclusion(id="x", actors=GROUPS[36:], basis="list"),), zones=tuple(_zones(mattering)),
    )  # fmt: skip


def _choice(number: int, *, real: bool) -> Choice:
    kind = KINDS[number % len(KINDS)]
    actor = GROUPS[number % 20] if real else f"nobody-{number}"

    def effect(second: bool) -> tuple[Effect, ...]:
        if kind == "date":
            return (
                Effect(kind="date", instrument="i", name=f"start{number}", at=START + timedelta(days=second)),
            ) * real
        if kind == "target":
            mode: Any = "parties_only" if second else "any"
            return tuple(Effect(kind="target", instrument="i", name=f"t{n:02}", mode=mode) for n in range(5) if real)
        if kind == "zone":
            return ()
        return (Effect(kind=kind, instrument="i", actor=actor, result="fail" if second else "pass"),)  # type: ignore[arg-type]

    options = tuple(Option(id=o, words=o, holders=("x",), effects=effect(o == "no")) for o in ("yes", "no"))
    return Choice(id=f"c{number:02}", question="?", options=options)


def _term(number: int) -> Term:
    kinds = (("force",), ("force/air",), ("aid",), ("detention",), ("movement", "force/ground/shelling"))
    return Term(
        id=f"t{number:02}", clause=str(number), what="", modality=Modality.PROHIBIT, by=("sides",),
        quote=Quote(words="no", status=TextStatus.AUTHENTIC), acts=kinds[number % len(kinds)],
        zones=(f"z{number % 5}",), start=f"start{number % 12}", between=number % 7 == 0,
    )  # fmt: skip


def _zones(mattering: int) -> list[Zone]:
    zones = []
    for n in range(5):
        x, y = 36.2 + 0.7 * n, 33.5 + 0.6 * n
        zones.append(_zone(f"z{n}", "1", shapely.Point(x, y).buffer(0.5, quad_segs=500)))
    for n in range(mattering):
        if KINDS[n % len(KINDS)] == "zone":
            x, y = 36.2 + 0.7 * (n % 5), 33.5 + 0.6 * (n % 5)
            wide = _zone(f"z{n % 5}", f"wide-{n}", shapely.box(x - 0.8, y - 0.8, x + 0.8, y + 0.8))
            zones.append(replace(wide, choice=f"c{n:02}", options=("yes",)))
    return zones


def _zone(name: str, version: str, geometry: Any) -> Zone:
    return Zone(id=name, name=name, version=version, words="", provenance="reconstruction",
                geometry=shapely.geometry.mapping(geometry), uncertainty_m=500)  # fmt: skip


def law(given: Instrument) -> Law:
    """The instrument made ready."""
    return findings.law([given], BOOK, PATHS, PATHS, places.packaged())


def _actor(actor: str) -> Actor:
    return Actor(key=f"actor:{actor}", id=actor, name=actor, kind="armed_group")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def main(size: int = INCIDENTS, times: int = TIMES) -> str:
    """Two tables: by choices that matter; and what one change costs afterwards."""
    some = incidents(size)
    rows = [_by_choices(some, mattering, times) for mattering in MATTERING]
    head = ("choices that matter", "hold s", "standings s", "tallies s", "all s", "findings", "stand")
    return table(head, rows) + "\n\n" + table(("after a change", "s", "afresh s"), _by_change(some, times))


def _by_choices(some: list[Incident], mattering: int, times: int) -> tuple[str, ...]:
    runs = []
    for _ in range(times):
        ready = law(instrument(mattering))
        holding, held = _timed(lambda ready=ready: findings.hold(some, ready))
        standing, stand = _timed(lambda held=held: findings.standings(held))
        counting, _ = _timed(lambda stand=stand: findings.tallies(stand))
        runs.append((holding, standing, counting, holding + standing + counting))
    middle = [f"{statistics.median(r[i] for r in runs):.2f}" for i in range(4)]
    return (f"{mattering} of {CHOICES}", *middle, f"{len(held):,}", f"{len(stand):,}")


def _by_change(some: list[Incident], times: int) -> list[tuple[str, ...]]:
    before_law = instrument(CHOICES)
    before = findings.hold(some, law(before_law))
    first = before_law.terms[0]
    one = [replace(some[0], act="detention"), *some[1:]]
    clause = replace(first, acts=("force/air", "aid"))
    wider = replace(before_law.zones[0], uncertainty_m=900)
    changes: dict[str, tuple[Instrument, list[Incident]]] = {
        "nothing": (before_law, some),
        "one clause": (replace(before_law, terms=(clause, *before_law.terms[1:])), some),
        "one zone": (replace(before_law, zones=(wider, *before_law.zones[1:])), some),
        "one record": (before_law, one),
    }
    rows = []
    for name, (changed, of) in changes.items():
        took, afresh = [], []
        for _ in range(times):
            seconds, held = _timed(lambda changed=changed, of=of: findings.hold(of, law(changed), before))
            took.append(seconds)
            seconds, fresh = _timed(lambda changed=changed, of=of: findings.hold(of, law(changed)))
            afresh.append(seconds)
            assert same(held, fresh), f"after {name}: not as afresh"
        rows.append((name, f"{statistics.median(took):.2f}", f"{statistics.median(afresh):.2f}"))
    return rows


def same(one: Held, other: Held) -> bool:
    """Whether two runs found the same, column by column."""
    columns = ("incident", "term", "reading", "code")
    alike = all(getattr(one, c).tobytes() == getattr(other, c).tobytes() for c in columns)
    return alike and one.readings == other.readings and one.columns.incidents == other.columns.incidents
