"""An observation form (CSV, one line per observation) to Observation records; every fault is listed with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from holdfire import seals
from holdfire.data import ontology
from holdfire.data.ontology import Ontology
from holdfire.errors import BadInput
from holdfire.intake import layout
from holdfire.intake.decode import decode
from holdfire.intake.taken import Actors, Taken
from holdfire.records import Doubt, Interval, Observation, Place, Report

EXTRACTOR = "observation-form/1"
MEANS = ("seen", "heard", "camera", "crater_analysis")
UNITS = ("detonation", "burst", "shot", "flight", "crater")
_HASH = re.compile(r"(?:exhibit:)?([0-9a-f]{64})")
Row = Mapping[str, str]
Number = TypeVar("Number", int, float)


class Fault(ValueError):
    """One field that does not hold what it should: the words a person sees behind the row number."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the form, read but not yet placed in a time zone."""

    number: str
    patrol: str
    start: datetime
    end: datetime
    position: Place
    means: str
    act: str
    weapon: str | None
    count: int | None
    unit: str
    bearing_deg: float | None
    bearing_tolerance_deg: float | None
    range_m: int | None
    range_tolerance_m: int | None
    control: str
    exhibits: tuple[str, ...]
    words: dict[str, str]
    """direction_of_fire, direction_assessed_by, restriction, notes: as written."""


def check(data: bytes, *, filename: str) -> None:
    """Raises BadInput E107 listing every fault of the form, one line each with its row."""
    _lines(data, filename)


def read(report: Report, data: bytes, *, zone: str, actors: Actors) -> Taken:
    """The observations of a form, its times in `zone`.

    Doubts (on the observation): `observation-control-unknown`, `observation-direction-unsigned`. Raises BadInput E107
    with every fault, one line each.
    """
    made = tuple(_observation(report, line, zone, actors) for line in _lines(data, report.filename))
    doubts = () if made else (Doubt(code="text-empty", where=report.key, why="the form holds no observation"),)
    return Taken(observations=made, doubts=doubts)


def _observation(report: Report, line: Entry, zone: str, actors: Actors) -> Observation:
    ref = f"row:{report.sha256}#{line.number}"
    control = actors.by_name(line.control) if line.control else None
    doubts = []
    if line.control and control is None:
        why = f'"{line.control}", said to control the place, is in no actor file'
        doubts.append(Doubt(code="observation-control-unknown", where=ref, why=why, settle="add the actor"))
    if line.words["direction_of_fire"] and not line.words["direction_assessed_by"]:
        why = "a direction of fire is given, but not who assessed it"
        doubts.append(Doubt(code="observation-direction-unsigned", where=ref, why=why, settle="the assessor's name"))
    return Observation(
        key=seals.key("observation", report.sha256, line.number),
        rests_on=(ref,),
        doubts=tuple(doubts),
        report=report.key,
        patrol=line.patrol,
        position=line.position,
        time=_interval(line, zone),
        means=line.means,
        act=line.act,
        weapon=line.weapon,
        count=line.count,
        unit=line.unit,
        bearing_deg=line.bearing_deg,
        bearing_tolerance_deg=line.bearing_tolerance_deg,
        range_m=line.range_m,
        range_tolerance_m=line.range_tolerance_m,
        control=control,
        exhibits=line.exhibits,
        **line.words,
    )


def _interval(line: Entry, zone: str) -> Interval:
    start, end = (t.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for t in (line.start, line.end))
    # Half-open, and a minute is the finest that a form knows: the last minute named belongs to it.
    return Interval(start=start, end=max(start, end) + timedelta(minutes=1), zone=zone, precision="minute")


def _lines(data: bytes, filename: str) -> tuple[Entry, ...]:
    content, _ = decode(data, where=filename)
    _, columns = layout.header(content)
    faults = [doubt.why for doubt in layout.unknown_columns("observation_form", columns, where=filename)]
    lines: dict[str, Entry] = {}
    for read_line in layout.lines(content, filename=filename):
        row = f"row {read_line.at}"
        if not read_line.fits:
            faults.append(f"{row}: it has more or fewer fields than the header")
            continue
        wrong, line = _line(read_line.fields)
        faults += [f"{row}, {field}: {why}" for field, why in wrong]
        if line is not None and line.number in lines:
            faults.append(f'{row}, number: "{line.number}" stands twice')
        elif line is not None:
            lines[line.number] = line
    if faults:
        what = f"the observation form has {len(faults)} fault{'s'[: len(faults) > 1]}"
        todo = "mend these and add it again\n  " + "\n  ".join(faults)
        raise BadInput("E107", what, where=filename, todo=todo)
    return tuple(lines.values())


