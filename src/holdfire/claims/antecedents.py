"""A pronoun or a word for an office to the one named before whom it means; where two could be meant, it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from holdfire import data
from holdfire.claims.choosing import words
from holdfire.claims.names import Named, part
from holdfire.records import Speaker

NEAR = 400
"""Code points back to the antecedent. Further away a pronoun more often means somebody else."""
_TITLED = re.compile(r"(?:[A-Z][\w-]+\s+){1,4}[A-Z][\w'’-]+(?=\s+[a-z])")
_AFTER_HEAD = re.compile(r",|\s(?:of|for|at|in|from|with|to|who|which|that|by)\s")
_MADE_BY = re.compile(r"\s\w+ed by\s")
"""`images released by the ministry` are not the ministry."""


class Known(msgspec.Struct, frozen=True):
    """Somebody who has spoken in this text."""

    named: Named
    printed: str
    """The longest phrase under which they were named."""
    held: str
    """Everything said of their office, in small letters."""
    speaker: Speaker
    kind: str
    """Kind of actor, "" where the actor files do not know them."""
    at: int
    """Where last, code points."""


Found = tuple[Known | None, str]
"""Who is meant, or None; and what is doubtful about it, "" where nothing is."""


def person(low: str, at: int, known: Sequence[Known], content: str) -> Found:
    """`he`, `she`, `who`: the last person who spoke, whom the pronoun fits and nobody named since displaces."""
    near = [k for k in known if at - NEAR <= k.at <= at and _may_be_person(k) and _fits(low, k)]
    silent = _silent(content, max((k.at for k in known), default=0), at, known)
    if low == "who" and near:
        return near[-1], ""
    if silent is not None and (not near or low.startswith("she")):
        return (silent, "") if not near else (None, f"{silent.named.name} is named since {near[-1].named.name} spoke")
    if not near:
        return None, "nobody is named shortly before"
    sure = [k for k in near if _gender(k) is not None]
    if len(sure) == 1 and len(near) > 1 and _gender(near[-1]) is None:
        return sure[0], ""
    if len({k.speaker.name for k in near}) > 1 and not _follows(near[-1], at, content):
        return None, "two people are named shortly before"
    why = f"{near[-2].speaker.name!r} is named shortly before as well" if len(near) > 1 else ""
    return near[-1], why


def thing(low: str, at: int, known: Sequence[Known]) -> Found:
    """`it`, `they`: the last who spoke that is no person; `they` may be a group of people."""
    near = [k for k in known if at - NEAR <= k.at <= at and not _one(k) and k.speaker.kind != "anonymous"]
    if low in ("it", "its", "which"):
        near = [k for k in near if k.speaker.kind == "body" or (k.speaker.kind != "collective" and k.kind != "lumped")]
    if not near:
        return None, "nothing named shortly before could be meant"
    last = _one(known[-1])
    others = {k.speaker.name for k in near} - {near[-1].speaker.name}
    doubtful = others and last
    return near[-1], f"{min(others)!r} is named shortly before as well" if doubtful else ""


def office(low: str, at: int, known: Sequence[Known], content: str) -> Found:
    """`the spokesman`, `the ministry`, `the source`: the last named before of that office or kind."""
    phrase = low.removeprefix("the ").split()
    head = phrase[-1] if phrase else ""
    if not phrase or len(phrase) > 3:
        return None, ""
    told = [k for k in known if _bears(k, phrase)]
    if not told and head in words("offices") | words("persons"):
        told = [k for k in known if _may_hold(k, head)] if len(phrase) == 1 or head not in words("persons") else []
        silent = _silent(content, 0, at, known)
        if not told and silent is not None and head in silent.held.split():
            return silent, ""
    if not told:
        kinds = data.load("claims/roles.yaml")["heads"].get(head, ())
        told = [k for k in known if k.kind in kinds or (not k.kind and not k.named.person and head in k.held.split())]
    if not told:
        return None, ""
    others = {k.speaker.name for k in told} - {told[-1].speaker.name}
    return told[-1], f"{min(others)!r} could be meant as well" if others and len(phrase) == 1 else ""


def borne(low: str, known: Sequence[Known]) -> Found:
    """`the Observatory`, `the UN envoy`: a phrase with a name in it means the one of whom every word of it was said."""
    told = [k for k in known if _bears(k, low.removeprefix("the ").split())]
    return (told[-1], "") if len(told) == 1 else (None, "")


def _bears(known: Known, phrase: Sequence[str]) -> bool:
    """Whether every word of a phrase was said of somebody before: `the mission chief` of the chief of the mission."""
    held = re.findall(r"[\w-]+", known.held if known.named.person else _MADE_BY.split(known.held)[0])
    return all(word in held for word in phrase) and known.printed.lower() != "the " + " ".join(phrase)


def _may_hold(known: Known, head: str) -> bool:
    """`the official`, `the leader`, of anybody with an office; `the envoy`, of those whose office it is."""
    held = set(re.findall(r"[\w-]+", known.held))
    if head in words("persons"):
        return known.named.person and bool(held & words("offices"))
    return head in held


def _one(known: Known) -> bool:
    """Whether somebody who spoke is a person: by their name, unless it is a body's, or by their office alone."""
    if known.named.person:
        return known.speaker.kind != "body"
    head = re.findall(r"[\w-]+", _AFTER_HEAD.split(known.printed.lower())[0])
    return known.speaker.kind != "body" and bool(head) and head[-1] in words("offices") and known.kind in ("", "person")


def _may_be_person(known: Known) -> bool:
    one = re.match(r"(?:an?|one|another)\s", known.printed, re.IGNORECASE)
    named = known.named.person and known.speaker.kind != "body"
    return named or known.kind == "person" or (one is not None and known.kind == "")


def _gender(known: Known) -> str | None:
    held = set(re.findall(r"[\w.]+", known.held))
    return "she" if held & words("she") else "he" if held & words("he") else None


def _fits(low: str, known: Known) -> bool:
    meant = "she" if low.startswith(("she", "her")) else None if low == "who" else "he"
    return meant is None or _gender(known) in (None, meant)


def _follows(known: Known, at: int, content: str) -> bool:
    """Whether the pronoun opens the sentence after the one that the person spoke in."""
    between = content[known.at : at]
    return len(re.findall(r"[.!?][\"”’]?\s", between)) <= 1


def _silent(content: str, since: int, at: int, known: Sequence[Known]) -> Known | None:
    """The last person with an office who is named and does not speak, since somebody last spoke."""
    for match in reversed(list(_TITLED.finditer(content, max(since, at - NEAR), at))):
        named = part(match.group())
        if named.person and named.role and all(k.named.name != named.name for k in known):
            held = f"{named.role} {match.group()}".lower()
            return Known(named, match.group(), held, Speaker(name=named.name, role=named.role), "", match.start())
    return None
