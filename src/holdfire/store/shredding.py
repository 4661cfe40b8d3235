"""Holds, requests and tombstones in a ledger: who may be forgotten, by whom, and what no longer exists.

Two people, a reason, no legal hold: then a tombstone is written, and only then are the bytes destroyed. A writer that
died in between is finished by the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from holdfire.errors import BadRequest
from holdfire.records import Report
from holdfire.store.case import Case
from holdfire.store.entries import Entry
from holdfire.store.kinds import Hold, Shredded


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """What a tombstone says."""

    sha256: str
    reports: tuple[str, ...]
    asked_by: str
    confirmed_by: str
    why: str
    when: datetime
    position: int


class By(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, and why."""

    who: str
    at: datetime
    why: str
    authority: str = ""


def hold(case: Case, report: Report, by: By, *, lift: bool = False) -> Entry:
    """Places a legal hold on a report's bytes, or lifts it: while one stands, nobody can shred them.

    Raises BadRequest (E487) when there is none to lift.
    """
    fields = {"sha256": report.sha256, "item": report.key, "placed": not lift, "why": by.why, "authority": by.authority}
    if lift and report.sha256 not in held(case):
        raise BadRequest("E487", "there is no hold on it", where=report.key, todo="`holdfire log CASE` shows holds")
    return case.append("hold", fields, who=by.who, at=by.at)


def ask(case: Case, report: Report, by: By) -> Entry:
    """The first of two people asks that a report be shredded. Raises BadRequest: E488 held, E489 shredded already."""
    _allowed(case, report)
    return case.append(
        "shred_asked", {"sha256": report.sha256, "item": report.key, "why": by.why}, who=by.who, at=by.at
    )


def confirm(case: Case, report: Report, *, who: str, at: datetime) -> Gone:
    """The second does it: the tombstones first, then the bytes, their key, and everything derived.

    What a language model answered of it repeats its words, and goes with it.

    Raises BadRequest: E488 held, E489 shredded already, E490 nobody asked or the same person did.
    """
    _allowed(case, report)
    asked = [entry for entry in case.entries("shred_asked") if entry.fields["sha256"] == report.sha256]
    by = {_person(entry.who) for entry in asked}
    if not asked or by == {_person(who)}:
        what = "nobody has asked for it" if not asked else f"{who} has asked for it, and cannot confirm it as well"
        raise BadRequest("E490", what, where=report.key, todo="two different people are needed: one asks, one confirms")
    request = next(entry for entry in reversed(asked) if _person(entry.who) != _person(who))
    had = [r for r in case.reports() if r.sha256 == report.sha256]
    reports, positions = [r.key for r in had], [r.position for r in had]
    fields = {"sha256": report.sha256, "reports": reports, "positions": positions, "asked": request.position,
              "asked_by": request.who, "why": request.fields["why"]}  # fmt: skip
    gone = case.shredded()
    for answer in [e.fields["answer"] for e in case.entries("answer") if e.fields["report"] in reports]:
        if answer not in gone:
            case.append("shredded", {**fields, "sha256": answer}, who=who, at=at)
    entry = case.append("shredded", fields, who=who, at=at)
    case.finish_shredding()
    return _gone(entry)


def tombstones(case: Case) -> Iterator[Gone]:
    """Everything shredded."""
    return map(_gone, case.entries("shredded"))


def held(case: Case) -> set[str]:
    """sha256 of everything under a legal hold now."""
    standing: set[str] = set()
    for entry in case.entries("hold"):
        fact = msgspec.convert(entry.fields, Hold)
        (standing.add if fact.placed else standing.discard)(fact.sha256)
    return standing


def _allowed(case: Case, report: Report) -> None:
    if report.sha256 in held(case):
        raise BadRequest(
            "E488", "it is under a legal hold", where=report.key, todo="whoever placed it must lift it first"
        )
    if any(gone.sha256 == report.sha256 for gone in tombstones(case)):
        raise BadRequest("E489", "it was shredded already", where=report.key, todo="nothing is left to do")


def _gone(entry: Entry) -> Gone:
    fact = msgspec.convert(entry.fields, Shredded)
    return Gone(sha256=fact.sha256, reports=fact.reports, asked_by=fact.asked_by, confirmed_by=entry.who, why=fact.why,
                when=entry.logged, position=entry.position)  # fmt: skip


def _person(name: str) -> str:
    return " ".join(name.casefold().split())
