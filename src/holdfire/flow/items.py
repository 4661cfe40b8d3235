"""The words with which a person names an item of a case, to its key: a file name, a key or the start of one, a hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfire import disclosure
from holdfire.errors import BadCase, BadRequest
from holdfire.flow.derive import Outcome, look
from holdfire.flow.extract import EXHIBITS
from holdfire.flow.views import views
from holdfire.records import Report, View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case

SHORTEST = 6
"""Digits of a key that are enough to name it, when only one item begins so."""


def received(case: Case, view: View) -> tuple[Report, ...]:
    """The reports that a view may see."""
    return disclosure.clear(case.reports(view.as_of), view)


def derived(case: Case, view: View) -> Outcome | None:
    """What was last derived for a view; for the widest audience, of any view, if only a narrower one has been run."""
    try:
        return look(case, view)
    except BadCase as error:
        if error.code != "E311":
            raise
    if view.audience != AUDIENCE_ORDER[-1]:
        return None
    try:
        return views(case)[0]
    except BadCase as error:
        if error.code != "E311":
            raise
        return None


def key_of(named: str, reports: Iterable[Report], outcome: Outcome | None) -> str:
    """The key of the item of this view that a person names.

    An exhibit goes before the report that it came in. Raises BadRequest E450: the same words whether an item is not
    there or is not for this audience.
    """
    exact = [key for key, names in _known(reports, outcome) if named in names]
    found = exact or [key for key, names in _known(reports, outcome) if any(_begins(name, named) for name in names)]
    once = list(dict.fromkeys(found))
    if not once:
        todo = "`holdfire evidence list CASE` and `holdfire log CASE` list what there is"
        raise BadRequest("E450", "there is no such item", where=named[:80], todo=todo)
    if len(once) > 1 and not exact:
        raise BadRequest("E450", f"{len(once)} items begin so", where=named[:80], todo="give more of the key")
    return once[0]


def _begins(name: str, named: str) -> bool:
    return len(named.partition(":")[2] or named) >= SHORTEST and name.startswith(named)


def _known(reports: Iterable[Report], outcome: Outcome | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Key -> all that names it."""
    for report in reports:
        if report.format in EXHIBITS:
            exhibit = f"exhibit:{report.sha256}"
            yield exhibit, (exhibit, report.sha256, report.filename, report.key)
        else:
            yield report.key, (report.key, report.filename)
    if outcome is not None:
        d = outcome.derived
        for group in (d.claims, d.accounts, d.incidents, d.observations):
            for record in group:
                yield record.key, (record.key,)
