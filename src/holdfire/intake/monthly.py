"""A table of violations by month, in all and by sector (`monthly_counts` layout), to Count records."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from holdfire import seals
from holdfire.intake import layout
from holdfire.intake.decode import decode
from holdfire.intake.taken import Places, Taken
from holdfire.records import Count, Doubt, Report

EXTRACTOR = "monthly_counts/1"
UNIT = "violation_counted"
"""Not `violation_registered`: no mechanism registered them, and the table does not say what was counted as one."""
NOBODY = "not_stated"
MONTH, TOTAL = "Month_wise", "Total_cfv"
NO_SECTOR = "Not_Mentioned"
BOM = "text-bom"
"""Of a table it says nothing: no offset points into it."""


class Cell(NamedTuple):
    """One number of a month."""

    column: str
    area: str | None
    number: int


def read(report: Report, data: bytes, *, places: Places, country: str = "") -> Taken:
    """One count a month for the whole, and one for each sector of which a number stands; an empty cell states nothing.

    Who counted, and by what rule, such a table does not say: its publisher is the report's source. Doubts:
    `tally-side-unknown` (once), `area-unknown` (once a sector), `tally-day-unknown`, `tally-number-unreadable`,
    `tally-sum-disagrees`, `table-row-broken`, `table-column-unknown`. Where a month stands twice, both stand.
    """
    content, decoded = decode(data, where=report.key)
    _, columns = layout.header(content)
    sectors = [name for name in columns if name in layout.layouts()["monthly_counts"].read]
    why = "the table does not say who counted"
    doubts = [
        *(d for d in decoded if d.code != BOM),
        *layout.unknown_columns("monthly_counts", columns, where=report.key),
        Doubt(code="tally-side-unknown", where=report.key, why=why, settle="the source of the table"),
    ]
    areas = {name: places.area_id(name, country) for name in sectors}
    doubts += [_no_area(report, name) for name in sectors if areas[name] is None and name != NO_SECTOR]
    found: list[Count] = []
    for line in layout.lines(content, filename=report.filename):
        ref = f"row:{report.sha256}#row-{line.at}"
        if not line.fits:
            said = "it has more or fewer fields than the header; the row was not read"
            doubts.append(Doubt(code="table-row-broken", where=ref, why=said))
            continue
        days = _month(line.fields[MONTH])
        if days is None:
            said = f'its month is "{line.fields[MONTH]}"'
            doubts.append(Doubt(code="tally-day-unknown", where=ref, why=said, settle="the month that is meant"))
            continue
        numbers = dict(_numbers(line.fields, (TOTAL, *sectors), ref, doubts))
        doubts += _sum(numbers, ref)
        cells = [Cell(name, areas.get(name), number) for name, number in numbers.items()]
        found += [_count(report, ref, days, cell, numbers.get(TOTAL)) for cell in cells]
    return Taken(counts=tuple(found), doubts=tuple(doubts))


def _count(report: Report, ref: str, days: tuple[date, date], cell: Cell, total: int | None) -> Count:
    return Count(
        key=seals.key("count", report.sha256, ref, cell.column),
        rests_on=(ref,),
        number=cell.number,
        unit=UNIT,
        period_start=days[0],
        period_end=days[1],
        zone=cell.area or "",
        area_name="" if cell.column == TOTAL else cell.column,
        recorded_by=NOBODY,
        publisher=report.source,
        url=report.url,
        total_stated=total,
    )


def _month(written: str) -> tuple[date, date] | None:
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        return None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _numbers(
    fields: dict[str, str], names: tuple[str, ...], ref: str, doubts: list[Doubt]
) -> Iterator[tuple[str, int]]:
    for name in names:
        written = fields[name]
        if written.isdecimal():
            yield name, int(written)
        elif written:
            why = f'{name} holds "{written}", which is no whole number; it makes no count'
            doubts.append(Doubt(code="tally-number-unreadable", where=ref, why=why))


def _sum(numbers: dict[str, int], ref: str) -> list[Doubt]:
    told = [number for name, number in numbers.items() if name != TOTAL]
    if not told or TOTAL not in numbers or sum(told) == numbers[TOTAL]:
        return []
    why = f"its sectors add up to {sum(told)}, its total is {numbers[TOTAL]}; both stand as printed"
    return [Doubt(code="tally-sum-disagrees", where=ref, why=why, settle="what was counted in no sector, or in two")]


def _no_area(report: Report, name: str) -> Doubt:
    why = f'no area is known by the name "{name}"'
    return Doubt(code="area-unknown", where=report.key, why=why, settle="add it to the gazetteer's areas")
