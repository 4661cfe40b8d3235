"""Accounts that rest on table rows -> those very rows, read once more out of the vault, for a page to print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfire import intake
from holdfire.flow.knowledge import Knowledge
from holdfire.records import Account, Report, Row
from holdfire.store import Case

_NAMED_APART = frozenset({"upstream_id", "dataset", "edition", "headlines"})


def rows_of(case: Case, reports: Iterable[Report], accounts: Iterable[Account], know: Knowledge) -> tuple[Row, ...]:
    """The rows that these accounts rest on, of those of these reports that are tables of events; by key.

    Rows stay columns everywhere before: a page prints a hundred of thousands, so only those become records.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        if account.row:
            sha, _, upstream = account.row.removeprefix("row:").partition("#")
            wanted[sha].add(upstream)
    found = [row for report in reports if report.sha256 in wanted for row in _rows(case, report, wanted, know)]
    return tuple(sorted(found, key=lambda row: row.key))


def _rows(case: Case, report: Report, wanted: dict[str, set[str]], know: Knowledge) -> Iterable[Row]:
    config = know.config
    taken = intake.read(
        report, case.get(report.sha256), zone=config.zone, actors=know.actors, places=know.places,
        country=config.country,
    )  # fmt: skip
    if taken.events is None:
        return
    ids = pa.array(sorted(wanted[report.sha256]), pa.string())
    for row in taken.events.filter(pc.is_in(taken.events["upstream_id"], value_set=ids)).to_pylist():
        yield Row(
            key=f"row:{report.sha256}#{row['upstream_id']}", rests_on=(report.key,), report=report.key,
            table=row["dataset"], upstream_id=row["upstream_id"], edition=row["edition"],
            values={name: _plain(value) for name, value in row.items() if name not in _NAMED_APART},
        )  # fmt: skip


def _plain(value: Any) -> str | int | float | None:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, float)) else None
