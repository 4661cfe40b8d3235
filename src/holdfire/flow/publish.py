"""A derived view to what leaves: the bulletin of a period, exports, an issued bulletin, and corrections to it."""

from __future__ import annotations

from datetime import date, datetime

from holdfire import bulletin, seals
from holdfire.bulletin import Correction, Period
from holdfire.flow.derive import Outcome
from holdfire.flow.material import material
from holdfire.flow.period import incidents_in, period_of, previous
from holdfire.store import Case


def compose(case: Case, outcome: Outcome, day: date, now: datetime) -> bulletin.Bulletin:
    """The bulletin of the period that holds `day`, for the view of `outcome`, against the period before.

    `now` is held against the policy's delay only. Raises BadRequest E441 before the delay has passed.
    """
    period = period_of(day, case.config.period)
    periods = (period, previous(period, case.config.period))
    return bulletin.compose(material(case, outcome, periods, corrections(case, outcome), now))


def export(case: Case, outcome: Outcome, what: str, form: str, *, period: Period, now: datetime) -> str:
    """Records of a period as CSV, GeoJSON or JSON lines, no finer than the audience's policy."""
    return bulletin.export(material(case, outcome, (period, None), (), now), what, form)


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
    within = incidents_in(derived, period, case.config.zone)
    files = {
        "index.html": bulletin.render_html(made).encode(),
        "bulletin.md": bulletin.render_markdown(made).encode(),
        "bulletin.json": bulletin.render_json(made).encode(),
    }
    facts = {
        "audience": derived.view.audience, "as_of": derived.size - 1, "period_start": period.first,
        "period_end": period.last, "keys": {i.key: seals.rev(i) for i in within},
    }  # fmt: skip
    return case.issue(facts, files, who=who, at=at).position
