"""A text's accounts to the same with the place and the day that the text as a whole gives, where it gives only one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.page import Page, telling
from holdfire.incidents.whereabouts import is_coarse
from holdfire.records import Account, Doubt, Interval, Place

H = TypeVar("H")
UNPLACED = frozenset({"country"})
EXACT_TO_A_DAY = frozenset({"minute", "hour", "part_of_day", "day"})
PAUSE = timedelta(days=60)
"""An event told longer ago than this is background as a rule."""


def in_the_whole(accounts: Sequence[Account], page: Page, told: datetime | None, zone: str) -> tuple[Account, ...]:
    """Each account with what its own words leave open: the place where most of the text lies, and for accounts there
    the day named most before it was published, each with a doubt. A text of several places or days adds nothing. It
    says which accounts belong together, and no more: such an account raises no support (`corroboration.grade`)."""
    spot = _spot(accounts, page, told)
    if spot is None:
        return tuple(accounts)
    days = _days(page, told, zone)
    if days and 4 * max(Counter(days).values()) < 3 * len(days):
        return tuple(accounts)
    day = _day(days, zone)
    return tuple(_filled(a, spot, day) if _is_strike(a) else a for a in accounts)


def _is_strike(account: Account) -> bool:
    """Whether it asserts an act of a day: what goes on for years, and what is denied, keeps to its own words."""
    figures = data.load("incidents/fusing.yaml")
    return account.stance == "asserts" and (
        ontology.acts().is_a(account.act, figures["means"]) or account.act in figures["of_a_day"]
    )


def _filled(account: Account, spot: Place, day: Interval | None) -> Account:
    placed = _placed(account, spot) if account.place is None or account.place.kind in UNPLACED else account
    return _dated(placed, day) if day and placed.time is None and placed.place == spot else placed


def _spot(accounts: Sequence[Account], page: Page, told: datetime | None) -> Place | None:
    """The exact place that the text says most often something was in, the first of equals; none where more than one in
    four of the accounts that their own words place exactly, and not long ago, lies elsewhere."""
    content = page.text.content
    named = [
        m.place
        for m in page.places
        if m.place is not None
        and not is_coarse(m)
        and m.confidence >= telling()["refuse_confidence_below"]
        and _something_was_there(content[max(0, m.start - 80) : m.start])
    ]
    if not named:
        return None
    spot = Counter(named).most_common(1)[0][0]
    own = [a.place for a in accounts if _own(a, told)]
    return spot if 4 * sum(place != spot for place in own) <= len(own) else None


def _something_was_there(before: str) -> bool:
    """Whether the words before a name make it where something was: no bearing, and not where somebody spoke."""
    if telling()["relative"].search(before) or _SAID_IN.search(before):
        return False
    return telling()["locative"].search(before) is not None


def _own(account: Account, told: datetime | None) -> bool:
    """Whether its own words place it exactly, and do not date it long before the text."""
    if account.place is None or account.place.lat is None or account.place.kind in UNPLACED:
        return False
    old = told is not None and account.time is not None and account.time.end < told - PAUSE
    return not old and all(d.code not in ("place-from-context", "place-from-text") for d in account.doubts)


def _days(page: Page, told: datetime | None, zone: str) -> list[date]:
    """The days that the text names: those on which something was said, and the dateline, aside."""
    days: list[date] = []
    for mention in page.times if told else ():
        at = mention.interval
        if at is None or at.precision not in EXACT_TO_A_DAY or not told or not told - PAUSE <= at.start <= told:
            continue
        if mention.start > 0 and not _SAID_ON.search(page.text.content[max(0, mention.start - 60) : mention.start]):
            days.append(at.start.astimezone(ZoneInfo(zone)).date())
    return days


def _day(days: Sequence[date], zone: str) -> Interval | None:
    """The day named most, as an interval of that day."""
    best = _most(days)
    if best is None:
        return None
    first, last = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (best, best + timedelta(days=1)))
    utc = ZoneInfo("UTC")
    return Interval(start=first.astimezone(utc), end=last.astimezone(utc), zone=zone, precision="day")


_SAID = r"\b(?:said|says|told|reported|announced|stated|added|confirmed|published|raised|put|condemned|denied|accused)"
_SAID_ON = re.compile(rf"{_SAID}(?:\s+\w+){{0,3}}\s+(?:on|late|early)?\s*$", re.IGNORECASE)
_SAID_IN = re.compile(rf"{_SAID}(?:\s+\w+){{0,3}}\s+(?:in|at|from)\s+(?:the\s+)?$", re.IGNORECASE)


def _most(found: Iterable[H]) -> H | None:
    best = Counter(found).most_common(2)
    return None if not best or (best[0][1] == best[-1][1] and len(best) == 2) else best[0][0]


def _placed(account: Account, spot: Place) -> Account:
    if any(d.code == "place-ambiguous" for d in account.doubts):
        return account
    why = f"its own words name no place; {spot.name} is the one that the text names most"
    return replace(account, place=spot, doubts=_instead(account, "place-unknown", "place-from-text", why))


def _dated(account: Account, day: Interval) -> Account:
    why = "its own words name no day; it is the one that the text names most"
    return replace(account, time=day, doubts=_instead(account, "time-unknown", "time-from-text", why))


def _instead(account: Account, gone: str, code: str, why: str) -> tuple[Doubt, ...]:
    where = account.rests_on[0] if account.rests_on else account.key
    kept = tuple(d for d in account.doubts if d.code != gone)
    return (*kept, Doubt(code=code, where=where, why=why, settle="a review"))
