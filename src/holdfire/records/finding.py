"""A finding: one incident held against one term under the choices of reading that decided it; and duties."""

from __future__ import annotations

from datetime import datetime

import msgspec

from holdfire.records.base import Record
from holdfire.records.words import Attribution, Because, DutyState, Result, Status, Support, Verdict


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check with its basis, in words a lawyer can follow."""

    name: str
    """time | place | act | weapon | actor | target | exception | condition"""
    result: Result
    basis: str
    code: str
    """Stable code of the basis, for scripts."""
    share: float | None = None
    """Share of the place or time inside, 0..1, where it was measured."""
    rests_on: tuple[str, ...] = ()


class InvokedException(msgspec.Struct, frozen=True, kw_only=True):
    """An exception counts only when invoked by a claim; only a ruling may accept it."""

    exception: str
    by: str
    claim: str
    disputed_by: tuple[str, ...] = ()


class EngagedUndertaking(msgspec.Struct, frozen=True, kw_only=True):
    """Who undertook to ensure, prevent or use influence toward whose conduct; never itself a violation by them."""

    id: str
    who: tuple[str, ...]
    verb: str
    basis: str
    """`clause N`, or `asserted by WHO`."""


class Finding(Record, frozen=True, kw_only=True):
    """key: `finding:` + hash of (incident key, instrument, term, partial assignment)."""

    incident: str
    instrument: str
    term: str
    zone: str | None = None
    reading: dict[str, str] = {}
    """choice id -> option id: only the choices that decided it. Empty: the same under all readings."""
    verdict: Verdict
    because: tuple[Because, ...] = ()
    author_established: bool = False
    """False with `contrary`: every actor who could be the author is bound, and which one is not established."""
    candidates: tuple[str, ...] = ()
    """Actor ids who could be the author as reported."""
    checks: tuple[Check, ...] = ()
    exceptions: tuple[InvokedException, ...] = ()
    status: Status = Status.COMPUTED
    support: Support = Support.SINGLE_VOICE
    attribution: Attribution = Attribution.NONE_STATED
    denied_by: tuple[str, ...] = ()
    undertakings: tuple[EngagedUndertaking, ...] = ()
    refer_to: tuple[str, ...] = ()
    sentence: str = ""
    """The verdict in words, with the sentence that says what it does not mean."""


class Duty(Record, frozen=True, kw_only=True):
    """A positive obligation with its deadline as on a day. key: `duty:INSTRUMENT/TERM` (+ `?choice=option`)."""

    instrument: str
    term: str
    what: str
    on_whom: tuple[str, ...]
    due: datetime | None
    reckoned: str
    """How the date was reckoned, in words: "2 weeks from signature (4 May 2017)"."""
    reading: dict[str, str] = {}
    state: DutyState
    by_whose_word: str = ""
    why: str = ""
    rivals: tuple[str, ...] = ()
    """Dates that others report, with who reports them: misreports, never run."""
