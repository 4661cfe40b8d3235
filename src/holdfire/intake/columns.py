"""A table's bytes to columns of strings, only those that are used; broken lines are doubts, not a stop."""

from __future__ import annotations

import io
from typing import Any

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
PARQUET_MEMORY = 8 * 2**30
"""Address space, of which Arrow's allocator only reserves most; the rows are bounded in the box."""
PARQUET_SECONDS = 60.0
BLOCK = 64 * 2**20
"""Bytes read at once: a line longer than this is no table row."""


def read(report: Report, data: bytes, kind: str) -> tuple[pa.Table, tuple[Doubt, ...]]:
    """Every used column of a `kind` table as strings, "" where empty or absent, in the file's order of rows.

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
        box.ask("parquet", data, filename=report.filename, seconds=PARQUET_SECONDS, memory=PARQUET_MEMORY)
    except box.Refusal as refusal:
        what = f"the Parquet file cannot be read ({refusal.reason})"
        raise BadInput("E105", what, where=report.filename, todo="fetch it again, or split it") from refusal
    table = pq.read_table(io.BytesIO(data), columns=wanted)
    try:
        return pa.table({name: pc.cast(table[name], pa.string()) for name in wanted})
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid) as error:
        what, todo = "a column of this table holds no single values", "save its columns as numbers, days and words"
        raise BadInput("E104", what, where=report.filename, todo=todo) from error


def _from_csv(report: Report, plain: bytes, kind: str) -> tuple[tuple[str, ...], pa.Table, tuple[Doubt, ...]]:
    content, doubts = decode(plain, where=report.key)
    doubts = tuple(d for d in doubts if d.code != "text-bom")  # no offset points into a table
    delimiter, columns = layout.header(content)
    wanted = _wanted(kind, columns)
    broken: list[Doubt] = []

    def keep(row: Any) -> str:
        why = f"{row.actual_columns} fields where the header has {row.expected_columns}; the row was not read"
        broken.append(Doubt(code="table-row-broken", where=f"row:{report.sha256}#row-{row.number}", why=why))
        return "skip"

    try:
        table = pa.csv.read_csv(
            io.BytesIO(content.encode("utf-8")),
            # One thread: only then do broken rows come in order and with their number.
            read_options=pa.csv.ReadOptions(
                use_threads=False, block_size=BLOCK, column_names=list(columns), skip_rows=1
            ),
            parse_options=pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=keep),
            convert_options=pa.csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        todo = "open it in a spreadsheet program and save it again as CSV"
        raise BadInput("E105", "the table cannot be read", where=report.filename, todo=todo) from error
    return columns, table, (*doubts, *broken)


def _complete(table: pa.Table, kind: str) -> pa.Table:
    """All used columns, absent ones empty, blanks trimmed, no nulls."""
    empty = pa.scalar("", pa.string())
    filled = {}
    for name in layout.layouts()[kind].used():
        if name in table.column_names:
            filled[name] = pc.utf8_trim_whitespace(pc.fill_null(table[name], empty)).combine_chunks()
        else:
            filled[name] = pa.repeat(empty, table.num_rows)
    return pa.table(filled)
