"""A table's bytes to columns of strings, only those that are used; broken lines are doubts, not a stop."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from holdfire.errors import BadInput
from holdfire.intake import box, layout
from holdfire.intake.decode import decode
from holdfire.intake.detect import parquet_columns
from holdfire.records import Doubt, Report

PARQUET = b"PAR1"
ARROW_MEMORY = 8 * 2**30
"""Address space, of which Arrow's allocator only reserves most; the rows are bounded in the box."""
ARROW_SECONDS = 60.0
BLOCK = 4 * 2**20
"""Bytes read at once: a line longer than this is no table row. Of a million rows, four times as much takes half as long
again: the words of a block must fit near the processor, where the repeated ones are looked up."""
REPEATED = pa.dictionary(pa.int32(), pa.string())
"""A column that says the same few things again and again: each is kept and looked at once."""


def read(report: Report, data: bytes, kind: str) -> tuple[pa.Table, tuple[Doubt, ...]]:
    """Every used column of a `kind` table as strings (plain or as a dictionary), "" where empty or absent, in order.

    Doubts: `table-column-unknown`, `table-row-broken`, and those of decoding. Raises BadInput E104 (no such table),
    E105 (damaged), E106 (a bomb).
    """
    doubts: tuple[Doubt, ...] = ()
    if data.startswith(PARQUET):
        columns = parquet_columns(data, filename=report.filename)
        table = _from_parquet(report, data, _wanted(kind, columns))
    else:
        columns, table, doubts = _from_csv(report, data, kind)
    if not set(layout.layouts()[kind].required) <= set(columns):
        raise layout.wrong_table(columns, filename=report.filename)
    return _complete(table, kind), (*doubts, *layout.unknown_columns(kind, columns, where=report.key))


def _wanted(kind: str, columns: tuple[str, ...]) -> list[str]:
    return [name for name in layout.layouts()[kind].used() if name in columns]


def _from_parquet(report: Report, data: bytes, wanted: list[str]) -> pa.Table:
    try:
        box.ask("parquet", data, filename=report.filename, seconds=ARROW_SECONDS, memory=ARROW_MEMORY)
    except box.Refusal as refusal:
        what = f"the Parquet file cannot be read ({refusal.reason})"
        raise BadInput("E105", what, where=report.filename, todo="fetch it again, or split it") from refusal
    table = pq.read_table(pa.BufferReader(data), columns=wanted, read_dictionary=wanted)
    try:
        return pa.table({name: _as_written(name, table[name]) for name in wanted})
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid) as error:
        what, todo = "a column of this table holds no single values", "save its columns as numbers, days and words"
        raise BadInput("E104", what, where=report.filename, todo=todo) from error


def _as_written(name: str, column: pa.ChunkedArray) -> pa.Array:
    """A column's values as strings; of repeated ones only the different values are written out."""
    whole = column.combine_chunks()
    if name in layout.SINGULAR:
        return pc.cast(whole, pa.string())
    coded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    return pa.DictionaryArray.from_arrays(coded.indices, pc.cast(coded.dictionary, pa.string()))


def _from_csv(report: Report, plain: bytes, kind: str) -> tuple[tuple[str, ...], pa.Table, tuple[Doubt, ...]]:
    doubts: tuple[Doubt, ...] = ()
    if not _is_utf8(plain):
        content, doubts = decode(plain, where=report.key)
        plain = content.encode("utf-8")
    delimiter, columns = layout.header(plain[: 4 * layout.LONGEST].decode("utf-8", "ignore"))
    headerless = layout.headerless(columns) == kind
    named = layout.layouts()[kind].order[: len(columns)] if headerless else columns
    table, broken = _rows(report, plain, _Grid(delimiter, named, _wanted(kind, named), 0 if headerless else 1))
    return named, table, (*doubts, *broken)


class _Grid(NamedTuple):
    """How the lines of a CSV are cut."""

    delimiter: str
    columns: tuple[str, ...]
    wanted: list[str]
    header_lines: int


def _rows(report: Report, plain: bytes, grid: _Grid) -> tuple[pa.Table, tuple[Doubt, ...]]:
    """The lines below the header, on one core: two cost twice its time, and broken lines come in order and numbered."""
    _boxed_first(report, plain, grid)
    broken: list[Doubt] = []

    def keep(row: Any) -> str:
        why = f"{row.actual_columns} fields where the header has {row.expected_columns}; the row was not read"
        broken.append(Doubt(code="table-row-broken", where=f"row:{report.sha256}#row-{row.number}", why=why))
        return "skip"

    try:
        table = pa.csv.read_csv(
            pa.BufferReader(plain),
            read_options=pa.csv.ReadOptions(
                use_threads=False, block_size=BLOCK, column_names=list(grid.columns), skip_rows=grid.header_lines
            ),
            parse_options=pa.csv.ParseOptions(
                delimiter=grid.delimiter, newlines_in_values=True, invalid_row_handler=keep
            ),
            convert_options=pa.csv.ConvertOptions(
                include_columns=grid.wanted,
                column_types={name: _type(name) for name in grid.wanted},
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise _unreadable(report) from error
    return table, tuple(broken)


def _boxed_first(report: Report, plain: bytes, grid: _Grid) -> None:
    """The same bytes through the same parser in the box: what would make it crash or grow ends there, in one line."""
    order = msgspec.json.encode(grid._asdict()) + b"\n" + plain
    try:
        box.ask("lines", order, filename=report.filename, seconds=ARROW_SECONDS, memory=ARROW_MEMORY)
    except box.Refusal as refusal:
        raise _unreadable(report) from refusal


def _unreadable(report: Report) -> BadInput:
    todo = "open it in a spreadsheet program and save it again as CSV"
    return BadInput("E105", "the table cannot be read", where=report.filename, todo=todo)


def _type(name: str) -> pa.DataType:
    return pa.string() if name in layout.SINGULAR else REPEATED


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 throughout; Arrow looks at eight at a time, and nothing is copied."""
    ends = struct.pack("<qq", 0, len(data))
    whole = pa.Array.from_buffers(pa.large_string(), 1, [None, pa.py_buffer(ends), pa.py_buffer(data)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _complete(table: pa.Table, kind: str) -> pa.Table:
    """All used columns, absent ones empty, blanks trimmed, no nulls; most of them as dictionaries."""
    empty = pa.scalar("", pa.string())
    table = table.unify_dictionaries().combine_chunks()
    filled = {}
    for name in layout.layouts()[kind].used():
        if name in table.column_names:
            filled[name] = _trimmed(table[name])
        else:
            filled[name] = pa.repeat(empty, table.num_rows)
    return pa.table(filled)


def _trimmed(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if not pa.types.is_dictionary(whole.type):
        return pc.utf8_trim_whitespace(pc.fill_null(whole, pa.scalar("", pa.string())))
    values = pa.concat_arrays([pc.utf8_trim_whitespace(whole.dictionary), pa.array([""], pa.string())])
    indices = pc.fill_null(whole.indices, len(values) - 1)
    return pa.DictionaryArray.from_arrays(pc.cast(indices, pa.int32()), values)
