"""Two fills of a slot to correct, partial or incorrect, by the MUC-4 scoring guidelines (version 7), without a person.

Where the guidelines let a person judge, the examples that they print are followed and everything else is incorrect, as
they ask for in case of doubt.
"""

from __future__ import annotations

import re

from bench.muc4 import days, kinds
from bench.muc4.keys import TAGGED, Fill

CORRECT, PARTIAL, INCORRECT = 1.0, 0.5, 0.0
STRINGS = frozenset({6, 9, 10, 12, 18, 19})
NUMBERS = frozenset({14, 17, 21, 24})
_PARTIAL_SETS = {
    11: {("SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES")},
    13: {("POLITICAL FIGURE OFFICE OR RESIDENCE", "GOVERNMENT OFFICE OR RESIDENCE")},
    16: {("DESTROYED", "SOME DAMAGE")},
    20: {("GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"), ("ACTIVE MILITARY", "FORMER ACTIVE MILITARY"),
         ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL")},
    23: {("NO INJURY", "NO INJURY OR DEATH"), ("NO DEATH", "NO INJURY OR DEATH")},
    7: {("GUN", "MACHINE GUN"), ("GUN", "MORTAR"), ("GUN", "HANDGUN"), ("GUN", "RIFLE"), ("BOMB", "VEHICLE BOMB"),
        ("BOMB", "DYNAMITE"), ("BOMB", "MINE"), ("BOMB", "AERIAL BOMB"), ("BOMB", "MOLOTOV COCKTAIL"),
        ("EXPLOSIVE", "BOMB"), ("EXPLOSIVE", "VEHICLE BOMB"), ("EXPLOSIVE", "DYNAMITE"), ("EXPLOSIVE", "MINE"),
        ("EXPLOSIVE", "AERIAL BOMB"), ("EXPLOSIVE", "MOLOTOV COCKTAIL"), ("EXPLOSIVE", "GRENADE"),
        ("PROJECTILE", "MISSILE"), ("PROJECTILE", "ROCKET"), ("PROJECTILE", "GRENADE")},
}  # fmt: skip
"""Slot -> (response, key) pairs of set fills that are partly right (3.2.7, 3.2.11, 3.2.13, 3.2.16, 3.2.20, 3.2.23)."""


def score(slot: int, response: Fill, key: Fill) -> float:
    """How right a response is: CORRECT, PARTIAL or INCORRECT, the best over the key's alternatives."""
    best = max(_value(slot, r, k) for r in response.values for k in key.values)
    if slot not in TAGGED or best != CORRECT or not key.tags:
        return best
    right = any(string(r, k) == CORRECT for r in response.tags for k in key.tags)
    return CORRECT if right else PARTIAL


def _value(slot: int, response: str, key: str) -> float:
    if slot == 2:
        return day(response, key)
    if slot == 3:
        return location(response, key)
    if slot == 4:
        return CORRECT if response == key else PARTIAL if response == "ATTACK" else INCORRECT
    if slot in STRINGS:
        return string(response, key)
    if slot in NUMBERS:
        return number(response, key)
    if response == key:
        return CORRECT
    return PARTIAL if (response, key) in _PARTIAL_SETS.get(slot, ()) else INCORRECT


def string(response: str, key: str) -> float:
    """Fills taken from the text: fully right with fewer or more modifiers before the head, partly right where one is a
    part of the other (a bare surname, an adjunct too many)."""
    got, want = _words(response), _words(key)
    if not got or not want:
        return CORRECT if response == key else INCORRECT
    if got == want or (len(got) > len(want) and got[-len(want) :] == want and not kinds.AFTER & set(got)):
        return CORRECT
    if got[: len(want)] == want and len(got) > len(want):
        # An abbreviation behind its expansion is no adjunct (3.2.10); words that begin an adjunct are.
        return CORRECT if re.search(r"[\[(]", response) and got[len(want)] not in kinds.AFTER else PARTIAL
    part = any(want[at : at + len(got)] == got for at in range(len(want)))
    whole = any(got[at : at + len(want)] == want for at in range(len(got)))
    return PARTIAL if part or whole else INCORRECT


def _words(text: str) -> list[str]:
    words = [w.strip(".,;:'`") for w in re.sub(r"[\[\]()\"-]", " ", text.upper()).split()]
    kept = [w for w in words if w and w not in kinds.LIGHT and not w.isdigit()]
    return kept or [w for w in words if w]


def number(response: str, key: str) -> float:
    """Numbers, ranges (`5 - 7`), about (`~7`), PLURAL: an anchor of the key's range or its round number is partial."""
    if response.replace(" ", "") == key.replace(" ", ""):
        return CORRECT
    anchors = re.findall(r"\d+", key)
    inexact = "~" in key or "-" in key
    return PARTIAL if inexact and response.strip().isdigit() and response.strip() in anchors else INCORRECT


def day(response: str, key: str) -> float:
    """Dates `DD MMM YY`, ranges `A - B`, defaults `- B` (3.2.2)."""
    got, want = days.span(response), days.span(key)
    if got is None or want is None:
        return CORRECT if response == key else INCORRECT
    if got == want:
        return CORRECT
    (low, high), (least, most) = got, want
    if low is None:  # a default: right in part where the key ends, or is, on that day and is no earlier
        return PARTIAL if high == most else INCORRECT
    inside = (least is None or least <= low) and high <= most
    return PARTIAL if inside and (least is None or least < most) else INCORRECT


def location(response: str, key: str) -> float:
    """`COUNTRY: AREA (KIND): PLACE (KIND)`: right with the country and the finest place, in part with one (3.2.3)."""
    if response == key:
        return CORRECT
    got, want = _places(response), _places(key)
    if "-" in key and "-" not in response:
        ends = [_places(end)[-1] for end in re.split(r"\s-\s", key)]
        return PARTIAL if got[-1] in ends or got[0] == want[0] else INCORRECT
    if got[0] == want[0]:
        return CORRECT if got[-1] == want[-1] and len(got) > 1 and len(want) > 1 else PARTIAL
    return PARTIAL if len(got) > 1 and got[1:] == want[1:] else INCORRECT


def _places(written: str) -> list[str]:
    """The names from the country down, each without its kind."""
    return [" ".join(re.sub(r"\([^)]*\)", " ", part).split()) for part in written.split(":")]
