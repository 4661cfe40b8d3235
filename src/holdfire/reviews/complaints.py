"""A complaint's state and the one that somebody wants, to whether it may follow, what that needs, and why not."""

from __future__ import annotations

import msgspec

from holdfire.data import load
from holdfire.records import ComplaintState


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One change of state."""

    allowed: bool
    why: str = ""
    """Why it may not be made; "" where it may."""
    needs: str = ""
    """`into` another complaint, `to` another body, or nothing."""
    mandated: bool = False
    """Whether only a mandated body can make it."""


def move_of(now: ComplaintState, then: ComplaintState) -> Move:
    """What data/reviews/complaints.yaml says of a change from one state to another."""
    rules = load("reviews/complaints.yaml")
    if then not in states_after(now):
        return Move(allowed=False, why=str(rules["after"][now.value]["why"]))
    mandated = then.value in rules["mandated"] or now.value in rules["reopened"]
    return Move(allowed=True, needs=str(rules["needs"].get(then.value, "")), mandated=mandated)


def states_after(now: ComplaintState) -> tuple[ComplaintState, ...]:
    """The states that may follow."""
    return tuple(ComplaintState(s) for s in load("reviews/complaints.yaml")["after"][now.value]["to"])
