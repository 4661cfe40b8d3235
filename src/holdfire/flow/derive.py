"""The whole run, read top to bottom: what was put in, for one view, to what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from holdfire import corroboration, disclosure, evidence, findings, incidents, reviews
from holdfire.findings import Held
from holdfire.flow.derived import Derived, from_run, run_name, to_files
from holdfire.flow.editions import listed
from holdfire.flow.extract import Extracted, accounts_of, extract
from holdfire.flow.knowledge import Knowledge, knowledge
from holdfire.flow.proposals import counting, proposed
from holdfire.flow.standing import exhibits_in
from holdfire.flow.step import Step, quiet
from holdfire.flow.upstream import latest, sort_out
from holdfire.flow.warm import warm
from holdfire.records import (
    Account,
    Claim,
    Complaint,
    Copy,
    Coverage,
    Credit,
    Doubt,
    Incident,
    Observation,
    Record,
    Report,
    Review,
    Text,
    View,
)
from holdfire.store import Case

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a run gives: the records of one view, its findings as columns, and the knowledge they were made with."""

    know: Knowledge
    derived: Derived
    held: Held


def derive(case: Case, view: View, *, step: Step = quiet, workers: int = 1) -> Outcome:
    """Derive everything for a view, from the cache where it can be: the result is the same either way."""
    know = knowledge(case.config, case.inputs(view.as_of))

    # Clearance filters inputs, before anything is counted or graded: a grade raised by a hidden report would leak it.
    received = disclosure.clear(case.reports(view.as_of), view)
    decisions = disclosure.clear_reviews(case.reviews(view.as_of), received)
    upstream = sort_out(received, decisions)
    current = list(upstream.current)
    if workers > 1:
        warm(case.path, view.as_of, current, workers)
    beyond = listed(case, (*current, *upstream.before), know)
    taken = list(_each(current, lambda r: extract(case, r, know, beyond.get(r.key, ())), "read", step))
    printed = [t for x in taken for t in x.texts]
    first = _first_printings(current, printed)
    once = [c for x in taken for c in x.claims if first[c.text] == c.report]
    asked, model_doubts = proposed(case, view, [t for t in printed if first[t.sha256] == t.report], once, know)
    claims, claim_doubts = reviews.apply("claim", (*once, *asked), decisions)
    told, account_doubts = _accounts(case, current, taken, counting(claims, decisions, claim_doubts), know, step)
    reviewed, review_doubts = reviews.apply("account", told, decisions)
    exhibits = exhibits_in(case, view, [e for x in taken for e in x.exhibits], (*claims, *reviewed))
    accounts = evidence.linked(reviewed, exhibits)
    texts = _by_key(t for t in printed if first[t.sha256] == t.report)
    step("fuse", 0, 1)
    copies = corroboration.copies(printed, current)
    credited = corroboration.credited(printed, current, know.sources)
    showings = disclosure.told_to(case.disclosures(view.as_of), claims, exhibits, received, view)
    examined = disclosure.examined(showings, claims, accounts, exhibits, know.ties.camps_of)
    graded = _graded(accounts, decisions, know, (*copies, *credited), examined)
    whole, incident_doubts = reviews.apply("incident", graded, decisions)
    step("hold", 0, 1)
    held = findings.hold(whole, know.law)
    observations = _by_key(o for x in taken for o in x.observations)
    unread = tuple(sorted(x.report for x in taken if not x.read))
    found = {
        *(d for x in taken for d in x.doubts),
        *(d for records in (claims, accounts, whole, exhibits) for r in records for d in r.doubts),
        *claim_doubts, *model_doubts, *account_doubts, *review_doubts, *incident_doubts,
        *incidents.unmatched_denials(accounts, whole),
        *reviews.pair_doubts(decisions, {a.key for a in accounts}),
        *upstream.doubts(lambda r: extract(case, r, know, beyond.get(r.key, ())).accounts),
        *findings.with_status(assessed := findings.reviewed(held, decisions), decisions, case.config.mandate)[1],
    }  # fmt: skip
    records = (*received, *claims, *accounts, *whole, *assessed, *exhibits, *(c for x in taken for c in x.counts))
    decisions, doubts = disclosure.about_the_seen(decisions, found, {r.key for r in records}, view)
    derived = Derived(
        view=view, size=case.head()[0], reports=_by_key(received),
        superseded=tuple(sorted(upstream.replaced)), withdrawn=tuple(sorted(upstream.withdrawn)),
        unread=unread, texts=texts, claims=_by_key(claims), accounts=_by_key(accounts),
        incidents=held.columns.incidents,
        copies=tuple(sorted(copies)), credits=credited,
        counts=_by_key(c for x in taken for c in x.counts),
        observations=observations, exhibits=exhibits,
        complaints=_complaints(case, received, view),
        reviews=decisions,
        coverage=_coverage(accounts, observations, received, texts, unread, know),
        doubts=doubts,
    )  # fmt: skip
    step("hold", 1, 1)
    return Outcome(know, derived, held)


