"""What was signed, as data: instruments, parties, zones, terms, choices of reading. One instrument, one YAML file.

These records are what `holdfire.agreement.load` makes of the YAML, date expressions still unreckoned. Dates are
written as ISO dates or local datetimes in the instrument's zone; a bare date means 00:00 at its start.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from holdfire.records.base import Record
from holdfire.records.words import Modality, TextStatus


class DateEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One date of an instrument: signed, published, in_force, operative, end, or any named event."""

    name: str
    at: datetime | None
    """UTC; None when it is reckoned by a rule or decided by a choice."""
    zone: str
    rule: str = ""
    """Relative rule: `signed + 1 day`, `in_force + 6 months`."""
    choice: str = ""
    """Id of the choice of reading that decides it."""
    source: str = ""
    seen: bool = True
    """False: from recollection; `check` warns."""
    note: str = ""


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """An actor inside a party, dated. One declaration per actor with its own date."""

    actor: str
    since: datetime | None = None
    until: datetime | None = None
    how: str = ""
    """signature | named | accession | declaration | opt_in"""
    source: str = ""
    doubt: str = ""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A set of actors that an instrument names together, in a role."""

    id: str
    name: str
    role: str
    """signatory | addressee | acceding | guarantor | co_chair | verifier
    | observer_of_talks | observer_of_ceasefire (not the same)"""
    actors: tuple[Membership, ...] = ()
    open: bool = False
    """More may have joined than are listed: an actor under `covers` that is not listed is unknown, not unbound."""
    covers: tuple[str, ...] = ()
    """Lumped actors or parents whose members may or may not be inside."""
    source: str = ""


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """A fact: who accepted what, when, in which words. Being bound is a reading."""

    by: str
    date: date
    words: str
    condition: str = ""
    reservation: str = ""
    rejects: bool = False
    source: str = ""


class Exclusion(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or place outside the instrument's protection."""

    id: str
    actors: tuple[str, ...] = ()
    place: str = ""
    basis: str
    """list | affiliation | place"""
    since: datetime | None = None
    asserted_by: str = ""
    """Who asserts it where the text does not; "" = the text."""
    clause: str = ""
    source: str = ""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A clause's words: short, with what they are quoted from."""

    words: str
    status: TextStatus
    paragraph: str = ""
    source: str = ""


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A place under an instrument, by version."""

    id: str
    name: str
    version: str
    words: str
    """As the text describes it."""
    provenance: str
    """text | official_map | third_party | reconstruction"""
    how: str = ""
    """How the geometry was made."""
    kind: str = "polygon"
    """none | admin_area | polygon | line_buffer | corridor | circle | positions | nationwide"""
    geometry: Any = None
    """GeoJSON geometry (WGS84) or None (nationwide: the country's outline, no geometry: not given)."""
    geometry_sha256: str = ""
    uncertainty_m: int = 0
    """Half-width of the band along the boundary inside which membership is unknown."""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    choice: str = ""
    """When this version holds only under options of this choice..."""
    options: tuple[str, ...] = ()
    """...these are the options."""


class ExceptionClause(msgspec.Struct, frozen=True, kw_only=True):
    """An exception that the text grants; it counts only when a claim invokes it."""

    id: str
    kind: str
    """Code of exceptions.yaml: self_defence, excluded_group, notified_movement, ..."""
    words: str
    clause: str = ""


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """By when an obligation is to be done: an absolute date, or a rule from an event."""

    at: datetime | None = None
    rule: str = ""
    choice: str = ""
    state_facts: tuple[dict[str, str], ...] = ()
    """What is known of its performance: {on, state, by, words, source}, oldest first."""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """What a clause prohibits, obliges or permits."""

    id: str
    clause: str
    what: str
    modality: Modality
    quote: Quote
    acts: tuple[str, ...] = ()
    """Codes of acts.yaml; a code stands for all below it. Empty: nothing an incident can be held against (a duty)."""
    contrary_acts: tuple[str, ...] = ()
    """For an obligation: the acts that are its breach (obstructing what it obliges to let pass); `acts` perform it."""
    weapons: tuple[str, ...] = ()
    """Codes of weapons.yaml, likewise; empty: any."""
    by: tuple[str, ...] = ()
    """Party ids bound by it."""
    against: tuple[str, ...] = ()
    """Party ids or target classes; empty: whoever it is against."""
    between: bool = False
    """Author and target must stand in different parties of `by`/`against`."""
    zones: tuple[str, ...] = ()
    """Zone ids (all versions); empty: wherever."""
    start: str = "operative"
    end: str = "end"
    """Names of the instrument's dates between which it runs; an absent `end` date: open."""
    place_share: float | None = None
    """The instrument's own threshold: an uncertain place with at least this share inside counts as inside."""
    time_share: float | None = None
    exceptions: tuple[ExceptionClause, ...] = ()
    conditions: tuple[str, ...] = ()
    concurrent_with: str = ""
    deadline: Deadline | None = None
    duty_to_prevent: tuple[str, ...] = ()
    verification: str = ""
    refer_to: tuple[str, ...] = ()


class Undertaking(msgspec.Struct, frozen=True, kw_only=True):
    """Who undertook to ensure, prevent or use influence, toward whose conduct."""

    id: str
    who: tuple[str, ...]
    """Party ids or actor ids."""
    verb: str
    """ensure | prevent | use_influence | verify"""
    toward: tuple[str, ...]
    clause: str = ""
    asserted_by: str = ""
    source: str = ""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What an option changes. Exactly one of the kinds below."""

    kind: str
    """date (name, at) | bound (actor, result) | excluded (actor, result) | zone (only by zone.options)
    | target (term, mode: any | parties_only)"""
    instrument: str = ""
    """"" = the instrument that the choice stands in."""
    name: str = ""
    """date: name of the date set. target: term id."""
    at: datetime | None = None
    """date: UTC, None with kind date = open end."""
    actor: str = ""
    result: str = ""
    """pass | fail | unknown; for `bound`, `as:ACTOR` = judged as that actor would be."""


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to a question of reading."""

    id: str
    words: str
    holders: tuple[str, ...]
    """Actor, party or source ids, or "analyst's"."""
    source: str = ""
    effects: tuple[Effect, ...] = ()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A question on which the text is read differently. No option is the default."""

    id: str
    question: str
    options: tuple[Option, ...]


class Misreport(msgspec.Struct, frozen=True, kw_only=True):
    """A press statement that the text contradicts: shown, never run as a reading."""

    says: str
    by: str
    against: str
    """Date name or term id it misreports."""
    text_says: str
    source: str = ""


class AssertedTerm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says the text says, apart from clauses."""

    id: str
    says: str
    by: str
    on: date | None = None
    clause: str = ""
    """The clause it contradicts, or "" = none speaks of it."""
    note: str = ""
    source: str = ""


class Variation(msgspec.Struct, frozen=True, kw_only=True):
    """An extension or waiver: by whom, accepted by whom, with or without an instrument."""

    of: str
    """Term id or date name."""
    to: datetime | None
    granted_by: str
    accepted_by: str = ""
    instrument: str = ""
    on: date | None = None
    source: str = ""


class Instrument(Record, frozen=True, kw_only=True):
    """One instrument. key: `instrument:ID`. rests_on: the file's sha256."""

    id: str
    title: str
    kind: str
    """agreement | annex | map | addendum | endorsement | side_letter | declaration"""
    publication: str
    """published | reported | unseen"""
    text_status: TextStatus
    zone: str
    """IANA time zone in which its days run."""
    country: str = ""
    refs: dict[str, str] = {}
    sources: dict[str, str] = {}
    supersedes: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    dates: tuple[DateEntry, ...] = ()
    parties: tuple[Party, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    zones: tuple[Zone, ...] = ()
    terms: tuple[Term, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    choices: tuple[Choice, ...] = ()
    misreports: tuple[Misreport, ...] = ()
    asserted_terms: tuple[AssertedTerm, ...] = ()
    variations: tuple[Variation, ...] = ()
    mechanism: dict[str, Any] = {}
    states: tuple[dict[str, str], ...] = ()
    """Declared states of the whole: {on, state: in_force|suspended|denounced|lapsed, by, source}."""
