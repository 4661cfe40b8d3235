"""Two dated accounts of different passages to what speaks for and against one event: measures, each with a weight in
incidents/fusing.yaml. Sides are only asked whether they are the same, never who they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from holdfire.incidents.sights import DAY, Sight, least_killed, metres, tolls_meet
from holdfire.records import Account

Evidence = tuple[str, float]
"""The name of a weight and how much of it."""
WHOLE = frozenset({"place-from-text", "time-from-text"})
"""Doubt codes of an account that its text as a whole places or dates."""
NEAR_KM, FAR_KM, OUTSIDE_KM = 2.0, 10.0, 4.0
"""Up to the first, distance says nothing (gazetteers differ by that much); beyond the others, it says no more."""


def evidence(a: Sight, b: Sight, crowd: int, *, large_toll: int) -> Iterator[Evidence]:
    """What there is for and against; what is not there weighs nothing. `crowd`: see `crowds`."""
    x, y = a.account, b.account
    yield "base", 1
    yield "crowd", log(1 + crowd)
    if x.act == y.act:
        yield "same_act", 1
    if x.source == y.source:
        yield "same_source", 1
    if x.text is not None and x.text == y.text and not _of_one_event(x, y):
        yield "same_text", 1
    sides = set(x.participants), set(y.participants)
    if min(map(len, sides)) >= 2 and len(sides[0] & sides[1]) < 2:
        yield "other_sides", 1
    yield from _where(a, b)
    yield from _when(a, b)
    yield from _toll(x, y, large_toll)


def _of_one_event(a: Account, b: Account) -> bool:
    """Whether their text as a whole tells of one place and one day, which are what one of them is placed and dated by:
    what such a text tells twice is as likely told again."""
    return any(d.code in WHOLE for account in (a, b) for d in account.doubts)


def crowds(sights: Sequence[Sight], near: Sequence[tuple[int, int]], *, large_toll: int) -> list[int]:
    """How many different small tolls are told where and when each account could belong: many events, or one.

    Fifty who repeat one story tell one toll, and make no crowd; large tolls rise, and are not counted.
    """
    tolls = [least_killed(sight.account) for sight in sights]
    told: list[set[int]] = [set() for _ in sights]
    for i, j in near:
        if 0 < tolls[i] < large_toll:
            told[j].add(tolls[i])
        if 0 < tolls[j] < large_toll:
            told[i].add(tolls[j])
    return [len(found) for found in told]


def _where(a: Sight, b: Sight) -> Iterator[Evidence]:
    """By how far the middles are apart, the more where each lies outside the other's disc."""
    if a.disc is None or b.disc is None:
        yield "area", 1
        return
    km = metres(a.disc, b.disc) / 1000
    if km > NEAR_KM:
        yield "km", min(FAR_KM, km) - NEAR_KM
        yield "km_outside", min(OUTSIDE_KM, max(0.0, km - max(a.disc[2], b.disc[2]) / 1000))


def _when(a: Sight, b: Sight) -> Iterator[Evidence]:
    assert a.time is not None
    assert b.time is not None
    shared, longest = min(a.time[1], b.time[1]) - max(a.time[0], b.time[0]), max(a.period, b.period)
    if shared <= 0:
        yield "no_shared_time", 1
    if longest > DAY:
        yield "period", 1
        if shared < longest:
            yield "uneven", 1
    if a.told is not None and b.told is not None:
        if a.told == b.told:
            yield "told_together", 1
        if a.told < b.begins or b.told < a.begins:
            yield "told_before", 1


def _toll(a: Account, b: Account, large_toll: int) -> Iterator[Evidence]:
    """Large tolls rise as hours pass, so only small ones count against each other; the larger, the less by chance two
    are the same."""
    least, most = sorted((least_killed(a), least_killed(b)))
    if least == 0:
        yield ("one_toll" if most else "no_toll"), 1
    elif least == most:
        yield "same_toll", 1
        yield "same_toll_log", log(least)
    elif least >= large_toll or tolls_meet(a, b):
        yield "rising_toll", 1
        yield "rising_ratio", log(most / least)
    else:
        yield "toll_ratio", log(most / least)
