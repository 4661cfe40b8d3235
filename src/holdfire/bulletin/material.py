"""Everything that one bulletin is made of, gathered by the flow: a period's records, already cleared for the view."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from holdfire.disclosure import Gazetteer, Seen
from holdfire.records import (
    Account,
    Actor,
    Claim,
    Complaint,
    Count,
    Coverage,
    Doubt,
    Duty,
    Exhibit,
    Finding,
    Incident,
    Instrument,
    Mandate,
    Observation,
    Policy,
    Report,
    Review,
    Row,
    Source,
    Text,
    View,
)


class Period(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Whole days in the case's zone, both inclusive."""

    first: date
    last: date


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What one side registered for one area and period; `number` None: named without a number."""

    recorded_by: str
    """Actor id, or "pooled"."""
    number: int | None
    printed: tuple[Count, ...] = ()
    """Every printing of it, one per publisher; they may differ."""


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """Published counts of one day and area side by side, and what each side leaves unexplained."""

    period: Period
    zone: str = ""
    area_name: str = ""
    unit: str
    instrument: str = ""
    sides: tuple[Side, ...]
    incidents: tuple[str, ...] = ()
    """Keys of the incidents known on these days in this area; an incident is no case, and nothing is subtracted."""
    nearby: tuple[str, ...] = ()
    """Of those that are so within a day of reporting, or within what is known of their place and time."""
    residue: tuple[tuple[str, str], ...] = ()
    """(side, in words): what that side counted and the other, or the incidents, do not show."""
    misread: tuple[tuple[str, str], ...] = ()
    """(publisher, in words): where a printing says something else than the bulletin it prints."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What changed against an issued bulletin."""

    what: str
    was: str
    now: str
    why: str
    on: date | None = None
    incident: str = ""


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is kept but that no reader covers."""

    report: str
    why: str


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A line on the map that is nobody's zone."""

    name: str
    kind: str
    """country | area | disputed"""
    geometry: dict[str, object]


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What `compose` needs, and nothing that the view may not see. Order of the tuples does not matter."""

    case: str
    zone: str
    """IANA zone in which the case's days run."""
    cutoff: str = "00:00"
    """Local time at which a reporting day closes; `00:00`: midnight."""
    view: View
    policy: Policy
    period: Period
    previous_period: Period | None = None
    now: datetime
    """When it is asked for: only held against the policy's delay, never printed."""
    as_known_on: str
    """In words: "22 November 2026, ledger entry 61"."""
    code_version: str
    mandate: Mandate | None = None
    about: str = ""
    """A sentence or two of the case's own on what it watches."""

    instruments: tuple[Instrument, ...] = ()
    actors: tuple[Actor, ...] = ()
    sources: tuple[Source, ...] = ()
    labels: dict[str, str] = {}
    """Code -> words, of acts, weapons, exceptions, target classes."""
    known: Gazetteer = Gazetteer()
    """Settlements and areas: to print no finer than the policy, and to draw areas as areas."""
    outlines: tuple[Outline, ...] = ()

    reports: tuple[Report, ...] = ()
    """Those that anything below rests on, and those received in the period."""
    texts: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    observations: tuple[Observation, ...] = ()
    claims: tuple[Claim, ...] = ()
    accounts: tuple[Account, ...] = ()
    incidents: tuple[Incident, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Of the period's incidents, in every reading variant."""
    numbers: dict[str, str] = {}
    """Incident key -> its lasting number (`N12`), of those that have one."""
    previous: tuple[Finding, ...] = ()
    """Of the previous period's incidents."""
    counts: tuple[Count, ...] = ()
    reconciled: tuple[Reconciled, ...] = ()
    duties: tuple[Duty, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    disclosure: tuple[Seen, ...] = ()
    reviews: tuple[Review, ...] = ()
    """The period's assessments, rulings and comments (`assess`, `rule`, `comment`)."""
    corrections: tuple[Correction, ...] = ()
    unread: tuple[Unread, ...] = ()
    doubts: tuple[Doubt, ...] = ()
