"""People's decisions, checked against what is derived, to ledger entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from holdfire import findings, seals
from holdfire.errors import BadCase, BadRequest
from holdfire.flow.ask import one_finding
from holdfire.flow.derive import Outcome, look
from holdfire.records import Complaint, ComplaintState, Record, Review, View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case

RULINGS = frozenset({ComplaintState.RULED_VIOLATION, ComplaintState.RULED_NO_VIOLATION})


def review(
    case: Case, decision: str, target: str, said: Mapping[str, str], *, who: str, at: datetime
) -> Review:
    """Append a review. The rev of the target as now derived is written down with it, unless the person names one.

    Raises BadRequest: E416 where the target is not there, E417 for a ruling without a mandate, E418 for a pair or a
    field that is missing.
    """
    if decision == "rule":
        _mandated(case)
    if (decision in {"same", "not_same"} and not said["other"]) or (decision == "set" and not said["field"]):
        missing = "--other" if decision != "set" else "--field"
        raise BadRequest("E418", f"{decision} needs {missing}", todo="see `holdfire review --help`")
    if decision == "add":
        found, rev = target, ""
    else:
        record = _target(case, target)
        found, rev = record.key, said["rev"] or seals.rev(record)
    other = _target(case, said["other"]).key if said["other"] else ""
    fields = {
        "decision": decision, "target": found, "target_rev": rev, "other": other, "field": said["field"],
        "value": said["value"], "why": said["why"],
    }  # fmt: skip
    position = case.append("review", fields, who=who, at=at).position
    return next(r for r in case.reviews() if r.position == position)


def move_complaint(case: Case, fields: Mapping[str, object], *, who: str, at: datetime) -> Complaint:
    """Change a complaint's state. Raises BadRequest E417 for a ruling in a case without a mandated body."""
    if fields["state"] in RULINGS:
        _mandated(case)
    return case.move_complaint(fields, who=who, at=at)


def _mandated(case: Case) -> None:
    if case.config.mandate is None:
        raise BadRequest(
            "E417", "this case names no mandated body, so nobody can rule in it", where="case.toml",
            todo="name the body and its standard of proof under [mandate], or decide `assess`",
        )  # fmt: skip


def _target(case: Case, key: str) -> Record:
    """The record of a key (or the start of one), in the widest view that has been derived."""
    for audience in reversed(AUDIENCE_ORDER):
        try:
            outcome = look(case, View(audience=audience))
        except BadCase as error:
            if error.code != "E311":
                raise
            continue
        found = _among(outcome, key)
        if found is not None:
            return found
    raise BadRequest("E416", "there is no such record", where=key, todo="run the case, and give its key")


def _among(outcome: Outcome, key: str) -> Record | None:
    if key.startswith("finding:"):
        found = one_finding(outcome, key)
        return findings.with_status([found], (), None)[0][0]
    d = outcome.derived
    records: list[Record] = [
        r for group in (d.claims, d.accounts, d.incidents, d.texts, d.exhibits, d.counts) for r in group
        if r.key == key or (len(key.partition(":")[2]) >= SHORTEST and r.key.startswith(key))
    ]  # fmt: skip
    if len(records) > 1:
        raise BadRequest("E416", f"{len(records)} records begin so", where=key, todo="give more of the key")
    return records[0] if records else None


SHORTEST = 6
"""Digits of a key that are enough to name it, when only one record begins so."""
