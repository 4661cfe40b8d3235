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
    """working copy | redaction"""
    exculpatory: bool = False
    caption: str = ""
    metadata: dict[str, str] = {}


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
