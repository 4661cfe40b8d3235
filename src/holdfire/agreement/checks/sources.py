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
        context.instrument_named(name, field)


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
