"""Complaints put to the mechanism, from their receipt to their last state: each change checked before it is written."""

from __future__ import annotations

from datetime import datetime

import msgspec

from holdfire.errors import BadRequest
from holdfire.flow.proceed import mandated, require_hearing
from holdfire.records import Complaint, ComplaintState
from holdfire.reviews import move_of, states_after
from holdfire.store import Case


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change that somebody wants."""

    complaint: str
    """Its key, number or receipt."""
    state: ComplaintState
    why: str
    incident: str | None = None
    into: str = ""
    """merged: key, number or receipt of the other."""
    to: str = ""
    """referred: to whom."""
    unheard: str = ""
    """ruled: why the parties that had not commented were not waited for."""


def find(case: Case, named: str) -> Complaint:
    """A complaint by its key, number or receipt. Raises BadRequest E481."""
    for complaint in case.complaints():
        if named in {complaint.key, str(complaint.number), complaint.receipt}:
            return complaint
    raise BadRequest("E481", f"there is no complaint {named!r}", todo="`holdfire complaint list CASE` lists them")


def move(case: Case, change: Change, *, who: str, at: datetime) -> Complaint:
    """Change a complaint's state.

    Raises BadRequest: E481 where it is not there, E422 where its state does not allow the change, E423 where the change
    needs another complaint or a body, E417 for a ruling without a mandated body, E420 for one before the parties that
    its incident's findings were put to were heard.
    """
    complaint = find(case, change.complaint)
    now, then = complaint.state, change.state
    allowed = move_of(now, then)
    if not allowed.allowed:
        may = ", ".join(states_after(now))
        raise BadRequest(
            "E422", f"a complaint that is {_words(now)} cannot become {_words(then)}: {allowed.why}",
            where=complaint.key, todo=f"it may become {may}",
        )  # fmt: skip
    if allowed.mandated:
        mandated(case)
    incident = change.incident or complaint.incident
    why = change.why
    if then in {ComplaintState.RULED_VIOLATION, ComplaintState.RULED_NO_VIOLATION} and incident:
        require_hearing(case, incident, change.unheard, at)
        why += f" (not waited for: {change.unheard})" if change.unheard else ""
    into = _other(case, complaint, change) if allowed.needs == "into" else ""
    if allowed.needs == "to" and not change.to:
        raise BadRequest("E423", "it is not said to whom it is referred", where=complaint.key, todo="give --to BODY")
    fields = {
        "complaint": complaint.key, "state": then, "why": why, "incident": change.incident, "into": into,
        "to": change.to if allowed.needs == "to" else "",
    }  # fmt: skip
    return case.move_complaint(fields, who=who, at=at)


def _other(case: Case, complaint: Complaint, change: Change) -> str:
    """The complaint to merge into: one that stands by itself, and not this one."""
    if not change.into:
        what = "it is not said what it is merged into"
        raise BadRequest("E423", what, where=complaint.key, todo="give --into COMPLAINT")
    other = find(case, change.into)
    if other.key == complaint.key or other.state is ComplaintState.MERGED:
        what = "it cannot be merged into itself" if other.key == complaint.key else f"{other.key} is itself merged"
        todo = f"give {other.merged_into}" if other.merged_into else "give another complaint"
        raise BadRequest("E423", what, where=complaint.key, todo=todo)
    return other.key


def _words(state: ComplaintState) -> str:
    return state.value.replace("_", " ")
