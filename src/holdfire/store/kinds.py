"""What each kind of ledger entry holds. Fields are checked before they are sealed: nothing can be mended later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from holdfire.errors import Broken
from holdfire.records import ComplaintState, Custody, Disclosure, Interval, Receipt, Report, Review, Statement
from holdfire.seals import canonical, key

_HEAD = ("key", "rests_on", "doubts")


def _facts_of(record: type[msgspec.Struct], *computed: str) -> type[msgspec.Struct]:
    """A struct with the record's fields, less those that its entry implies (position, who, when, key)."""
    left = [f for f in msgspec.structs.fields(record) if f.name not in (*_HEAD, *computed)]
    fields = [(f.name, f.type, f.default) if not f.required else (f.name, f.type) for f in left]
    return msgspec.defstruct(f"{record.__name__}Facts", fields, kw_only=True, frozen=True, forbid_unknown_fields=True)


class _Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The common base: an unknown field is refused."""


class Opened(_Facts, frozen=True, kw_only=True):
    """The first entry of every case."""

    name: str


class Inputs(_Facts, frozen=True, kw_only=True):
    """The hand-written files of the case as they are from here on: path below CASE -> sha256 in the vault."""

    files: dict[str, str]


class ComplaintFacts(_Facts, frozen=True, kw_only=True):
    """An allegation put to the mechanism."""

    complainant: str
    on_behalf_of: str = ""
    against: str = ""
    receipt: str = ""
    """The receipt given; "" = the complaint's number."""
    received: datetime | None = None
    """None: when it was logged."""
    words: str
    act: str | None = None
    place_name: str = ""
    time: Interval | None = None
    instrument: str = ""


class ComplaintMoved(_Facts, frozen=True, kw_only=True):
    """A complaint changes its state."""

    complaint: str
    """`complaint:POSITION`."""
    state: ComplaintState
    why: str
    incident: str | None = None
    """The incident it is tied to from here on; None: as before."""
    into: str = ""
    """merged: `complaint:POSITION` of the other."""
    to: str = ""
    """referred: to whom."""


class Issued(_Facts, frozen=True, kw_only=True):
    """A bulletin, frozen: exactly what was published."""

    audience: str
    as_of: int | None
    period_start: date
    period_end: date
    """Inclusive."""
    files: dict[str, str]
    """File name -> sha256 in the vault."""
    keys: dict[str, str]
    """Key -> rev of every record counted in it."""
    basis: str = ""
    """sha256 in the vault of what each of them rested on: unpublished, to tell later why something changed."""


class Numbered(_Facts, frozen=True, kw_only=True):
    """A lasting number for an incident or finding, with the accounts it had when it was minted."""

    of: str
    """incident | finding"""
    number: int
    accounts: tuple[str, ...]
    merged_into: int | None = None


KINDS: dict[str, type[msgspec.Struct]] = {
    "opened": Opened,
    "inputs": Inputs,
    "report": _facts_of(Report, "position"),
    "review": _facts_of(Review, "position", "who", "when"),
    "complaint": ComplaintFacts,
    "complaint_state": ComplaintMoved,
    "disclosure": _facts_of(Disclosure),
    "issue": Issued,
    "number": Numbered,
    "receipt": _facts_of(Receipt),
    "statement": _facts_of(Statement),
    "custody": _facts_of(Custody),
}
"""Final once shipped: later work adds, never renames."""


def checked(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry as plain data, defaults written out. Raises Broken (E910) when they do not fit."""
    if kind not in KINDS:
        raise Broken("E910", f"{kind!r} is no kind of ledger entry", todo=f"one of {', '.join(KINDS)}")
    plain = msgspec.json.decode(canonical(dict(fields)))
    try:
        facts = msgspec.convert(plain, KINDS[kind], strict=False)
    except msgspec.ValidationError as error:
        raise Broken("E910", f"a ledger entry of kind {kind} does not fit: {error}") from error
    written: dict[str, Any] = msgspec.json.decode(canonical(facts))
    return written


def key_of(kind: str, fields: Mapping[str, Any]) -> str | None:
    """The key of what an entry is about, for kinds of which the same thing is stored once."""
    if kind == "report":
        return key("report", fields["source"], fields["url"], fields["sha256"])
    return None


def blobs(kind: str, fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(file name, sha256) of every vault file that an entry refers to."""
    if kind == "report":
        return ((fields["filename"], fields["sha256"]),)
    if kind in ("inputs", "issue"):
        basis = (("basis.json", fields["basis"]),) if fields.get("basis") else ()
        return (*sorted(fields["files"].items()), *basis)
    return ()
