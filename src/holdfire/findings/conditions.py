"""A term's conditions, concurrence and duty to prevent, and a time, to whether the term obliged then.

Nobody's word: unknown. A word counts from its day on; two words of one day that differ leave it unknown.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from holdfire.findings.columns import NEVER, Columns
from holdfire.findings.logic import FAIL, PASS, UNKNOWN, Results
from holdfire.records import DutyState, Instrument, Modality, StateFact, Term

TOLD = {DutyState.MET: PASS, DutyState.PENDING: FAIL, DutyState.LATE: FAIL, DutyState.EXTENDED: FAIL}
"""What a word on a state means for a condition; any other state leaves it unknown."""


class Condition(NamedTuple):
    """Whether a term obliged, on which basis."""

    result: int
    code: str
    basis: str


def check_condition(
    instrument: Instrument, term: Term, columns: Columns, breach: npt.NDArray[np.bool_]
) -> Results:
    """Whether the term obliged at each incident. What performs an obligation performs it whether due yet or not."""
    out: Results = np.full(len(columns), PASS, dtype=np.int8)
    if not (term.conditions or term.concurrent_with or term.duty_to_prevent):
        return out
    asked = breach if term.modality is Modality.OBLIGE else np.ones(len(columns), dtype=bool)
    spans, which = np.unique(np.stack([columns.start, columns.end], axis=1), axis=0, return_inverse=True)
    told = np.array([condition(instrument, term, int(s), int(e)).result for s, e in spans], dtype=np.int8)
    out[asked] = told[which.ravel()][asked]
    return out


def condition(instrument: Instrument, term: Term, start: int, end: int) -> Condition:
    """Of an incident from `start` to `end` (seconds, UTC; NEVER: not stated): the weakest of what the term asks for."""
    found = []
    if term.conditions:
        result, said = _told(instrument, term.condition_facts, start, end)
        found.append(Condition(result, "condition", f"on condition that {'; '.join(term.conditions)}: {said}"))
    if term.concurrent_with:
        other = next(t for t in instrument.terms if t.id == term.concurrent_with)
        facts = other.deadline.state_facts if other.deadline else term.condition_facts
        result, said = _told(instrument, facts, start, end)
        named = f"at the same time as clause {other.clause} ({other.what})"
        found.append(Condition(result, "concurrent", f"{named}: {said}"))
    if term.duty_to_prevent:
        names = {p.id: p.name for p in instrument.parties}
        who = ", ".join(names.get(p, p) for p in term.by)
        whose = ", ".join(names.get(p, p) for p in term.duty_to_prevent)
        basis = f"the act is one of {whose}, never of {who}; whether {who} did what was possible against it is unknown"
        found.append(Condition(UNKNOWN, "prevention", basis))
    result = min(c.result for c in found)
    state = {PASS: "met", FAIL: "not-met", UNKNOWN: "not-known"}[result]
    code = next(c.code for c in found if c.result == result)
    return Condition(result, f"{code}-{state}", "; ".join(c.basis for c in found))


def _told(instrument: Instrument, facts: tuple[StateFact, ...], start: int, end: int) -> tuple[int, str]:
    if start == NEVER:
        return UNKNOWN, "when it happened is not stated"
    zone = ZoneInfo(instrument.zone)
    last = max(end - 1, start)  # an interval ends before its end
    days = [datetime.fromtimestamp(t, UTC).astimezone(zone).date() for t in (start, last)]
    known = [[f for f in facts if f.on <= day] for day in days]
    words = [[f for f in k if f.on == max(g.on for g in k)] for k in known]
    results = {_meaning(w) for w in words}
    if not words[-1]:
        return UNKNOWN, "nobody's word on it is known"
    said = "; ".join(f"{f.by}, {f.on.isoformat()}: {f.words} ({f.state.value.replace('_', ' ')})" for f in words[-1])
    return (results.pop() if len(results) == 1 else UNKNOWN), said


def _meaning(words: list[StateFact]) -> int:
    """What the words of one day say together: unknown where they differ, or where there are none."""
    meant = {TOLD.get(f.state, UNKNOWN) for f in words}
    return meant.pop() if len(meant) == 1 else UNKNOWN
