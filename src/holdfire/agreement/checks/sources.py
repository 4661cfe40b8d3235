"""Citations: every fact leads to one, and what rests on recollection says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from holdfire.agreement.checks.context import Context
from holdfire.records import DateEntry


def check(context: Context) -> None:
    """Ids, references, and warnings on what nobody has seen."""
    instrument, faults = context.instrument, context.faults
    context.once("citation", (c.id for c in instrument.sources), "sources")
    seen = {c.id: c.seen for c in instrument.sources}
    for path, holder in _holders(instrument, ""):
        cited = getattr(holder, "source", "")
        recalled = isinstance(holder, DateEntry) and not holder.seen
        if cited:
            context.refer("citation", cited, seen, f"{path}.source")
        if recalled or not seen.get(cited, True):
            what = "it is from recollection, not from a page that was seen"
            faults.warn("E292", path, what, "find a source that can be cited")
    for name in (*instrument.supersedes, *instrument.amends):
        field = "amends" if name in instrument.amends else "supersedes"
        if context.instrument_named(name, field) and field == "supersedes":
            _succession(context, name)


def _succession(context: Context, superseded: str) -> None:
    """What one instrument puts in the place of another ends that other only where it says when, or how that is read."""
    if not any(d.name == "end" for d in context.others[superseded].dates):
        todo = f"write an `end` among the dates of {superseded}, or a choice of it"
        what = f"nothing says when `{superseded}` stops running: incidents would be held under both"
        context.faults.warn("E295", "supersedes", what, todo)


def _holders(value: Any, path: str) -> Iterator[tuple[str, msgspec.Struct]]:
    """Every record inside a record, with its path."""
    if isinstance(value, msgspec.Struct):
        if path:
            yield path, value
        for name in value.__struct_fields__:
            yield from _holders(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _holders(item, f"{path}[{number}]")
