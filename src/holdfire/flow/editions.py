"""Tables of one dataset to the rows that each must keep because another has them inside the scope of the case.

A correction may move a row out of the case: were the corrected row left out, the earlier one would stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import intake
from holdfire.flow.extract import extract, ids_in
from holdfire.flow.knowledge import Knowledge
from holdfire.records import Report
from holdfire.store import Case


def listed(case: Case, reports: Iterable[Report], know: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Report key -> upstream ids of its rows outside the scope that an account of another of these tables rests on."""
    tables: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.format in intake.EVENTS:
            tables[report.format].append(report)
    found: dict[str, tuple[str, ...]] = {}
    for several in tables.values():
        if len(several) > 1:
            found |= _listed(case, several, know)
    return found


def _listed(case: Case, tables: Iterable[Report], know: Knowledge) -> Mapping[str, tuple[str, ...]]:
    read = {report.key: extract(case, report, know) for report in tables}
    inside = {(a.row or "").rpartition("#")[2] for x in read.values() for a in x.accounts}
    wanted = pa.array(sorted(inside), pa.string())
    kept = {key: wanted.filter(pc.is_in(wanted, value_set=ids_in(x.outside))) for key, x in read.items()}
    return {key: tuple(ids.to_pylist()) for key, ids in kept.items() if len(ids)}
