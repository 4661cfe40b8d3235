"""What was signed, as data: instruments, parties, zones, terms, choices of reading. One instrument, one YAML file.

These records are what `holdfire.agreement.load` makes of the YAML, date expressions still unreckoned, and they are the
one description of that YAML: its fault finder and its JSON Schema are both read off these types. Dates are written as
ISO dates or local datetimes in the instrument's zone; a bare date means 00:00 at its start. A `source` is the id of one
of the instrument's citations.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from holdfire.records.base import Record
from holdfire.records.words import DutyState, Modality, TextStatus


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact is from. What rests on a citation that nobody has seen is a recollection: `check` warns."""

    id: str
    words: str
    """Who published what, when."""
    url: str = ""
    seen: bool = True


class DateEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One date of an instrument: signed, published, in_force, operative, end, or any named event."""

    name: str
    at: datetime | None = None
    """Written as a date or local time in `zone`, loaded as UTC; None when a rule or a choice decides it."""
    zone: str = ""
    """IANA zone in which `at` is written; "" = the instrument's."""
    rule: str = ""
    """Relative rule: `signed + 1 day`, `in_force + 6 months`. Whole days run from local midnight."""
    choice: str = ""
    """Id of the choice of reading that decides it; where an option says nothing, `at` or `rule` holds."""
    source: str = ""
    seen: bool = True
    """False: from recollection; `check` warns."""
    note: str = ""


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """An actor inside a party, dated. One declaration per actor with its own date."""

    actor: str
    since: datetime | None = None
    until: datetime | None = None
    how: Literal["signature", "named", "accession", "declaration", "opt_in"]
    source: str = ""
    doubt: str = ""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A set of actors that an instrument names together, in a role."""

    id: str
    name: str
    role: Literal[
        "signatory", "addressee", "acceding", "guarantor", "co_chair", "verifier",
        "observer_of_talks", "observer_of_ceasefire", "third_party",
    ]
    """Observing the talks and observing the ceasefire are not the same. A third party is named in the text as those
    whose conduct a party must prevent; it is bound by nothing."""
    actors: tuple[Membership, ...] = ()
    open: bool = False
    """More may have joined than are listed: an actor under `covers` that is not listed is unknown, not unbound."""
    covers: tuple[str, ...] = ()
    """Lumped actors or parents whose members may or may not be inside."""
    opt_in_by: str = ""
    """Name of the date by which an actor had to opt in: who did so later is not bound."""
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
    basis: Literal["list", "affiliation", "place"]
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
    provenance: Literal["text", "official_map", "third_party", "reconstruction"]
    how: str = ""
    """How the geometry was made; taken from the GeoJSON feature where the YAML does not say."""
    source: str = ""
    kind: Literal[
        "none", "admin_area", "polygon", "line_buffer", "corridor", "circle", "positions", "nationwide"
    ] = "polygon"
    geometry: Any = None
    """GeoJSON geometry (WGS84), or None: not given. In YAML `zones/FILE.geojson#FEATURE`, or the geometry itself."""
    geometry_sha256: str = ""
    uncertainty_m: int = 0
    """Half-width of the band along the boundary inside which membership is unknown."""
    per_side_m: int = 0
    """line_buffer: how far the zone reaches from the line, which is one party's own (`baseline_of`)."""
    width_between_m: int = 0
    """line_buffer: how wide the zone is between the sides; each side's own line is given half of it."""
    width_m: int = 0
    """corridor drawn as a line: its whole width."""
    radius_m: int = 0
    """circle, and positions that are known: how far the zone reaches from the point."""
    baseline_of: str = ""
    """line_buffer: the party from whose line it is measured; "" = both sides' one line."""
    holes: tuple[Any, ...] = ()
    """Places that are not in the zone, written as `geometry` is: a corridor may pass by a town and not touch it."""
    beyond: bool = False
    """The zone is the rest of the country: where weapons that must keep out of a band may be."""
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
    acts: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    """What the exception is limited to, beyond what its kind says; empty: its kind alone limits it."""


