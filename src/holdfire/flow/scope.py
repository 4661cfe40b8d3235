"""The instruments of a case to what its tables are read for: its countries, zones and days, drawn wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from holdfire import agreement, data, intake, places
from holdfire.records import Instrument
from holdfire.seals import canonical, sha256


def scope(instruments: Sequence[Instrument], country: str, gazetteer: places.Gazetteer) -> intake.Scope | None:
    """What could matter to these instruments, in a case that is about `country`; None where there are none.

    Where an instrument has no date at all, every day could.
    """
    if not instruments:
        return None
    rules = data.load("intake/scope.yaml")
    codes = sorted({country, *(i.country for i in instruments)} - {""})
    outlines = [found for code in codes if (found := _outline(code, gazetteer)) is not None]
    zones = [shape(zone.geometry) for i in instruments for zone in i.zones if zone.geometry]
    days = _days(instruments, timedelta(days=rules["margin_days"]))
    return intake.Scope(
        days=days,
        countries=frozenset(codes),
        outlines=tuple(outlines),
        zones=tuple(zones),
        margin_m=rules["margin_km"] * 1000,
        words=_words(days, codes, len(zones), rules["margin_km"]),
        places=gazetteer,
    )


def _outline(code: str, gazetteer: places.Gazetteer) -> BaseGeometry | None:
    """A country's outline; of one whose outline does not ship, the box that it lies in."""
    geometry = gazetteer.area_geometry(code)
    if geometry is not None:
        return shape(geometry)
    bounds = intake.bounds(gazetteer.area_name(code) or "")
    return box(bounds[2], bounds[0], bounds[3], bounds[1]) if bounds else None


def digest(found: intake.Scope) -> str:
    """The same for as long as the same rows are inside: for cache keys."""
    outlines = sorted({sha256(drawn.wkb) for drawn in (*found.outlines, *found.zones)})
    days = [day.isoformat() for day in found.days or ()]
    return sha256(canonical([days, sorted(found.countries), outlines, found.margin_m, found.words]))


def _words(days: tuple[date, date] | None, codes: Sequence[str], zones: int, margin_km: int) -> str:
    where = f"{margin_km} km around {', '.join(codes) or 'no country'} and {zones} zone{'s' * (zones != 1)}"
    if days is None:
        return where
    until = "" if days[1] == date.max else f" to {days[1].isoformat()}"
    return f"{days[0].isoformat()}{until or ' on'}, {where}"


def _days(instruments: Sequence[Instrument], margin: timedelta) -> tuple[date, date] | None:
    starts, ends = [_first(i) for i in instruments], [_last(i) for i in instruments]
    known = [day for day in starts if day is not None]
    if len(known) < len(starts):
        return None
    over = [day for day in ends if day is not None]
    return min(known) - margin, max(over) + margin if len(over) == len(ends) else date.max


def _first(instrument: Instrument) -> date | None:
    """The earliest local day that any of its dates may fall on."""
    zone = ZoneInfo(instrument.zone)
    days = [d.at.astimezone(zone).date() for d in instrument.dates if d.at]
    effect = agreement.took_effect(instrument)
    return min((*days, *(effect or ())), default=None)


def _last(instrument: Instrument) -> date | None:
    """The latest local day on which one of its terms may run; None where one of them has no end in some reading."""
    zone = ZoneInfo(instrument.zone)
    ends = list(_ends(instrument))
    if not ends or any(end is None for end in ends):
        return None
    return max(end.astimezone(zone).date() for end in ends if end)


def _ends(instrument: Instrument) -> Iterator[datetime | None]:
    for term in instrument.terms:
        asked = set(agreement.window(instrument, term, {}).depends_on)
        choices = [c for c in instrument.choices if c.id in asked]
        for options in product(*([o.id for o in c.options] for c in choices)):
            reading: dict[str, Any] = {c.id: option for c, option in zip(choices, options, strict=True)}
            yield agreement.window(instrument, term, reading).end
