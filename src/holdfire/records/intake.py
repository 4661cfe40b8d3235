"""What was received and who publishes: source, report, text, row, actor."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from holdfire.records.base import Record


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """A dated tie to a party; open ends are None."""

    to: str
    """Actor id; of an owner, its id."""
    since: date | None = None
    until: date | None = None
    why: str = ""
    """The fact the tie rests on, with its source."""


class Source(Record, frozen=True, kw_only=True):
    """Someone who publishes or observes. key: `source:ID`."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    """Other names and spellings, in any language."""
    kind: str
    """outlet | agency | ministry | ngo | observatory | observer_team | sensor | dataset | mission | person"""
    owner: str = ""
    owners: tuple[Affiliation, ...] = ()
    """Who owns it or whom it speaks for, by day: the id of a source, or of an owner that publishes nothing itself."""
    carries: tuple[Affiliation, ...] = ()
    """Agencies (source ids) whose reports it prints, by day. What it prints of theirs is theirs; see `Credit`."""
    affiliations: tuple[Affiliation, ...] = ()
    language: str = ""
    reliability: str | None = None
    """A-F, set by a person; None: nobody has graded it."""
    domains: tuple[str, ...] = ()


class Actor(Record, frozen=True, kw_only=True):
    """A state, body, group or person as participant, addressee or speaker. key: `actor:ID`."""

    id: str
    name: str
    names: dict[str, tuple[str, ...]] = {}
    """Language code -> spellings. All are matched in texts; case matters for Latin script."""
    kind: str
    """state | ministry | force | armed_group | lumped | body | person | civilians | excluded_list"""
    parent: str | None = None
    """Actor id: what holds for the parent as a party holds for its organs."""
    side: str | None = None
    """Id of the camp it stands in for display and counting per side; None: none stated."""
    role: str | None = None
    """For a person: office held, as printed."""
    affiliations: tuple[Affiliation, ...] = ()
    codes: dict[str, tuple[str, ...]] = {}
    """Names or ids in datasets: {"ged": ["Government of Syria"], "acled": [...]}."""


class Report(Record, frozen=True, kw_only=True):
    """One thing received. key: `report:` + first 20 hex digits of the sha256 of (source, address, original bytes)."""

    source: str
    """Source id, or "unknown"."""
    url: str = ""
    title: str = ""
    language: str | None = None
    format: str
    """text | html | pdf | ged | acled | firms | viina | gdelt1 | gdelt2 | tally | monthly_counts |
    observation_form | photo | exhibit |
    unreadable"""
    filename: str
    published: datetime | None = None
    """As stated by the publisher."""
    published_words: str = ""
    """The stated time as written, where it was not exact."""
    received: datetime | None = None
    collected: datetime | None = None
    sha256: str
    """Of the original bytes in the vault."""
    size: int
    replaces: str | None = None
    """Key of the report that this one is a later version of."""
    clearance: str = "public"
    """Lowest audience that may see it: public | parties | guarantors | mechanism."""
    position: int
    """Its ledger position: what was known when."""


class Text(Record, frozen=True, kw_only=True):
    """What an extractor read out of a report, frozen; spans point at it. key: `text:` + sha256 of the text."""

    report: str
    """Report key."""
    doc: str
    """Stem of the file."""
    content: str
    sha256: str
    extractor: str
    """name/version"""
    language: str
    """ISO 639-1, or "und"."""


class Row(Record, frozen=True, kw_only=True):
    """One row of a table taken in. key: `row:SHA#UPSTREAM_ID`."""

    report: str
    table: str
    """Table kind: ged | acled | tally."""
    upstream_id: str
    edition: str
    values: dict[str, str | int | float | None]
