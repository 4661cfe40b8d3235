"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from holdfire.errors import BadRequest

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or one clear line."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day such as 2017-05-15", param, ctx)


DAY = Day()
PATH = click.Path(path_type=Path)

case_argument = click.argument("case", type=PATH)
jsonl_option = click.option("--jsonl", is_flag=True, help="One JSON object a line, for scripts.")
as_option = click.option("--as", "who", metavar="PERSON", help="Who acts (else HOLDFIRE_PERSON).")
audience_option = click.option(
    "--audience", default="public", show_default=True, help="public, parties, guarantors or mechanism."
)


def instant(value: str | None, zone: str) -> datetime | None:
    """A time as typed: with an offset, or local in `zone`; a bare day is its start. Raises BadRequest E403."""
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        todo = "write it as 2017-05-15 or 2017-05-15T14:30+03:00"
        raise BadRequest("E403", f"{value!r} is no time", todo=todo) from None
    local = parsed if parsed.tzinfo else datetime.combine(parsed.date(), parsed.time(), ZoneInfo(zone))
    return local.astimezone(UTC)


def day_bounds(start: date | None, end: date | None, zone: str) -> tuple[datetime | None, datetime | None]:
    """--from and --to as instants: days half-open in the case's zone, --to inclusive."""
    from datetime import timedelta

    tz = ZoneInfo(zone)
    first = datetime.combine(start, time(), tz).astimezone(UTC) if start else None
    last = datetime.combine(end + timedelta(days=1), time(), tz).astimezone(UTC) if end else None
    return first, last
