"""Exhibits as they were read, with what the ledger says of them, to exhibits as they stand in one view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from holdfire import evidence
from holdfire.records import Custody, Exhibit, Record, Statement, TrustedStamp, View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case, Entry, checkpoints

R = TypeVar("R", bound=Record)


def exhibits_in(
    case: Case, view: View, exhibits: Sequence[Exhibit], records: Iterable[Record]
) -> tuple[Exhibit, ...]:
    """The exhibits of a view as people have stated them up to then; `records` are its claims and accounts.

    A replay is told where both pictures are in the view, and custody to the widest audience alone.
    """
    statements = [record_of(e, Statement) for e in case.entries("statement", view.as_of)]
    widest = view.audience == AUDIENCE_ORDER[-1]
    custody = [record_of(e, Custody) for e in case.entries("custody", view.as_of)] if widest else []
    wanted = {exhibit.report for exhibit in exhibits}
    at = {r.key: r.position for r in case.reports(view.as_of) if r.key in wanted} if wanted else {}
    covers = tuple(checkpoints.covering(case, max(at.values()), view.as_of)) if at else ()
    logged = {key: case.entry(position).logged for key, position in at.items()}
    dated = [_dated(e, logged[e.report], at[e.report], covers, told=widest) for e in exhibits]
    standing = evidence.stated(dated, statements, custody, {record.key for record in records})
    doubts = evidence.doubts_of(evidence.replays(standing))
    return tuple(replace(e, doubts=(*e.doubts, *(d for d in doubts if d.where == e.key))) for e in standing)


def _dated(exhibit: Exhibit, logged: datetime, position: int, covers: Sequence[checkpoints.Covering], *, told: bool,
           ) -> Exhibit:  # fmt: skip
    """With the time logged, and of each authority the first timestamp that covers its entry.

    `told`: with the checkpoint, whose size would tell others how much they are not shown.
    """
    first: dict[str, TrustedStamp] = {}
    for one in covers:
        if position < one.size and one.stamp.when is not None:
            made = TrustedStamp(
                authority=one.authority, when=one.stamp.when, checked_by=one.stamp.by, objection=one.stamp.why,
                checkpoint=one.position if told else None, size=one.size if told else None,
            )  # fmt: skip
            first.setdefault(one.authority, made)
    stamps = tuple(sorted(first.values(), key=lambda s: (s.when, s.authority)))
    times = replace(exhibit.times, logged=logged, trusted=stamps[0].when if stamps else None)
    return replace(exhibit, times=times, stamps=stamps)


def record_of(entry: Entry, kind: type[R]) -> R:
    """A ledger entry as its record: its key is its kind and its position."""
    made = {"key": f"{entry.kind}:{entry.position}", "rests_on": (f"entry:{entry.position}",)}
    return msgspec.convert({**entry.fields, **made}, kind)
