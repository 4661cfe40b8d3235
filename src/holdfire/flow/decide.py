"""People's decisions, checked against what is derived, to ledger entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from holdfire import seals
from holdfire.errors import BadRequest
from holdfire.findings.proceedings import DECISIONS
from holdfire.flow.ask import one_finding
from holdfire.flow.derive import Outcome
from holdfire.flow.numbers import key_of, mint
from holdfire.flow.proceed import Said, fields_of
from holdfire.flow.views import views
from holdfire.records import Finding, Record, Report, Review
from holdfire.store import Case

SHORTEST = 6
"""Digits of a key that are enough to name it, when only one record begins so."""


def review(case: Case, decision: str, target: str, said: Said, *, who: str, at: datetime) -> Review:
    """Append a review. The revs of the target as now derived are written down with it, unless the person names one.

    An incident that is decided on, or a finding of which is, gets a lasting number with the first decision; `target`
    may be such a number.

    Raises BadRequest: E416 where the target is not there, E418 for a pair or a field that is missing, and for findings
    what `proceed.fields_of` raises.
    """
    if (decision in {"same", "not_same"} and not said.other) or (decision == "set" and not said.field):
        missing = "--other" if decision != "set" else "--field"
        raise BadRequest("E418", f"{decision} needs {missing}", todo="see `holdfire review decide --help`")
    fields: dict[str, object] = {
        "decision": decision, "target": target, "other": said.other, "field": said.field, "value": said.value,
        "why": said.why,
    }  # fmt: skip
    if decision != "add":
        derived = views(case)
        outcome, record = _target(derived, key_of(case, derived[0], target))
        revs = [seals.rev(r) for o in derived if (r := _among(o, record.key, exact=True)) is not None]
        fields |= {"target": record.key, "target_rev": said.rev or revs[0], "target_revs": sorted({*revs} - {revs[0]})}
        if decision in DECISIONS:
            fields |= fields_of(case, outcome, _finding(record), decision, said, at)
        elif said.other:
            fields["other"] = _target(derived, said.other)[1].key
        decided = record.incident if isinstance(record, Finding) else record.key
        mint(case, derived, [decided], who=who, at=at)
    position = case.append("review", fields, who=who, at=at).position
    return next(r for r in case.reviews() if r.position == position)


def withdraw(case: Case, report: str, why: str, *, undo: bool = False, who: str, at: datetime) -> Review:
    """Mark a report (key, start of it, or file name) as withdrawn by its publisher, or as not withdrawn after all.

    It stays in the vault and the ledger; from the next run on nothing rests on it. Raises BadRequest E416.
    """
    fields = {"decision": "reinstate" if undo else "withdraw", "target": one_report(case, report).key, "why": why}
    position = case.append("review", fields, who=who, at=at).position
    return next(r for r in case.reviews() if r.position == position)


def one_report(case: Case, report: str) -> Report:
    """The report of a key, the start of one, or a file name. Raises BadRequest (E416) unless exactly one is meant."""
    found = [r for r in case.reports() if r.filename == report or (len(report) > SHORTEST and r.key.startswith(report))]
    if len(found) != 1:
        what = f"{len(found)} reports begin so" if found else "there is no such report"
        raise BadRequest("E416", what, where=report, todo="give its key; `holdfire log CASE --jsonl` lists them")
    return found[0]


def _finding(record: Record) -> Finding:
    if not isinstance(record, Finding):
        todo = "`holdfire findings CASE` lists their keys"
        raise BadRequest("E416", "this is decided about a finding", where=record.key, todo=todo)
    return record


def _target(derived: tuple[Outcome, ...], key: str) -> tuple[Outcome, Record]:
    """The record of a key (or the start of one), in the widest view that has been derived."""
    for outcome in derived:
        found = _among(outcome, key)
        if found is not None:
            return outcome, found
    raise BadRequest("E416", "there is no such record", where=key, todo="run the case, and give its key")


def _among(outcome: Outcome, key: str, *, exact: bool = False) -> Record | None:
    """A record by its key; by the start of it, unless `exact`."""
    if key.startswith("finding:"):
        return _found(outcome, key)
    found = [
        r for r in _records(outcome)
        if r.key == key or (not exact and len(key.partition(":")[2]) >= SHORTEST and r.key.startswith(key))
    ]  # fmt: skip
    if len(found) > 1:
        raise BadRequest("E416", f"{len(found)} records begin so", where=key, todo="give more of the key")
    return found[0] if found else None


def _found(outcome: Outcome, key: str) -> Finding | None:
    try:
        return one_finding(outcome, key)
    except BadRequest as error:
        if "begin so" in error.what:
            raise
        return None


def _records(outcome: Outcome) -> Iterator[Record]:
    d = outcome.derived
    for group in (d.claims, d.accounts, d.incidents, d.texts, d.exhibits, d.counts, d.observations):
        yield from group
