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
    series: str = "public"
    """Of which audience's numbers it is one."""
    merged_into: int | None = None


class CheckpointFacts(_Facts, frozen=True, kw_only=True):
    """The head of the tree, signed, timestamped where authorities are configured, and written outside the case."""

    size: int
    root: str
    """Hex."""
    note: str
    """sha256 in the vault of the signed note."""
    signed_with: str
    """The public key, in its text form."""
    replies: dict[str, str] = {}
    """Authority -> sha256 in the vault of its raw reply."""
    certificates: dict[str, str] = {}
    """Authority -> sha256 in the vault of the certificates that it was checked with."""
    pushed_to: str = ""


class Hold(_Facts, frozen=True, kw_only=True):
    """A legal hold on bytes, placed or lifted."""

    sha256: str
    item: str
    """Key of the report that was named."""
    placed: bool
    why: str
    authority: str = ""


class ShredAsked(_Facts, frozen=True, kw_only=True):
    """One person asks that bytes be shredded; another has to confirm."""

    sha256: str
    item: str
    why: str


class Shredded(_Facts, frozen=True, kw_only=True):
    """A tombstone: these bytes are no more. Who confirmed is the entry's author."""

    sha256: str
    reports: tuple[str, ...]
    """Keys of all reports that had these bytes."""
    positions: tuple[int, ...] = ()
    """Positions of their entries, one for each key: of them only what SHREDDED does not name is kept."""
    asked: int
    """Position of the request."""
    asked_by: str
    why: str


class Answered(_Facts, frozen=True, kw_only=True):
    """What a language model answered when it was asked about one text of a report."""

    report: str
    text: str
    """sha256 of the text."""
    model: str
    prompt: int
    """Version of the prompt."""
    endpoint: str
    """Where the text was sent."""
    answer: str
    """sha256 in the vault of the passages with their answers."""


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
    "checkpoint": CheckpointFacts,
    "hold": Hold,
    "shred_asked": ShredAsked,
    "shredded": Shredded,
    "receipt": _facts_of(Receipt),
    "statement": _facts_of(Statement),
    "custody": _facts_of(Custody),
    "answer": Answered,
}
"""Final once shipped: later work adds, never renames."""


def checked(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry as plain data, defaults written out. Raises Broken (E910) when they do not fit."""
    if kind not in KINDS:
        raise Broken("E910", f"{kind!r} is no kind of ledger entry", todo=f"one of {', '.join(KINDS)}")
    try:
        facts = msgspec.json.decode(canonical(dict(fields)), type=KINDS[kind], strict=False)
    except msgspec.ValidationError as error:
        raise Broken("E910", f"a ledger entry of kind {kind} does not fit: {error}") from error
    written: dict[str, Any] = msgspec.json.decode(canonical(facts))
    return written


def key_of(kind: str, fields: Mapping[str, Any]) -> str | None:
    """The key of what an entry is about, for kinds of which the same thing is stored once."""
    return key(kind, *(fields[name] for name in KEYED[kind])) if kind in KEYED else None


KEYED: dict[str, tuple[str, ...]] = {"report": ("source", "url", "sha256")}
"""Fields that make the key of what an entry is about, for kinds of which the same thing is stored once."""

def keys_of_shredded(fields: Mapping[str, Any]) -> dict[int, str]:
    """Of the `shredded` entry with these fields: position -> key of each report entry that it withholds fields of."""
    return dict(zip(fields.get("positions", ()), fields["reports"], strict=False))


SHREDDED = frozenset({
    "source", "url", "title", "language", "filename", "published", "published_words", "received", "collected",
})  # fmt: skip
"""Fields of a report's entry that go with its bytes: in their place only their commitments stay. What is left says that
something of this hash and size was there, for whom, and who put it in when."""

BLOBS: dict[str, tuple[str, ...]] = {
    "report": ("sha256",),
    "inputs": ("files",),
    "issue": ("files", "basis"),
    "checkpoint": ("note", "replies", "certificates"),
    "answer": ("answer",),
}
"""Fields that name bytes in the vault: one sha256, or a mapping of names to them. store/standalone.py repeats both."""

_CALLED = {"basis": "basis.json", "note": "checkpoint", "answer": "answer.json"}


def blobs(kind: str, fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(file name, sha256) of every vault file that an entry refers to."""
    found: list[tuple[str, str]] = []
    for name in BLOBS.get(kind, ()):
        value = fields.get(name)
        if isinstance(value, dict):
            found += sorted(value.items())
        elif value:
            found.append((fields.get("filename") or _CALLED.get(name, name), value))
    return tuple(found)
