"""Files taken in as evidence, and what people state of them, to ledger entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from holdfire import intake
from holdfire.errors import BadInput, BadRequest
from holdfire.flow.items import derived, key_of, received
from holdfire.flow.receive import bytes_of
from holdfire.flow.standing import record_of
from holdfire.records import Custody, Statement, View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case

WIDEST = View(audience=AUDIENCE_ORDER[-1])
MEDIA = ("photo", "video", "document", "satellite", "recording", "other")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person states when they take a file in as an exhibit."""

    source: str = "unknown"
    url: str = ""
    title: str = ""
    clearance: str = AUDIENCE_ORDER[-1]
    """Safe by default: an exhibit is for the case's own people until somebody decides otherwise."""
    claimed: str = ""
    collected: datetime | None = None
    published: datetime | None = None
    medium: str = ""
    derived_from: str = ""
    derivation: str = ""
    about: tuple[str, ...] = ()
    exculpatory: bool = False
    graphic: bool = False
    collector: str = ""
    """Who had it and gave it to the case."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file."""

    path: str
    outcome: str
    """stored | known | refused"""
    exhibit: str = ""
    media_type: str = ""
    why: str = ""


def add(case: Case, path: Path, given: Given, *, who: str, at: datetime) -> Item:
    """Take one file in as an exhibit, whatever its format; then what is stated of it. Nothing is read as a report.

    Raises BadRequest E407, E450 (what it is about or derived from is not there), E457 (medium, derivation).
    """
    _check(given)
    facts = _facts(case, given)
    try:
        data = bytes_of(path)
    except (BadInput, BadRequest) as error:
        return Item(path=str(path), outcome="refused", why=error.line())
    kind = intake.media_type(data)
    fields = {
        "format": "photo" if kind in intake.PHOTO_TYPES else "exhibit", "filename": path.name,
        "source": given.source or "unknown", "url": given.url, "title": given.title, "published": given.published,
        "published_words": given.claimed, "collected": given.collected or at, "clearance": given.clearance,
    }  # fmt: skip
    added = case.add_report(fields, data, who=who, at=at)
    exhibit = f"exhibit:{added.report.sha256}"
    if facts:
        case.append("statement", {"exhibit": exhibit, **facts}, who=who, at=at)
    if given.collector:
        handed = {"exhibit": exhibit, "giver": given.collector, "receiver": who, "role": "intake", "on": at}
        case.append("custody", handed, who=who, at=at)
    return Item(path=str(path), outcome="known" if added.known else "stored", exhibit=exhibit, media_type=kind)


def mark(case: Case, item: str, facts: Mapping[str, Any], *, who: str, at: datetime) -> Statement:
    """State something of an exhibit that is in the case. Raises BadRequest E450, E457."""
    _check(msgspec.convert({k: facts[k] for k in ("medium", "derivation") if facts.get(k)}, Given))
    key = exhibit_key(case, item)
    resolved = {**facts, **{name: _keys(case, facts.get(name, ())) for name in ("about", "not_about")}}
    if facts.get("derived_from"):
        resolved["derived_from"] = exhibit_key(case, facts["derived_from"])
    return record_of(case.append("statement", {"exhibit": key, **resolved}, who=who, at=at), Statement)


def hand_over(case: Case, item: str, fields: Mapping[str, Any], *, who: str, at: datetime) -> Custody:
    """Write down that an exhibit passed from one named person to another. Raises BadRequest E450."""
    key = exhibit_key(case, item)
    return record_of(case.append("custody", {"exhibit": key, **fields}, who=who, at=at), Custody)


def exhibit_key(case: Case, named: str) -> str:
    """The key of an exhibit that a person names. Raises BadRequest E450."""
    key = key_of(named, received(case, WIDEST), None)
    if not key.startswith("exhibit:"):
        raise BadRequest("E450", "it is no exhibit", where=named[:80], todo="`holdfire evidence list CASE` lists them")
    return key


def _check(given: Given) -> None:
    if given.clearance not in AUDIENCE_ORDER:
        todo = f"one of {', '.join(AUDIENCE_ORDER)}"
        raise BadRequest("E407", f"{given.clearance!r} is no audience", where="--clearance", todo=todo)
    if given.medium and given.medium not in MEDIA:
        raise BadRequest("E457", f"there is no medium {given.medium!r}", todo=f"one of {', '.join(MEDIA)}")
    if given.derived_from and not given.derivation:
        todo = 'give --derivation "working copy", redaction, frame, crop ...'
        raise BadRequest("E457", "it says what it is made from and not how", where="--derived-from", todo=todo)


def _facts(case: Case, given: Given) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "medium": given.medium, "claimed": given.claimed, "derivation": given.derivation,
        "derived_from": exhibit_key(case, given.derived_from) if given.derived_from else "",
        "about": _keys(case, given.about),
        "exculpatory": given.exculpatory or None, "graphic": given.graphic or None,
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value}


def _keys(case: Case, named: Iterable[str]) -> tuple[str, ...]:
    """Claims and accounts by key; an incident stands for the accounts that it has now, whose keys last longer."""
    if not (wanted := tuple(named)):
        return ()
    reports, outcome = received(case, WIDEST), derived(case, WIDEST)
    incidents = {i.key: i.accounts for i in outcome.derived.incidents} if outcome is not None else {}
    found = [key_of(name, reports, outcome) for name in wanted]
    return tuple(dict.fromkeys(key for of in found for key in incidents.get(of, (of,))))
