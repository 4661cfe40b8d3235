"""Incidents held against terms under readings: findings with every check, what stands, what flips, what does not fit.

`law(...)` makes instruments ready, `hold(incidents, law)` gives the findings as columns, `finding(held, row)` one of
them as a record with its basis in words.
"""

from holdfire.findings.access import Access, load_access
from holdfire.findings.changes import Change, CheckChange, diff
from holdfire.findings.coverage import Effort, Received, coverage, effort
from holdfire.findings.explain import finding, findings, key_of, sentence
from holdfire.findings.grid import Mosaic
from holdfire.findings.hold import Held, hold
from holdfire.findings.known import beside_incidents
from holdfire.findings.law import Law, law
from holdfire.findings.overview import Flip, Standing, Tally, flips, standings, tallies
from holdfire.findings.proceedings import standing_of, unheard
from holdfire.findings.reconcile import Conflict, Reconciled, Side, conflicts, reconcile
from holdfire.findings.status import reviewed, with_status
from holdfire.findings.zones import PreparedZone, prepare

__all__ = [
    "Access",
    "Change",
    "CheckChange",
    "Conflict",
    "Effort",
    "Flip",
    "Held",
    "Law",
    "Mosaic",
    "PreparedZone",
    "Received",
    "Reconciled",
    "Side",
    "Standing",
    "Tally",
    "beside_incidents",
    "conflicts",
    "coverage",
    "diff",
    "effort",
    "finding",
    "findings",
    "flips",
    "hold",
    "key_of",
    "law",
    "load_access",
    "prepare",
    "reconcile",
    "reviewed",
    "sentence",
    "standing_of",
    "standings",
    "tallies",
    "unheard",
    "with_status",
]
