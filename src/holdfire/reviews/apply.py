"""People's decisions and the records of one stage to the records that the next stage sees, and to doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Any, TypeVar, get_type_hints

import msgspec

from holdfire import seals
from holdfire.records import Account, Claim, Count, Doubt, Exhibit, Incident, Observation, Record, Review

R = TypeVar("R", bound=Record)

KINDS: dict[str, type[Record]] = {
    "claim": Claim,
    "account": Account,
    "incident": Incident,
    "observation": Observation,
    "count": Count,
    "exhibit": Exhibit,
}
"""The stages whose records a person may decide on here. Findings have a status of their own."""
FIXED = frozenset({"key", "rests_on"})
"""Fields that say which record it is: another value would be another record (`add`)."""


def apply(kind: str, records: Iterable[R], reviews: Iterable[Review]) -> tuple[tuple[R, ...], tuple[Doubt, ...]]:
    """The records of a kind after accept, reject, set and add, by key, with the doubts.

    A person's later decision on the same thing replaces their earlier one. Different people who decide differently on
    one thing leave it as it was: `review-conflict`. A decision on a record that is gone, or that is not as the person
    saw it (`target_rev`), is not applied: `review-stale`. One that does not fit the record: `review-unfit`.
    """
    mine = sorted((r for r in reviews if _concerns(r, kind)), key=lambda r: r.position)
    by_key = {record.key: record for record in records}
    doubts: list[Doubt] = []
    for review in mine:
        if review.decision == "add":
            _add(kind, review, by_key, doubts)
    decided: defaultdict[str, list[Review]] = defaultdict(list)
    for review in mine:
        if review.decision in ("accept", "reject", "set"):
            decided[review.target].append(review)
    for target in sorted(decided):
        _decide(target, decided[target], by_key, doubts)
    return tuple(by_key[key] for key in sorted(by_key)), tuple(sorted(doubts))


def saw(review: Review, revs: Set[str]) -> bool:
    """Whether a person decided on a record of one of these revs. Where no rev was written down, on whatever it was.

    What was decided on a record in one view holds in a narrower one too, though the record reads otherwise there.
    """
    return not review.target_rev or not revs.isdisjoint({review.target_rev, *review.target_revs})


def _concerns(review: Review, kind: str) -> bool:
    return review.target == kind or review.target.startswith(f"{kind}:")


def _add(kind: str, review: Review, by_key: dict[str, Any], doubts: list[Doubt]) -> None:
    """A record of a person's own. Without a key of its own it is known by the review that brought it."""
    own = review.target if ":" in review.target else seals.key(kind, review.key)
    try:
        given = msgspec.json.decode(review.value, type=dict[str, Any])
        record = msgspec.convert({**given, "key": given.get("key", own)}, KINDS[kind])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        doubts.append(_unfit(review, f"the record added does not fit: {error}"))
        return
    if record.key in by_key:
        doubts.append(_unfit(review, "a record with this key is there already"))
        return
    by_key[record.key] = msgspec.structs.replace(record, rests_on=(*record.rests_on, review.key))


def _decide(target: str, reviews: Sequence[Review], by_key: dict[str, Any], doubts: list[Doubt]) -> None:
    """All decisions on one record."""
    if target not in by_key:
        doubts += [_stale(review, "the record it decides on is not there any more") for review in reviews]
        return
    record = left = by_key[target]
    seen = {seals.rev(record)}
    valid: list[Review] = []
    conflicts: list[Doubt] = []
    for review in reviews:
        # A person may have seen the record as earlier decisions left it.
        if not saw(review, seen):
            doubts.append(_stale(review, f"the record is not as it was when seen ({review.target_rev})"))
        elif review.decision == "set" and (why := _misfit(record, review)):
            doubts.append(_unfit(review, why))
        else:
            valid.append(review)
            left, conflicts = _resolved(record, valid)
            seen |= {seals.rev(left)} if left else set()
    doubts += conflicts
    if left is None:
        del by_key[target]
    else:
        by_key[target] = left


def _resolved(record: Any, reviews: Sequence[Review]) -> tuple[Any | None, list[Doubt]]:
    """The record under decisions that all fit it, None when it is rejected; and where people disagree."""
    standing = _standing(reviews)
    settled, disputed = _settled(standing)
    conflicts = [_conflict(record.key, slot, standing[slot]) for slot in disputed]
    if "" in settled and settled[""].decision == "reject":
        return None, conflicts
    sets = [settled[slot] for slot in sorted(settled) if slot]
    if not sets:
        return record, conflicts
    changed = {review.field: _value(type(record), review) for review in sets}
    rests_on = (*record.rests_on, *sorted(review.key for review in sets))
    return msgspec.structs.replace(record, **changed, rests_on=rests_on), conflicts


def _standing(reviews: Iterable[Review]) -> dict[str, dict[str, Review]]:
    """Slot -> person -> their last decision there. The slot "" is whether the record stands; `set` implies it."""
    slots: defaultdict[str, dict[str, Review]] = defaultdict(dict)
    for review in reviews:
        slots[""][review.who] = review
        if review.decision == "set":
            slots[review.field][review.who] = review
    return dict(slots)


def _settled(standing: dict[str, dict[str, Review]]) -> tuple[dict[str, Review], list[str]]:
    """The decision of each slot on which all agree, and the slots on which they do not."""
    settled, conflicts = {}, []
    for slot in sorted(standing):
        last = sorted(standing[slot].values(), key=lambda r: r.position)
        words = {r.decision == "reject" if slot == "" else seals.canonical(msgspec.json.decode(r.value)) for r in last}
        if len(words) > 1:
            conflicts.append(slot)
        else:
            settled[slot] = last[-1]
    if "" in conflicts:  # whether it stands is open: nothing else is changed on the word of one side
        return {}, conflicts
    return settled, conflicts


def _misfit(record: Any, review: Review) -> str:
    """Why a value cannot be set, "" when it can."""
    if review.field not in record.__struct_fields__ or review.field in FIXED:
        return f"{type(record).__name__} has no field {review.field!r} to set"
    try:
        _value(type(record), review)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        return f"the value does not fit {review.field}: {error}"
    return ""


def _value(kind: type[Record], review: Review) -> Any:
    return msgspec.convert(msgspec.json.decode(review.value), get_type_hints(kind)[review.field])


def _stale(review: Review, why: str) -> Doubt:
    settle = f"{review.who} looks again at {review.target}"
    return Doubt(code="review-stale", where=review.key, why=f"{review.target}: {why}", settle=settle)


def _unfit(review: Review, why: str) -> Doubt:
    return Doubt(
        code="review-unfit", where=review.key, why=f"{review.target}: {why}", settle=f"{review.who} decides anew"
    )


def _conflict(target: str, slot: str, by: dict[str, Review]) -> Doubt:
    people = " and ".join(sorted(by))
    about = f"its {slot}" if slot else "whether it stands"
    why = f"{people} decide differently on {about}; neither is applied"
    return Doubt(code="review-conflict", where=target, why=why, settle="one of them gives way")
