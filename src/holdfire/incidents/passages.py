"""Two accounts that stand near each other in one text to what they have for and against being of one event.

A text seldom says twice when and where, so that here what one leaves open the other may say; but what both state, the
deed, its author, its target and its dead, must speak for one event, or two attacks of a day become one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import eq

from holdfire.incidents.sights import Sight, metres
from holdfire.records import Account

ONE_BODY = Callable[[str, str], bool]
"""Whether two actors are one body: a state and its air force."""


def passage(a: Sight, b: Sight, tolls: bool | None, weights: Mapping[str, int], one_body: ONE_BODY = eq) -> int:
    """By the `passage` weights of incidents/fusing.yaml; below 0 against one event. `tolls`: whether they meet."""
    x, y, w = a.account, b.account, weights
    points = w["base"] + w["same_act"] * (x.act == y.act)
    points += w["same_weapon"] * (x.weapon is not None and x.weapon == y.weapon)
    points += w["same_author"] * bool(_authors(x) & _authors(y)) + w["two_authors"] * two_authors(x, y, one_body)
    if x.target and y.target:
        points += w["same_target"] if x.target == y.target else w["two_targets"]
    points += {True: w["same_toll"], False: w["two_tolls"], None: 0}[tolls]
    if a.time and b.time:
        points += w["same_time"] * (min(a.time[1], b.time[1]) > max(a.time[0], b.time[0]))
    if a.disc and b.disc:
        points += max(0, w["same_place"] - round(metres(a.disc, b.disc) / 1000))
    denied = x.stance != "asserts" or y.stance != "asserts"
    return points + w["answer"] * denied + max(0, w["near"] - _between(x, y) // w["chars"])


def is_one_deed(a: Sight, b: Sight, tolls: bool | None) -> bool:
    """Whether a passage ties two accounts that do not both say where: never two targets; and where neither says it,
    only an author or a toll that both name."""
    x, y = a.account, b.account
    if x.target and y.target and x.target != y.target:
        return False
    return (x.place or y.place) is not None or tolls is True or bool(_authors(x) & _authors(y))


def two_authors(a: Account, b: Account, one_body: ONE_BODY = eq) -> bool:
    """Whether each says who did it, and no body is said by both."""
    pairs = [one_body(x, y) for x in _authors(a) for y in _authors(b)]
    return bool(pairs) and not any(pairs)


def _authors(account: Account) -> set[str]:
    return {blame.actor for blame in account.attributed_to}


def _between(a: Account, b: Account) -> int:
    """Characters between the beginnings of what they rest on."""
    return abs(a.span[0] - b.span[0]) if a.span and b.span else 0
