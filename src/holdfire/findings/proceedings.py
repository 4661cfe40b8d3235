"""People's decisions on one finding to what has been done about it: put to whom until when, answered, ruled, asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from holdfire.records import (
    Comment,
    Decided,
    Doubt,
    FollowUp,
    Mandate,
    Proceedings,
    Request,
    Review,
    Ruling,
)

DECISIONS = (
    "assess", "put_to_parties", "comment", "rule", "gravity", "responsibility", "follow_up", "follow_up_state",
)  # fmt: skip
"""Decisions on findings."""
LASTING = frozenset({"comment", "follow_up", "follow_up_state"})
"""Words spoken and things asked for stay, though the finding has changed since; a judgement of it does not."""
OUTCOMES = ("violation", "no_violation", "inconclusive")
RESPONSIBILITIES = ("ordered", "individual", "unknown")
FOLLOW_UP_STATES = ("open", "met", "partly_met", "refused", "dropped")


def proceedings(
    standing: Sequence[Review], earlier: frozenset[str], mandate: Mandate | None
) -> tuple[Proceedings | None, list[Doubt]]:
    """What the decisions, in the order of the ledger, come to; None where there are none.

    `earlier`: keys of those on the finding as it was before it changed. Gravity and responsibility on which people
    differ are set by neither: doubt `review-conflict`.
    """
    if not standing:
        return None, []
    by: dict[str, list[Review]] = {name: [r for r in standing if r.decision == name] for name in DECISIONS}
    put = tuple(_request(r, who) for r in by["put_to_parties"] for who in r.of)
    gravity, odd = _agreed(by["gravity"])
    responsibility, odder = _agreed(by["responsibility"])
    return Proceedings(
        assessed=_decided(by["assess"][-1]) if by["assess"] else None,
        put=put,
        comments=tuple(_comment(r, put, r.key in earlier) for r in by["comment"]),
        ruling=_ruling(by["rule"][-1], mandate) if by["rule"] and mandate else None,
        gravity=gravity,
        responsibility=responsibility,
        follow_ups=tuple(_followed(r, by["follow_up_state"]) for r in by["follow_up"]),
    ), [*odd, *odder]


def unheard(done: Proceedings | None, at: datetime) -> tuple[Request, ...]:
    """Those whose comment is still awaited at an instant: the last request to each, unanswered, not yet due."""
    if done is None:
        return ()
    last = {request.to: request for request in done.put}
    return tuple(
        r for _, r in sorted(last.items())
        if (r.due is None or at < r.due) and not any(c.by == r.to and c.when >= r.when for c in done.comments)
    )  # fmt: skip


def standing_of(follow_up: FollowUp, at: datetime) -> str:
    """Its state at an instant: `late` where it is open, or was only met, after it was due."""
    if follow_up.due is None or follow_up.state not in {"open", "met", "partly_met"}:
        return follow_up.state
    done = at if follow_up.state == "open" or follow_up.said is None else follow_up.said
    if done < follow_up.due:
        return follow_up.state
    return "late" if follow_up.state == "open" else f"{follow_up.state}_late"


def plain(value: str) -> str:
    """A review's value in words: a JSON string as what it says, anything else as it was written."""
    try:
        read = json.loads(value)
    except json.JSONDecodeError:
        return value
    return read if isinstance(read, str) else value


def _decided(review: Review) -> Decided:
    return Decided(value=plain(review.value), who=review.who, when=review.when, why=review.why, review=review.key)


def _request(review: Review, to: str) -> Request:
    return Request(to=to, when=review.when, due=review.due, review=review.key)


def _comment(review: Review, put: Iterable[Request], earlier: bool) -> Comment:
    by = review.of[0] if review.of else review.who
    due = [r.due for r in put if r.to == by and r.when <= review.when]
    late = bool(due) and due[-1] is not None and review.when >= due[-1]
    return Comment(
        by=by, words=plain(review.value) or review.why, who=review.who, when=review.when, late=late, earlier=earlier,
        review=review.key,
    )  # fmt: skip


def _ruling(review: Review, mandate: Mandate) -> Ruling:
    return Ruling(
        outcome=plain(review.value), body=mandate.body, standard=mandate.standard, who=review.who, when=review.when,
        why=review.why, unheard=review.unheard, review=review.key,
    )  # fmt: skip


def _followed(review: Review, states: Iterable[Review]) -> FollowUp:
    asked = FollowUp(
        what=plain(review.value), of=review.of, due=review.due, asked=review.when, why=review.why, review=review.key
    )
    for said in states:
        if said.other == review.key:
            asked = replace(asked, state=plain(said.value), said=said.when, why=said.why)
    return asked


def _agreed(reviews: Sequence[Review]) -> tuple[Decided | None, list[Doubt]]:
    """The last word of each person, where all say the same."""
    last = {r.who: r for r in reviews}
    if len({plain(r.value) for r in last.values()}) > 1:
        people, what = " and ".join(sorted(last)), reviews[0].decision
        why = f"{people} decide differently on its {what}; neither is applied"
        return None, [
            Doubt(code="review-conflict", where=reviews[0].target, why=why, settle="one of them gives way")
        ]
    return (_decided(reviews[-1]), []) if reviews else (None, [])
