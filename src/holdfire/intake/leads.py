"""The one shape of leads: rows that point to something and are never an account of it, whatever the table."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from holdfire.intake.events import Column
from holdfire.records import Doubt, Report

LEAD_SCHEMA = pa.schema(
    [
        pa.field("upstream_id", pa.string(), nullable=False),
        pa.field("dataset", pa.string(), nullable=False),  # firms | gdelt
        pa.field("kind", pa.string(), nullable=False),  # thermal: a sensor saw heat; news: a machine coded an article
        pa.field("act_hint", pa.string(), nullable=False),  # CAMEO code; "" = none
        pa.field("day", pa.date32()),
        pa.field("clock", pa.int32()),  # minutes since midnight UTC; null = not stated
        pa.field("lat", pa.float64()),  # WGS84 degrees; null where none or impossible
        pa.field("lon", pa.float64()),
        pa.field("radius_m", pa.int32(), nullable=False),  # half the diagonal of what was seen as one spot
        pa.field("place", pa.string(), nullable=False),
        pa.field("place_precision", pa.string(), nullable=False),  # settlement | admin1 | country | pixel | none
        pa.field("actor1", pa.string(), nullable=False),
        pa.field("actor2", pa.string(), nullable=False),
        pa.field("confidence", pa.string(), nullable=False),  # low | nominal | high | "" = not stated
        pa.field("power_mw", pa.float64()),  # fire radiative power; null = not stated
        pa.field("standing", pa.bool_(), nullable=False),  # the dataset itself calls it a lasting source of heat
        pa.field("told_by", pa.string(), nullable=False),  # sensor, or the article's address
        pa.field("known_from", pa.date32()),  # day on which the dataset says that it was added
    ]
)


def table(columns: Mapping[str, Column], rows: int) -> pa.Table:
    """Columns under LEAD_SCHEMA; a plain value stands for all rows, a missing text is "", a missing number null."""
    arrays = []
    for field in LEAD_SCHEMA:
        value = columns.get(field.name, "" if field.type == pa.string() else None)
        if value is None or isinstance(value, (str, bool, int)):
            arrays.append(pa.repeat(pa.scalar(value, field.type), rows))
        else:
            arrays.append(pc.cast(value, field.type))
    return pa.table(arrays, schema=LEAD_SCHEMA)


def only_leads(report: Report, rows: int, why: str) -> Doubt:
    """The doubt that says once per table that its rows make no incident."""
    return Doubt(code="leads-only", where=report.key, why=f"{rows:,} rows: {why}", settle="a report or an observation")
