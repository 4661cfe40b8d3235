"""What is odd about an event table's rows, as doubts: impossible ranges, days, places, ids. Nothing is mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from holdfire.intake import countries
from holdfire.intake import events as ev
from holdfire.intake.events import Column
from holdfire.records import Doubt, Report

MAX_LISTED = 1000
"""Rows listed per code: a table in which every row is odd is one thing to know, not a million."""

_NUMBERS = {
    "killed_low": "low", "killed_best": "best", "killed_high": "high", "killed_a": "deaths_a", "killed_b": "deaths_b",
    "killed_civilians": "deaths_civilians", "killed_unknown": "deaths_unknown",
}  # fmt: skip
NO_DAY = "its day is missing or no day of the calendar"
NO_PLACE = "its coordinates are missing, impossible, or 0 and 0"

class Audit:
    """Collects doubts about the rows of one table (`row:SHA#ID`)."""

    def __init__(self, report: Report, events: pa.Table) -> None:
        self.report, self.events = report, events
        self.doubts: list[Doubt] = []

    def flag(self, odd: Column, code: str, why: Callable[[dict[str, Any]], str], settle: str = "") -> None:
        """A doubt for each row where `odd` is true (null is not); `why` gets the row as a dict."""
        rows = self.events.filter(pc.fill_null(odd, fill_value=False))
        for row in rows.slice(0, MAX_LISTED).to_pylist():
            where = f"row:{self.report.sha256}#{row['upstream_id']}"
            self.doubts.append(Doubt(code=code, where=where, why=why(row), settle=settle))
        if rows.num_rows > MAX_LISTED:
            more = f"{rows.num_rows:,} rows in all; the first {MAX_LISTED:,} are listed"
            self.doubts.append(Doubt(code=code, where=self.report.key, why=more, settle=settle))

    def unread(self, written: Column, read: Column, code: str, what: str) -> None:
        """Flags rows where something is written in a column and could not be read."""
        odd = pc.and_(pc.is_null(read), pc.invert(ev.among(written, [""])))
        self.flag(odd, code, lambda _: f"{what} is written in a way that cannot be read; it counts as not stated")


def audit(events: pa.Table, raw: pa.Table, report: Report) -> tuple[Doubt, ...]:
    """The doubts about rows that any event table can have; `raw` is the same rows as strings.

    Codes: row-date-unreadable, row-number-unreadable, row-ends-before-start, row-range-impossible, row-no-coordinates,
    row-outside-country, row-year-disagrees.
    """
    found = Audit(report, events)
    _days(found, events, raw)
    for ours, theirs in _NUMBERS.items():
        if theirs in raw.column_names:
            found.unread(raw[theirs], events[ours], "row-number-unreadable", theirs)
    low, best, high = events["killed_low"], events["killed_best"], events["killed_high"]
    found.flag(
        pc.or_kleene(pc.greater(low, best), pc.greater(best, high)),
        "row-range-impossible",
        lambda r: f"low {r['killed_low']}, best {r['killed_best']}, high {r['killed_high']} are not in order",
        "the coder's own correction, or the edition after this one",
    )
    _places(found, events)
    return tuple(found.doubts)


def _days(found: Audit, events: pa.Table, raw: pa.Table) -> None:
    unread = pc.or_(pc.is_null(events["date_start"]), pc.is_null(events["date_end"]))
    found.flag(unread, "row-date-unreadable", lambda _: NO_DAY)
    found.flag(
        pc.greater(events["date_start"], events["date_end"]),
        "row-ends-before-start",
        lambda r: f"it starts on {r['date_start']} and ends on {r['date_end']}",
    )
    year = ev.whole(raw["year"])
    # A row coded for a year may begin in the one before: only a year outside its days is odd.
    outside = pc.or_kleene(pc.less(year, pc.year(events["date_start"])), pc.greater(year, pc.year(events["date_end"])))
    found.flag(outside, "row-year-disagrees", lambda r: f"its year is none of {r['date_start']} to {r['date_end']}")


def _places(found: Audit, events: pa.Table) -> None:
    lat, lon = events["lat"], events["lon"]
    nowhere = pc.and_(pc.equal(lat, 0.0), pc.equal(lon, 0.0))
    found.flag(
        pc.or_(pc.or_(pc.is_null(lat), pc.is_null(lon)), pc.fill_null(nowhere, fill_value=False)),
        "row-no-coordinates",
        lambda _: NO_PLACE,
    )
    south, north, west, east = (ev.once(events["country"], edge, pa.float64()) for edge in _EDGES)
    outside = pc.or_kleene(
        pc.or_kleene(pc.less(lat, south), pc.greater(lat, north)),
        pc.or_kleene(pc.less(lon, west), pc.greater(lon, east)),
    )
    found.flag(
        pc.and_kleene(outside, pc.invert(nowhere)),
        "row-outside-country",
        lambda r: f"{r['lat']}, {r['lon']} lies outside {r['country']}",
        "the place by name",
    )


def check_spots(found: Audit) -> None:
    """Flags leads without a day or a place: row-date-unreadable, row-no-coordinates."""
    lat, lon = found.events["lat"], found.events["lon"]
    nowhere = pc.fill_null(pc.and_(pc.equal(lat, 0.0), pc.equal(lon, 0.0)), fill_value=False)
    found.flag(pc.is_null(found.events["day"]), "row-date-unreadable", lambda _: NO_DAY)
    found.flag(pc.or_(pc.or_(pc.is_null(lat), pc.is_null(lon)), nowhere), "row-no-coordinates", lambda _: NO_PLACE)


def _edge(at: int, country: str) -> float | None:
    bounds = countries.bounds(country)
    return bounds[at] if bounds else None


_EDGES = tuple(partial(_edge, at) for at in range(4))
"""Country -> its southern, northern, western, eastern bound."""


def check_codes(found: Audit, raw: pa.Table, meanings: Mapping[str, Mapping[str, str]]) -> None:
    """Flags rows whose precision codes (column -> known codes) are not in the codebook: row-precision-unknown."""
    for column, known in meanings.items():
        found.flag(
            pc.invert(ev.among(raw[column], [code for key in known for code in (key, f"{key}.0")])),
            "row-precision-unknown",
            partial(_no_code, column),
        )


def _no_code(column: str, _: dict[str, Any]) -> str:
    return f"its {column} is no code of the codebook; the coarsest meaning is used"


def unique(raw: pa.Table, name: str, report: Report) -> tuple[pa.Table, tuple[Doubt, ...]]:
    """The rows with an id each: an exact repetition is left out, a second row of an id becomes `ID~2`.

    Doubts: `row-repeated` (left out), `row-id-repeated`, `row-id-missing`.
    """
    at_odd = _without_own_id(raw[name])
    if not at_odd:
        return raw, ()
    doubts: list[Doubt] = []
    left_out: set[int] = set()
    renamed: dict[int, str] = {}
    seen: dict[str, set[tuple[str, ...]]] = {}
    for at, values in zip(at_odd, map(tuple, map(dict.values, raw.take(at_odd).to_pylist())), strict=True):
        written = raw[name][at].as_py()
        versions = seen.setdefault(written, set())
        if not written:
            renamed[at], code = f"unnumbered-{at + 1}", "row-id-missing"
            why = "it has no id; its position in the table stands for one"
        elif values in versions:
            left_out.add(at)
            code, why = "row-repeated", "the same row stands in the table again; read once"
        elif versions:
            renamed[at], code = f"{written}~{len(versions) + 1}", "row-id-repeated"
            why = f"another row has the id {written}; this one is told apart by {renamed[at]}"
        else:
            code = why = ""
        versions.add(values)
        if code:
            doubts.append(Doubt(code=code, where=f"row:{report.sha256}#{renamed.get(at, written)}", why=why))
    if renamed:
        ids = raw[name].to_pylist()
        for at, new in renamed.items():
            ids[at] = new
        raw = raw.set_column(raw.column_names.index(name), name, pa.array(ids, pa.string()))
    kept = np.ones(raw.num_rows, dtype=bool)
    kept[sorted(left_out)] = False
    return (raw.filter(pa.array(kept)) if left_out else raw), tuple(doubts)


def _without_own_id(ids: Column) -> list[int]:
    """Positions of the rows without an id, or with one that another row has too."""
    counts = pc.value_counts(ids)
    repeated = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    odd = pc.is_in(ids, value_set=pa.concat_arrays([pc.cast(repeated, pa.string()), pa.array([""])]))
    found: list[int] = pc.indices_nonzero(odd).to_pylist()
    return found
