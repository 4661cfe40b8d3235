"""The one shape of event rows, whatever dataset they come from, and the column arithmetic that both readers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data
from holdfire.records import Report, Row

Column = Any
"""A pyarrow Array or ChunkedArray."""

EVENT_SCHEMA = pa.schema(
    [
        pa.field("upstream_id", pa.string(), nullable=False),  # unique within the table; doubted where it was not
        pa.field("dataset", pa.string(), nullable=False),  # ged | acled
        pa.field("act_hint", pa.string(), nullable=False),  # the dataset's own code or type
        pa.field("date_start", pa.date32()),
        pa.field("date_end", pa.date32()),  # inclusive
        pa.field("time_precision", pa.string(), nullable=False),  # day | days | week | month | period
        pa.field("lat", pa.float64()),  # WGS84 degrees; null where none or impossible
        pa.field("lon", pa.float64()),
        pa.field("place", pa.string(), nullable=False),  # name without the word for its kind
        pa.field("place_kind", pa.string(), nullable=False),  # as Place.kind; "" = not said
        pa.field("place_precision", pa.string(), nullable=False),  # settlement | near | admin2 | admin1 | ...
        pa.field("admin1", pa.string(), nullable=False),
        pa.field("admin2", pa.string(), nullable=False),
        pa.field("country", pa.string(), nullable=False),
        pa.field("actor1", pa.string(), nullable=False),  # as printed; "" = none
        pa.field("actor2", pa.string(), nullable=False),
        pa.field("one_sided", pa.bool_(), nullable=False),  # the dataset itself names actor1 as author
        pa.field("civilian_target", pa.bool_(), nullable=False),
        pa.field("killed_low", pa.int32()),
        pa.field("killed_best", pa.int32()),
        pa.field("killed_high", pa.int32()),
        pa.field("killed_a", pa.int32()),
        pa.field("killed_b", pa.int32()),
        pa.field("killed_civilians", pa.int32()),
        pa.field("killed_unknown", pa.int32()),
        pa.field("sources", pa.list_(pa.string()), nullable=False),  # ultimate cited sources, each once
        # DAY HEADLINE of the articles cited; for the figures in them, and never kept beyond the account
        pa.field("headlines", pa.list_(pa.string())),
        pa.field("edition", pa.string(), nullable=False),
    ]
)

_WHOLE = re.compile(r"-?\d{1,9}(?:\.0+)?")
_DECIMAL = r"^[+-]?\d{1,3}(?:\.\d+)?$"
_BLANKS = re.compile(r"\s+")


def row(events: pa.Table, report: Report, upstream_id: str) -> Row | None:
    """One event row as a record, days as ISO dates and sources joined by "; "; None when the id is not there."""
    found = events.filter(pc.equal(events["upstream_id"], upstream_id)).to_pylist()
    if not found:
        return None
    shown = {k: v for k, v in found[0].items() if k != "headlines"}
    values = {k: "; ".join(v) if isinstance(v, list) else v for k, v in shown.items()}
    return Row(
        key=f"row:{report.sha256}#{upstream_id}",
        rests_on=(report.key,),
        report=report.key,
        table=found[0]["dataset"],
        upstream_id=upstream_id,
        edition=found[0]["edition"],
        values={k: v if isinstance(v, (str, int, float)) or v is None else v.isoformat() for k, v in values.items()},
    )


def days(column: Column, read_day: Callable[[str], date | None]) -> Column:
    """Days as date32; null where `read_day` finds no day of the calendar."""
    return once(column, read_day, pa.date32())


def iso_day(written: str) -> date | None:
    """The day of `2017-05-15`, with or without a time behind it."""
    try:
        return date.fromisoformat(written[:10]) if written[10:11] in ("", "T", " ") else None
    except ValueError:
        return None


def whole(column: Column) -> Column:
    """Whole numbers as int32; null where it is none."""
    return once(column, lambda n: int(n.partition(".")[0]) if _WHOLE.fullmatch(n) else None, pa.int32())


def degrees(column: Column, limit: float) -> Column:
    """Degrees as float64; null where it is no number or beyond +-limit."""
    written = pc.cast(column, pa.string())
    is_decimal = pc.match_substring_regex(written, _DECIMAL)
    if not pc.all(is_decimal).as_py():
        written = pc.if_else(is_decimal, written, None)
    number = pc.cast(written, pa.float64())
    return pc.if_else(pc.less_equal(pc.abs(number), limit), number, None)


def once(column: Column, change: Callable[[str], Any], kind: pa.DataType) -> Column:
    """`change` of each value, called once per different value: a table repeats its names thousands of times."""
    told = coded(column)
    changed = pa.array([change(value) for value in told.dictionary.to_pylist()], kind)
    return changed.take(told.indices)


def coded(column: Column) -> pa.DictionaryArray:
    """The different values of a column, and which of them each row has."""
    whole_column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole_column if pa.types.is_dictionary(whole_column.type) else whole_column.dictionary_encode()


def among(column: Column, words: Iterable[str]) -> Column:
    """Whether each value is one of some words."""
    wanted = frozenset(words)
    return once(column, wanted.__contains__, pa.bool_())


def meaning(column: Column, codes: Mapping[str, str]) -> Column:
    """A precision code in our words; an unknown code gets `unknown`, the coarsest."""
    return once(column, lambda code: codes.get(code.removesuffix(".0"), codes["unknown"]), pa.string())


def named(column: Column) -> tuple[Column, Column]:
    """Names of places as printed -> (name without the word for its kind, kind)."""
    return once(column, lambda n: place(n)[0], pa.string()), once(column, lambda n: place(n)[1], pa.string())


@cache
def place(printed: str) -> tuple[str, str]:
    """`Ar Rastan  town` -> (`Ar Rastan`, `settlement`); a word without which it is another place stays in the name."""
    name = _BLANKS.sub(" ", printed).strip()
    rest, _, last = name.rpartition(" ")
    known = data.load("intake/place_kinds.yaml")
    word = last.casefold()
    if rest and word in known["dropped"]:
        return rest, known["dropped"][word]
    return name, known["kept"].get(word, "")


def split(column: Column, separators: str) -> Column:
    """Names of sources -> list of names, each once, in the order printed; case and blanks make no difference."""
    parts = re.compile(f"[{re.escape(separators)}]")

    def names(printed: str) -> list[str]:
        found: dict[str, str] = {}
        for part in parts.split(printed):
            name = _BLANKS.sub(" ", part).strip(" \"'")
            if name:
                found.setdefault(name.casefold(), name)
        return list(found.values())

    return once(column, names, pa.list_(pa.string()))


def table(columns: Mapping[str, Column], rows: int) -> pa.Table:
    """Columns under EVENT_SCHEMA; a plain value stands for all rows, a missing column is null."""
    arrays = []
    for field in EVENT_SCHEMA:
        value = columns.get(field.name)
        if value is None or isinstance(value, (str, bool)):
            arrays.append(pa.repeat(pa.scalar(value, field.type), rows))
        else:
            arrays.append(pc.cast(value, field.type))
    return pa.table(arrays, schema=EVENT_SCHEMA)
