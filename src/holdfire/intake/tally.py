"""A table of published counts to Count records: one per day, side, area and publisher, never summed here."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import partial

import msgspec

from holdfire import seals
from holdfire.intake import layout
from holdfire.intake.decode import decode
from holdfire.intake.taken import Actors, Places, Taken
from holdfire.records import Count, Doubt, Report

EXTRACTOR = "tally/1"
UNIT = "violation_registered"
POOLED = "Both-pooled"
"""What the layout writes where a publisher added the sides; not anybody's name."""
STATED = ("", "stated in text")
"""Values of `date_basis` that leave nothing to doubt."""
AreaOf = Callable[[str], str | None]
MONTH = len("2017-05")
_DAYS = re.compile(r"P([1-9]\d{0,2})D")


class Cells(msgspec.Struct, frozen=True, kw_only=True):
    """One line as written, and its spreadsheet row (the header is 1)."""

    at: int
    bulletin_date: str
    recorded_by: str
    governorate: str
    count: str
    publisher: str
    total_stated: str = ""
    url: str = ""
    note: str = ""
    date_basis: str = ""
    period: str = ""


def read(report: Report, data: bytes, *, actors: Actors, places: Places, country: str = "") -> Taken:
    """The counts of a tally table.

    An empty count is "named without a number" (None); an empty governorate is the row for the whole; a/b is an
    interval. An area that is in no gazetteer keeps its name with an empty `zone` and a doubt. Doubts on the count:
    `tally-day-uncertain`, `tally-day-inferred`, `tally-side-unknown`, `area-unknown`, `tally-number-unreadable`; on
    the table: `table-column-unknown`, `table-row-broken`, `tally-day-unknown` (no count can be made),
    `tally-row-repeated`.
    """
    content, decoded = decode(data, where=report.key)
    area_of = partial(places.area_id, country=country)
    _, columns = layout.header(content)
    doubts = [*decoded, *layout.unknown_columns("tally", columns, where=report.key)]
    found: dict[str, Count] = {}
    for line in layout.lines(content, filename=report.filename):
        cells = _cells(line)
        if not line.fits:
            why = "it has more or fewer fields than the header; the row was not read"
            doubts.append(Doubt(code="table-row-broken", where=_ref(report, cells), why=why))
            continue
        made = _count(report, cells, actors, area_of)
        if isinstance(made, Doubt):
            doubts.append(made)
        elif found.setdefault(made.key, made) is not made:
            why = f"same day, side, area, publisher, address and number as {found[made.key].rests_on[0]}; counted once"
            doubts.append(Doubt(code="tally-row-repeated", where=_ref(report, cells), why=why))
    return Taken(counts=tuple(found.values()), doubts=tuple(doubts))


def _cells(line: layout.Line) -> Cells:
    used = layout.layouts()["tally"].used()
    return Cells(at=line.at, **{name: line.fields[name] for name in used if name in line.fields})


def _count(report: Report, cells: Cells, actors: Actors, area_of: AreaOf) -> Count | Doubt:
    ref = _ref(report, cells)
    period = _period(cells.bulletin_date)
    if period is None:
        said = f'"{cells.bulletin_date}"' if cells.bulletin_date else "empty"
        why = f"its day is {said} ({cells.date_basis or 'no reason given'}): it cannot be set beside another count"
        return Doubt(code="tally-day-unknown", where=ref, why=why, settle="the day of the bulletin")
    doubts: list[Doubt] = []
    if not _is_exact(cells, period):
        why = f"{cells.period or 'P1D'} somewhere in {cells.bulletin_date} ({cells.date_basis or 'no reason given'})"
        doubts.append(Doubt(code="tally-day-uncertain", where=ref, why=why, settle="the day of the bulletin"))
    elif cells.date_basis not in STATED:
        why = f"its day is not stated in the text: {cells.date_basis}"
        doubts.append(Doubt(code="tally-day-inferred", where=ref, why=why, settle="the day of the bulletin"))
    side = _side(cells, actors, ref, doubts)
    zone = _zone(cells, area_of, ref, doubts)
    number = _number("count", cells.count, ref, doubts)
    # The number is part of what it is about: one page that prints two figures for one day made two counts.
    about = (cells.bulletin_date, cells.recorded_by, cells.governorate, cells.publisher, cells.url, cells.count)
    return Count(
        key=seals.key("count", report.sha256, *about),
        rests_on=(ref,),
        number=number,
        unit=UNIT,
        period_start=period[0],
        period_end=period[1],
        zone=zone,
        area_name=cells.governorate,
        recorded_by=side,
        publisher=cells.publisher,
        url=cells.url,
        total_stated=_number("total_stated", cells.total_stated, ref, doubts),
        note=cells.note,
        doubts=tuple(doubts),
    )


def _period(written: str) -> tuple[date, date] | None:
    """First and last day of `2017-05-15`, `2017-05-15/2017-05-16` or `2017-05`; None when it is none of them."""
    first, _, last = written.partition("/")
    try:
        if len(first) == MONTH and not last:
            start = date.fromisoformat(f"{first}-01")
            return start, start.replace(day=monthrange(start.year, start.month)[1])
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _is_exact(cells: Cells, period: tuple[date, date]) -> bool:
    """Whether the dates written are the days counted, not those between which one bulletin's day lies."""
    stated = _DAYS.fullmatch(cells.period)
    days = int(stated[1]) if stated else 1
    return (period[1] - period[0]).days + 1 == days


def _side(cells: Cells, actors: Actors, ref: str, doubts: list[Doubt]) -> str:
    if cells.recorded_by == POOLED:
        return "pooled"
    side = actors.from_code("tally", cells.recorded_by)
    if side is None:
        why = f'"{cells.recorded_by}" is in no actor file'
        doubts.append(Doubt(code="tally-side-unknown", where=ref, why=why, settle="add it with its tally code"))
    return side or cells.recorded_by


def _zone(cells: Cells, area_of: AreaOf, ref: str, doubts: list[Doubt]) -> str:
    if not cells.governorate:
        return ""
    area = area_of(cells.governorate)
    if area is None:
        why = f'no area is known by the name "{cells.governorate}"'
        doubts.append(Doubt(code="area-unknown", where=ref, why=why, settle="add it to the gazetteer's areas"))
    return area or ""


def _number(name: str, written: str, ref: str, doubts: list[Doubt]) -> int | None:
    if not written:
        return None
    if written.isdecimal():
        return int(written)
    why = f'{name} holds "{written}", which is no number; kept as "named without a number"'
    doubts.append(Doubt(code="tally-number-unreadable", where=ref, why=why))
    return None


def _ref(report: Report, cells: Cells) -> str:
    return f"row:{report.sha256}#row-{cells.at}"