def run(case: Case, view: View, *, step: Step = quiet, workers: int = 1) -> Outcome:
    """Derive, and save the run where `derived/current` points at it. Its id is a hash of what was derived."""
    outcome = derive(case, view, step=step, workers=workers)
    case.save_run(run_name(view), to_files(outcome.derived, outcome.held))
    return outcome


def look(case: Case, view: View) -> Outcome:
    """What the last run derived for a view. Raises BadCase E311 when there was none."""
    with case.current(run_name(view)) as reader:
        derived = from_run(reader)
    know = knowledge(case.config, case.inputs(view.as_of if view.as_of is not None else derived.size - 1))
    return Outcome(know, derived, findings.hold(derived.incidents, know.law))


def _accounts(
    case: Case, reports: list[Report], taken: list[Extracted], claims: Iterable[Claim], know: Knowledge, step: Step
) -> tuple[list[Account], list[Doubt]]:
    """Accounts of rows and observations as extracted, and those of the claims as people have reviewed them."""
    by_key = {r.key: r for r in reports}
    of_text: dict[str, list[Claim]] = {}
    for claim in claims:
        of_text.setdefault(claim.text, []).append(claim)
    own = case.config.observers
    accounts = [_as_observed(a, own) for x in taken for a in x.accounts]
    doubts: list[Doubt] = []
    first = _first_printings(reports, [t for x in taken for t in x.texts])
    texts = [(by_key[x.report], t) for x in taken for t in x.texts if x.read and first[t.sha256] == x.report]
    for done, (report, text) in enumerate(texts):
        step("accounts", done, len(texts))
        found = tuple(sorted(of_text.get(text.sha256, ()), key=lambda c: c.key))
        made, odd = accounts_of(case, report, text, found, know)
        accounts += made
        doubts += odd
    standing, left_out = latest(accounts, reports)
    return standing, [*doubts, *left_out]


def _as_observed(account: Account, own: tuple[str, ...]) -> Account:
    """A form that is filled in by somebody else than the case's own observers is one more source's account."""
    if not account.observed or not own or account.source in own:
        return account
    return replace(account, observed=False)


def _graded(
    accounts: tuple[Account, ...], decisions: tuple[Review, ...], know: Knowledge,
    copies: tuple[Copy | Credit, ...], examined: Mapping[str, bool],
) -> tuple[Incident, ...]:  # fmt: skip
    same, not_same = reviews.pairs(decisions)
    fused = incidents.fuse(accounts, same=same, not_same=not_same, one_body=know.ties.in_line)
    return corroboration.grade(fused, accounts, copies, know.sources, know.actors, examined=examined)


def _by_key(records: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda record: record.key))


def _complaints(case: Case, received: tuple[Report, ...], view: View) -> tuple[Complaint, ...]:
    made = case.complaints(view.as_of)
    return disclosure.clear_complaints(made, received, view, without_report=case.config.complaints)


def _coverage(
    accounts: tuple[Account, ...], observations: tuple[Observation, ...], received: tuple[Report, ...],
    texts: tuple[Text, ...], unread: tuple[str, ...], know: Knowledge,
) -> tuple[Coverage, ...]:  # fmt: skip
    told = findings.Received(
        accounts=accounts, observations=observations, reports=received, texts=texts, unread=set(unread),
        access=know.access,
    )  # fmt: skip
    return findings.coverage(told, know.law, know.sources, know.config.zone)


def _first_printings(reports: Iterable[Report], texts: Iterable[Text]) -> dict[str, str]:
    """Text sha256 -> the report in which it was received first. The same words in another report are the same claims:
    they are read once, and the other printing is a copy."""
    position = {r.key: r.position for r in reports}
    first: dict[str, str] = {}
    for text in sorted(texts, key=lambda t: position[t.report]):
        first.setdefault(text.sha256, text.report)
    return first


def _each(reports: list[Report], work: Callable[[Report], Extracted], stage: str, step: Step) -> Iterable[Extracted]:
    for done, report in enumerate(sorted(reports, key=lambda r: r.key)):
        step(stage, done, len(reports))
        yield work(report)
    step(stage, len(reports), len(reports))
