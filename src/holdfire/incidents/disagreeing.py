"""A text's accounts to the same, with a doubt where the text tells of one event by two days, hours or tolls."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

from holdfire.incidents.kindred import related_acts
from holdfire.incidents.page import Page, telling
from holdfire.incidents.tolls import toll_words, tolls
from holdfire.incidents.whereabouts import at_head
from holdfire.records import Account, Casualties, Doubt, Place

DAYS, HOURS, TOLLS = "report-days-differ", "report-hours-differ", "report-tolls-differ"
SURE_TOLL = 3
"""From so many on, two sentences with one toll, of one place and kindred acts, tell of one event: nothing else does so
surely, since one town is hit on many days."""
PARTS = frozenset({"children", "women", "medics", "journalists"})
"""Groups that a toll is as often in part made of."""
NEAR = 500
"""Characters before a figure that is set against another, within which the other stands."""
SOON = timedelta(days=14)
"""Further apart, two days of one toll are two events."""
Difference = tuple[Account, Account, str, str]
"""Two accounts, the code, and why."""
_HOURS = frozenset({"minute", "hour"})
_EXACT = frozenset({"minute", "hour", "part_of_day", "day"})


def disagreeing(accounts: Sequence[Account], page: Page) -> tuple[Account, ...]:
    """The accounts, each with a doubt for every other of its text that tells of the same event another day, hour or
    toll. A toll that rises, a part of a toll, and a sentence that says it tells of another event are none."""
    asserting = [a for a in accounts if a.stance == "asserts" and a.span]
    found: dict[str, set[Doubt]] = {}
    for one, other, code, why in (*_told_twice(asserting, page), *_set_against(asserting, page)):
        for account in (one, other):
            doubt = Doubt(code=code, where=account.rests_on[0], why=why, settle="its other editions, or a review")
            found.setdefault(account.key, set()).add(doubt)
    return tuple(replace(a, doubts=(*a.doubts, *sorted(found[a.key]))) if a.key in found else a for a in accounts)


def _told_twice(accounts: Sequence[Account], page: Page) -> Iterator[Difference]:
    """Two sentences on kindred acts at one place: with one toll and two days or hours, or one day and two tolls."""
    apart = ("another", "grown", "tolling")  # "tolling" is for `_set_against`
    heads = {m.start for m in page.times if at_head(page.text.content, m)}  # headlines sum up, and round
    plain = [a for a in accounts if _starts(a) not in heads and not any(_says(a, page, what) for what in apart)]
    for one, other in _of_one_event(plain):
        dated_apart = _apart(one, other)
        if dated_apart and _one_toll(one, other):
            code, of = (HOURS, "two hours") if _is_hours(one, other) else (DAYS, "two days")
            yield one, other, code, _why(of, (_span(one, "time"), _span(other, "time")), page.text.content)
        if dated_apart is False:
            yield from _tolls(one, other, page)


def _set_against(accounts: Sequence[Account], page: Page) -> Iterator[Difference]:
    """A sentence that puts the toll told last before it, there or in a sentence before, at another figure."""
    content, rules = page.text.content, telling()
    for start, end in page.sentences:
        said = rules["tolling"].search(content, start, end)
        if said is None or rules["grown"].search(content, start, end):
            continue
        stated = _stated(content, said.start(), end)
        here = [a for a in accounts if start <= _starts(a) < end]
        last, told = _told_before(accounts, page, (start, said.start()), here)
        if stated is None or told is None or (last and any(a.place not in (None, last.place) for a in here)):
            continue
        if _against(stated.figure, told.figure, surely=bool(said["surely"] or said["more"])):
            spans = (told.span, (said.start(), stated.span[1]))
            for account in (last, *here) if last else here:
                yield account, account, TOLLS, _why("two tolls", spans, content)


class _Stated(NamedTuple):
    """A toll of the dead and where it stands."""

    figure: Casualties
    span: tuple[int, int]


def _stated(content: str, start: int, end: int) -> _Stated | None:
    """The greatest toll of the dead between two offsets."""
    figure = _greatest(tolls(content[start:end], (), "")[0])
    spans = [(start + s, start + e) for s, e, kind in toll_words(content[start:end]) if kind == "killed"]
    if figure is None or not spans:
        return None
    said = str(figure.low)
    return _Stated(figure, next((span for span in spans if said in content[span[0] : span[1]]), spans[0]))


def _told_before(
    accounts: Sequence[Account], page: Page, before: tuple[int, int], here: Sequence[Account]
) -> tuple[Account | None, _Stated | None]:
    """The toll in the sentence itself, before the words that set another against it; else the last account's before it
    that counts all the dead, with that account. A list has an event in each line."""
    content = page.text.content
    told = _stated(content, *before)
    if told is not None:
        return None, told if here else None
    start = before[0]
    near = [a for a in accounts if _ends(a) <= start <= _ends(a) + NEAR and _counts_all(a, page)]
    last = max(near, key=lambda a: (a.span, a.key), default=None)
    if last is None or re.search(r"\n\s*[*#•-]", content[_ends(last) : start]):
        return None, None
    return last, _stated(content, _starts(last), _ends(last))


def _against(one: Casualties, other: Casualties, *, surely: bool) -> bool:
    """Whether one toll speaks against another: in so many words ("a lower toll") or as a number."""
    return (one.low, one.high) != (other.low, other.high) if surely else _disjoint(one, other)


def _counts_all(account: Account, page: Page) -> bool:
    """Whether it states a toll of the dead, and not only a part of one: "among them 11 children"."""
    greatest = _greatest(account.casualties)
    return greatest is not None and not (greatest.group in PARTS and _says(account, page, "part"))


def _greatest(casualties: Sequence[Casualties]) -> Casualties | None:
    """The toll of the dead, without the parts of it."""
    return max((c for c in casualties if c.kind == "killed"), key=lambda c: (c.low, c.high or 0), default=None)


def _tolls(one: Account, other: Account, page: Page) -> Iterator[Difference]:
    for a in one.casualties:
        for b in other.casualties:
            if (a.kind, a.group) == (b.kind, b.group) and _disjoint(a, b):
                spans = (_span(one, a.kind), _span(other, a.kind))
                yield one, other, TOLLS, _why("two tolls", spans, page.text.content)


def _of_one_event(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    """Pairs of kindred acts at one place; of several places in a sentence nobody knows which of them a figure is of."""
    by_place: dict[Place, list[Account]] = {}
    for account in accounts:
        one_place = all(d.code != "place-several" for d in account.doubts)
        if account.place and account.place.kind != "country" and account.casualties and one_place:
            by_place.setdefault(account.place, []).append(account)
    for there in by_place.values():
        pairs = combinations(there, 2)
        yield from ((a, b) for a, b in pairs if a.span != b.span and related_acts(a.act, b.act))


def _says(account: Account, page: Page, what: str) -> bool:
    """Whether its sentence has words of a kind."""
    start, end = _starts(account), _ends(account)
    at = bisect_right(page.sentences, (start, len(page.text.content))) - 1
    first, last = page.sentences[at] if at >= 0 else (start, end)
    return telling()[what].search(page.text.content, min(start, first), max(end, last)) is not None


def _starts(account: Account) -> int:
    return account.span[0] if account.span else 0


def _ends(account: Account) -> int:
    return account.span[1] if account.span else 0


def _apart(one: Account, other: Account) -> bool | None:
    """Whether their own words date them apart; None where either has no day of its own, or a wide one."""
    a, b = one.time, other.time
    if a is None or b is None or {a.precision, b.precision} - _EXACT:
        return None
    if any(d.code == "time-from-text" for account in (one, other) for d in account.doubts):
        return False if a.start < b.end and b.start < a.end else None
    if a.start < b.end and b.start < a.end:
        return False
    return True if abs(a.start - b.start) <= SOON else None


def _is_hours(one: Account, other: Account) -> bool:
    assert one.time is not None
    assert other.time is not None
    near = abs(one.time.start - other.time.start) < timedelta(days=1)
    return near and {one.time.precision, other.time.precision} <= _HOURS


def _one_toll(one: Account, other: Account) -> bool:
    """Whether the greatest figure of both is the same: "three of them children" is a toll of many events."""
    tolls = [max(((c.kind == "killed", c.low, c.high or 0) for c in a.casualties), default=None) for a in (one, other)]
    return tolls[0] is not None and tolls[0] == tolls[1] and tolls[0][1] >= SURE_TOLL


def _disjoint(a: Casualties, b: Casualties) -> bool:
    """Two figures that cannot both be right; "at least" is open upwards."""
    low, high = sorted((a, b), key=lambda c: c.low)
    least = high.low - 1 if high.high is None else high.low  # "over 100" does not speak against 100
    return low.high is not None and low.high < least


def _span(account: Account, slot: str) -> tuple[int, int]:
    """Where the words of a slot stand; the whole account where none do."""
    return next(((s.start, s.end) for s in account.slots if s.slot == slot), (_starts(account), _ends(account)))


def _why(of: str, spans: Sequence[tuple[int, int]], content: str) -> str:
    """With the words on both sides and where they stand."""
    words = " and ".join(f"{' '.join(content[s:e].split())!r} ({s}-{e})" for s, e in spans)
    return f"this text tells of one event by {of}: {words}"
