"""Reports and what came with them -> only those that a view's audience may see, before anything is computed.

A count or a grade raised by a hidden report would give it away: so clearance filters inputs, never results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Any, Protocol, TypeVar

import msgspec

from holdfire.errors import BadRequest, Broken
from holdfire.records import Complaint, Doubt, Report, Review, View
from holdfire.records.view import AUDIENCE_ORDER


class _OfReport(Protocol):
    @property
    def report(self) -> str: ...


R = TypeVar("R", bound=_OfReport)


def may_see(clearance: str, audience: str) -> bool:
    """Whether an audience may see what is cleared for `clearance` and wider. An unknown clearance is seen by nobody.

    Raises BadRequest E442 for an audience that does not exist.
    """
    if audience not in AUDIENCE_ORDER:
        raise BadRequest(
            "E442", f"there is no audience {audience!r}", todo=f"choose one of {', '.join(AUDIENCE_ORDER)}"
        )
    if clearance not in AUDIENCE_ORDER:
        return False
    return AUDIENCE_ORDER.index(clearance) <= AUDIENCE_ORDER.index(audience)


def clear(reports: Iterable[Report], view: View) -> tuple[Report, ...]:
    """The reports that the view may see: cleared for its audience, and in the ledger at its time."""
    return tuple(
        report
        for report in reports
        if may_see(report.clearance, view.audience) and (view.as_of is None or report.position <= view.as_of)
    )


def clear_by_report(records: Iterable[R], cleared: Iterable[Report]) -> tuple[R, ...]:
    """Exhibits, observations, texts, rows, claims: kept when their report is among the cleared ones."""
    keys = {report.key for report in cleared}
    return tuple(record for record in records if record.report in keys)


def clear_complaints(
    complaints: Iterable[Complaint], cleared: Iterable[Report], view: View, *, without_report: str = AUDIENCE_ORDER[-1]
) -> tuple[Complaint, ...]:
    """The complaints whose every report (receipt or `rests_on`) is cleared.

    A complaint put in by hand rests on no report: it has the clearance `without_report`, by default the widest, so
    that nothing is published which nobody decided to publish.
    """
    keys = {report.key for report in cleared}
    return tuple(
        complaint
        for complaint in complaints
        if (named <= keys if (named := set(_reports_named(complaint))) else may_see(without_report, view.audience))
    )


def clear_reviews(reviews: Iterable[Review], cleared: Iterable[Report]) -> tuple[Review, ...]:
    """People's decisions, less the records that they add out of reports that this view may not see."""
    keys = {report.key for report in cleared}
    return tuple(r for r in reviews if r.decision != "add" or not (set(_REPORT.findall(r.value)) - keys))


def about_the_seen(
    reviews: Iterable[Review], doubts: Iterable[Doubt], seen: Set[str], view: View
) -> tuple[tuple[Review, ...], tuple[Doubt, ...]]:
    """The decisions that are about records of this view (keys `seen`), and the doubts less those about the others.

    A narrower view cannot tell a record that is gone from one that it may not see, and must not say that either is.
    """
    reviews, doubts = tuple(reviews), tuple(sorted(doubts))
    if view.audience == AUDIENCE_ORDER[-1]:
        return reviews, doubts
    kept = tuple(r for r in reviews if r.target in seen and (not r.other or r.other in seen or _own(r.other)))
    about = {r.key for r in kept} | {r.target for r in kept}
    return kept, tuple(d for d in doubts if not d.code.startswith("review-") or d.where in about)


def _own(other: str) -> bool:
    """Another decision, on the same record: a follow-up whose state is given."""
    return other.startswith("review:")


_REPORT = re.compile(r"report:[0-9a-f]{20}")


def assert_cleared(material: Any, view: View) -> None:
    """Refuse material in which anything came from a report that the view may not see.

    Walks every record inside: a report above the view's clearance, or a record that names a report which is not
    among the reports given. Raises Broken E941: it is the run that is wrong, not the person who asked.
    """
    structs = list(_structs(material))
    given = {struct.key for struct in structs if isinstance(struct, Report)}
    for struct in structs:
        if isinstance(struct, Report) and not clear([struct], view):
            raise Broken("E941", "a report above the clearance of this view reached the bulletin", where=view.audience)
        if not given.issuperset(_reports_named(struct)):
            raise Broken(
                "E941", f"a {type(struct).__name__.lower()} rests on a report outside this view", where=view.audience
            )


def _reports_named(struct: msgspec.Struct) -> Iterator[str]:
    for value in (getattr(struct, "report", ""), getattr(struct, "receipt", "")):
        if isinstance(value, str) and value.startswith("report:"):
            yield value
    for name in ("rests_on", "via"):
        yield from (ref for ref in getattr(struct, name, ()) if ref.startswith("report:"))


def _structs(value: Any) -> Iterator[msgspec.Struct]:
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from _structs(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _structs(item)
