"""The words beside a name to what they say of it: place or person, area or town, what contains it, who speaks by it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from holdfire import data
from holdfire.data.folding import fold_word, level
from holdfire.data.phrases import Phrases

REACH = 60
"""Characters before a name that are looked at."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;”\"“—–]\s*|\n\s*)$")


@cache
def _signs() -> dict[str, Any]:
    found: dict[str, Any] = data.load("places/signs.yaml")
    return found


@cache
def _before(sign: str) -> re.Pattern[str]:
    return re.compile(_signs()["before"][sign])


@cache
def _after(sign: str) -> re.Pattern[str]:
    return re.compile(_signs()["after"][sign])


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(_signs()["words"][group])


@cache
def _lines(file: str) -> frozenset[str]:
    return frozenset(data.read(f"places/{file}").decode().split())


@cache
def joins() -> re.Pattern[str]:
    """What may stand between two words of one name."""
    return re.compile(_signs()["joins"])


def said(text: str, start: int, end: int) -> str:
    """ "area" or "settlement" where the words beside a name say which; "" where they do not."""
    if stands_before("area", text, start) or stands_after("area", text, end):
        return "area"
    return "settlement" if stands_before("settlement", text, start) or stands_after("settlement", text, end) else ""


def stands_before(sign: str, text: str, start: int) -> re.Match[str] | None:
    """The sign right before a name, or None."""
    return _before(sign).search(text, max(0, start - REACH), start)


def stands_after(sign: str, text: str, end: int) -> re.Match[str] | None:
    """The sign right after a name, or None."""
    return _after(sign).match(text, end)


def is_container(between: str) -> bool:
    """Whether the words between two names say that the second contains the first ("Paris, Texas")."""
    return _after("container").fullmatch(between) is not None


def is_holder(between: str) -> bool:
    """Whether they say that the first contains the second ("Syria's northern city of Aleppo")."""
    return _after("holder").fullmatch(between) is not None


def in_list(between: str) -> str:
    """ "and" or "comma", where two names stand in one list so joined; "" where they do not."""
    if _after("also").fullmatch(between):
        return "and"
    return "comma" if _after("comma").fullmatch(between) else ""


def is_speaker(text: str, start: int, end: int) -> bool:
    """Whether a capital or country stands for its government ("Moscow said")."""
    return stands_before("locative", text, start) is None and stands_after("speaker", text, end) is not None


def is_venue(text: str, start: int) -> bool:
    """Whether something was signed or said there ("the agreement signed in X"): nothing else happened at it."""
    return stands_before("venue", text, start) is not None


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name opens a sentence as the place of its report ("HAMILTON -- ")."""
    return opens_sentence(text, start) and stands_after("dateline", text, end) is not None


def is_paper(text: str, end: int) -> bool:
    """Whether what follows a name makes it a newspaper's ("the Baltimore Sun"): that is no place."""
    return stands_after("paper", text, end) is not None


def is_team(text: str, end: int) -> bool:
    """Whether what follows a name makes it a team's ("Leeds United"): nothing happens at a team."""
    return stands_after("team", text, end) is not None


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word's capital may be that of a sentence."""
    return _SENTENCE_START.search(text, max(0, start - 3), start) is not None


def is_common(word: str) -> bool:
    """Whether English texts write the word small now and then."""
    return word.lower() in _lines("common_words.txt")


def is_lead(word: str) -> bool:
    """Whether a capitalised word before a name is no part of a person's name ("Northern", "Monday")."""
    return word in _words("leads")


def is_body(word: str) -> bool:
    """Whether a capitalised word after a name makes it part of a body's or feature's ("University", "Street")."""
    return word in _words("bodies")


def is_area_word(word: str) -> bool:
    """Whether a word after a name makes it an area's ("Buenos Aires Province")."""
    return word in _words("areas")


def letters() -> frozenset[str]:
    """Letters that are words, so that one before a name is no initial ("A Paris court", "В Киеве")."""
    return _words("letters")


def ends_small(word: str) -> bool:
    """Whether a listed area's name may end with a word without a capital ("Донецкая область")."""
    return word in _words("small")


@cache
def hiding() -> Phrases[bool]:
    """Phrases that hide the place name inside them."""
    return Phrases((entry["phrase"], True) for entry in data.load("places/not_places.yaml")["phrases"])


@cache
def stopped() -> frozenset[str]:
    """Levelled words that are never places in running text."""
    groups = data.load("places/not_places.yaml")["words"]
    return frozenset(level(w) for group in groups for w in group["words"])


@cache
def stopped_near() -> frozenset[str]:
    """Folded words that are never a near spelling of a place."""
    groups = data.load("places/not_places.yaml")["words"]
    return frozenset(fold_word(w) for group in groups for w in group["words"] if " " not in w)