class StateFact(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said, on a day, of an obligation's performance."""

    on: date
    state: DutyState
    by: str
    """Actor or citation id: by whose word."""
    words: str
    source: str = ""


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """By when an obligation is to be done: an absolute date, or a rule from an event."""

    at: datetime | None = None
    rule: str = ""
    """As of DateEntry. A deadline that falls on a midnight runs to the end of that day."""
    state_facts: tuple[StateFact, ...] = ()


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
    """What must hold before it obliges, in words: unknown unless `condition_facts` say otherwise."""
    condition_facts: tuple[StateFact, ...] = ()
    """What somebody said, on a day, of whether its conditions held: `met`, or not yet (`pending`, `late`)."""
    concurrent_with: str = ""
    """Term id: it obliges as that term is performed, by the state facts of that term's deadline; where the text sets
    that term no deadline, by `condition_facts`."""
    deadline: Deadline | None = None
    duty_to_prevent: tuple[str, ...] = ()
    """Party ids whose acts those in `by` must prevent: such an act engages the duty and is never theirs."""
    verification: str = ""
    refer_to: tuple[str, ...] = ()


class Undertaking(msgspec.Struct, frozen=True, kw_only=True):
    """Who undertook to ensure, prevent or use influence, toward whose conduct."""

    id: str
    who: tuple[str, ...]
    """Party ids or actor ids."""
    verb: Literal["ensure", "prevent", "use_influence", "verify"]
    toward: tuple[str, ...]
    clause: str = ""
    asserted_by: str = ""
    source: str = ""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What an option changes: a date (name, at or rule), who is bound or excluded (actor, result), who counts as a
    target (name, mode), or what a declared state is worth (name, result). That a zone version holds only under an
    option is written at the zone.
    """

    kind: Literal["date", "bound", "excluded", "target", "state"]
    instrument: str = ""
    """"" in YAML = the instrument that the choice stands in; a loaded effect always names its instrument."""
    name: str = ""
    """date: name of the date set. target: term id. state: id of the declared state."""
    at: datetime | None = None
    rule: str = ""
    """date: when, as of DateEntry. With neither `at` nor `rule` the end is open."""
    actor: str = ""
    result: str = ""
    """pass | fail | unknown; for `bound`, `as:ACTOR` = judged as that actor would be; for `state`, whether the
    instrument obliges all the same (pass) or, as was declared, does not (fail)."""
    mode: Literal["", "any", "parties_only"] = ""
    """target: any hostile act save against excluded groups, or only acts between the parties."""


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


class Mechanism(msgspec.Struct, frozen=True, kw_only=True):
    """Who receives complaints, in which stages, with which possible rulings."""

    body: str
    words: str
    who_may_complain: tuple[str, ...] = ()
    """Party or actor ids; empty: not stated."""
    stages: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()
    duty_of_access: str = ""
    """Term id of the duty to let it look: refusing may itself be contrary to the text. "" = none seen."""
    source: str = ""


class DeclaredState(msgspec.Struct, frozen=True, kw_only=True):
    """By whose word an instrument is in force, suspended, denounced or lapsed from a day on.

    A word, not a fact of law: what happens after it is undetermined, unless an option with an effect of kind `state`
    says what it is worth.
    """

    id: str = ""
    """What an effect of kind `state` names; needed only there."""
    on: date
    state: Literal["in_force", "suspended", "denounced", "lapsed"]
    by: str
    words: str = ""
    source: str = ""


class Variation(msgspec.Struct, frozen=True, kw_only=True):
    """An extension or waiver: by whom, accepted by whom, with or without an instrument."""

    of: str
    """Term id or date name."""
    to: datetime | None = None
    """None: waived."""
    granted_by: str
    accepted_by: str = ""
    instrument: str = ""
    on: date | None = None
    source: str = ""


class Instrument(Record, frozen=True, kw_only=True):
    """One instrument. key: `instrument:ID`. rests_on: the file's sha256."""

    id: str
    title: str
    kind: Literal["agreement", "annex", "map", "addendum", "endorsement", "side_letter", "declaration"]
    publication: Literal["published", "reported", "unseen"]
    text_status: TextStatus
    zone: str
    """IANA time zone in which its days run."""
    country: str = ""
    refs: dict[str, str] = {}
    sources: tuple[Citation, ...] = ()
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
    """Its own; after loading also those of other instruments that have an effect on it. Ids are unique in a case."""
    misreports: tuple[Misreport, ...] = ()
    asserted_terms: tuple[AssertedTerm, ...] = ()
    variations: tuple[Variation, ...] = ()
    mechanism: Mechanism | None = None
    states: tuple[DeclaredState, ...] = ()
