"""When a term runs, under a reading: between two dates, less what somebody declared suspended, denounced or lapsed.

A declaration is somebody's word. Whether it ended anybody's obligation is a reading: without an option that says so,
what happens after it is neither inside the term's time nor outside.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec

from holdfire.agreement.dates import Reading, Reckoned, dated, deciding, effects, midnight, reckon, say_day
from holdfire.records import DeclaredState, Instrument, Result, Term


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time in which somebody's word has it that the instrument does not run, half-open, UTC."""

    start: datetime
    end: datetime | None
    """None: nobody has declared it in force again."""
    result: Result
    """Whether it obliges all the same: `pass` and `fail` by an option of the reading, else unknown."""
    how: str


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """From when until when a term runs, half-open."""

    start: datetime | None
    end: datetime | None
    """None with `decided`: open."""
    how: str
    depends_on: tuple[str, ...] = ()
    decided: bool = True
    """False: the reading leaves a date open, or it cannot be reckoned."""
    breaks: tuple[Stretch, ...] = ()


def window(instrument: Instrument, term: Term, reading: Reading) -> Window:
    """When a term runs. Without a date of the term's `end` name the end is open."""
    start = reckon(instrument, term.start, reading)
    open_end = Reckoned(at=None, how="no end is set")
    end = reckon(instrument, term.end, reading) if dated(instrument, term.end) else open_end
    declared = {c.id for s in instrument.states if s.id for c in deciding(instrument, "state", s.id)}
    return Window(
        start=start.at,
        end=end.at,
        how=f"from {start.how}; until {end.how}",
        depends_on=tuple(sorted({*start.depends_on, *end.depends_on, *declared})),
        decided=start.decided and end.decided and start.at is not None,
        breaks=breaks(instrument, reading),
    )


def breaks(instrument: Instrument, reading: Reading) -> tuple[Stretch, ...]:
    """The stretches in which the instrument is declared not to run, in order of time.

    A day is declared, not an hour: on the day itself, and on that on which it is declared in force again, whether the
    declaration had been made yet is unknown.
    """
    by_day: dict[datetime, list[DeclaredState]] = {}
    zone = ZoneInfo(instrument.zone)
    for state in sorted(instrument.states, key=lambda s: (s.on, s.state, s.by)):
        by_day.setdefault(midnight(state.on, zone), []).append(state)
    days = sorted(by_day)
    out: list[Stretch] = []
    for day, following in [*pairwise(days), *((d, None) for d in days[-1:])]:
        declared = by_day[day]
        result = _holds(instrument, reading, declared)
        how = "; ".join(f"{s.by} declared it {s.state.replace('_', ' ')} on {say_day(s.on)}" for s in declared)
        after = midnight(declared[0].on + timedelta(days=1), zone)
        changed = result is not Result.PASS or (out and out[-1].end == day and out[-1].result is Result.FAIL)
        if changed:
            out.append(Stretch(start=day, end=after, result=Result.UNKNOWN, how=how))
        if result is not Result.PASS and (following is None or following > after):
            out.append(Stretch(start=after, end=following, result=result, how=how))
    return tuple(out)


def _holds(instrument: Instrument, reading: Reading, declared: list[DeclaredState]) -> Result:
    """Whether the instrument obliges once these have been declared, all on one day."""
    told = set()
    for state in declared:
        said = [Result(e.result) for _, _, e in effects(instrument, reading, "state", state.id)] if state.id else []
        told |= set(said) or {Result.PASS if state.state == "in_force" else Result.UNKNOWN}
    return told.pop() if len(told) == 1 else Result.UNKNOWN


def state_on(instrument: Instrument, when: datetime, reading: Reading) -> tuple[str, str]:
    """(not_yet | in_force | suspended | denounced | lapsed | unknown, by whose word) at an instant."""
    day = when.astimezone(ZoneInfo(instrument.zone)).date()
    declared = [state for state in instrument.states if state.on <= day]
    if declared:
        latest = max(declared, key=lambda state: state.on)
        return latest.state, f"{latest.by}, {say_day(latest.on)}"
    start, end = reckon(instrument, "in_force", reading), reckon(instrument, "end", reading)
    if start.at is not None and when < start.at:
        return "not_yet", start.how
    if end.at is not None and when >= end.at:
        return "lapsed", end.how
    if start.at is None or not (end.decided or dated(instrument, "end") is None):
        return "unknown", start.how if start.at is None else end.how
    return "in_force", start.how
