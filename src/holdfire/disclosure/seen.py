"""The disclosure ledger and what reports say about disclosure -> who is said to have seen what, for one audience."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from holdfire.disclosure.clearance import may_see
from holdfire.records import Claim, ClaimKind, Disclosure, Exhibit, Polarity, Receipt, Report, View
from holdfire.records.view import AUDIENCE_ORDER


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One showing or withholding: our own entry, or somebody's public word for it (`claim` set)."""

    item: str
    shown: bool
    to_whom: tuple[str, ...]
    by: str
    on: datetime | None = None
    """When it was shown; None: nobody says."""
    authority: str = ""
    caveat: str = ""
    derivative: str = ""
    """sha256 of the exact bytes shown."""
    receipts: tuple[str, ...] = ()
    """How those it was shown to acknowledged it, in the order of the ledger."""
    examined: bool = False
    entry: str = ""
    """`disclosure:POSITION` of our own entry; for narrower audiences "": a position tells how much went before it."""
    claim: str | None = None
    """Claim key: then this is what its speaker says, not what the case knows."""
    what: tuple[str, ...] = ()
    """Of a claim: the items of evidence that it names, as printed."""
    report: str = ""
    """Of a claim: the report that it stands in."""
    said_on: datetime | None = None
    """Of a claim: when its report was published."""


def seen(
    entries: Iterable[Disclosure],
    claims: Iterable[Claim],
    exhibits: Iterable[Exhibit],
    cleared: Iterable[Report],
    view: View,
    *,
    receipts: Iterable[Receipt] = (),
) -> tuple[Seen, ...]:
    """What this view may be told of disclosure.

    Publicly made claims of cleared reports, whoever made them. Of our own entries those of `told_to`.
    """
    reports = {report.key: report for report in cleared}
    spoken = {claim.key: claim for claim in claims if claim.report in reports}
    told = told_to(entries, spoken.values(), exhibits, reports.values(), view)
    given = tuple(receipts)
    done = {entry.claim for entry in told}
    ours = view.audience == AUDIENCE_ORDER[-1]
    rows = [_from_entry(entry, given, named=ours) for entry in told]
    rows += [
        _from_claim(claim, reports[claim.report])
        for claim in spoken.values() if claim.kind is ClaimKind.DISCLOSURE and claim.key not in done
    ]  # fmt: skip
    return tuple(sorted(rows, key=_order))


def _order(row: Seen) -> tuple[str, str, str, tuple[str, ...], bool, str, str]:
    on = row.on.isoformat() if row.on else ""
    return (row.claim or "", row.item, row.by, row.to_whom, not row.shown, on, row.entry)


def told_to(
    entries: Iterable[Disclosure],
    claims: Iterable[Claim],
    exhibits: Iterable[Exhibit],
    cleared: Iterable[Report],
    view: View,
) -> tuple[Disclosure, ...]:
    """The entries of the disclosure ledger that this view may know.

    All for the widest audience. Otherwise only showings, of items that are cleared for the view, that were made to
    that audience or to everybody, or that somebody cleared for it. A withholding of our own is never told to those it
    was withheld from: that would disclose that the item exists.
    """
    reports = {report.key: report for report in cleared}
    spoken = {claim.key for claim in claims if claim.report in reports}
    items = {*reports, *spoken, *(exhibit.key for exhibit in exhibits if exhibit.report in reports)}
    return tuple(entry for entry in entries if (entry.claim in spoken if entry.claim else _ours(entry, items, view)))


def _ours(entry: Disclosure, items: set[str], view: View) -> bool:
    if view.audience == AUDIENCE_ORDER[-1]:
        return True
    if not entry.shown or entry.item not in items:
        return False
    shown_to = {view.audience, AUDIENCE_ORDER[0]}.intersection(entry.to_whom)
    return bool(shown_to) or may_see(entry.clearance, view.audience)


def _from_entry(entry: Disclosure, receipts: tuple[Receipt, ...], *, named: bool) -> Seen:
    given = (entry.receipt, *(r.words for r in receipts if r.disclosure == entry.key))
    return Seen(
        item=entry.item,
        shown=entry.shown,
        to_whom=entry.to_whom,
        by=entry.by,
        on=entry.on,
        authority=entry.authority,
        caveat=entry.caveat,
        derivative=entry.derivative,
        receipts=tuple(filter(None, given)),
        examined=entry.examined,
        entry=entry.key if named else "",
        claim=entry.claim,
    )


def _from_claim(claim: Claim, report: Report) -> Seen:
    return Seen(
        item="",
        shown=claim.polarity is Polarity.POSITIVE,
        to_whom=claim.to_whom,
        by=claim.speaker.name if claim.speaker else "",
        claim=claim.key,
        what=tuple(mention.text for mention in claim.evidence),
        report=report.key,
        said_on=report.published,
    )
