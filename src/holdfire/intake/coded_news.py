"""A daily export of events coded by a machine (`gdelt1`: 58 columns, `gdelt2`: 61, no header) to leads."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data as packaged
from holdfire.intake import audit, columns, leads
from holdfire.intake import events as ev
from holdfire.intake.taken import Taken
from holdfire.records import Report

EXTRACTOR = "gdelt/1"
STALE_DAYS = 300
"""An event dated this long before its article is nearly always an anniversary or a misread year."""


def read(report: Report, data: bytes) -> Taken:
    """The rows of such an export. None of them is an account: the coder is a machine, and one article makes many.

    Doubts: `leads-only` (once), `row-date-unreadable`, `row-year-disagrees`, `row-told-late`, `row-precision-unknown`,
    `row-id-missing`, `row-id-repeated`, `row-repeated`.
    """
    raw, doubts = columns.read(report, data, report.format)
    raw, repeated = audit.unique(raw, "globaleventid", report)
    codes = packaged.load("intake/precision.yaml")["gdelt"]
    precision = ev.meaning(raw["actiongeo_type"], codes["place"])
    found = leads.table(
        {
            "upstream_id": raw["globaleventid"],
            "dataset": "gdelt",
            "kind": "news",
            "act_hint": raw["eventcode"],
            "day": ev.days(raw["day"], _day),
            "lat": ev.degrees(raw["actiongeo_lat"], 90),
            "lon": ev.degrees(raw["actiongeo_long"], 180),
            "radius_m": ev.once(precision, lambda p: codes["radius_m"].get(p, 0), pa.int32()),
            "place": raw["actiongeo_fullname"],
            "place_precision": precision,
            "actor1": raw["actor1name"],
            "actor2": raw["actor2name"],
            "standing": False,
            "told_by": raw["sourceurl"],
            "known_from": ev.once(raw["dateadded"], lambda d: _day(d[:8]), pa.date32()),
        },
        raw.num_rows,
    )
    odd = audit.Audit(report, found)
    odd.flag(pc.is_null(found["day"]), "row-date-unreadable", lambda _: audit.NO_DAY)
    year = ev.whole(raw["year"])
    odd.flag(
        pc.not_equal(year, pc.year(found["day"])), "row-year-disagrees", lambda r: f"its year is not in {r['day']}"
    )
    late = pc.greater(pc.days_between(found["day"], found["known_from"]), STALE_DAYS)
    odd.flag(late, "row-told-late", lambda r: f"dated {r['day']}, added on {r['known_from']}", "the article itself")
    audit.check_codes(odd, raw, {"actiongeo_type": codes["place"]})
    only = leads.only_leads(report, found.num_rows, "a machine's reading of news, no account")
    return Taken(leads=found, doubts=(*doubts, only, *repeated, *odd.doubts))


def _day(written: str) -> date | None:
    return ev.iso_day(f"{written[:4]}-{written[4:6]}-{written[6:]}") if len(written) == len("20170515") else None
