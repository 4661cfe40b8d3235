"""Instruments and a day to the duties with a deadline: when due, how reckoned, where they stand, by whose word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from holdfire.agreement.dates import Reading, Reckoned, deciding, reckon_rule, say, say_day
from holdfire.records import Deadline, Duty, DutyState, Instrument, StateFact, Term, Variation


def duties(instruments: Iterable[Instrument], on: date, reading: Reading | None = None) -> tuple[Duty, ...]:
    """Every obligation with a deadline, as it stands on a day (in each instrument's zone), by due date.

    Where the due date turns on a choice that `reading` leaves open there is one duty per option, named in its key.
    """
    found = [
        duty
        for instrument in instruments
        for term in instrument.terms
        if term.deadline is not None
        for duty in _of_term(instrument, term, term.deadline, on, dict(reading or {}))
    ]
    return tuple(sorted(found, key=lambda d: (d.due is None, d.due.isoformat() if d.due else "", d.key)))


def due(instrument: Instrument, deadline: Deadline, reading: Reading) -> Reckoned:
    """When an obligation falls due, variations aside. A due date at a local midnight runs to the end of that day."""
    if deadline.at is not None:
        return Reckoned(at=deadline.at, how=f"by {say(deadline.at, instrument.zone)}, as written")
    if deadline.rule:
        return reckon_rule(instrument, deadline.rule, reading)
    return Reckoned(at=None, how="the text sets no date")


def _of_term(instrument: Instrument, term: Term, deadline: Deadline, on: date, reading: dict[str, str]) -> list[Duty]:
    reckoned = due(instrument, deadline, reading)
    unread = [c for c in reckoned.depends_on if c not in reading]
    if not unread:
        return [_duty(instrument, term, deadline, reckoned, on, {c: reading[c] for c in reckoned.depends_on})]
    options = next((c.options for c in deciding(instrument, "date") if c.id == unread[0]), ())
    return [d for o in options for d in _of_term(instrument, term, deadline, on, {**reading, unread[0]: o.id})]


def _duty(
    instrument: Instrument, term: Term, deadline: Deadline, reckoned: Reckoned, on: date, reading: dict[str, str]
) -> Duty:
    granted = [v for v in instrument.variations if v.of == term.id and (v.on is None or v.on <= on)]
    variation = granted[-1] if granted else None
    at = variation.to if variation else reckoned.at
    last_day = at.astimezone(ZoneInfo(instrument.zone)).date() if at else None
    known = [fact for fact in deadline.state_facts if fact.on <= on]
    state, by, why = _state(known, variation, last_day, on)
    how = reckoned.how if variation is None else f"{_varied(variation, instrument)}; as written {reckoned.how}"
    suffix = "&".join(f"{choice}={option}" for choice, option in sorted(reading.items()))
    return Duty(
        key=f"duty:{instrument.id}/{term.id}" + (f"?{suffix}" if suffix else ""),
        rests_on=(f"term:{instrument.id}/{term.id}",),
        instrument=instrument.id,
        term=term.id,
        what=term.what,
        on_whom=term.by,
        due=at,
        reckoned=how,
        reading=reading,
        state=state,
        by_whose_word=by,
        why=why,
        rivals=tuple(f"{m.says} ({m.by})" for m in instrument.misreports if m.against == term.id),
    )


def _state(
    known: list[StateFact], variation: Variation | None, last_day: date | None, on: date
) -> tuple[DutyState, str, str]:
    """The state, by whose word, and why: the last day's word counts; two words of one day that differ dispute it."""
    latest = max((fact.on for fact in known), default=None)
    words = sorted((f for f in known if f.on == latest), key=lambda f: (f.by, f.state))
    by = ", ".join(dict.fromkeys(fact.by for fact in words))
    why = "; ".join(f"{say_day(fact.on)}: {fact.words}" for fact in words)
    states = {fact.state for fact in words}
    if len(states) > 1:
        return DutyState.DISPUTED, by, why
    state = states.pop() if states else DutyState.PENDING
    if state is not DutyState.PENDING:
        return state, by, why
    if last_day is None or on <= last_day:
        return (DutyState.EXTENDED, variation.granted_by, why) if variation else (state, by, why)
    passed = f"the last day to do it was {say_day(last_day)}"
    if latest and latest > last_day:
        return DutyState.LATE, by, f"{why}; {passed}"
    return DutyState.NOT_VERIFIABLE, "", "; ".join(filter(None, (why, passed, "no word since then is recorded")))


def _varied(variation: Variation, instrument: Instrument) -> str:
    until = f"extended to {say(variation.to, instrument.zone)}" if variation.to else "waived"
    accepted = f", accepted by {variation.accepted_by}" if variation.accepted_by else ""
    paper = f", by {variation.instrument}" if variation.instrument else ", without an instrument"
    return f"{until} by {variation.granted_by}{accepted}{paper}"
