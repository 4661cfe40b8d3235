"""Exhibits, the case's own observations, and the disclosure ledger's entries."""

from __future__ import annotations

from datetime import datetime

import msgspec

from holdfire.records.base import Interval, Place, Record


class ExhibitTimes(msgspec.Struct, frozen=True, kw_only=True):
    """Five times kept apart; only the trusted timestamp bounds "not later than"."""

    claimed: str = ""
    embedded: str = ""
    """As written in the file; a camera's clock, of whatever zone."""
    collected: datetime | None = None
    logged: datetime | None = None
    trusted: datetime | None = None
    """The earliest of the trusted timestamps that cover its entry: it was in the case by then."""


class TrustedStamp(msgspec.Struct, frozen=True, kw_only=True):
    """A trusted timestamp (RFC 3161) of a checkpoint that covers an exhibit's entry in the ledger."""

    authority: str
    """As the user who had it stamped names it."""
    when: datetime
    """Not later than this was the exhibit in the case, if the authority is believed."""
    checked_by: tuple[str, ...] = ()
    """Verifiers that accept it: `rfc3161-client`, `openssl`."""
    objection: str = ""
    """What another verifier says against it."""
    checkpoint: int | None = None
    """Ledger position of the checkpoint; None for audiences that are not told how many entries there are."""
    size: int | None = None
    """How many entries, from the first, that checkpoint covers."""


class Ingredient(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the maker says went into a file."""

    title: str = ""
    relation: str = ""
    """parentOf | componentOf | inputTo, as written"""
    faults: tuple[str, ...] = ()
    """What the maker's program found wrong with it, as codes of the C2PA specification."""


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What content credentials (C2PA) inside a file are worth: three questions kept apart, and none answers another.

    That nothing was changed since it was signed does not say who signed it, and neither says that it is true.
    """

    integrity: str
    """intact | changed | unreadable | elsewhere (the file names an address for them, which is never fetched)"""
    signer: str = ""
    """As the certificate names them: whoever signed wrote it there."""
    signer_trust: str = "unknown"
    """trusted | untrusted | unknown: trusted only by a list of certificates that the case's people chose."""
    made_with: str = ""
    signed_at: str = ""
    """As stated in the signature."""
    ingredients: tuple[Ingredient, ...] = ()
    faults: tuple[str, ...] = ()
    """Codes of the C2PA specification, sorted."""


class Custody(Record, frozen=True, kw_only=True):
    """One handing over of an exhibit, by named people. key: `custody:` + its ledger position."""

    exhibit: str
    giver: str
    receiver: str
    role: str = ""
    """As what the receiver holds it: collector, archivist, analyst, counsel ..."""
    on: datetime | None = None
    why: str = ""


class Statement(Record, frozen=True, kw_only=True):
    """What a person states of an exhibit. key: `statement:` + its ledger position. What is "" or None is not stated."""

    exhibit: str
    medium: str = ""
    caption: str = ""
    claimed: str = ""
    """When it was made, by the word of whoever gave it, as they said it."""
    derived_from: str = ""
    """Key of the exhibit that it was made from."""
    derivation: str = ""
    exculpatory: bool | None = None
    graphic: bool | None = None
    about: tuple[str, ...] = ()
    """Keys of the accounts and claims that it is evidence for."""
    not_about: tuple[str, ...] = ()
    """Keys that it is not evidence for after all."""
    why: str = ""


class Exhibit(Record, frozen=True, kw_only=True):
    """One item of evidence. key: `exhibit:` + sha256 of its bytes."""

    report: str
    sha256: str
    media_type: str
    times: ExhibitTimes
    place: Place | None = None
    place_origin: str = ""
    """embedded | claimed | geolocated by PERSON"""
    derived_from: str | None = None
    derivation: str = ""
    """working copy | redaction | frame | crop | translation ..."""
    exculpatory: bool = False
    caption: str = ""
    metadata: dict[str, str] = {}
    metadata_reader: str = ""
    """name/version of what read `metadata`."""
    medium: str = ""
    """photo | video | document | satellite | recording | other"""
    graphic: bool = False
    """It shows the dead, wounds or violence: nobody should open it unprepared."""
    about: tuple[str, ...] = ()
    """Keys of the accounts and claims that it is evidence for, as people linked them."""
    custody: tuple[Custody, ...] = ()
    """For the widest audience alone: who held it may be whom it endangers."""
    credentials: Credentials | None = None
    prints: tuple[str, ...] = ()
    """Perceptual hashes (PDQ, 64 hex digits): the picture, its mirror image, then crops of both."""
    stamps: tuple[TrustedStamp, ...] = ()
    """The first trusted timestamp of each authority that covers it, by time."""


class Observation(Record, frozen=True, kw_only=True):
    """What the case's own observer perceived: never a press claim. key: `observation:` + hash of form and number."""

    report: str
    patrol: str
    position: Place
    time: Interval
    means: str
    """seen | heard | camera | crater_analysis"""
    act: str
    weapon: str | None = None
    count: int | None = None
    unit: str = ""
    """detonation | burst | shot | flight | crater"""
    bearing_deg: float | None = None
    bearing_tolerance_deg: float | None = None
    range_m: int | None = None
    range_tolerance_m: int | None = None
    direction_of_fire: str = ""
    direction_assessed_by: str = ""
    """Who assessed the direction of fire. Incoming fire never yields an author."""
    control: str | None = None
    """Actor id in control of the place, as the observer knew it."""
    restriction: str = ""
    exhibits: tuple[str, ...] = ()
    notes: str = ""


class Disclosure(Record, frozen=True, kw_only=True):
    """A showing or a withholding, done by the case's own people or publicly claimed in a report."""

    item: str
    shown: bool
    to_whom: tuple[str, ...]
    by: str
    on: datetime | None
    authority: str = ""
    caveat: str = ""
    claim: str | None = None
    """Claim key when this is something a report says was shown or withheld; None for our own entries."""
    derivative: str = ""
    """sha256 of the exact bytes shown; "" = the case holds none (it was shown by others, or nothing was)."""
    receipt: str = ""
    """How those it was shown to acknowledge it."""
    examined: bool = False
    """They examined it themselves; to be shown something is less."""
    clearance: str = "mechanism"
    """Lowest audience that may be told of this showing. A withholding is never told to anybody but the widest."""


class Receipt(Record, frozen=True, kw_only=True):
    """An acknowledgement that came after a showing. key: `receipt:` + its ledger position."""

    disclosure: str
    """`disclosure:POSITION`."""
    words: str
    """As it was given."""
    on: datetime | None = None