def _line(row: Row) -> tuple[list[tuple[str, str]], Entry | None]:
    """The line, or what is wrong with it: (field, words), all at once."""
    wrong: list[tuple[str, str]] = []
    found: dict[str, object] = {}
    for field, read_field in _FIELDS.items():
        try:
            found[field] = read_field(row)
        except Fault as fault:
            wrong.append((field, str(fault)))
    if wrong:
        return wrong, None
    return [], msgspec.convert(found, Entry)


def _words(name: str, row: Row, among: tuple[str, ...] = (), *, must: bool = True) -> str:
    value = row.get(name, "")
    if not value and must:
        raise Fault("is empty")
    if value and among and value not in among:
        raise Fault(f'"{value}" is none of {", ".join(among)}')
    return value


def _code(name: str, row: Row, known: Ontology, *, must: bool) -> str | None:
    value = _words(name, row, must=must)
    if value and known.get(value) is None:
        raise Fault(f'"{value}" is no code of {name}s.yaml')
    return value or None


def _number(name: str, row: Row, kind: type[Number], low: float, high: float) -> Number | None:
    value = row.get(name, "")
    if not value:
        return None
    try:
        number = kind(value)
    except ValueError:
        raise Fault(f'"{value}" is no {"whole " if kind is int else ""}number') from None
    if not low <= number <= high:  # also refuses "nan"
        raise Fault(f"{value} is not between {low:g} and {high:g}")
    return number


def _must(name: str, row: Row, kind: type[Number], low: float, high: float) -> Number:
    number = _number(name, row, kind, low, high)
    if number is None:
        raise Fault(f"{name} is empty")
    return number


def _moment(name: str, row: Row) -> datetime:
    """Day and clock time, in the form's own zone."""
    clock = row.get(name, "") or (row.get("start", "") if name == "end" else "")
    try:
        return datetime.strptime(f"{row['date']} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007  placed later, by the case's zone
    except ValueError:
        raise Fault(f'"{row["date"]}" and "{clock}" are no day and time (2017-05-15, 14:30)') from None


def _end(row: Row) -> datetime | None:
    try:
        start = _moment("start", row)
    except Fault:
        return None  # the start's own fault is told already, and stops the row
    end = _moment("end", row)
    if end < start:
        raise Fault("is before the start; write what goes on past midnight as two rows")
    return end


def _position(row: Row) -> Place:
    return Place(
        name=_words("position", row),
        lat=_must("lat", row, float, -90, 90),
        lon=_must("lon", row, float, -180, 180),
        radius_m=_must("radius_m", row, int, 1, 100_000),
        kind="position",
        provenance="observer's position",
    )


def _exhibits(row: Row) -> tuple[str, ...]:
    found = []
    for value in filter(None, (part.strip() for part in row.get("exhibits", "").split(";"))):
        match = _HASH.fullmatch(value.lower())
        if match is None:
            raise Fault(f'"{value}" is no sha256 of a file (64 digits; several are parted by ;)')
        found.append(f"exhibit:{match[1]}")
    return tuple(found)


_FIELDS: dict[str, Callable[[Row], object]] = {
    "number": lambda row: _words("number", row),
    "patrol": lambda row: _words("patrol", row),
    "start": lambda row: _moment("start", row),
    "end": _end,
    "position": _position,
    "means": lambda row: _words("means", row, MEANS),
    "act": lambda row: _code("act", row, ontology.acts(), must=True),
    "weapon": lambda row: _code("weapon", row, ontology.weapons(), must=False),
    "count": lambda row: _number("count", row, int, 0, 1_000_000),
    "unit": lambda row: _words("unit", row, UNITS, must=bool(row.get("count"))),
    "bearing_deg": lambda row: _number("bearing_deg", row, float, 0, 360),
    "bearing_tolerance_deg": lambda row: _number("bearing_tolerance_deg", row, float, 0, 180),
    "range_m": lambda row: _number("range_m", row, int, 0, 1_000_000),
    "range_tolerance_m": lambda row: _number("range_tolerance_m", row, int, 0, 1_000_000),
    "control": lambda row: row.get("control", ""),
    "exhibits": _exhibits,
    "words": lambda row: {
        name: row.get(name, "") for name in ("direction_of_fire", "direction_assessed_by", "restriction", "notes")
    },
}
"""Field of Entry -> how it is read from a row of the form; each raises Fault with words for the person."""
