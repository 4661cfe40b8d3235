"""Published counts held against each other: two sides' numbers for one day, unit by unit, with what does not fit.

Numbers of different units, or registered under different instruments, never meet. Nothing is averaged, and where
publishers print different numbers for one side, all of them stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

import msgspec

from holdfire.records import Count

POOLED = "pooled"
"""`recorded_by` where a publisher added the sides up."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What one side registered for one area and period, by every publisher that printed it."""

    recorded_by: str
    numbers: tuple[int, ...]
    """The different numbers printed, ascending; empty: named without a number."""
    printed: tuple[Count, ...]


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """One area and period: the sides beside each other, and the residue on each."""

    first: date
    last: date
    area: str
    """Admin id; "" = the whole."""
    area_name: str
    unit: str
    instrument: str
    sides: tuple[Side, ...]
    residue: tuple[tuple[str, str], ...] = ()
    """(side, in words): what it counted that the other did not, a neighbouring day's match included."""
    incidents: tuple[str, ...] = ()
    """Keys of the incidents known on these days in this area. An incident is no case: nothing is subtracted."""
    nearby: tuple[str, ...] = ()
    """Of those that are so within a day of reporting, or within what is known of their place and time."""


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A disagreement inside what was published."""

    first: date
    last: date
    recorded_by: str
    kind: str
    """total (publishers differ) | split (areas differ) | sum (areas do not add up to the total) | pooled"""
    words: str
    printed: tuple[Count, ...]


_Group = tuple[date, date, str, str]
"""first, last, unit, instrument: only within one of these are numbers compared."""

_Totals = dict[tuple[_Group, str], dict[str, tuple[int, ...]]]
"""Per group and area, what each side is printed to have registered."""


def reconcile(counts: Iterable[Count], names: Mapping[str, str] = MappingProxyType({})) -> list[Reconciled]:
    """Every area and period that two sides or more, or one, registered; totals first. Pooled numbers are left out.

    `names`: what the words call a side; its id where it has none.
    """
    cells: dict[tuple[_Group, str], dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    areas: dict[str, str] = {}
    for count in sorted(counts, key=lambda c: c.key):
        if count.recorded_by != POOLED:
            cells[_group(count), _area(count)][count.recorded_by].append(count)
            areas[_area(count)] = count.area_name
    totals = {cell: {who: _numbers(printed) for who, printed in sides.items()} for cell, sides in cells.items()}
    out = []
    for (group, area), sides in sorted(cells.items()):
        first, last, unit, instrument = group
        out.append(
            Reconciled(
                first=first, last=last, area=area.removeprefix("?"), area_name=areas[area], unit=unit,
                instrument=instrument,
                sides=tuple(
                    Side(recorded_by=who, numbers=_numbers(printed), printed=tuple(printed))
                    for who, printed in sorted(sides.items())
                ),
                residue=tuple(_residue(totals, group, area, names)),
            )
        )  # fmt: skip
    return out


def conflicts(counts: Iterable[Count]) -> list[Conflict]:
    """What publishers print that does not fit with itself or with each other."""
    by_side: dict[tuple[_Group, str], list[Count]] = defaultdict(list)
    for count in sorted(counts, key=lambda c: c.key):
        by_side[_group(count), count.recorded_by].append(count)
    found: list[Conflict] = []
    for (group, who), printed in sorted(by_side.items()):
        if who == POOLED:
            found += _pooled(group, printed, by_side)
            continue
        found += _totals(group, who, printed)
        found += _splits(group, who, printed)
        found += _sums(group, who, printed)
    return found


def _group(count: Count) -> _Group:
    return count.period_start, count.period_end, count.unit, count.instrument


def _area(count: Count) -> str:
    return count.zone or (f"?{count.area_name}" if count.area_name else "")


def _numbers(printed: Sequence[Count]) -> tuple[int, ...]:
    return tuple(sorted({c.number for c in printed if c.number is not None}))


def _residue(totals: _Totals, group: _Group, area: str, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    sides = totals[group, area]
    others = {w for (g, _), found in totals.items() if g == group for w in found}
    for who, numbers in sorted(sides.items()):
        for other in sorted(others - {who}):
            theirs, name = sides.get(other), names.get(other, other)
            if theirs is None:
                words = f"{name} registered none here, or its split is not known"
            elif not numbers or not theirs or set(numbers) & set(theirs):
                continue
            else:
                difference = numbers[-1] - theirs[0]
                words = f"{abs(difference)} {'more' if difference > 0 else 'fewer'} than {name}"
            near = _neighbour(totals, group, area, other, numbers)
            yield who, words + (f"; {name} has the same number on {near}" if near else "")


def _neighbour(totals: _Totals, group: _Group, area: str, other: str, numbers: tuple[int, ...]) -> str:
    """A day within one of reporting on which the other side printed the same number: bulletins lag by a day."""
    for shift in (-1, 1):
        moved = (group[0] + timedelta(days=shift), group[1] + timedelta(days=shift), group[2], group[3])
        theirs = totals.get((moved, area), {}).get(other, ())
        if numbers and set(numbers) & set(theirs):
            return moved[0].isoformat()
    return ""


def _stated(printed: Sequence[Count]) -> dict[str, tuple[int, list[Count]]]:
    """Publisher -> the total it states."""
    stated: dict[str, tuple[int, list[Count]]] = {}
    for count in printed:
        total = count.total_stated if count.total_stated is not None else None if _area(count) else count.number
        if total is not None:
            stated.setdefault(count.publisher, (total, []))[1].append(count)
    return stated


def _split(printed: Sequence[Count]) -> dict[str, dict[str, tuple[int | None, Count]]]:
    split: dict[str, dict[str, tuple[int | None, Count]]] = defaultdict(dict)
    for count in printed:
        if _area(count):
            split[count.publisher][count.area_name] = (count.number, count)
    return split


def _totals(group: _Group, who: str, printed: Sequence[Count]) -> Iterable[Conflict]:
    stated = _stated(printed)
    if len({total for total, _ in stated.values()}) > 1:
        words = "; ".join(f"{publisher}: {total}" for publisher, (total, _) in sorted(stated.items()))
        yield Conflict(first=group[0], last=group[1], recorded_by=who, kind="total", words=words,
                       printed=tuple(c for _, found in stated.values() for c in found))  # fmt: skip


def _splits(group: _Group, who: str, printed: Sequence[Count]) -> Iterable[Conflict]:
    whole = {p: s for p, s in _split(printed).items() if all(n is not None for n, _ in s.values())}
    complete = {
        p: {area: n for area, (n, _) in s.items()}
        for p, s in whole.items()
        if sum(n or 0 for n, _ in s.values()) == _stated(printed).get(p, (None, []))[0]
    }
    if len({tuple(sorted(s.items())) for s in complete.values()}) > 1:
        words = "; ".join(
            f"{p}: " + ", ".join(f"{a} {n}" for a, n in sorted(s.items())) for p, s in sorted(complete.items())
        )
        yield Conflict(first=group[0], last=group[1], recorded_by=who, kind="split", words=words,
                       printed=tuple(c for p in sorted(complete) for _, c in whole[p].values()))  # fmt: skip


def _sums(group: _Group, who: str, printed: Sequence[Count]) -> Iterable[Conflict]:
    stated = _stated(printed)
    for publisher, split in sorted(_split(printed).items()):
        if publisher not in stated or any(n is None for n, _ in split.values()):
            continue
        total, added = stated[publisher][0], sum(n or 0 for n, _ in split.values())
        # One area named out of a larger total is an example, not a split that fails to add up.
        if added != total and (len(split) > 1 or added > total):
            yield Conflict(first=group[0], last=group[1], recorded_by=who, kind="sum",
                           words=f"{publisher}: stated {total}, areas add to {added}",
                           printed=tuple(c for _, c in split.values()))  # fmt: skip


def _pooled(
    group: _Group, printed: Sequence[Count], by_side: dict[tuple[_Group, str], list[Count]]
) -> Iterable[Conflict]:
    """A pooled number against the sum of what the sides are known to have registered, where both are known."""
    pooled = {total for total, _ in _stated(printed).values()}
    sides = {w: {t for t, _ in _stated(p).values()} for (g, w), p in by_side.items() if g == group and w != POOLED}
    if not pooled or len(sides) < 2 or not all(sides.values()):
        return
    highest, lowest = sum(max(t) for t in sides.values()), sum(min(t) for t in sides.values())
    if not any(lowest <= total <= highest for total in pooled):
        words = f"pooled {sorted(pooled)} against " + " + ".join(f"{w} {sorted(t)}" for w, t in sorted(sides.items()))
        yield Conflict(first=group[0], last=group[1], recorded_by=POOLED, kind="pooled", words=words,
                       printed=tuple(printed))  # fmt: skip
