"""A CSV in the layout of the Armed Conflict Location & Event Data project to event rows."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data as packaged
from holdfire.intake import audit, columns
from holdfire.intake import events as ev
from holdfire.intake.candidates import Scope, narrowed
from holdfire.intake.taken import Taken
from holdfire.records import Report

EXTRACTOR = "acled/1"
WEEK = 3
"""Days. Of an event known to the week its middle day is given: three days on either side are as likely."""


def read(report: Report, data: bytes, scope: Scope | None = None) -> Taken:
    """The events of a table in ACLED's column layout. Its notes are other people's text and are not read.

    One day is given per event; what the time precision says of it widens it to the week or month it stands for.
    Fatalities are one number: it is the best figure, the lowest and highest are not stated.
    """
    raw, doubts = columns.read(report, data, "acled")
    raw, repeated = audit.unique(raw, "event_id_cnty", report)
    codes = packaged.load("intake/precision.yaml")["acled"]
    place, kind = ev.named(raw["location"])
    precision = ev.meaning(raw["time_precision"], codes["time"])
    start, end = _span(ev.days(raw["event_date"], _day), precision)
    events = ev.table(
        {
            "upstream_id": raw["event_id_cnty"],
            "dataset": "acled",
            "act_hint": raw["sub_event_type"],
            "date_start": start,
            "date_end": end,
            "time_precision": precision,
            "lat": ev.degrees(raw["latitude"], 90),
            "lon": ev.degrees(raw["longitude"], 180),
            "place": place,
            "place_kind": kind,
            "place_precision": ev.meaning(raw["geo_precision"], codes["place"]),
            "admin1": ev.named(raw["admin1"])[0],
            "admin2": ev.named(raw["admin2"])[0],
            "country": raw["country"],
            "actor1": raw["actor1"],
            "actor2": raw["actor2"],
            "one_sided": ev.among(raw["event_type"], codes["one_sided"]),
            "civilian_target": ev.among(raw["civilian_targeting"], codes["civilian_target"]),
            "killed_best": ev.whole(raw["fatalities"]),
            "sources": ev.split(raw["source"], ";"),
            "edition": ev.once(raw["timestamp"], _edition, pa.string()),
        },
        raw.num_rows,
    )
    raw, events, repeated, outside = narrowed(raw, events, repeated, report, scope)
    found = audit.Audit(report, events)
    audit.check_codes(found, raw, {"time_precision": codes["time"], "geo_precision": codes["place"]})
    found.unread(raw["fatalities"], events["killed_best"], "row-number-unreadable", "fatalities")
    odd = audit.audit(events, raw, report)
    return Taken(events=events, outside=outside, doubts=(*doubts, *repeated, *odd, *found.doubts))


def _day(written: str) -> dt.date | None:
    """`2022-06-30`, or `30 June 2022` as older exports have it."""
    try:
        return dt.datetime.strptime(written, "%d %B %Y").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return ev.iso_day(written)


def _span(day: ev.Column, precision: ev.Column) -> tuple[ev.Column, ev.Column]:
    """First and last day of what a single day with a precision stands for."""
    week, month = pc.equal(precision, "week"), pc.equal(precision, "month")
    first = pc.floor_temporal(day, unit="month")
    after = pc.ceil_temporal(day, unit="month", ceil_is_strictly_greater=True)
    start = pc.case_when(pc.make_struct(week, month), _shift(day, -WEEK), first, day)
    end = pc.case_when(pc.make_struct(week, month), _shift(day, WEEK), _shift(after, -1), day)
    return start, end


def _shift(day: ev.Column, by: int) -> ev.Column:
    return pc.cast(pc.add(pc.cast(day, pa.int32()), pa.scalar(by, pa.int32())), pa.date32())


def _edition(uploaded: str) -> str:
    """The day on which the row was last changed upstream: not known before it."""
    seconds = uploaded.removesuffix(".0")
    if not seconds.isdecimal() or len(seconds) > len("9999999999"):
        return ""
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date().isoformat()
