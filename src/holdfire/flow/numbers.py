"""Incidents that people decide on or publish to lasting numbers, and numbers that people cite to incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from holdfire.disclosure import may_see
from holdfire.flow.derive import Outcome
from holdfire.incidents import Numbering, numbering
from holdfire.records import Incident, Number
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.store import Case


def numbers(case: Case, outcome: Outcome) -> Numbering:
    """The lasting numbers of a view's incidents, as known then. A hidden incident's numbers are not among them."""
    return _numbering(case.numbers(outcome.derived.view.as_of), outcome)


def _numbering(minted: Iterable[Number], outcome: Outcome) -> Numbering:
    audience = outcome.derived.view.audience
    return numbering([n for n in minted if may_see(n.series, audience)], outcome.derived.incidents)


def key_of(case: Case, outcome: Outcome, cited: str) -> str:
    """The incident that a label such as `N12` leads to, as its key; anything else as it stands."""
    label = cited.strip()
    label = label[:1].upper() + label[1:]
    return numbers(case, outcome).now.get(label, cited)


def mint(case: Case, views: Sequence[Outcome], keys: Iterable[str], *, who: str, at: datetime) -> None:
    """Give a lasting number to each incident of these keys that has none, in the series of the narrowest of `views`
    that has it. Only the accounts that this view may see are kept with it: what is hidden numbers nothing.
    """
    wanted = set(keys)
    minted = case.numbers()
    given = Counter(n.series for n in minted)
    facts = []
    for outcome in sorted(views, key=lambda o: AUDIENCE_ORDER.index(o.derived.view.audience)):
        series = outcome.derived.view.audience
        found = [i for i in outcome.derived.incidents if i.key in wanted]
        wanted -= {i.key for i in found}
        numbered = _numbering(minted, outcome).of if found else {}
        for incident in sorted((i for i in found if i.key not in numbered), key=_order):
            given[series] += 1
            facts.append(
                {"of": "incident", "number": given[series], "series": series, "accounts": incident.accounts}
            )
    case.append_numbers(facts, who=who, at=at)


def _order(incident: Incident) -> tuple[str, str]:
    return incident.time.start.isoformat() if incident.time else "~", incident.key
