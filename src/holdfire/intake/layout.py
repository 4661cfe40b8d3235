"""A table's header to the kind of table it is, or one line that says which columns are missing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cache

import msgspec

from holdfire import data
from holdfire.errors import BadInput
from holdfire.records import Doubt

DELIMITERS = ",;\t"
"""A spreadsheet program saves "comma separated" values with semicolons in many countries."""

SINGULAR = frozenset({"id", "event_id_cnty", "globaleventid", "latitude", "longitude"})
"""Columns that hold something else in nearly every row; the others repeat themselves."""

_LINE_END = re.compile(r"[\r\n]")
LONGEST = 1 << 16
"""Characters within which a header ends."""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns of one kind of table: what must be there, what is read, what is left, what never leaves the file."""

    required: tuple[str, ...]
    read: tuple[str, ...]
    known: tuple[str, ...]
    never: tuple[str, ...]
    order: tuple[str, ...] = ()
    """Of a table without a header: its columns, left to right."""

    def used(self) -> tuple[str, ...]:
        """Every column that is turned into something."""
        return self.required + self.read


@cache
def layouts() -> dict[str, Layout]:
    """Table kind -> its layout (ged, acled, firms, viina, gdelt1, gdelt2, tally, monthly_counts, observation_form)."""
    return msgspec.convert(data.load("intake/layouts.yaml"), dict[str, Layout])


def header(content: str) -> tuple[str, tuple[str, ...]]:
    """Delimiter and column names of a table's first line."""
    first = _LINE_END.split(content[:LONGEST].removeprefix("\ufeff"), maxsplit=1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    names = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
    return delimiter, tuple(name.strip() for name in names)


class Line(msgspec.Struct, frozen=True):
    """One line of a small table, blanks trimmed."""

    at: int
    """Spreadsheet row: the header is 1."""
    fields: dict[str, str]
    fits: bool
    """It has as many fields as the header."""


def lines(content: str, *, filename: str) -> Iterator[Line]:
    """The lines below the header; empty ones are skipped. Raises BadInput E105 where the text is no CSV."""
    delimiter, columns = header(content)
    reader = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    try:
        for at, values in enumerate(reader, 1):
            if at > 1 and any(value.strip() for value in values):
                padded = (value.strip() for value in (*values, *[""] * len(columns)))
                yield Line(at, dict(zip(columns, padded, strict=False)), len(values) == len(columns))
    except csv.Error as error:
        todo = "open it in a spreadsheet program and save it again as CSV"
        raise BadInput("E105", f"the table cannot be read ({error})", where=filename, todo=todo) from error


def kind_of(columns: tuple[str, ...], *, filename: str) -> str | None:
    """The kind of table whose required columns are all there; None when there is none.

    Raises BadInput E104 when a column that would be used stands twice.
    """
    for kind, layout in sorted(layouts().items()):
        if not layout.order and set(layout.required) <= set(columns):
            twice = sorted(name for name in layout.used() if columns.count(name) > 1)
            if twice:
                todo = "keep the one that is meant"
                raise BadInput("E104", f'the column "{twice[0]}" stands twice', where=filename, todo=todo)
            return kind
    return headerless(columns)


def headerless(first: tuple[str, ...]) -> str | None:
    """The kind of a table that opens with a row and not with names: told by their number, an id and a day.

    Columns that are not required may be missing at the end: older files of a layout had not got them yet.
    """
    if len(first) < 2 or not first[0].isdecimal() or not re.fullmatch(r"[12]\d{3}[01]\d[0-3]\d", first[1]):
        return None
    for kind, known in sorted(layouts().items()):
        missing = known.order[len(first) :]
        if len(known.order) - len(missing) == len(first) and not set(missing) & set(known.required):
            return kind
    return None


def wrong_table(columns: tuple[str, ...], *, filename: str) -> BadInput:
    """The one line for a table of no known layout: what the nearest layout would need."""
    named = sorted(kind for kind, known in layouts().items() if not known.order)
    near = max(named, key=lambda kind: len(set(layouts()[kind].required) & set(columns)))
    required = layouts()[near].required
    missing = [name for name in required if name not in columns]
    if len(missing) > len(required) / 2:
        known = ", ".join(sorted(layouts()))
        todo = f"tables are taken in these layouts: {known} (docs/formats.md)"
        return BadInput("E104", "this table has none of the known layouts", where=filename, todo=todo)
    what = f"this looks like a {near} table without the columns {', '.join(missing)}"
    return BadInput("E104", what, where=filename, todo="export it again with these columns")


def unknown_columns(kind: str, columns: tuple[str, ...], *, where: str) -> tuple[Doubt, ...]:
    """One doubt `table-column-unknown` per column that no layout knows: what it says is not used."""
    layout = layouts()[kind]
    known = {*layout.used(), *layout.known, *layout.never}
    return tuple(
        Doubt(
            code="table-column-unknown",
            where=where,
            why=f'the column "{name}" is not known in a {kind} table; it was not read',
            settle="add it to intake/layouts.yaml, as read or as known",
        )
        for name in columns
        if name not in known
    )
