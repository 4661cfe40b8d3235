"""People's same / not-same decisions to pairs of account keys that fusion must join or part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from holdfire.records import Doubt, Review

Pair = tuple[str, str]


def pairs(reviews: Iterable[Review]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """(same, not_same), each sorted, the lesser key first. A pair on which people disagree is in neither."""
    same: list[Pair] = []
    not_same: list[Pair] = []
    for pair, by in _standing(reviews).items():
        decisions = {review.decision for review in by.values()}
        if len(decisions) == 1:
            (same if "same" in decisions else not_same).append(pair)
    return tuple(sorted(same)), tuple(sorted(not_same))


def pair_doubts(reviews: Iterable[Review], accounts: Iterable[str]) -> tuple[Doubt, ...]:
    """Pairs that people decide differently (`review-conflict`) or whose accounts are gone (`review-stale`)."""
    known = set(accounts)
    doubts = []
    for (a, b), by in _standing(reviews).items():
        if len({review.decision for review in by.values()}) > 1:
            why = f"{' and '.join(sorted(by))} decide differently on whether it is the same as {b}; neither is applied"
            doubts.append(Doubt(code="review-conflict", where=a, why=why, settle="one of them gives way"))
        doubts += [
            Doubt(
                code="review-stale",
                where=r.key,
                why=f"{gone}: the account is not there any more",
                settle=f"{who} looks again",
            )
            for who, r in by.items()
            for gone in (a, b)
            if gone not in known
        ]
    return tuple(sorted(doubts))


def _standing(reviews: Iterable[Review]) -> dict[Pair, dict[str, Review]]:
    """Pair -> person -> their last decision on it."""
    standing: defaultdict[Pair, dict[str, Review]] = defaultdict(dict)
    for review in sorted(reviews, key=lambda r: r.position):
        if review.decision in ("same", "not_same"):
            low, high = sorted((review.target, review.other))
            standing[low, high][review.who] = review
    return dict(standing)
