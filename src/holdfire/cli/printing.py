"""Records to lines: one JSON object a line for scripts, short lines for people. Progress goes to stderr."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
import msgspec

from holdfire.errors import BadRequest
from holdfire.flow.step import Step, quiet
from holdfire.records import Record
from holdfire.seals import rev

_encoder = msgspec.json.Encoder(order="sorted")


def json_line(value: Any, *, schema: str = "") -> None:
    """One object on one line, with its schema, and its rev where it is a record."""
    plain = msgspec.to_builtins(value)
    if isinstance(value, Record):
        plain["rev"] = rev(value)
        schema = schema or type(value).__name__.lower()
    if schema:
        plain["schema"] = f"holdfire/{schema}/1"
    click.echo(_encoder.encode(plain))


def person(given: str | None) -> str:
    """Who acts: `--as PERSON` or HOLDFIRE_PERSON. Raises BadRequest E401 when nobody says."""
    name = given or os.environ.get("HOLDFIRE_PERSON", "")
    if not name.strip():
        raise BadRequest("E401", "nobody says who acts", todo="give --as PERSON, or set HOLDFIRE_PERSON")
    return name.strip()


def recorder() -> str:
    """Who is written beside what a command takes in: HOLDFIRE_PERSON, else the account's name."""
    return os.environ.get("HOLDFIRE_PERSON") or os.environ.get("USER") or "unknown"


def now() -> datetime:
    """The clock: read at the doors, given to everything behind them as an argument."""
    return datetime.now(UTC).replace(microsecond=0)


@contextmanager
def progress() -> Iterator[Step]:
    """A bar on a terminal, nothing elsewhere."""
    import sys

    if not sys.stderr.isatty():
        yield quiet
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def step(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=of)
            bar.update(tasks[stage], completed=done, total=of)

        yield step


def local_day(when: datetime, zone: str) -> str:
    """The day of an instant where it was reckoned, never the day in UTC."""
    return when.astimezone(ZoneInfo(zone)).date().isoformat()


def show(records: Iterable[Any], jsonl: bool, line: Callable[[Any], str], *, schema: str = "") -> None:
    """Each record as JSON or as a line for people."""
    for record in records:
        if jsonl:
            json_line(record, schema=schema)
        else:
            click.echo(printable(line(record)))


def printable(text: str) -> str:
    """Text of strangers without the control characters that could command a terminal or reorder a line."""
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", text)


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
