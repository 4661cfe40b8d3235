"""Accounts to the pairs worth comparing: those that meet in a text, or in a cell of space and a day or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, radians

from holdfire.incidents.sights import Limits, Sight

CELL_DEGREES = 0.25
"""About 28 km: a little above twice the reach of a settlement, so that most discs touch few cells."""
MONTH_HOURS = 730.0

Cell = tuple[str, int, int]


def pairs(sights: Sequence[Sight], limits: Limits) -> set[tuple[int, int]]:
    """Index pairs (i < j) that share a text or meet in space and time; two rows of one dataset never form one."""
    blocks: defaultdict[object, list[int]] = defaultdict(list)
    cells = [tuple(_cells(sight, limits)) for sight in sights]
    for i, sight in enumerate(sights):
        if sight.account.text is not None:
            blocks["text", sight.account.text].append(i)
        for when in _times(sight, limits):
            for cell in cells[i]:
                blocks[cell, when].append(i)
    found = {pair for members in blocks.values() for pair in _within(members, sights)}
    return found | set(_denials(sights, cells))


def _within(members: list[int], sights: Sequence[Sight]) -> Iterator[tuple[int, int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for i in members:
        row = sights[i].row
        groups[row[0] if row else ""].append(i)
    names = sorted(groups)
    for n, name in enumerate(names):
        mine = groups[name]
        if name == "":
            yield from ((i, j) for k, i in enumerate(mine) for j in mine[k + 1 :])
        for other in names[n + 1 :]:
            yield from ((min(i, j), max(i, j)) for i in mine for j in groups[other])


def _denials(sights: Sequence[Sight], cells: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[int, int]]:
    """An undated denial is compared with whatever is said of its place; when, the matcher decides."""
    undated = [i for i, s in enumerate(sights) if s.account.stance != "asserts" and s.time is None]
    if not undated:
        return
    here: defaultdict[Cell, list[int]] = defaultdict(list)
    for i, touched in enumerate(cells):
        for cell in touched:
            here[cell].append(i)
    for i in undated:
        for cell in cells[i]:
            yield from ((min(i, j), max(i, j)) for j in here[cell] if j != i)


def _cells(sight: Sight, limits: Limits) -> Iterable[Cell]:
    if sight.disc is None:
        return [(sight.area, 0, 0)] if sight.area is not None else []
    lat, lon, radius = sight.disc
    if radius > limits.widest_m:
        return []
    reach = (radius + limits.slack_m / 2) / 111_000
    wide = reach / max(0.05, cos(radians(lat)))
    around = round(360 / CELL_DEGREES)
    columns = range(floor((lon - wide) / CELL_DEGREES), floor((lon + wide) / CELL_DEGREES) + 1)
    rows = range(floor((lat - reach) / CELL_DEGREES), floor((lat + reach) / CELL_DEGREES) + 1)
    return [("", row, column % around) for row in rows for column in columns]


def _times(sight: Sight, limits: Limits) -> Iterable[tuple[str, int]]:
    """Days for short times, widened by half the slack; months for periods; one mark for what is undated."""
    if sight.time is None:
        return [("undated", 0)]
    start, end = sight.time
    half = limits.slack_hours / 2
    if end - start > limits.short_hours:
        return [("month", m) for m in range(floor(start / MONTH_HOURS), floor(end / MONTH_HOURS) + 1)]
    return [("day", d) for d in range(floor((start - half) / 24), floor((end + half - 0.001) / 24) + 1)]
