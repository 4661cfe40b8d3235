"""What the stories of the shipped agreements are told with: one incident in a line, and what each term says of it.

Every incident that a story tells is also told with two names exchanged: the same must be found, with them exchanged.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pyproj import Geod
from tests.swapping import Pair, in_order, swapped, turned

from holdfire import actors, agreement, places
from holdfire.actors import Actors
from holdfire.actors.book import Entry
from holdfire.data import ontology
from holdfire.findings import Law, findings, hold, law
from holdfire.records import Actor, Blame, Duty, Finding, Incident, Instrument, Interval, Place

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
EARTH = Geod(ellps="WGS84")
DAY = timedelta(days=1)
BOOK = actors.packaged()
LatLon = tuple[float, float]


@cache
def instruments(folder: str) -> dict[str, Instrument]:
    """The instruments of one folder below examples/, which must be without an error."""
    below = EXAMPLES / folder
    files = {str(p.relative_to(below)): p.read_bytes() for p in [*below.glob("*.yml"), *below.glob("zones/*.geojson")]}
    found, faults = agreement.load(files, actors=BOOK)
    assert [f.text() for f in faults if f.severity == "error"] == []
    return {i.id: i for i in found}


@cache
def packaged(folder: str) -> Law:
    return law_of(tuple(instruments(folder).values()))


def law_of(held: tuple[Instrument, ...]) -> Law:
    return law(held, BOOK, ontology.acts(), ontology.weapons(), places.packaged())


def incident(act: str, when: str, where: LatLon, by: str = "", against: str = "", *, weapon: str | None = None,
             between: tuple[str, ...] = (), invokes: str = "", zone: str = "UTC", radius_m: int = 100) -> Incident:  # fmt: skip
    """One incident: `when` is a local day or minute, `by` who is said to have done it, `invokes` an exception of `by`."""
    start = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone))
    end = start + DAY if len(when) == len("2017-05-04") else start
    return Incident(
        key=f"incident:{act}-{when}-{by}", accounts=("account:1",), act=act, weapon=weapon,
        attributed_to=(Blame(actor=by, by=("claim:1",)),) if by else (), participants=between, target=against or None,
        place=Place(name="there", lat=where[0], lon=where[1], radius_m=radius_m),
        time=Interval(start=start, end=end, zone=zone, precision="day" if end > start else "minute"),
        invokes=((invokes, by, "claim:2"),) if invokes else (),
    )  # fmt: skip


def held(under: Law, told: Incident) -> list[Finding]:
    table = hold([told], under)
    found = findings(table, range(len(table)))
    for pair in pairs(under, told):
        assert decided(told_with(under, told, pair), pair) == decided(found), f"not blind to {' and '.join(pair)}"
    return found


def pairs(under: Law, told: Incident) -> list[Pair]:
    """Who is named first in the incident, with the first other member of a party, and with the last."""
    blamed = (b.actor for b in told.attributed_to)
    named = next((a for a in (*blamed, *told.participants, told.target) if a and BOOK.get(a)), None)
    members = [m.actor for i in under.instruments for p in i.parties for m in p.actors if m.actor != named]
    return [(named, other) for other in dict.fromkeys((members[0], members[-1]))] if named and members else []


def told_with(under: Law, told: Incident, pair: Pair) -> list[Finding]:
    """What is found when two names are exchanged in the incident, the instruments and the book of actors."""
    (other,) = turned([told], Incident, pair)
    table = hold([other], _swapped_law(under, pair))
    return findings(table, range(len(table)))


@cache
def _swapped_law(under: Law, pair: Pair) -> Law:
    """Zones know no actors, so those made ready serve on."""
    book = Actors(Entry(actor=a) for a in turned(BOOK.all(), Actor, pair))
    made = tuple(turned(under.instruments, Instrument, pair))
    return replace(under, instruments=made, actors=book, _bound={}, _breaks={})


def decided(found: list[Finding], pair: Pair | None = None) -> object:
    """What was found, without the words, in which names stand; with two names exchanged back."""
    plain = [
        [f.instrument, f.term, f.reading, f.verdict.value, [b.value for b in f.because], f.author_established,
         [[c.name, c.result.value, c.code, c.share] for c in f.checks],
         [[u.id, list(u.who)] for u in f.undertakings], list(f.refer_to)]
        for f in found
    ]  # fmt: skip
    return in_order(swapped(plain, pair) if pair else plain)


def of(folder: str, term: str, told: Incident, *, under: Law | None = None) -> dict[str, str]:
    """Reading -> `verdict` or `verdict: because`, of one term (`instrument/term` where two instruments have it)."""
    return {
        "&".join(f"{c}={o}" for c, o in sorted(f.reading.items())): said(f)
        for f in held(under or packaged(folder), told)
        if f"{f.instrument}/{f.term}".endswith(f"/{term}") or f"{f.instrument}/{f.term}" == term
    }


def said(finding: Finding) -> str:
    because = ", ".join(b.value for b in finding.because)
    return finding.verdict.value + (f": {because}" if because else "")


def one(folder: str, term: str, told: Incident) -> Finding:
    """The finding of one term, where no reading changes it."""
    (found,) = [f for f in held(packaged(folder), told) if f.term == term]
    return found


def verdicts(folder: str, told: Incident) -> set[str]:
    """What is left when all that does not cover it is put aside."""
    return {said(f) for f in held(packaged(folder), told)} - {
        s for s in {said(f) for f in held(packaged(folder), told)} if s.startswith("not_covered")
    }


def duty(folder: str, term: str, on: str, **reading: str) -> Duty:
    """One duty as it stands on a day, under a reading."""
    all_of = agreement.duties(instruments(folder).values(), date.fromisoformat(on), reading)
    (found,) = [d for d in all_of if d.term == term]
    return found


def off(start: LatLon, bearing: float, km: float) -> LatLon:
    """The place so many kilometres away, along the ground."""
    lon, lat, _ = EARTH.fwd(start[1], start[0], bearing, km * 1000)
    return lat, lon
