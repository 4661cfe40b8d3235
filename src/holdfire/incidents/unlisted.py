"""A scope to those whom no actor file has and who are said to have done it: bodies by the name that the text gives
them, and the words for persons, who are blamed by nobody before a person has decided so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from holdfire.data.given import is_given_name
from holdfire.incidents.page import Hit, Scope, telling
from holdfire.incidents.roles import Role, role_lists
from holdfire.records import Doubt, Range, SpeechAct

UNLISTED = "author-unlisted"
"""Doubt code: the words name as author a body that no actor file has."""
PERSON = "author-a-person"
"""Doubt code: the words name as author a person whom no actor file has."""
_JOINTS = frozenset({"of", "for", "the"})


def bodies(told: Scope, roles: Sequence[Role]) -> tuple[Range, ...]:
    """Where the names of unlisted bodies stand that the scope says did it, in order. `roles` are those of its act."""
    doers = [r for r in roles if r.kind == "body" and not _in_heading(told, r)]
    named = {(s, e) for s, e in (_names(told) if doers else ()) if any(r.start <= s < r.end for r in doers)}
    return tuple(sorted(s for s in named.union(_accused(told)) if _unknown(told, s) and is_body(_words(told, s))))


def persons(told: Scope, hit: Hit) -> tuple[Range, ...]:
    """Where the names of unlisted persons stand that the scope says did it, in order: after "by", before the verb of a
    deed, or as the accused. One word is a person's name only where it is a given name."""
    forms = _patterns()
    if _large(told.page.text.content[hit.start]) and hit.start > told.start:
        return ()
    found = {
        (s, e) for s, e in _names(told) if forms["by"].search(told.before(s)) or forms["subject"].match(told.after(e))
    }.union(_accused(told))
    return tuple(sorted(s for s in found if _unknown(told, s) and _may_be_person(_words(told, s))))


def _may_be_person(name: Sequence[str]) -> bool:
    return not is_body(name) and (len(name) > 1 or is_given_name(name[0]))


def doubts(told: Scope, strangers: Sequence[Range], people: Sequence[Range]) -> Iterator[Doubt]:
    """One for each body, with its name; one for all persons, without."""
    for start, end in strangers:
        why = f"{told.page.text.content[start:end]!r} is said to have done it and is in no actor file"
        yield Doubt(code=UNLISTED, where=told.ref, why=why, settle="add the actor")
    if people:
        why = "a person who is in no actor file is said to have done it"
        yield Doubt(code=PERSON, where=told.ref, why=why, settle="a reviewer's decision")


def _words(told: Scope, span: Range) -> list[str]:
    return told.page.text.content[span[0] : span[1]].split()


def _large(word: str) -> bool:
    return word[:1].isupper()


def _in_heading(told: Scope, role: Role) -> bool:
    """Whether the deed is written large inside its sentence, as in headings, where a large letter makes no name."""
    return _large(told.page.text.content[role.deed]) and role.deed > told.start


def _unknown(told: Scope, span: Range) -> bool:
    """Whether a name stands there that is no actor's and no place's."""
    start, end = span
    actor = any(m.start < end and start < m.end for m in told.page.actors)
    place = any(m.start <= start and end <= m.end for m in told.page.places)
    return not actor and not place and all(_large(w) or w in _JOINTS for w in _words(told, span))


def is_body(name: Sequence[str]) -> bool:
    """Whether a name is a body's: "Dale Brigade", "Front for Dale", "Sons of the Dale Brigade"; "Carl Unknown of the
    Dale Brigade" is a person."""
    first = next((n for n, word in enumerate(name) if n and word in ("of", "for")), len(name))
    lists = role_lists()
    if len(name) < 2:  # "Army" is no name, and letters alone may be anybody's
        return False
    if name[first - 1].lower() in lists["bodies"]:
        return True
    return first == 1 and name[0].lower() in lists["followers"] and name[-1].lower() in lists["bodies"]


def _names(told: Scope) -> Iterator[Range]:
    """Runs of words written large, "of" and "for the" between them included; no word that only begins a sentence."""
    run: list[Range] = []
    for match in re.finditer(r"[^\W\d_][\w'’-]*|[^\w\s]", told.words):
        word, at = match[0], (told.start + match.start(), told.start + match.end())
        if _large(word) and not (not run and word.lower() in _empty()):
            run.append(at)
        elif not (run and word in _JOINTS):
            yield from _whole(run)
            run = []
    yield from _whole(run)


def _whole(run: Sequence[Range]) -> Iterator[Range]:
    if run:
        yield run[0][0], run[-1][1]


def _accused(told: Scope) -> Iterator[Range]:
    """The name with which an accusation begins: it is of somebody."""
    if told.claim is None or told.claim.act is not SpeechAct.ACCUSE:
        return
    first = next(_names(told), None)
    if first is not None and re.fullmatch(r"\W*(?:[a-z-]+\s+){0,4}", told.before(first[0])):
        yield first


@cache
def _empty() -> frozenset[str]:
    """Words that begin a sentence and no name."""
    lists = role_lists()
    return frozenset({*lists["ends"], *lists["light"], *lists["nobody"], *lists["doers"]})


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    deeds = "|".join(sorted(map(re.escape, telling()["deeds"]), key=len, reverse=True))
    by = "|".join(sorted(map(re.escape, role_lists()["by"]), key=len, reverse=True))
    helping = r"(?:(?:have|has|had|also|then|again|later|reportedly|allegedly|repeatedly|deliberately)\s+)*"
    return {
        "by": re.compile(rf"\b(?:{by})\s+(?:[\w-]+\s+){{0,4}}$", re.IGNORECASE),
        "subject": re.compile(rf"^(?:,[^,;.]{{1,60}},)?\s+{helping}(?:{deeds})\b", re.IGNORECASE),
    }
