"""The words before a date to whether they speak of what is to come or of what was."""

from __future__ import annotations

import re
from functools import cache

from holdfire.times.words import either, words

REACH = 90
"""How many characters before a date a word that says its tense is looked for; the clause bounds the look."""


def of_the_future(match: re.Match[str], *, surely: bool = False) -> bool:
    """Whether the words before, or "will" after them, speak of what is to come; `surely`: by more than an "until"."""
    clause = _clause(match)
    ahead = _future().search(clause) or (None if surely else _bounding(clause))
    if ahead is not None:
        return _sure().search(clause, ahead.end()) is None and _overtaken().match(match.string, match.end()) is None
    return _past().search(clause) is None and _to_come(match.string, match.end())


def _bounding(clause: str) -> re.Match[str] | None:
    """An "until" that does not end what "lasted"."""
    return None if _lasting().search(clause) else _until().search(clause)


def _to_come(text: str, at: int) -> bool:
    """Whether the clause goes on with "will", before any verb of the past: "on Friday the council will meet"."""
    will = _will().match(text, at)
    return will is not None and _past().search(will["between"]) is None


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
def _until() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words().bounding_cues)}(?!\w)", re.IGNORECASE)


@cache
def _lasting() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words().lasting)}(?!\w)", re.IGNORECASE)


@cache
def _will() -> re.Pattern[str]:
    other = r"(?:that|which|who|where|when|after|because|if|and|but|as)"
    return re.compile(rf"(?P<between>(?:\s(?!{other}\b)[^\s.;:,\"”]+){{0,7}}?)\s{either(words().will)}(?!\w)")


@cache
def _overtaken() -> re.Pattern[str]:
    """What makes a plan a thing of the past after all: "planned for Saturday was called off"."""
    return re.compile(r",?\s(?:(?:he|she|it|they|we|I)\s)?(?:was|were|had)\b")


@cache
def _sure() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words().past_sure)}(?!\w)")


@cache
def _past() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either((*words().past_cues, *words().past_sure))}|[a-z]{{2,}}ed)(?!\w)")
