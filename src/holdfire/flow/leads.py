"""A derived case to what stands beside its incidents: satellite detections and machine-coded news, as leads only."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from holdfire import incidents, intake
from holdfire.errors import BadInput
from holdfire.flow.derive import Outcome
from holdfire.flow.knowledge import Knowledge
from holdfire.incidents import Beside
from holdfire.records import Report
from holdfire.store import Case

FORMATS = frozenset({"firms", "gdelt1", "gdelt2", "viina"})


def beside(case: Case, outcome: Outcome) -> tuple[Beside, ...]:
    """What stands beside each incident of the view, those that agree and that chance explains least first.

    Only tables that the view may see are read. A table that cannot be read has its doubt in the run and is left out.
    """
    tables = [t for r in outcome.derived.reports if r.format in FORMATS for t in _read(case, r, outcome.know)]
    if not tables:
        return ()
    return tuple(incidents.ordered(incidents.beside(outcome.derived.incidents, pa.concat_tables(tables))))


def _read(case: Case, report: Report, know: Knowledge) -> Iterator[pa.Table]:
    config = know.config
    try:
        taken = intake.read(
            report, case.get(report.sha256), zone=config.zone, actors=know.actors, places=know.places,
            country=config.country,
        )  # fmt: skip
    except BadInput:
        return
    if taken.leads is not None:
        yield taken.leads
