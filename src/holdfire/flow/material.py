"""One view's derived records to what one bulletin is made of: all that stands in it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from holdfire import __version__, agreement, disclosure, findings, reader
from holdfire.bulletin import Correction, Material, Outline, Period, Reconciled, Side, Unread
from holdfire.data import ontology
from holdfire.disclosure import Seen
from holdfire.findings import Held
from holdfire.flow.derive import Outcome
from holdfire.flow.derived import Derived
from holdfire.flow.knowledge import Knowledge
from holdfire.flow.numbers import numbers
from holdfire.flow.period import Reporting, holds, incidents_in, reporting
from holdfire.flow.rows import rows_of
from holdfire.records import Account, Count, Coverage, Doubt, Finding, Incident
from holdfire.store import Case, CaseConfig


@dataclass(frozen=True)
class Scope:
    """What of a view's records a period's bulletin speaks of."""

    derived: Derived
    period: Period
    showings: tuple[Seen, ...]
    days: Reporting

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """Those of the period."""
        return incidents_in(self.derived, self.period, self.days)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Those of its incidents."""
        accounts = {a.key: a for a in self.derived.accounts}
        return tuple(accounts[key] for i in self.incidents for key in i.accounts if key in accounts)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Published counts that touch the period."""
        first, last = self.period.first, self.period.last
        return tuple(c for c in self.derived.counts if c.period_start <= last and c.period_end >= first)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Where anyone could look in the weeks that touch the period."""
        first, last = self.period.first, self.period.last
        return tuple(c for c in self.derived.coverage if c.period_start <= last and c.period_end >= first)

    @cached_property
    def received(self) -> frozenset[str]:
        """Keys of the reports published in the period (collected, where nobody states when)."""
        reports = self.derived.reports
        return frozenset(r.key for r in reports if holds(self.period, r.published or r.collected, self.days))

    @cached_property
    def claims(self) -> frozenset[str]:
        """Keys of the claims that its accounts rest on, and of those in which somebody speaks of disclosure."""
        report_of = {c.key: c.report for c in self.derived.claims}
        spoken = {s.claim for s in self.showings if s.claim and report_of.get(s.claim) in self.received}
        return frozenset({key for a in self.accounts for key in a.asserted_by} | spoken) & frozenset(report_of)

    @cached_property
    def reports(self) -> frozenset[str]:
        """Keys of the reports that anything here rests on."""
        of_claims = {c.report for c in self.derived.claims if c.key in self.claims}
        rests = [ref.partition("#")[0] for record in (*self.counts, *self.coverage) for ref in record.rests_on]
        of_rows = {f"row:{r.sha256}": r.key for r in self.derived.reports}
        of_figures = {r for r in rests if r.startswith("report:")} | {of_rows[r] for r in rests if r in of_rows}
        return self.received | {a.report for a in self.accounts} | of_claims | of_figures


def material(
    case: Case,
    outcome: Outcome,
    periods: tuple[Period, Period | None],
    corrections: Sequence[Correction],
    now: datetime,
) -> Material:
    """Everything that the bulletin of `periods[0]` is made of, against `periods[1]` where there is one."""
    config, know, derived, held = case.config, outcome.know, outcome.derived, outcome.held
    (period, before), days = periods, reporting(config)
    showings = disclosure.seen(
        case.disclosures(derived.view.as_of), derived.claims, derived.exhibits, derived.reports, derived.view
    )
    scope = Scope(derived, period, showings, days)
    found, _ = findings.with_status(_findings(held, scope.incidents), derived.reviews, config.mandate)
    earlier = incidents_in(derived, before, days) if before else ()
    return Material(
        case=config.name, about=config.about, zone=config.zone, cutoff=config.cutoff,
        view=derived.view, mandate=config.mandate,
        policy=disclosure.policy_for(config.audiences, derived.view.audience),
        period=period, previous_period=before, now=now, as_known_on=_as_known_on(case, derived),
        code_version=__version__,
        instruments=know.instruments, actors=tuple(know.actors.all()), sources=tuple(know.sources.all()),
        labels=ontology.labels(), known=ground(know, config), outlines=_outlines(know, config),
        reports=tuple(r for r in derived.reports if r.key in scope.reports),
        texts=tuple(t for t in derived.texts if t.report in scope.reports),
        rows=rows_of(case, (r for r in derived.reports if r.key in scope.reports), scope.accounts, know),
        exhibits=tuple(e for e in derived.exhibits if e.report in scope.reports),
        observations=tuple(o for o in derived.observations if o.report in scope.reports),
        claims=tuple(c for c in derived.claims if c.key in scope.claims),
        accounts=scope.accounts, incidents=scope.incidents, findings=tuple(found),
        previous=tuple(_findings(held, earlier)), numbers=numbers(case, outcome).of,
        counts=scope.counts, reconciled=_reconciled(outcome, period),
        duties=agreement.duties(know.instruments, period.last),
        coverage=scope.coverage,
        complaints=derived.complaints,
        disclosure=tuple(s for s in showings if s.claim is None or s.claim in scope.claims),
        reviews=derived.reviews, corrections=tuple(corrections),
        unread=tuple(
            Unread(report=r, why=_unread_why(derived, r)) for r in derived.unread if r in scope.received
        ),
        doubts=_doubts(derived, scope),
    )  # fmt: skip


