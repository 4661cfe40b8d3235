"""A table of news posts that a machine placed and labelled (`viina` layout) to leads: nobody's account of anything."""

from __future__ import annotations

from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import data as packaged
from holdfire.intake import audit, columns, leads
from holdfire.intake import events as ev
from holdfire.intake.taken import Taken
from holdfire.records import Report

EXTRACTOR = "viina/1"
SAME = ("datetime", "lat", "lon", "event_type", "post")
"""What makes a row itself: the layout has no id."""
NAMED_BY = 12
"""Characters of a headline's hash."""


def read(report: Report, data: bytes) -> Taken:
    """The rows of such a table, days as written.

    None is an account: labels are predictions, places are looked up by a machine, no source is named, and one post is
    repeated for each place that its headline names. The headline leaves only a hash, in `told_by`; the hour is not
    used, since its zone is not stated. Doubts: `leads-only` (once), `row-repeated`, `row-no-coordinates`,
    `row-date-unreadable`.
    """
    raw, doubts = columns.read(report, data, "viina")
    post = ev.once(raw["headline"], _hashed, pa.string())
    raw = raw.append_column("post", post)
    raw = raw.append_column("id", pc.binary_join_element_wise(*(pc.cast(raw[c], pa.string()) for c in SAME), " "))
    raw, repeated = audit.unique(raw, "id", report)
    found = leads.table(
        {
            "upstream_id": raw["id"],
            "dataset": "viina",
            "kind": "news",
            "act_hint": raw["event_type"],
            "day": ev.days(raw["datetime"], ev.iso_day),
            "lat": ev.degrees(raw["lat"], 90),
            "lon": ev.degrees(raw["lon"], 180),
            "radius_m": packaged.load("intake/precision.yaml")["viina"]["radius_m"],
            "place": raw["place_name"],
            "place_precision": "settlement",
            "standing": False,
            "told_by": raw["post"],
        },
        raw.num_rows,
    )
    odd = audit.Audit(report, found)
    audit.check_spots(odd)
    posts = len(pc.unique(raw["post"]))
    why = f"places of {posts:,} headlines, placed and labelled by a machine; no account, and no source is named"
    only = leads.only_leads(report, found.num_rows, why)
    return Taken(leads=found, doubts=(*doubts, only, *repeated, *odd.doubts))


def _hashed(headline: str) -> str:
    return f"post {sha256(headline.encode()).hexdigest()[:NAMED_BY]}" if headline else ""
