"""An audience's publication policy -> what leaves: how late, how fine, by which week. Safe by default."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from holdfire.disclosure.clearance import may_see
from holdfire.disclosure.places import Gazetteer, coarsen
from holdfire.errors import BadRequest
from holdfire.records import Account, Audience, Coverage, Incident, Policy


def policy_for(audiences: Iterable[Audience], audience: str) -> Policy:
    """The policy of one audience; the safe defaults where the case states none. Raises BadRequest E442."""
    may_see(audience, audience)  # refuses an audience that does not exist
    return next((a.policy for a in audiences if a.id == audience), Policy())


def publish_from(period_end: date, zone: str, policy: Policy, cutoff: str = "00:00") -> datetime:
    """The first moment at which a period that ends with the reporting day `period_end` may be published.

    cutoff: local time at which that day closes; at `00:00` its own midnight, which is the next day's.
    """
    closes = time.fromisoformat(cutoff)
    last = period_end + timedelta(days=closes == time.min)
    return datetime.combine(last, closes, ZoneInfo(zone)) + timedelta(hours=policy.delay_hours)


def assert_due(period_end: date, zone: str, policy: Policy, now: datetime, cutoff: str = "00:00") -> None:
    """Refuse a bulletin before its delay has passed. Raises BadRequest E441 with the moment from which it may."""
    due = publish_from(period_end, zone, policy, cutoff)
    if now < due:
        raise BadRequest(
            "E441",
            f"the period ends on {period_end} and this audience gets it {policy.delay_hours} hours later",
            todo=f"ask again from {due:%Y-%m-%d %H:%M} {zone} on, choose an earlier day, or state a shorter "
            "delay_hours and why under [audiences] in case.toml",
        )


def apply_policy(
    incidents: Iterable[Incident], accounts: Iterable[Account], policy: Policy, known: Gazetteer
) -> tuple[tuple[Incident, ...], tuple[Account, ...]]:
    """Incidents and accounts with every place as coarse as the policy asks (None: not to be published)."""
    return (
        tuple(replace(incident, place=coarsen(incident.place, policy, known)) for incident in incidents),
        tuple(replace(account, place=coarsen(account.place, policy, known)) for account in accounts),
    )


def coverage_for(coverage: Iterable[Coverage], policy: Policy) -> tuple[Coverage, ...]:
    """Coverage by zone and whole weeks (Monday to Sunday): one line per zone, week and way of looking.

    A patrol's day says where observers were; so days become weeks, and who looked is merged into one line.
    """
    if policy.coverage_by != "zone_week":
        return tuple(sorted(coverage, key=_order))
    merged: dict[tuple[str, date, date, str], Coverage] = {}
    for row in sorted(coverage, key=_order):
        start = row.period_start - timedelta(days=row.period_start.weekday())
        end = row.period_end + timedelta(days=6 - row.period_end.weekday())
        place = (row.zone, start, end, row.how)
        wide = replace(row, period_start=start, period_end=end, key=f"coverage:{row.zone}/{start}/{end}/{row.how}")
        merged[place] = _joined(merged[place], wide) if place in merged else wide
    return tuple(merged[place] for place in sorted(merged))


def _joined(a: Coverage, b: Coverage) -> Coverage:
    return replace(
        a,
        who="; ".join(sorted({*a.who.split("; "), *b.who.split("; ")})),
        source="; ".join(sorted({*a.source.split("; "), *b.source.split("; ")} - {""})),
        reports=a.reports + b.reports,
        by_affiliation=_added(a.by_affiliation, b.by_affiliation),
        by_language=_added(a.by_language, b.by_language),
        not_machine_read=a.not_machine_read + b.not_machine_read,
        restrictions=tuple(sorted({*a.restrictions, *b.restrictions})),
    )


def _added(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    return {name: a.get(name, 0) + b.get(name, 0) for name in sorted({*a, *b})}


def _order(row: Coverage) -> tuple[str, date, date, str, str]:
    return (row.zone, row.period_start, row.period_end, row.how, row.who)
