"""A table of satellite fire detections (VIIRS or MODIS, `firms` layout) to leads: heat was seen, nobody says why."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data as packaged
from holdfire.intake import audit, columns, leads
from holdfire.intake import events as ev
from holdfire.intake.taken import Taken
from holdfire.records import Report

EXTRACTOR = "firms/1"
_HOURS = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_DIGITS = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"-?\d{1,7}(?:\.\d+)?")
_MINUTES = 24 * 60
SAME = ("acq_date", "acq_time", "latitude", "longitude", "satellite")
"""What makes a detection itself: the layout has no id."""


def read(report: Report, data: bytes) -> Taken:
    """The detections of a `firms` table, days in UTC. A table cut down to coordinates and day is read as well.

    Doubts: `leads-only` (once), `row-repeated`, `row-no-coordinates`, `row-date-unreadable`, `row-time-unreadable`,
    `row-confidence-unknown`, `row-number-unreadable`.
    """
    raw, doubts = columns.read(report, data, "firms")
    known = packaged.load("intake/precision.yaml")["firms"]
    radius: dict[str, int] = known["radius_m"]
    raw = raw.append_column("id", pc.binary_join_element_wise(*(pc.cast(raw[c], pa.string()) for c in SAME), " "))
    raw, repeated = audit.unique(raw, "id", report)
    sensor = ev.once(raw["instrument"], lambda name: name or known["instrument_unknown"], pa.string())
    found = leads.table(
        {
            "upstream_id": raw["id"],
            "dataset": "firms",
            "kind": "thermal",
            "day": ev.days(raw["acq_date"], ev.iso_day),
            "clock": ev.once(raw["acq_time"], _minute, pa.int32()),
            "lat": ev.degrees(raw["latitude"], 90),
            "lon": ev.degrees(raw["longitude"], 180),
            "radius_m": ev.once(sensor, lambda name: radius.get(name, radius["MODIS"]), pa.int32()),
            "place_precision": "pixel",
            "confidence": ev.once(raw["confidence"], _confidence, pa.string()),
            "power_mw": ev.once(raw["frp"], lambda n: float(n) if _NUMBER.fullmatch(n) else None, pa.float64()),
            "standing": ev.among(raw["type"], known["standing"]),
            "told_by": sensor,
        },
        raw.num_rows,
    )
    odd = audit.Audit(report, found)
    audit.check_spots(odd)
    odd.unread(raw["acq_time"], found["clock"], "row-time-unreadable", "acq_time")
    odd.unread(raw["frp"], found["power_mw"], "row-number-unreadable", "frp")
    strange = pc.and_(ev.among(found["confidence"], [""]), pc.invert(ev.among(raw["confidence"], [""])))
    odd.flag(strange, "row-confidence-unknown", lambda _: "its confidence is none of the known values; it says nothing")
    only = leads.only_leads(report, found.num_rows, "a satellite saw heat; fields burn in peace too")
    return Taken(leads=found, doubts=(*doubts, only, *repeated, *odd.doubts))


def _minute(written: str) -> int | None:
    """Minutes since midnight of `0045`, `45` (no leading zeros) or `00:45:00`; None where it is no time."""
    if spelt := _HOURS.fullmatch(written):
        minutes = int(spelt[1]) * 60 + int(spelt[2])
        return minutes if minutes < _MINUTES and int(spelt[2]) < 60 else None
    if not _DIGITS.fullmatch(written) or int(written) % 100 >= 60:
        return None
    minutes = int(written) // 100 * 60 + int(written) % 100
    return minutes if minutes < _MINUTES else None


def _confidence(written: str) -> str:
    """VIIRS says it in words or letters, MODIS in per cent: below 30 is low, from 80 on high (its user guide)."""
    words: dict[str, str] = packaged.load("intake/precision.yaml")["firms"]["confidence"]
    if written.isdecimal() and int(written) <= 100:
        return "low" if int(written) < 30 else "high" if int(written) >= 80 else "nominal"
    return words.get(written.casefold(), "")
