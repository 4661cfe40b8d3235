"""The words before a date to whether they speak of what is to come or of what was."""

from __future__ import annotations

import re
from functools import cache

from holdfire.times.words import either, words

REACH = 90
"""How many characters before a date a word that says its tense is looked for; the clause bounds the look."""


def of_the_future(match: re.Match[str]) -> bool:
    """Whether the clause before speaks of what is to come."""
    clause = _clause(match)
    ahead = _future().search(clause)
    return ahead is not None and _sure().search(clause, ahead.end()) is None


def of_the_past(match: re.Match[str]) -> bool:
    """Whether it speaks of what was, and of nothing to come."""
    return _past().search(_clause(match)) is not None and not of_the_future(match)


def _clause(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - REACH) : match.start()]
    return _BOUND.split(before)[-1]


_BOUND = re.compile(r"(?:(?<=[a-z]{3})|(?<=[)\"'\d]))[.!?]\s|[;,:]\s|\n\s*\n|--")
"""Ends of clauses; a stop after an abbreviation (a.m., Mr.) ends none."""


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words().future_cues)}(?!\w)", re.IGNORECASE)


@cache
def _sure() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words().past_sure)}(?!\w)")


@cache
def _past() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either((*words().past_cues, *words().past_sure))}|[a-z]{{2,}}ed)(?!\w)")
