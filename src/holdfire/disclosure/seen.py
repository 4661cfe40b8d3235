"""The disclosure ledger and what reports say about disclosure -> who is said to have seen what, for one audience."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from holdfire.records import Claim, ClaimKind, Disclosure, Exhibit, Polarity, Report, View
from holdfire.records.view import AUDIENCE_ORDER


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One showing or withholding: our own entry, or somebody's public word for it (`claim` set)."""

    item: str
    shown: bool
    to_whom: tuple[str, ...]
    by: str
    on: datetime | None = None
    authority: str = ""
    caveat: str = ""
    claim: str | None = None
    """Claim key: then this is what its speaker says, not what the case knows."""


def seen(
    entries: Iterable[Disclosure],
    claims: Iterable[Claim],
    exhibits: Iterable[Exhibit],
    cleared: Iterable[Report],
    view: View,
) -> tuple[Seen, ...]:
    """What this view may be told of disclosure.

    Publicly made claims of cleared reports, whoever made them. Of our own entries: all for the widest audience;
    otherwise only showings to that audience, or to everybody, of items whose report is cleared for it. A withholding
    of our own is never told to those it was withheld from: that would disclose that the item exists.
    """
    reports = {report.key for report in cleared}
    spoken = {claim.key: claim for claim in claims if claim.report in reports}
    items = reports | {exhibit.key for exhibit in exhibits if exhibit.report in reports}
    told = [entry for entry in entries if (entry.claim in spoken if entry.claim else _ours(entry, items, view))]
    done = {entry.claim for entry in told}
    rows = [_from_entry(entry) for entry in told]
    rows += [_from_claim(c) for c in spoken.values() if c.kind is ClaimKind.DISCLOSURE and c.key not in done]
    return tuple(sorted(rows, key=lambda row: (row.claim or "", row.item, row.by, row.to_whom, not row.shown)))


def _ours(entry: Disclosure, items: set[str], view: View) -> bool:
    if view.audience == AUDIENCE_ORDER[-1]:
        return True
    return entry.shown and entry.item in items and bool({view.audience, AUDIENCE_ORDER[0]}.intersection(entry.to_whom))


def _from_entry(entry: Disclosure) -> Seen:
    return Seen(
        item=entry.item,
        shown=entry.shown,
        to_whom=entry.to_whom,
        by=entry.by,
        on=entry.on,
        authority=entry.authority,
        caveat=entry.caveat,
        claim=entry.claim,
    )


def _from_claim(claim: Claim) -> Seen:
    by = claim.speaker.name if claim.speaker else ""
    shown = claim.polarity is Polarity.POSITIVE
    return Seen(item="", shown=shown, to_whom=claim.about, by=by, claim=claim.key)
