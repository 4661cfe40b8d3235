"""A sentence to the killed, wounded and missing it states, as ranges: "at least 29" is 29 and open upwards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from holdfire import data
from holdfire.records import Casualties, Doubt

_NO = re.compile(r"\bno\s$", re.IGNORECASE)
"""Before "one dead": nobody is."""
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,5}"


@dataclass(frozen=True)
class _Words:
    """The words of incidents/tolls.yaml, made into patterns."""

    patterns: tuple[re.Pattern[str], ...]
    rate: re.Pattern[str]
    joint: re.Pattern[str]
    """A second kind after the first: "(killed) or wounded"; not "and 12 wounded"."""
    numbers: dict[str, int]
    vague: dict[str, int]
    bounds: dict[str, str]
    kinds: dict[str, str]
    groups: dict[str, str]


def tolls(sentence: str, by: tuple[str, ...], where: str) -> tuple[tuple[Casualties, ...], tuple[Doubt, ...]]:
    """The casualties that a sentence states, in order, each once; `by` and `where` say on whose word and where.

    "up to 50" is 0 to 50: nobody vouches for any of them. "dozens" is 24 and open upwards, and says nothing beside a
    number that it covers. "48 killed and injured" is 0 to 48 of either. Doubts: `toll-is-rate` (50 a day is no total
    and is left out), `toll-approximate` (about 850 is kept as 850), `toll-joint`.
    """
    words = _words()
    doubts = {Doubt(code="toll-is-rate", where=where, why=f"{r[0]!r} is a rate, not a total") for r in _rates(sentence)}
    found: list[Casualties] = []
    vague: set[Casualties] = set()
    for match, kind in _stated(sentence):
        low, high = _range(match, words)
        group = words.groups.get((match["group"] or "").lower(), "unstated")
        both = _both(sentence, match, kind, words)
        found += [Casualties(kind=k, low=0 if both else low, high=high, group=group, by=by) for k in both or (kind,)]
        if both:
            why = f"{match[0]!r} counts the {' and the '.join(both)} in one"
            doubts.add(Doubt(code="toll-joint", where=where, why=why))
        if match["number"].lower() in words.vague and not both:
            vague.add(found[-1])
        if words.bounds.get((match["bound"] or "").lower()) == "about":
            doubts.add(Doubt(code="toll-approximate", where=where, why=f"{match[0]!r} is a round number"))
    kept = [one for one in found if one not in vague or not any(_counts(other, one) for other in found)]
    return tuple(dict.fromkeys(kept)), tuple(sorted(doubts))


def _counts(one: Casualties, vague: Casualties) -> bool:
    """Whether it says in numbers what another says in a word: "a number of people died, bringing the toll to 61"."""
    return (one.kind, one.group) == (vague.kind, vague.group) and one.low > vague.low


def toll_words(sentence: str) -> tuple[tuple[int, int, str], ...]:
    """Where the tolls stand: (start, end, kind) from bound or number to the last of number and group."""
    return tuple(
        (match.start("bound") if match["bound"] else match.start("number"),
         max(match.end(name) for name in ("number", "upper", "group") if match[name]), kind)
        for match, kind in _stated(sentence)
    )  # fmt: skip


def _both(sentence: str, match: re.Match[str], kind: str, words: _Words) -> tuple[str, ...]:
    """The two kinds that one number counts: "48 killed and injured"; none where it counts one."""
    after = words.joint.match(sentence, match.end())
    if after is None or not match.groupdict().get("kind") or match.start("kind") < match.start("number"):
        return ()
    other = words.kinds[after["kind"].lower()]
    return () if other == kind else (kind, other)


def _rates(sentence: str) -> list[re.Match[str]]:
    return list(_words().rate.finditer(sentence))


def _stated(sentence: str) -> list[tuple[re.Match[str], str]]:
    """The matches that state a toll and its kind, by the place of the number; rates and "no one dead" are none."""
    words = _words()
    taken = [(match.start("number"), match.end()) for match in _rates(sentence)]
    found: dict[int, tuple[re.Match[str], str]] = {}
    kind = "killed"
    for match in sorted(_matches(sentence, words), key=lambda m: (m.start("number"), -len(m[0]))):
        at = match.start("number")
        if any(start <= at < end for start, end in taken) or _NO.search(sentence[:at]):
            continue
        taken.append((at, match.end("upper") if match["upper"] else at + 1))
        said = match.groupdict().get("kind")
        kind = words.kinds[said.lower()] if said else kind if match.groupdict().get("part") else "killed"
        found[at] = (match, kind)
    return [found[at] for at in sorted(found)]


def _matches(sentence: str, words: _Words) -> Iterable[re.Match[str]]:
    return (match for pattern in words.patterns for match in pattern.finditer(sentence))


def _range(match: re.Match[str], words: _Words) -> tuple[int, int | None]:
    written = match["number"].lower()
    if written in words.vague:
        return words.vague[written], None
    number = _value(written, words)
    if match["upper"]:
        return number, max(number, _value(match["upper"].lower(), words))
    bound = words.bounds.get((match["bound"] or "").lower(), "")
    if match.groupdict().get("open"):
        bound = "at_least"
    return {"at_least": (number, None), "more_than": (number + 1, None), "at_most": (0, number)}.get(
        bound, (number, number)
    )


def _value(written: str, words: _Words) -> int:
    if written[0].isdigit():
        return int(written.replace(",", ""))
    return sum(words.numbers[part] for part in re.split(r"[\s-]+", written))


@cache
def _words() -> _Words:
    raw: dict[str, Any] = data.load("incidents/tolls.yaml")
    bounds = {phrase: kind for kind in ("at_least", "more_than", "at_most", "about") for phrase in raw[kind]}
    kinds = {word: kind for kind, words in raw["kinds"].items() for word in words}
    groups = {word: group for group, words in raw["groups"].items() for word in words}
    suffered = [word for word in kinds if word not in raw["active"]]
    tens = [word for word, value in raw["numbers"].items() if value % 10 == 0 and value >= 20]
    number = rf"(?:{_DIGITS}|(?:{'|'.join(tens)})-(?:{_any(raw['numbers'])})|{_any([*raw['vague'], *raw['numbers']])})"
    counted = (
        rf"(?:(?P<bound>{_any(bounds)})\s+)?(?P<between>between\s+)?(?:an?\s+(?:family|group|crowd|team)\s+of\s+)?"
        rf"(?P<number>{number})"
        rf"(?:(?(between)\s?(?:-|–|to|and)\s?|\s?(?:-|–|to)\s?)(?P<upper>{_DIGITS}|(?:{_any(raw['numbers'])})\b))?"
        r"(?!\s?(?:mm|km|%|percent|per cent|:|-year|\.\d))"
    )
    ends = r"and\b|in\b|on\b|by\b|as\b|when\b|while\b|after\b"
    of_whom = rf"(?:\s+(?!{_any(kinds)}\b|{ends})[\w-]+){{0,2}}?\s+(?P<group>{_any(groups)})"
    be = (
        r"(?:\s+(?:were|was|have|has|had|been|are|is|being|reportedly|allegedly|apparently|also"
        r"|confirmed|feared|left|lay))*"
    )
    tally = (
        r"(?:\b(?:death toll|toll|the dead|victims)\b[^.;\d]{0,40}?\b(?:to|at|of|were|was|reached|is|are)"
        r"|\bclaim(?:s|ed|ing)? the lives of"
        r"|\b(?:raise[sd]?|raising)\b[^.;\d]{0,20}\btoll\b[^.;\d]{0,140}?\bto)"
    )
    patterns = (
        rf"\b(?P<kind>{_any(kinds)})(?:\s+(?:a total of|of))?\s+{counted}(?:{of_whom})?\b",
        rf"\b{counted}(?:{of_whom})?(?:,\s[^,.;]{{1,60}},)?{be}\s+(?P<kind>{_any(suffered)})\b",
        rf"\b{counted}{of_whom}(?=\s+and\s+(?:{number})\s[^.;]{{0,40}}?\b(?P<kind>{_any(kinds)})\b)",
        rf"{tally}\s+{counted}(?:{of_whom})?\b(?P<open>\s+at least\b)?",
        rf"\b(?P<part>among them|including|included|of whom|and)\s+{counted}{of_whom}\b",
    )
    return _Words(
        patterns=tuple(re.compile(p, re.IGNORECASE) for p in patterns),
        rate=re.compile(rf"\b{counted}(?:{of_whom})?\s+(?:{raw['rate']})", re.IGNORECASE),
        joint=re.compile(rf"\s+(?:and|or|and/or)\s+(?P<kind>{_any(suffered)})\b(?!\s+{number}\b)", re.IGNORECASE),
        numbers=raw["numbers"],
        vague=raw["vague"],
        bounds=bounds,
        kinds=kinds,
        groups=groups,
    )


def _any(words: Iterable[str]) -> str:
    """One pattern for any of some phrases, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
