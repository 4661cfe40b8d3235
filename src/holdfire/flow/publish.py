"""One view's derived records to the bulletin of a period: what happened in it, against the period before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from holdfire import agreement, bulletin, disclosure, findings, seals
from holdfire.bulletin import Correction, Material, Outline, Period, Reconciled, Side, Unread
from holdfire.data import ontology
from holdfire.findings import Held
from holdfire.flow.derive import Outcome
from holdfire.flow.derived import Derived
from holdfire.flow.knowledge import Knowledge
from holdfire.records import Account, Doubt, Finding, Incident
from holdfire.store import Case, CaseConfig


def period_of(day: date, length: str) -> Period:
    """The reporting period (day, week from Monday, month) that holds a day."""
    if length == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first=first, last=first + timedelta(days=6))
    if length == "month":
        first = day.replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        return Period(first=first, last=following - timedelta(days=1))
    return Period(first=day, last=day)


def previous(period: Period, length: str) -> Period:
    """The period before."""
    return period_of(period.first - timedelta(days=1), length)


def compose(case: Case, outcome: Outcome, day: date, now: datetime) -> bulletin.Bulletin:
    """The bulletin of the period that holds `day`, for the view that `derived` was derived for.

    `now` is held against the policy's delay only. Raises BadRequest E441 before the delay has passed.
    """
    period = period_of(day, case.config.period)
    return bulletin.compose(material(case, outcome, period, previous(period, case.config.period), now))


def export(case: Case, outcome: Outcome, what: str, form: str, *, period: Period, now: datetime) -> str:
    """Records of a period (see `whole`) as CSV, GeoJSON or JSON lines, no finer than the audience's policy."""
    return bulletin.export(material(case, outcome, period, None, now), what, form)


def whole(outcome: Outcome) -> Period:
    """The days from the first incident with a time to the last."""
    zone = ZoneInfo(outcome.know.config.zone)
    days = [t.astimezone(zone).date() for i in outcome.derived.incidents if i.time for t in (i.time.start, i.time.end)]
    return Period(first=min(days, default=date.min), last=max(days, default=date.min))


def material(case: Case, outcome: Outcome, period: Period, before: Period | None, now: datetime) -> Material:
    """Everything the bulletin is made of, nothing else."""
    config, know, derived, held = case.config, outcome.know, outcome.derived, outcome.held
    within = _in_period(derived, period, config)
    earlier = _in_period(derived, before, config) if before else ()
    accounts = {a.key: a for a in derived.accounts}
    used_accounts = tuple(accounts[key] for i in within for key in i.accounts if key in accounts)
    claims = {c.key: c for c in derived.claims}
    showings = disclosure.seen(
        case.disclosures(derived.view.as_of), derived.claims, derived.exhibits, derived.reports, derived.view
    )
    said = {s.claim for s in showings if s.claim}
    from_period = {r.key for r in derived.reports if _received_in(r.published or r.collected, period, config.zone)}
    counts = tuple(c for c in derived.counts if c.period_start <= period.last and c.period_end >= period.first)
    used_claims = {key for a in used_accounts for key in a.asserted_by}
    used_claims |= {c for c in said if claims[c].report in from_period}
    reports = (
        from_period | {a.report for a in used_accounts} | {claims[c].report for c in used_claims if c in claims}
        | {r for c in counts for r in _reports_of(c.rests_on)}
    )  # fmt: skip
    found, _ = findings.with_status(_of(held, within), derived.reviews, config.mandate)
    return Material(
        case=config.name,
        zone=config.zone,
        view=derived.view,
        policy=disclosure.policy_for(config.audiences, derived.view.audience),
        period=period,
        previous_period=before,
        now=now,
        as_known_on=_as_known_on(case, derived, config),
        code_version=_version(),
        mandate=config.mandate,
        about=config.about,
        instruments=know.instruments,
        actors=tuple(know.actors.all()),
        sources=tuple(know.sources.all()),
        labels=ontology.labels(),
        known=_ground(know, config),
        outlines=_outlines(know, config),
        reports=tuple(r for r in derived.reports if r.key in reports),
        texts=tuple(t for t in derived.texts if t.report in reports),
        exhibits=tuple(e for e in derived.exhibits if e.report in reports),
        observations=tuple(o for o in derived.observations if o.report in reports),
        claims=tuple(c for c in derived.claims if c.key in used_claims),
        accounts=used_accounts,
        incidents=within,
        findings=tuple(found),
        previous=tuple(_of(held, earlier)),
        counts=counts,
        reconciled=_reconciled(derived, period),
        duties=agreement.duties(know.instruments, period.last),
        coverage=tuple(c for c in derived.coverage if c.period_start <= period.last and c.period_end >= period.first),
        complaints=derived.complaints,
        disclosure=tuple(s for s in showings if s.claim is None or s.claim in used_claims),
        reviews=derived.reviews,
        corrections=corrections(case, outcome),
        unread=tuple(
            Unread(report=r, why="no reader covers its language") for r in derived.unread if r in from_period
        ),
        doubts=_doubts(derived, reports, used_accounts, within),
    )


