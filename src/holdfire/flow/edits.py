"""Our own agreement files as they were at an issue and as they are now, to the corrections that an edit makes.

A correction of a file changes what was found of days past, and is listed path by path. An amendment, a new file or
something that holds only from a later day on, changes nothing that was told and is no correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from holdfire import actors
from holdfire.bulletin import Correction
from holdfire.flow.derive import Outcome
from holdfire.flow.knowledge import load_agreements
from holdfire.records import Instrument
from holdfire.store import Case, Entry, IssuedBulletin

NAMED_BY = ("id", "name", "actor", "says", "by", "of", "version")
"""Fields by which an element of a list is known again, where it has them."""
BEGINS = ("since", "valid_from", "on", "date", "at", "start")
"""Fields that say from when on something holds."""
SILENT = ("key", "rests_on", "doubts", "geometry")  # a geometry's hash says that it changed
LONGEST = 160
"""Characters of a value that are printed."""

Path = tuple[str, ...]


def edited(case: Case, outcome: Outcome, issued: IssuedBulletin) -> list[Correction]:
    """What was corrected in the agreement files since a bulletin was issued, path by path."""
    position = issued.facts.as_of if issued.facts.as_of is not None else issued.position
    later = [e for e in case.entries("inputs", outcome.derived.view.as_of) if e.position > position]
    if not later:
        return []
    before = {i.id: i for i in _instruments(case, position, outcome)}
    after = {i.id: i for i in outcome.know.instruments}
    last = issued.facts.period_end
    return [
        _correction(before[name], path, values, later[-1], case)
        for name in sorted(before)
        for path, *values in (
            _differences((), msgspec.to_builtins(before[name]), msgspec.to_builtins(after[name]), last)
            if name in after
            else [((), before[name].title, "")]
        )
    ]


def _instruments(case: Case, position: int, outcome: Outcome) -> tuple[Instrument, ...]:
    files = case.inputs(position)
    own = [files[name] for name in outcome.know.config.actors if name in files]
    book = actors.load(*own, base=actors.packaged()) if own else actors.packaged()
    return load_agreements(files, book)


def _correction(of: Instrument, path: Path, values: list[Any], entry: Entry, case: Case) -> Correction:
    was, now = (_words(v) for v in values)
    day = entry.logged.astimezone(ZoneInfo(case.config.zone)).date()
    return Correction(
        what=f"our file of {of.title}: {'/'.join(path) or of.id}", was=was, now=now, on=day,
        why=f"corrected in our file, as recorded by {entry.who} (ledger entry {entry.position})",
    )  # fmt: skip


def _differences(path: Path, was: Any, now: Any, last: date) -> Iterator[tuple[Path, Any, Any]]:
    if was == now:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for name in sorted({*was, *now} - set(SILENT)):
            yield from _differences((*path, name), was.get(name), now.get(name), last)
    elif isinstance(was, list | tuple) and isinstance(now, list | tuple) and _named(was) and _named(now):
        before, after = _by_name(was), _by_name(now)
        for name in sorted({*before, *after}):
            if name in before or not _begins_later(after[name], last):
                yield from _differences((*path, name), before.get(name), after.get(name), last)
    else:
        yield path, was, now


def _named(elements: Any) -> bool:
    return all(isinstance(e, Mapping) for e in elements)


def _by_name(elements: Any) -> dict[str, Any]:
    """Elements by what they are known by; of several alike, by their number too."""
    found: dict[str, Any] = {}
    for element in elements:
        name = " ".join(str(element[f]) for f in NAMED_BY if element.get(f))
        found[name if name not in found else f"{name} ({len(found)})"] = element
    return found


def _begins_later(element: Any, last: date) -> bool:
    """Whether something added holds only from after a day on: then it amends, and corrects nothing told of that day."""
    days = [d for name in BEGINS if (d := _day(element.get(name))) is not None]
    return bool(days) and min(days) > last


def _day(value: Any) -> date | None:
    if isinstance(value, str) and len(value) >= len("2017-05-15"):
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            return None
    return None


def _words(value: Any) -> str:
    if value in (None, "", [], ()):
        return "nothing"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
