"""People's decisions and published numbers: review, complaint, count, coverage."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from holdfire.records.base import Interval, Record
from holdfire.records.words import ComplaintState


class Review(Record, frozen=True, kw_only=True):
    """A person's decision on a machine's or another's record. key: `review:` + its ledger position."""

    decision: str
    """accept | reject | set | add | same | not_same; for reports: withdraw | reinstate; for findings:
    assess | put_to_parties | comment | rule | gravity | responsibility | follow_up | follow_up_state"""
    target: str
    """Key of the record decided on (for same / not_same: the first account)."""
    target_rev: str = ""
    """The rev seen; a changed target becomes doubt review-stale."""
    target_revs: tuple[str, ...] = ()
    """Its revs in the narrower views of that moment: what is hidden from a view may not unmake what people decided."""
    other: str = ""
    """Second account of same / not_same; the `review:` key of the follow-up whose state is given."""
    field: str = ""
    value: str = ""
    """JSON of the value set, of the record added or of a comment's words; a ruling's outcome, a gravity, ..."""
    of: tuple[str, ...] = ()
    """put_to_parties, follow_up: of whom it is asked. comment: who comments. Actor ids."""
    due: datetime | None = None
    """put_to_parties: until when comments are awaited. follow_up: by when. The instant after the last moment."""
    unheard: str = ""
    """rule: why those asked who had not commented were not waited for."""
    who: str
    when: datetime
    why: str
    position: int


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A lasting number of an incident: people cite it by this whatever becomes of its accounts and so of its key."""

    number: int
    series: str = "public"
    """The narrowest audience that could see it when it was numbered. Each has numbers of its own, so that no gap in
    one shows that something is hidden."""
    accounts: tuple[str, ...]
    """Those it had then, as that audience saw it."""

    @property
    def label(self) -> str:
        """`N12`; outside the public series with the audience's name: `N3-mechanism`."""
        return f"N{self.number}" + ("" if self.series == "public" else f"-{self.series}")


class Complaint(Record, frozen=True, kw_only=True):
    """An allegation put to the mechanism. key: `complaint:` + its ledger position."""

    number: int
    complainant: str
    on_behalf_of: str = ""
    against: str = ""
    """Actor id, "" when the complainant names nobody."""
    receipt: str
    received: datetime
    words: str
    act: str | None = None
    place_name: str = ""
    time: Interval | None = None
    instrument: str = ""
    state: ComplaintState
    history: tuple[str, ...] = ()
    """One line per change: when, who, from, to, why."""
    incident: str | None = None
    merged_into: str = ""
    """Key of the complaint that it is merged into, "" = it stands by itself."""
    referred_to: str = ""
    """To whom it is referred, while it is."""


class Count(Record, frozen=True, kw_only=True):
    """A number that somebody published. Never summed, divided or reconciled across units."""

    number: int | None
    """None: named without a number."""
    unit: str
    """case | detonation | burst | complaint | episode | violation_registered ..."""
    rule: str = ""
    """The counting rule as published, "" = not stated."""
    period_start: date
    period_end: date
    """Inclusive."""
    cutoff: str = ""
    zone: str = ""
    """Admin id or zone id; "" = the whole."""
    area_name: str = ""
    recorded_by: str
    """Actor id, or "pooled" where a publisher added the sides."""
    instrument: str = ""
    """The instrument it is registered under; "" = not stated."""
    publisher: str
    url: str = ""
    total_stated: int | None = None
    note: str = ""


class Coverage(Record, frozen=True, kw_only=True):
    """Where somebody was able to look, or was not."""

    zone: str
    period_start: date
    period_end: date
    who: str
    how: str
    access: str = ""
    """full | partial | none, as a person wrote it down with its source; "" = told from what was received."""
    source: str = ""
    """Where a person has it from, as written; "" = the reports it rests on."""
    reports: int = 0
    by_affiliation: dict[str, int] = {}
    """Tie -> voices; of what no machine read, reports by the ties of who published them."""
    by_language: dict[str, int] = {}
    not_machine_read: int = 0
    restrictions: tuple[str, ...] = ()
