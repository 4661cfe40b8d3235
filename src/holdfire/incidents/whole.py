"""A text's accounts to the same with the place and the day that the text as a whole gives, where it gives only one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from holdfire import data
from holdfire.data import ontology
from holdfire.incidents.page import Page, telling
from holdfire.incidents.whereabouts import at_head, is_coarse, is_when_said
from holdfire.records import Account, Doubt, Interval, Place

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
    days = Counter(_days(page, told, zone))
    most = days.most_common(1)
    if most and 4 * most[0][1] < 3 * days.total():
        return tuple(accounts)
    interval = _interval(most[0][0], zone) if most else None
    return tuple(_filled(a, spot, interval) if _is_strike(a) else a for a in accounts)


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
    if any(telling()[words].search(before) for words in ("relative", "nearby", "said_in")):
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
    for mention in page.times:
        at = mention.interval
        if told is None or at is None or at.precision not in EXACT_TO_A_DAY or not told - PAUSE <= at.start <= told:
            continue
        content = page.text.content
        if mention.start > 0 and not at_head(content, mention) and not is_when_said(content, mention):
            days.append(at.start.astimezone(ZoneInfo(zone)).date())
    return days


def _interval(day: date, zone: str) -> Interval:
    first, last = (datetime.combine(d, time(), ZoneInfo(zone)).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return Interval(start=first, end=last, zone=zone, precision="day")


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