def _unread_why(derived: Derived, report: str) -> str:
    """Whether nothing read a report's language, or the small reader, whose claims stand in no figure."""
    if any(c.report == report and c.reader == reader.SMALL for c in derived.claims):
        return "only the small reader covers its language: its claims are listed, none is counted"
    return "no reader covers its language"


def _findings(held: Held, incidents: Sequence[Incident]) -> list[Finding]:
    wanted = {i.key for i in incidents}
    rows = [row for row, index in enumerate(held.incident.tolist()) if held.columns.incidents[index].key in wanted]
    return findings.findings(held, rows)


def _reconciled(outcome: Outcome, period: Period) -> tuple[Reconciled, ...]:
    know = outcome.know
    near = [
        c for c in outcome.derived.counts
        if c.period_start <= period.last + timedelta(days=1) and c.period_end >= period.first - timedelta(days=1)
    ]  # fmt: skip
    conflicts = findings.conflicts(near)
    return tuple(
        Reconciled(
            period=Period(first=row.first, last=row.last), zone=row.area, area_name=row.area_name, unit=row.unit,
            instrument=row.instrument, residue=row.residue, incidents=row.incidents, nearby=row.nearby,
            sides=tuple(
                Side(recorded_by=s.recorded_by, number=s.numbers[0] if len(s.numbers) == 1 else None, printed=s.printed)
                for s in row.sides
            ),
            misread=() if row.area else tuple(
                (c.recorded_by, c.words) for c in conflicts if (c.first, c.last) == (row.first, row.last)
            ),
        )
        for row in findings.beside_incidents(
            (r for r in findings.reconcile(near, {a.id: a.name for a in know.actors.all()})
             if r.first <= period.last and r.last >= period.first),
            outcome.held, know.config.zone,
        )
    )  # fmt: skip


def _as_known_on(case: Case, derived: Derived) -> str:
    """The day on which the last report that this view may see was taken in: never the day on which somebody looks,
    nor the length of the ledger, which would tell of what is hidden."""
    last = max((r.position for r in derived.reports), default=-1)
    entry = case.entry(last) if last >= 0 else None
    return entry.logged.astimezone(ZoneInfo(case.config.zone)).date().isoformat() if entry else "no report"


def ground(know: Knowledge, config: CaseConfig) -> disclosure.Gazetteer:
    """What is known of the ground: settlements and areas of the case's country, to coarsen places by."""
    areas = tuple(
        disclosure.Area(id=a, name=know.places.area_name(a) or a, geometry=know.places.area_geometry(a))
        for a in know.places.areas.of_country(config.country)
    )
    return disclosure.Gazetteer(settlements=know.places.settlements(config.country), areas=areas)


def _outlines(know: Knowledge, config: CaseConfig) -> tuple[Outline, ...]:
    return tuple(
        Outline(name=know.places.area_name(a) or a, kind="area", geometry=geometry)
        for a in know.places.areas.of_country(config.country)
        if (geometry := know.places.area_geometry(a)) is not None
    )


def _doubts(derived: Derived, scope: Scope) -> tuple[Doubt, ...]:
    """The doubts that are about something printed here; `holdfire doubts` lists all."""
    printed = {*scope.reports, *(a.key for a in scope.accounts), *(i.key for i in scope.incidents)}
    printed |= {a.row for a in scope.accounts if a.row}
    texts = {t.sha256 for t in derived.texts if t.report in scope.reports}
    return tuple(
        d for d in derived.doubts if d.where in printed or d.where.removeprefix("text:").partition("#")[0] in texts
    )
