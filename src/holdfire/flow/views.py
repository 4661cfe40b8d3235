"""A case to the views of it that have been derived, the widest first."""

from __future__ import annotations

from holdfire.errors import BadCase
from holdfire.flow.derive import Outcome, look
from holdfire.records import View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case


def views(case: Case) -> tuple[Outcome, ...]:
    """Every audience's view, as last run. Raises BadCase E311 where nothing has been derived for anybody."""
    found = []
    missing: BadCase | None = None
    for audience in reversed(AUDIENCE_ORDER):
        try:
            found.append(look(case, View(audience=audience)))
        except BadCase as error:
            if error.code != "E311":
                raise
            missing = error
    if missing is not None and not found:
        raise missing
    return tuple(found)
