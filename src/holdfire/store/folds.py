"""Ledger entries to the records that people put in: reports, reviews, complaints, disclosures, issued bulletins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from holdfire.records import Complaint, ComplaintState, Disclosure, Number, Report, Review
from holdfire.store.entries import Entry
from holdfire.store.kinds import ComplaintFacts, ComplaintMoved, Issued, key_of


class IssuedBulletin(msgspec.Struct, frozen=True, kw_only=True):
    """A bulletin as it was frozen, with who froze it when."""

    position: int
    who: str
    when: str
    """UTC, ISO."""
    facts: Issued


def report(entry: Entry, key: str | None = None) -> Report:
    """A `report` entry as its record; `key` is what a tombstone says of one whose fields went with its bytes."""
    fields = {**SHREDDED_REPORT, **entry.fields} if entry.withheld else entry.fields
    made = {"key": key or key_of(entry.kind, fields), "position": entry.position, "rests_on": _rests_on(entry)}
    return msgspec.convert({**fields, **made}, Report)


SHREDDED_REPORT = {"source": "unknown", "url": "", "filename": "shredded"}


def review(entry: Entry) -> Review:
    """A `review` entry as its record: its author and time are those of the entry."""
    made = {"key": f"review:{entry.position}", "position": entry.position, "who": entry.who, "when": entry.logged}
    return msgspec.convert({**entry.fields, **made, "rests_on": _rests_on(entry)}, Review)


def disclosure(entry: Entry) -> Disclosure:
    """A `disclosure` entry as its record."""
    return msgspec.convert(
        {**entry.fields, "key": f"disclosure:{entry.position}", "rests_on": _rests_on(entry)}, Disclosure
    )


def number(entry: Entry) -> Number:
    """A `number` entry as what it numbers."""
    return msgspec.convert(entry.fields, Number)


def issued(entry: Entry) -> IssuedBulletin:
    """An `issue` entry as what was published."""
    facts = msgspec.convert(entry.fields, Issued)
    return IssuedBulletin(position=entry.position, who=entry.who, when=_when(entry), facts=facts)


def complaints(entries: Iterable[Entry]) -> tuple[Complaint, ...]:
    """`complaint` and `complaint_state` entries, in order, folded to each complaint as it stands after the last."""
    standing: dict[str, Complaint] = {}
    for entry in entries:
        if entry.kind == "complaint":
            opened = _opened(entry, number=len(standing) + 1)
            standing[opened.key] = opened
        elif entry.kind == "complaint_state":
            moved = msgspec.convert(entry.fields, ComplaintMoved)
            into = standing.get(moved.into)
            where = f" (into number {into.number})" if into else f" (to {moved.to})" if moved.to else ""
            standing[moved.complaint] = _moved(standing[moved.complaint], moved, entry, where)
    return tuple(standing.values())


def _opened(entry: Entry, *, number: int) -> Complaint:
    facts = msgspec.convert(entry.fields, ComplaintFacts)
    given: dict[str, Any] = msgspec.structs.asdict(facts)
    given["received"] = facts.received or entry.logged
    given["receipt"] = facts.receipt or f"C-{number}"
    return Complaint(
        key=f"complaint:{entry.position}",
        rests_on=_rests_on(entry),
        number=number,
        state=ComplaintState.RECEIVED,
        **given,
    )


def _moved(complaint: Complaint, moved: ComplaintMoved, entry: Entry, where: str) -> Complaint:
    line = f"{_when(entry)} {entry.who}: {complaint.state} -> {moved.state}{where}: {moved.why}"
    return msgspec.structs.replace(
        complaint,
        state=moved.state,
        history=(*complaint.history, line),
        incident=moved.incident or complaint.incident,
        merged_into=moved.into,
        referred_to=moved.to,
        rests_on=(*complaint.rests_on, *_rests_on(entry)),
    )


def _rests_on(entry: Entry) -> tuple[str, ...]:
    return (f"entry:{entry.position}",)


def _when(entry: Entry) -> str:
    return entry.logged.isoformat().replace("+00:00", "Z")
