"""An incident as it was told and as it is now, to why it changed: which report, row, review or file since then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from holdfire import findings, seals
from holdfire.findings.proceedings import DECISIONS
from holdfire.flow.basis import Rest, Told
from holdfire.flow.derive import Outcome
from holdfire.flow.upstream import Received, sort_out
from holdfire.records import Account, Incident, Report, Review
from holdfire.store import Case

Cause = tuple[int, str]
"""(ledger position, in words)."""


@dataclass(frozen=True)
class Since:
    """What came after one issued bulletin, as far as the view may know."""

    case: Case
    outcome: Outcome
    position: int

    def causes(self, then: Told, now: Incident | None) -> list[Cause]:
        """Why an incident is not as it was told, in the order of the ledger; empty where nothing in the ledger says."""
        found = {cause for key, rest in then.rests.items() for cause in self._of_account(key, rest, now)}
        if now is not None:
            replacing = {self.upstream.successor(rest.report) for rest in then.rests.values()}
            gained = [a for key in now.accounts if key not in then.rests and (a := self.accounts.get(key))]
            found |= {self._gained(a) for a in gained if a.report not in replacing or a.row}
            found |= {self._review(r) for r in self._reviews if r.target == now.key}
            found |= {self._review(r) for r in self._reviews if r.target in self._keys(now)}
        return sorted(found) or sorted(self._files())

    def day(self, position: int) -> date:
        """The day of a ledger entry, in the case's zone."""
        return self.case.entry(position).logged.astimezone(ZoneInfo(self.case.config.zone)).date()

    def _of_account(self, key: str, then: Rest, now: Incident | None) -> Iterator[Cause]:
        account = self.accounts.get(key)
        about = {key, *then.claims}
        decided = [self._review(r) for r in self._reviews if r.target in about or r.other in about]
        if account is not None and seals.rev(account) == then.rev and (now is None or key in now.accounts):
            return
        yield from decided
        later = self._later(then.report)
        if later is not None and (account is None or account.report != then.report):
            row = f", where row {then.row} {'is missing' if account is None else 'differs'}" if then.row else ""
            yield later[0], later[1] + row
        elif account is not None and account.report != then.report:
            yield self._gained(account)

    def _later(self, report: str) -> Cause | None:
        """What replaced or withdrew a report."""
        withdrawn = self.upstream.withdrawn.get(report)
        if withdrawn is not None:
            words = f"{self._name(report)} was withdrawn by its publisher, as {withdrawn.who} says: {withdrawn.why}"
            return withdrawn.position, f"{words} ({withdrawn.key})"
        replaced = self.upstream.replaced.get(report)
        if replaced is None:
            return None
        return replaced.position, f"{self._name(report)} was replaced by {self._taken_in(replaced)}"

    def _gained(self, account: Account) -> Cause:
        report = self._reports.get(account.report)
        if report is None or report.position <= self.position:
            return self.position, "accounts are told apart or together otherwise since"
        row = f", row {account.row.rpartition('#')[2]}" if account.row else ""
        return report.position, f"{self._taken_in(report)}{row} says so too"

    def _review(self, review: Review) -> Cause:
        what = " ".join(filter(None, (review.decision.replace("_", " "), review.field)))
        return review.position, f"{review.who} decided {what}: {review.why} ({review.key})"

    def _files(self) -> Iterator[Cause]:
        before: dict[str, str] = {}
        for entry in self.case.entries("inputs", self.outcome.derived.view.as_of):
            files: dict[str, str] = entry.fields["files"]
            if entry.position > self.position:
                names = ", ".join(sorted({name for name, _ in files.items() ^ before.items()}))
                yield entry.position, f"{names} as recorded by {entry.who} (ledger entry {entry.position})"
            before = files

    def _name(self, report: str) -> str:
        return self._reports[report].filename if report in self._reports else report

    def _taken_in(self, report: Report) -> str:
        return f"{report.filename} ({report.source}), taken in on {self.day(report.position).isoformat()}"

    def _keys(self, incident: Incident) -> set[str]:
        return self._findings.get(incident.key, set())

    @cached_property
    def _findings(self) -> dict[str, set[str]]:
        """Incident -> keys of its findings, of incidents with a finding that some review names."""
        found: dict[str, set[str]] = {}
        for finding in findings.reviewed(self.outcome.held, self._reviews):
            found.setdefault(finding.incident, set()).add(finding.key)
        return found

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """By key, as they are now."""
        return {a.key: a for a in self.outcome.derived.accounts}

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {r.key: r for r in self.outcome.derived.reports}

    @cached_property
    def _reviews(self) -> list[Review]:
        """Decisions since, by what they are about: only those on what the audience was told are ever looked up."""
        known = {"reject", "accept", "set", "add", "same", "not_same", *DECISIONS}
        made = self.case.reviews(self.outcome.derived.view.as_of)
        return [r for r in made if r.position > self.position and r.decision in known]

    @cached_property
    def upstream(self) -> Received:
        """What publishers replaced and withdrew."""
        return sort_out(self.outcome.derived.reports, self.case.reviews(self.outcome.derived.view.as_of))
