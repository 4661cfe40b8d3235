"""A derived view to what leaves: the bulletin of a period, exports, an issued bulletin."""

from __future__ import annotations

from datetime import date, datetime

from holdfire import bulletin, disclosure, seals
from holdfire.bulletin import Period
from holdfire.flow.corrections import Changes, basis_of, changes
from holdfire.flow.derive import Outcome
from holdfire.flow.material import material
from holdfire.flow.numbers import mint
from holdfire.flow.period import incidents_in, period_of, previous, reporting
from holdfire.store import Case


def compose(case: Case, outcome: Outcome, day: date, now: datetime) -> bulletin.Bulletin:
    """The bulletin of the period that holds `day`, for the view of `outcome`, against the period before.

    `now` is held against the policy's delay only. Raises BadRequest E441 before the delay has passed.
    """
    return _composed(case, outcome, day, now)[0]


def _composed(case: Case, outcome: Outcome, day: date, now: datetime) -> tuple[bulletin.Bulletin, Changes]:
    period = period_of(day, case.config.period)
    periods = (period, previous(period, case.config.period))
    changed = changes(case, outcome, now)
    return bulletin.compose(material(case, outcome, periods, changed.corrections, now)), changed


def export(case: Case, outcome: Outcome, what: str, form: str, *, period: Period, now: datetime) -> str:
    """Records of a period as CSV, GeoJSON or JSON lines, no finer than the audience's policy."""
    return bulletin.export(material(case, outcome, (period, None), (), now), what, form)


def issue(case: Case, outcome: Outcome, day: date, *, who: str, at: datetime) -> int:
    """Freeze a bulletin in the ledger: its exact bytes, what it was derived from, and every incident counted in it.

    Returns the ledger position.
    """
    period = period_of(day, case.config.period)
    derived = outcome.derived
    within = incidents_in(derived, period, reporting(case.config))
    policy = disclosure.policy_for(case.config.audiences, derived.view.audience)
    disclosure.assert_due(period.last, case.config.zone, policy, at, case.config.cutoff)  # before anything is written
    mint(case, [outcome], [i.key for i in within], who=who, at=at)
    made, changed = _composed(case, outcome, day, at)
    files = {
        "index.html": bulletin.render_html(made).encode(),
        "bulletin.md": bulletin.render_markdown(made).encode(),
        "bulletin.json": bulletin.render_json(made).encode(),
    }
    facts = {
        "audience": derived.view.audience, "as_of": derived.size - 1, "period_start": period.first,
        "period_end": period.last, "keys": {i.key: seals.rev(i) for i in within},
        "basis": case.put(basis_of(made, outcome, changed)),
    }  # fmt: skip
    return case.issue(facts, files, who=who, at=at).position
