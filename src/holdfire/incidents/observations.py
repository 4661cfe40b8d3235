"""The case's own observations to accounts: observed, placed by bearing and range, and never with an author."""

from __future__ import annotations

from collections.abc import Sequence

from pyproj import Geod

from holdfire import data, seals
from holdfire.incidents import voices
from holdfire.incidents.book import Book
from holdfire.records import Account, Doubt, Observation, Place, Report

_EARTH = Geod(ellps="WGS84")


def accounts_from_observations(
    observations: Sequence[Observation], report: Report, book: Book
) -> tuple[tuple[Account, ...], tuple[Doubt, ...]]:
    """One account per observation. A direction of fire, assessed or not, stays on the observation: it blames nobody."""
    made = tuple(_account(seen, report, book) for seen in observations)
    return made, tuple(sorted({doubt for account in made for doubt in account.doubts}))


def _account(seen: Observation, report: Report, book: Book) -> Account:
    place, doubts = _event_place(seen)
    voice = voices.of_publisher(report.source, seen.time.start.date(), book)
    return Account(
        key=seals.key("account", seen.key),
        rests_on=(seen.key,),
        report=report.key,
        source=report.source,
        voices=(voice,),
        act=seen.act,
        weapon=seen.weapon,
        place=place,
        time=seen.time,
        observed=True,
        exhibits=seen.exhibits,
        doubts=doubts,
    )


def _event_place(seen: Observation) -> tuple[Place, tuple[Doubt, ...]]:
    """Where it happened: along the bearing at the range, else around the position as far as the means reaches."""
    at = seen.position
    if at.lat is None or at.lon is None:
        return at, ()
    if seen.bearing_deg is not None and seen.range_m is not None:
        lon, lat, _ = _EARTH.fwd(at.lon, at.lat, seen.bearing_deg, seen.range_m)
        radius = at.radius_m + _error(seen, seen.range_m)
        place = Place(
            name=f"{seen.range_m} m from {at.name}",
            lat=lat,
            lon=lon,
            radius_m=radius,
            kind="position",
            provenance=seen.key,
        )
        return place, ()
    reach: dict[str, int] = data.load("incidents/fusing.yaml")["observed_radius_m"]
    radius = max(at.radius_m, reach.get(seen.means, max(reach.values())))
    place = Place(
        name=f"around {at.name}", lat=at.lat, lon=at.lon, radius_m=radius, kind="position", provenance=seen.key
    )
    if seen.means == "crater_analysis":
        return place, ()
    why = "no bearing with range: the event lies somewhere within reach of the position"
    return place, (Doubt(code="place-from-position", where=seen.key, why=why, settle="a bearing and a range"),)


def _error(seen: Observation, range_m: int) -> int:
    """Metres of uncertainty from the tolerances; ten degrees and a quarter of the range where none was written."""
    angle = seen.bearing_tolerance_deg if seen.bearing_tolerance_deg is not None else 10.0
    along = seen.range_tolerance_m if seen.range_tolerance_m is not None else range_m // 4
    return round(along + range_m * angle * 0.01745)
