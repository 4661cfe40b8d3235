"""Accounts, the voices behind them, and the incidents fused from them."""

from __future__ import annotations

import msgspec

from holdfire.records.base import Interval, Place, Range, Record
from holdfire.records.words import Attribution, Support

BY_NAME = "name:"
"""What the id of somebody begins with whom no file has; the name folded follows."""


class Voice(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Someone whose word counts once, however often it is printed."""

    id: str
    """Actor or source id of the ultimate speaker, else "name:" + the name folded."""
    name: str
    affiliated_to: tuple[str, ...] = ()
    """Party actor ids it is tied to on the day: an interested voice."""
    via: tuple[str, ...] = ()
    """The path by which printings were merged into it: report keys, copies, quoting outlets."""


class Casualties(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A range. "at least 29" is low 29, high None (open upwards)."""

    kind: str
    """killed | wounded | missing"""
    low: int
    high: int | None
    group: str = "unstated"
    """civilians | fighters | children | side_a | side_b | unstated ..."""
    by: tuple[str, ...] = ()
    """Claim keys, or the row reference."""
    told: str = ""
    """ISO date on which this figure was told, where a dataset dates the report that it cites; "" = its account's."""


class Slot(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Words of a text that fill one slot of an account."""

    slot: str
    """act | weapon | place | time | author | person | struck | target | killed | wounded | missing | hedge | denial;
    `person`: somebody whom no actor file has and who is said to have done it, never to be printed unassessed."""
    start: int
    end: int


class Blame(msgspec.Struct, frozen=True, kw_only=True):
    """One actor who is said to have done it, by which claims (or which row)."""

    actor: str
    """Actor id; of a body that no actor file has "name:" + the name folded, as of a voice."""
    by: tuple[str, ...]
    status: Attribution = Attribution.SINGLE_VOICE
    name: str = ""
    """The name of such a body as written; "" where an actor file has it."""


class Denial(msgspec.Struct, frozen=True, kw_only=True):
    """One voice that denies it, by which claims."""

    actor: str
    """Actor id where one is known, else voice id."""
    by: tuple[str, ...]


class Account(Record, frozen=True, kw_only=True):
    """One source's version of an incident. key: `account:` + hash of (text + spans) or (table + upstream row id)."""

    report: str
    source: str
    """Source id of the publisher or dataset. A dataset adds no voice of its own."""
    voices: tuple[Voice, ...]
    """Who says so, ultimately: the speaker of the claim, the sources a dataset cites, the observer."""
    stance: str = "asserts"
    """asserts | denies | doubts"""
    act: str
    """Code of acts.yaml."""
    weapon: str | None = None
    participants: tuple[str, ...] = ()
    """Actor ids present; no direction implied."""
    attributed_to: tuple[Blame, ...] = ()
    denied_by: tuple[str, ...] = ()
    target: str | None = None
    """Actor id, or a target class of acts.yaml (civilians, medical, ...)."""
    place: Place | None = None
    time: Interval | None = None
    casualties: tuple[Casualties, ...] = ()
    invokes: tuple[tuple[str, str, str], ...] = ()
    """Exceptions invoked: (exception code of exceptions.yaml, actor id, claim key)."""
    asserted_by: tuple[str, ...] = ()
    """Claim keys."""
    hedges: tuple[str, ...] = ()
    """Words by which its speaker limits certainty, as written; nothing is computed from them."""
    slots: tuple[Slot, ...] = ()
    """The words of its text that say so, slot by slot: a person said to have done it is here and nowhere else."""
    text: str | None = None
    span: Range | None = None
    row: str | None = None
    observed: bool = False
    """From the case's own observers or a body with access."""
    exhibits: tuple[str, ...] = ()
    knowable_from: str = ""
    """ISO date from which this could be known (a table compiled in 2019 was not known in 2017); "" = its report's."""


class Copy(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Two reports with a common origin."""

    a: str
    b: str
    kind: str
    """copy | rewrite | same-event"""
    score: float


class Credit(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A text that names, as its origin, an agency which its publisher carries on the day."""

    report: str
    publisher: str
    agency: str
    """Source ids."""
    text: str
    """sha256 of the text; `start` to `end` are the credit in it."""
    start: int
    end: int
    why: str
    """The fact that the source file gives for the relation."""


class Incident(Record, frozen=True, kw_only=True):
    """Something said to have happened, fused from its accounts. key: `incident:` + hash of its least account key."""

    accounts: tuple[str, ...]
    act: str
    weapon: str | None = None
    participants: tuple[str, ...] = ()
    attributed_to: tuple[Blame, ...] = ()
    denied_by: tuple[str, ...] = ()
    denials: tuple[Denial, ...] = ()
    """Who denies it by which claims, those included whom no actor file has."""
    target: str | None = None
    place: Place | None = None
    time: Interval | None = None
    casualties: tuple[Casualties, ...] = ()
    invokes: tuple[tuple[str, str, str], ...] = ()
    asserted_by: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    """Of its asserting accounts, each word once."""
    exhibits: tuple[str, ...] = ()
    support: Support = Support.SINGLE_VOICE
    attribution: Attribution = Attribution.NONE_STATED
    voices: tuple[Voice, ...] = ()
    """The independent voices counted for support; `via` is the path by which others were merged into them."""
    against: tuple[Voice, ...] = ()
    """Voices that dispute that it happened, the accused's own denial included (it is shown, it lowers nothing)."""
    support_capped: str = ""
    """Why support could not go higher (evidence that nobody independent has examined), or ""."""
