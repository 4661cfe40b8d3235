"""Two states of a case, by ledger position or run, to the findings that changed between them and why."""

from __future__ import annotations

from holdfire import findings
from holdfire.errors import BadRequest
from holdfire.findings import Change
from holdfire.flow.derive import Outcome, derive, look
from holdfire.records import View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case


def changes(case: Case, audience: str, before: str, after: str) -> list[Change]:
    """What changed from `before` to `after`: each a ledger position, or the name of a run (`public`, `public@120`).

    Raises BadRequest E424 for a position that the ledger does not have, BadCase E311 for a run that was never made.
    """
    return findings.diff(_known(case, audience, before).held, _known(case, audience, after).held)


def _known(case: Case, audience: str, name: str) -> Outcome:
    if not name.isdecimal():
        audience, _, position = name.partition("@")
        if position and not position.isdecimal():
            raise BadRequest("E424", f"{name!r} names no state of the case", todo="give a position, or a run's name")
        return look(case, View(audience=audience, as_of=int(position) if position else None))
    size = case.head()[0]
    if int(name) >= size:
        # How long the ledger is tells of what a narrower audience may not know.
        last = f"the last entry has position {size - 1}; " if audience == AUDIENCE_ORDER[-1] else ""
        todo = f"{last}`holdfire log CASE` lists them"
        raise BadRequest("E424", f"the ledger has no entry {name}", todo=todo)
    return derive(case, View(audience=audience, as_of=int(name)))