def corrections(case: Case, outcome: Outcome) -> tuple[Correction, ...]:
    """What has changed since the last bulletin was issued for this audience: records counted in it that are gone, or
    whose content is another now. The issued bulletin itself stays as it was."""
    view = outcome.derived.view
    issued = [b for b in case.issued(view.as_of) if b.facts.audience == view.audience]
    if not issued:
        return ()
    last = issued[-1]
    now = {i.key: i for i in outcome.derived.incidents}
    found = []
    for key, rev in sorted(last.facts.keys.items()):
        if key in now and seals.rev(now[key]) == rev:
            continue
        gone = key not in now
        found.append(
            Correction(
                what="an incident of the bulletin issued for "
                f"{last.facts.period_start.isoformat()} to {last.facts.period_end.isoformat()}",
                was=f"as issued (rev {rev})",
                now="no longer derived from what is known" if gone else f"changed (rev {seals.rev(now[key])})",
                why="what it rests on has changed since",
                on=datetime.fromisoformat(last.when).date(),
                incident="" if gone else key,
            )
        )
    return tuple(found)


def issue(case: Case, outcome: Outcome, day: date, *, who: str, at: datetime) -> int:
    """Freeze a bulletin in the ledger: its exact bytes, what it was derived from, and every incident counted in it.

    Returns the ledger position.
    """
    made = compose(case, outcome, day, at)
    period = period_of(day, case.config.period)
    derived = outcome.derived
    within = _in_period(derived, period, case.config)
    files = {
        "index.html": bulletin.render_html(made).encode(),
        "bulletin.md": bulletin.render_markdown(made).encode(),
        "bulletin.json": bulletin.render_json(made).encode(),
    }
    facts = {
        "audience": derived.view.audience, "as_of": derived.head[0] - 1, "period_start": period.first,
        "period_end": period.last, "keys": {i.key: seals.rev(i) for i in within},
    }  # fmt: skip
    return case.issue(facts, files, who=who, at=at).position


def _in_period(derived: Derived, period: Period, config: CaseConfig) -> tuple[Incident, ...]:
    """Incidents whose time overlaps the period; one whose time nobody states stands where it was first reported."""
    reports = {r.key: r for r in derived.reports}
    accounts = {a.key: a for a in derived.accounts}
    zone = ZoneInfo(config.zone)
    found = []
    for incident in derived.incidents:
        if incident.time is not None and incident.time.end - incident.time.start <= LONGEST:
            first = incident.time.start.astimezone(zone).date()
            last = max(first, (incident.time.end - timedelta(microseconds=1)).astimezone(zone).date())
        else:
            said = [accounts[a].report for a in incident.accounts if a in accounts]
            days = [r.published or r.collected for r in (reports[s] for s in said if s in reports)]
            told = sorted(d.astimezone(zone).date() for d in days if d)
            if not told:
                continue
            first = last = told[0]
        if first <= period.last and last >= period.first:
            found.append(incident)
    return tuple(found)


LONGEST = timedelta(days=92)
"""An incident told to lie somewhere in more than a quarter of a year belongs to no week of it."""


def _of(held: Held, incidents: Sequence[Incident]) -> list[Finding]:
    wanted = {i.key for i in incidents}
    rows = [row for row, index in enumerate(held.incident.tolist()) if held.columns.incidents[index].key in wanted]
    return findings.findings(held, rows)


def _reconciled(derived: Derived, period: Period) -> tuple[Reconciled, ...]:
    near = [
        c for c in derived.counts
        if c.period_start <= period.last + timedelta(days=1) and c.period_end >= period.first - timedelta(days=1)
    ]  # fmt: skip
    conflicts = findings.conflicts(near)
    return tuple(
        Reconciled(
            period=Period(first=row.first, last=row.last), zone=row.area, area_name=row.area_name, unit=row.unit,
            instrument=row.instrument, residue=row.residue,
            sides=tuple(
                Side(recorded_by=s.recorded_by, number=s.numbers[0] if len(s.numbers) == 1 else None, printed=s.printed)
                for s in row.sides
            ),
            misread=() if row.area else tuple(
                (c.recorded_by, c.words) for c in conflicts if (c.first, c.last) == (row.first, row.last)
            ),
        )
        for row in findings.reconcile(near)
        if row.first <= period.last and row.last >= period.first
    )  # fmt: skip


def _as_known_on(case: Case, derived: Derived, config: CaseConfig) -> str:
    """The day of the last entry that this was derived from: never the day on which somebody looks."""
    size = derived.head[0]
    entry = next((e for e in case.entries(None, size - 1) if e.position == size - 1), None)
    day = entry.logged.astimezone(ZoneInfo(config.zone)).date().isoformat() if entry else "nothing"
    return f"{day}, ledger entry {size - 1}, root {derived.head[1][:16]}"


def _ground(know: Knowledge, config: CaseConfig) -> disclosure.Gazetteer:
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


def _received_in(when: datetime | None, period: Period, zone: str) -> bool:
    return when is not None and period.first <= when.astimezone(ZoneInfo(zone)).date() <= period.last


def _reports_of(references: Iterable[str]) -> set[str]:
    return {r for r in references if r.startswith("report:")}


def _doubts(
    derived: Derived, reports: set[str], accounts: Sequence[Account], incidents: Sequence[Incident]
) -> tuple[Doubt, ...]:
    """The doubts that are about something printed here; `holdfire doubts` lists all."""
    printed = {*reports, *(a.key for a in accounts), *(i.key for i in incidents), *(a.row for a in accounts if a.row)}
    texts = {t.sha256 for t in derived.texts if t.report in reports}
    return tuple(
        d for d in derived.doubts if d.where in printed or d.where.removeprefix("text:").partition("#")[0] in texts
    )


def _version() -> str:
    from holdfire import __version__

    return __version__
