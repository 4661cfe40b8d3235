"""A printed speaker to a name and a role: `Army spokesman Ilan Voss` to both."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from holdfire import data
from holdfire.data.given import is_given_name

_WORD = re.compile(r"[A-Za-z]+\.(?=\s)|\w+(?:['’\-]\w+)*|[^\w\s]")
PARTICLES = frozenset(("al", "bin", "ibn", "abu", "van", "von", "de", "der", "el", "bint", "di", "da"))


PLACED = frozenset(("in", "at", "near", "inside", "outside"))
_OF = re.compile(r"\s(?=(?:of|from|at|with|for)\s)")


class Named(msgspec.Struct, frozen=True):
    """A speaker as printed, parted. `person`: the name is a person's and may be shortened to its last word."""

    name: str
    role: str | None = None
    person: bool = False


def part(printed: str) -> Named:
    """Part a source phrase into name and role; a phrase without both is a name alone."""
    printed = printed.strip(" ,;:—–-\r\n\t")
    head, _, tail = printed.partition(", ")
    if tail and _ends_in_office(head) and all(_name_word(word) for word in tail.split()):
        return Named(tail, head, person=True)  # "Arland's president, Jon Harl"
    if (tail and _has_office(tail)) or tail[:2] in ("a ", "an") or tail.startswith("the "):
        before = _part_head(head)
        role = tail.strip(" ,")
        return Named(before.name, f"{before.role}, {role}" if before.role else role, before.person)
    if " and " in tail:
        return Named(printed)  # a list: "Arland, Borland and Corland"
    return _part_head(head if tail else printed)


def _ends_in_office(head: str) -> bool:
    """`Arland's president`, `the chief of staff`: an office, with no name behind it."""
    last = (head.split() or [""])[-1]
    return last != "" and (_office(last) or (last.islower() and _has_office(head)))


def _part_head(printed: str) -> Named:
    found = list(_WORD.finditer(printed))
    if not found:
        return Named(printed)
    if (named := _given(printed)) is not None:
        return named
    begin = len(found)
    while begin and _name_word(found[begin - 1].group()):
        begin -= 1
    run = found[begin:]
    if (
        not run
        or run[-1].group().lower() in _words("bodies")
        or ("of" in [m.group() for m in found] and not _has_office(printed))
    ):
        return Named(printed)
    offices = [n for n, m in enumerate(run) if _office(m.group())]
    if offices and offices[-1] == len(run) - 1:
        return Named(printed)
    if offices:
        run = run[offices[-1] + 1 :]
    elif (
        begin
        and _has_office(printed[: run[0].start()])
        and len(run) > 2
        and found[begin - 1].group().lower() in ("of", "for", "the", "to")
    ):
        run = run[_first_and_last(run) :]
    if not run or (begin and not offices and found[begin - 1].group().lower() in PLACED):
        return Named(printed)  # "an official in Arl City"
    role = printed[: run[0].start()].strip(" ,") or None
    if (role and not offices and not _has_office(role)) or any(m.group().lower() in _words("bodies") for m in run):
        return Named(printed)
    return Named(printed[run[0].start() : run[-1].end()], _without_title(role), person=True)


def _given(printed: str) -> Named | None:
    """`Marta Lind of the Institute`: a given name and one or two more, and whom they speak for."""
    name, *rest = _OF.split(printed, maxsplit=1)
    parts = name.split()
    if not rest or not 2 <= len(parts) <= 3 or not all(_name_word(word) and not _office(word) for word in parts):
        return None
    known = is_given_name(parts[0]) and parts[-1].lower() not in _words("bodies")
    return Named(name, rest[0].strip(" ,"), person=True) if known else None


def _first_and_last(run: list[re.Match[str]]) -> int:
    """Where the last two words of a run begin, with the particles before them (`Ilan al Voss`)."""
    at = len(run) - 2
    while at > 0 and run[at].group().lower().rstrip("-") in PARTICLES:
        at -= 1
    return at


def _without_title(role: str | None) -> str | None:
    if role is None or role.lower() in ("mr.", "mrs.", "ms.", "mr", "ms", "mrs"):
        return None
    return role


def _name_word(word: str) -> bool:
    return word[0].isupper() or word.lower().partition("-")[0] in PARTICLES or word == "-"


def _office(word: str) -> bool:
    low = word.lower()
    return low in _words("offices") or low in _words("ranks")


def _has_office(phrase: str) -> bool:
    return any(
        _office(match.group()) or match.group().lower().rstrip("s") in _words("offices")
        for match in _WORD.finditer(phrase + " ")
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data.load("claims/roles.yaml")[name])
