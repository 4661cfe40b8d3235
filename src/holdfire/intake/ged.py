"""A table in the layout of the UCDP Georeferenced Event Dataset (CSV or Parquet) to event rows."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data as packaged
from holdfire.intake import audit, columns
from holdfire.intake import events as ev
from holdfire.intake.candidates import Scope, narrowed
from holdfire.intake.taken import Taken
from holdfire.records import Report

EXTRACTOR = "ged/1"
ONE_SIDED = "3"
"""type_of_violence of one-sided violence: an organised actor against civilians, the only kind that names an author."""
_YEAR = re.compile(r"(?:^|;)\s*(\d{4})-")
_EDITION = re.compile(r"(?:^|[_\W]|ged)v?(\d{2})[._]?([01])(?!\d)", re.IGNORECASE)


def read(report: Report, data: bytes, scope: Scope | None = None) -> Taken:
    """The events of a GED table. Its sides are participants, its `source_original` the voices, else its office."""
    raw, doubts = columns.read(report, data, "ged")
    raw, repeated = audit.unique(raw, "id", report)
    codes = packaged.load("intake/precision.yaml")["ged"]
    place, kind = ev.named(raw["where_coordinates"])
    one_sided = ev.among(raw["type_of_violence"], [ONE_SIDED])
    start, end = ev.days(raw["date_start"], ev.iso_day), ev.days(raw["date_end"], ev.iso_day)
    events = ev.table(
        {
            "upstream_id": raw["id"],
            "dataset": "ged",
            "act_hint": ev.once(raw["type_of_violence"], "type_of_violence={}".format, pa.string()),
            "date_start": start,
            "date_end": end,
            "time_precision": ev.meaning(raw["date_prec"], codes["time"]),
            "lat": ev.degrees(raw["latitude"], 90),
            "lon": ev.degrees(raw["longitude"], 180),
            "place": place,
            "place_kind": kind,
            "place_precision": ev.meaning(raw["where_prec"], codes["place"]),
            "admin1": ev.named(raw["adm_1"])[0],
            "admin2": ev.named(raw["adm_2"])[0],
            "country": raw["country"],
            "actor1": raw["side_a"],
            "actor2": raw["side_b"],
            "one_sided": one_sided,
            "civilian_target": one_sided,
            "killed_low": ev.whole(raw["low"]),
            "killed_best": ev.whole(raw["best"]),
            "killed_high": ev.whole(raw["high"]),
            "killed_a": ev.whole(raw["deaths_a"]),
            "killed_b": ev.whole(raw["deaths_b"]),
            "killed_civilians": ev.whole(raw["deaths_civilians"]),
            "killed_unknown": ev.whole(raw["deaths_unknown"]),
            "sources": _sources(raw),
            "headlines": _headlines(raw),
            "edition": _edition(report.filename),
        },
        raw.num_rows,
    )
    raw, events, repeated, outside = narrowed(raw, events, repeated, report, scope)
    found = audit.Audit(report, events)
    audit.check_codes(found, raw, {"date_prec": codes["time"], "where_prec": codes["place"]})
    _check_sources(found, raw, events["date_start"])
    odd = audit.audit(events, raw, report)
    return Taken(events=events, outside=outside, doubts=(*doubts, *repeated, *odd, *found.doubts))


def _sources(raw: pa.Table) -> ev.Column:
    """Who said it first, where the table knows; else who printed it. The two together would count one voice twice."""
    original = ev.split(raw["source_original"], ";,/")  # coders write "A, B" and "A/B" there
    office = ev.split(raw["source_office"], ";")  # a comma is part of an office's name
    return pc.if_else(ev.among(raw["source_original"], [""]), office, original)


def _headlines(raw: pa.Table) -> ev.Column:
    """`DAY HEADLINE` of each cited article; nothing where days and headlines do not pair up."""
    dates, headlines = ev.coded(raw["source_date"]), ev.coded(raw["source_headline"])
    days, words = dates.dictionary.to_pylist(), headlines.dictionary.to_pylist()
    each = dates.indices.to_numpy().astype(np.int64) * len(words) + headlines.indices.to_numpy()
    different, at = np.unique(each, return_inverse=True)
    told = [_paired(days[n // len(words)], words[n % len(words)]) for n in different.tolist()]
    return pa.array(told, pa.list_(pa.string())).take(pa.array(at))


def _paired(dates: str, headlines: str) -> list[str]:
    days, words = dates.split(";"), headlines.split(";")
    if not headlines or len(days) != len(words):
        return []
    return [f"{day.strip()} {said.strip()}" for day, said in zip(days, words, strict=True) if ev.iso_day(day.strip())]


def _check_sources(found: audit.Audit, raw: pa.Table, start: ev.Column) -> None:
    """A source of a year before the event cannot report it: its date, or the event's, is wrong."""
    oldest = ev.once(raw["source_date"], _oldest_year, pa.int32())
    why = "one of its sources is dated to a year before the event"
    found.flag(pc.less(oldest, pc.year(start)), "row-source-year", lambda _: why, "the source itself")


def _oldest_year(written: str) -> int | None:
    return min((int(year) for year in _YEAR.findall(written)), default=None)


def _edition(filename: str) -> str:
    """`GEDEvent_v23_1.csv` -> `23.1`: the table itself does not say; "" where the name does not either."""
    found = _EDITION.search(filename)
    return f"{found[1]}.{found[2]}" if found else ""
