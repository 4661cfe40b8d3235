"""Reports as they came in to those that are read: what publishers replaced, withdrew, or issued in a later edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire import intake
from holdfire.records import Account, Doubt, Report, Review

NAMED = 20
"""Rows that a doubt names; of more it says how many."""


@dataclass(frozen=True)
class Received:
    """What one view has received, sorted out."""

    current: tuple[Report, ...]
    """Those that are read."""
    replaced: Mapping[str, Report]
    """Key of a replaced report -> the report that replaces it."""
    before: tuple[Report, ...]
    """The replaced ones."""
    withdrawn: Mapping[str, Review]
    """Key of a report that its publisher withdrew -> the decision that says so."""

    def successor(self, report: str) -> str:
        """Key of the report that in the end replaces a report, itself where none does."""
        seen = {report}
        while (later := self.replaced.get(report)) is not None and later.key not in seen:
            report = later.key
            seen.add(report)
        return report

    def doubts(self, rows_of: Callable[[Report], Iterable[Account]]) -> list[Doubt]:
        """What was withdrawn, and what rows a replaced table had that its successor has not: nothing rests on them.

        `rows_of` gives the accounts of a report's rows, by its bytes.
        """
        return [
            *_deleted(self, rows_of),
            *(
                Doubt(
                    code="report-withdrawn", where=key, settle="`holdfire withdraw --undo` where it was not",
                    why=f"withdrawn by its publisher, as {r.who} says ({r.key}): {r.why}; nothing rests on it any more",
                )
                for key, r in sorted(self.withdrawn.items())
            ),
        ]  # fmt: skip


def sort_out(reports: Sequence[Report], decisions: Iterable[Review]) -> Received:
    """Reports of one view and people's decisions to what is read. A version that replaced another and was withdrawn
    does not bring the other back."""
    replaced = {r.replaces: r for r in sorted(reports, key=lambda r: r.position) if r.replaces}
    last = {r.target: r for r in sorted(decisions, key=lambda r: r.position) if r.decision in {"withdraw", "reinstate"}}
    keys = {r.key for r in reports}
    withdrawn = {key: r for key, r in last.items() if r.decision == "withdraw" and key in keys}
    current = tuple(r for r in reports if r.key not in replaced and r.key not in withdrawn)
    before = tuple(r for r in reports if r.key in replaced)
    return Received(current, {r.key: replaced[r.key] for r in before}, before, withdrawn)


def latest(accounts: Iterable[Account], reports: Iterable[Report]) -> tuple[list[Account], list[Doubt]]:
    """Of each account the one of the latest edition: what is known later, else what was taken in later.

    A row within the days of a later edition that it is not in stands, with doubt `row-not-in-later-edition`: the later
    file may be an extract. With `add --replaces` it is known to be the whole, and the row goes.
    """
    by_key = {r.key: r for r in reports}
    held: dict[str, Account] = {}
    tables: dict[tuple[str, str], dict[str, dict[str, Account]]] = defaultdict(dict)
    for account in sorted(accounts, key=lambda a: (a.knowable_from, by_key[a.report].position, a.key)):
        held[account.key] = account
        report = by_key[account.report]
        if report.format in intake.EVENTS:
            tables[report.source, report.format].setdefault(report.key, {})[account.key] = account
    doubts = [d for editions in tables.values() for d in _left_out(list(editions.items()), by_key)]
    return [held[key] for key in sorted(held)], doubts


def _deleted(received: Received, rows_of: Callable[[Report], Iterable[Account]]) -> list[Doubt]:
    doubts = []
    for report in received.before:
        later = received.replaced[report.key]
        if report.format not in intake.EVENTS or later.format != report.format:
            continue
        there = {a.key for a in rows_of(later)}
        gone = [a for a in rows_of(report) if a.key not in there]
        if gone:
            left_out = f"{_rows(gone)} of {report.filename} not in {later.filename}, which replaces it"
            why = f"{left_out}; nothing rests on them any more"
            settle = "the publisher's notes on the release"
            doubts.append(Doubt(code="rows-deleted-upstream", where=report.key, why=why, settle=settle))
    return doubts


def _left_out(editions: Sequence[tuple[str, Mapping[str, Account]]], reports: Mapping[str, Report]) -> list[Doubt]:
    """Rows of earlier editions that a later one, which has others of them, leaves out of its days."""
    doubts = []
    for number, (key, rows) in enumerate(editions):
        for later_key, later in editions[number + 1 :]:
            starts = sorted(a.time.start for a in later.values() if a.time)
            if not starts or rows.keys().isdisjoint(later):
                continue
            out = [a for k, a in rows.items() if k not in later and a.time and starts[0] <= a.time.start <= starts[-1]]
            if out:
                why = f"{_rows(out)} of {reports[key].filename} not in {reports[later_key].filename}, a later edition"
                settle = "add it with --replaces where it is the whole table"
                doubts.append(Doubt(code="row-not-in-later-edition", where=key, why=why, settle=settle))
    return doubts


def _rows(accounts: Sequence[Account]) -> str:
    ids = sorted({(a.row or "").rpartition("#")[2] for a in accounts})
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{'row' if len(ids) == 1 else 'rows'} {', '.join(ids[:NAMED])}{more}"
