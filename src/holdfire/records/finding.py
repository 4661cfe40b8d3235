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


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided on a finding, with the reason."""

    value: str = ""
    who: str
    when: datetime
    why: str
    review: str
    """Key of the review."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The finding put to one of those it concerns."""

    to: str
    when: datetime
    due: datetime | None
    """Until when a comment is awaited; None: no deadline was set."""
    review: str


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody answered, verbatim."""

    by: str
    words: str
    who: str
    """Who put it into the ledger."""
    when: datetime
    late: bool = False
    """After the deadline it was given: shown all the same."""
    earlier: bool = False
    """On the finding as it was before something that it rests on changed."""
    review: str


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What the mandated body ruled, under its standard of proof."""

    outcome: str
    """violation | no_violation | inconclusive; "" = not stated."""
    body: str
    standard: str
    who: str
    when: datetime
    why: str
    unheard: str = ""
    """Why those who had not commented were not waited for."""
    review: str


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """Something asked of somebody by a day."""

    what: str
    of: tuple[str, ...]
    due: datetime | None
    asked: datetime
    state: str = "open"
    """open | met | partly_met | refused | dropped, as a person last said."""
    said: datetime | None = None
    """When."""
    why: str = ""
    review: str


class Proceedings(msgspec.Struct, frozen=True, kw_only=True):
    """What people have done about a finding, in the order of the ledger."""

    assessed: Decided | None = None
    put: tuple[Request, ...] = ()
    comments: tuple[Comment, ...] = ()
    ruling: Ruling | None = None
    gravity: Decided | None = None
    responsibility: Decided | None = None
    """ordered | individual | unknown."""
    follow_ups: tuple[FollowUp, ...] = ()


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
    proceedings: Proceedings | None = None
    """What people have done about it; None: nothing."""
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
