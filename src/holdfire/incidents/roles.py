"""A sentence to who is said to have done what to whom, as spans of words: doers, persons and things struck, weapons.

What `agency` and `whereabouts` make of known names and classes, this keeps as the text has it, for those whom no file
knows: "two gunmen", "a bakery". It concludes nothing: a claim's speaker, a hedge or a denial around it still hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from holdfire import data
from holdfire.data import ontology

LONGEST = 12
"""Words of the longest description kept."""
BACK = 14
"""Words looked at before a deed."""


class Word(NamedTuple):
    """One word or mark, with its offsets."""

    start: int
    end: int
    low: str


class Role(NamedTuple):
    """One filler: `doer`, `body` (an organisation that did it), `person` or `thing` (struck), `weapon`."""

    kind: str
    start: int
    end: int
    deed: int
    """Offset of the deed that it belongs to."""


_TOKEN = re.compile(r"\w+(?:[.'’-]\w+)*|[^\w\s]")
_MARKS = frozenset(',;:.()[]"“”—–-?!/')


def roles(content: str, start: int, end: int, bodies: frozenset[str] = frozenset()) -> tuple[Role, ...]:
    """The role fillers of a stretch of text (one sentence, or one voice's part of it), by offset; in code points.

    `bodies` are names of organisations in lower case; `abbreviated` finds those that a text explains.
    """
    words = [Word(m.start(), m.end(), m[0].lower()) for m in _TOKEN.finditer(content, start, end)]
    found: dict[tuple[str, int, int], Role] = {}
    for role in _found(words, bodies):
        found.setdefault((role.kind, role.start, role.end), role)
    for first, last, _ in ontology.weapons().match(content[start:end]):
        found.setdefault(
            ("weapon", start + first, start + last), Role("weapon", start + first, start + last, start + first)
        )
    return tuple(sorted(found.values(), key=lambda r: (r.start, r.end, r.kind)))


def _found(words: Sequence[Word], bodies: frozenset[str]) -> Iterator[Role]:
    at = 0
    while at < len(words):
        size, kind, verb = _deed(words, at)
        if size == 0:
            at += 1
            continue
        for role in _of_verb(words, at, size, kind) if verb else _of_noun(words, at, size, kind):
            yield from _by_name(words, role, bodies)
        at += size


def _by_name(words: Sequence[Word], role: Role, bodies: frozenset[str]) -> Iterator[Role]:
    """A doer told as "men of the front" is persons of a body; a name that stands for a body is one."""
    part = [w for w in words if role.start <= w.start and w.end <= role.end]
    spoken = [w.low for w in part]
    if role.kind not in ("doer", "body", "named"):
        yield role
        return
    of = spoken.index("of") if "of" in spoken[1:] else len(spoken)
    names = [n for n in sorted(bodies) if f" {n} " in f" {' '.join(spoken)} "]
    if of < len(spoken) - 1 and spoken[of - 1] in role_lists()["doers"]:
        yield role._replace(kind="doer", end=part[of - 1].end)
        kept = _trimmed(part, (of + 1, len(part)))
        if kept is not None and (names or any(w in role_lists()["bodies"] for w in spoken[of:])):
            yield role._replace(kind="body", start=part[kept[0]].start, end=part[kept[1] - 1].end)
        return
    for name in names:
        at = next(n for n in range(len(spoken)) if " ".join(spoken[n:]).startswith(name))
        yield role._replace(kind="body", start=part[at].start, end=part[at + len(name.split()) - 1].end)
    if not names and role.kind != "named":
        yield role


_EXPLAINED = re.compile(
    r"\b(\w[\w.-]{1,9}) ?[\[(]((?:[^\W\d_][\w.'’-]*[ ]?){2,9})[\])]"
    r"|((?:\b[^\W\d_][\w.'’-]* ){2,8})[\[(](\w[\w.-]{1,9})[\])]"
)


def abbreviated(content: str) -> dict[str, str]:
    """Short name -> long one, lower case, of bodies that a text explains: "FLP [Front for ...]", "... Front (FLP)"."""
    found: dict[str, str] = {}
    for match in _EXPLAINED.finditer(content):
        short, spelt = (match[1], match[2]) if match[1] else (match[4], match[3])
        words = spelt.lower().split()
        initials = "".join(w[0] for w in words)
        if short.isupper() and set(short.lower()) & set(initials) and any(w in role_lists()["bodies"] for w in words):
            fitting = next((n for n in range(len(words)) if words[n][0] == short[0].lower()), 0)
            found[short.lower()] = " ".join(words[fitting:])
    return found


def _deed(words: Sequence[Word], at: int) -> tuple[int, str, bool]:
    """(words, kind, is a verb) of the deed that begins here; 0 words: none does."""
    lists = role_lists()
    for size in (3, 2, 1):
        phrase = " ".join(w.low for w in words[at : at + size])
        is_noun, is_verb = phrase in lists["nouns"], phrase in lists["verbs"]
        if is_noun and (not is_verb or _reads_as_noun(words, at, size)):
            return size, lists["nouns"][phrase], False
        if is_verb:
            return size, lists["verbs"][phrase], True
    return 0, "", False


def _reads_as_noun(words: Sequence[Word], at: int, size: int) -> bool:
    before = words[at - 1].low if at else ""
    after = words[at + size].low if at + size < len(words) else ""
    return before in role_lists()["determiners"] or after in ("of", "on", "against", "by")


def _of_verb(words: Sequence[Word], at: int, size: int, kind: str) -> Iterator[Role]:
    deed = words[at].start
    joined = at > 0 and words[at - 1].low == "and"  # "killed a mayor and destroyed a bridge": the doer stands before
    before = None if joined else _subject(words, at)
    after = at + size
    by = _by(words, after)
    passive = (before is None and by is not None and not joined) or _is_passive(words, at)
    if by is not None:
        yield from _as_doer(words, _right(words, by), deed)
    if passive:
        if before is not None:
            yield from _as_struck(words, before, kind, deed)
        return
    if before is not None and by is None:
        yield from _as_doer(words, before, deed)
    for part in _list_right(words, after):
        yield from _as_struck(words, part, kind, deed)


def _of_noun(words: Sequence[Word], at: int, size: int, kind: str) -> Iterator[Role]:
    """ "the murder of X by Y", "an attack on X", "Y's attack"."""
    deed, after = words[at].start, at + size
    opener = words[after].low if after < len(words) else ""
    if opener in ("on", "against", "at") or (opener == "of" and kind != "hit"):
        parts = list(_list_right(words, after + 1))
        for part in parts:
            yield from _as_struck(words, part, kind, deed)
        after = parts[-1][1] if parts else after
    by = _by(words, after)
    if by is not None:
        yield from _as_doer(words, _right(words, by), deed)


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a form of "be" stands right before the deed, helping words aside."""
    lists = role_lists()
    for word in reversed(words[max(0, at - 4) : at]):
        if word.low in lists["be"]:
            return True
        if word.low not in lists["helping"]:
            return False
    return False


def _subject(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The words before a deed and its helpers, back to what ends them; relative clauses reach over "who"."""
    lists = role_lists()
    end = at
    while end > 0 and (words[end - 1].low in lists["be"] or words[end - 1].low in lists["helping"]):
        end -= 1
    if end > 0 and words[end - 1].low in ("who", "which", "that"):
        end -= 1
        if end > 0 and words[end - 1].low == ",":
            end -= 1
    begin = end
    while begin > max(0, at - BACK) and not _closes(words[begin - 1].low):
        begin -= 1
    return (begin, end) if begin < end else None


def _by(words: Sequence[Word], at: int) -> int | None:
    """The position after "by" and its like, where it follows within a few words of the deed."""
    lists = role_lists()
    for step in range(at, min(len(words), at + 8)):
        if words[step].low in (".", ";"):
            return None
        for size in (4, 3, 2, 1):
            if " ".join(w.low for w in words[step : step + size]) in lists["by"]:
                return step + size
    return None


def _right(words: Sequence[Word], at: int) -> tuple[int, int]:
    end = at
    while end < min(len(words), at + LONGEST) and not _closes(words[end].low) and words[end].low != "and":
        end += 1
    return at, end


def _list_right(words: Sequence[Word], at: int) -> Iterator[tuple[int, int]]:
    """One description after another where "and" or a comma joins them."""
    for _ in range(4):
        begin, end = _right(words, at)
        if begin == end:
            return
        yield begin, end
        if end >= len(words) or words[end].low not in ("and", ","):
            return
        at = end + 1
        if words[end].low == "," and at < len(words) and words[at].low == "and":
            at += 1


def _closes(word: str) -> bool:
    lists = role_lists()
    return word in lists["ends"] or word in _MARKS or (word in lists["verbs"] and word not in lists["nouns"])


def _as_doer(words: Sequence[Word], part: tuple[int, int], deed: int) -> Iterator[Role]:
    kept = _trimmed(words, part)
    if kept is None:
        return
    lists = role_lists()
    spoken = [w.low for w in words[kept[0] : kept[1]]]
    if any(word in lists["bodies"] for word in _heads(spoken)):
        yield _role("body", words, kept, deed)
    elif any(word in lists["doers"] or word in lists["persons"] for word in _heads(spoken)):
        yield _role("doer", words, kept, deed)
    else:
        yield _role("named", words, kept, deed)


def _as_struck(words: Sequence[Word], part: tuple[int, int], kind: str, deed: int) -> Iterator[Role]:
    kept = _trimmed(words, part)
    if kept is None:
        return
    lists = role_lists()
    heads = _heads([w.low for w in words[kept[0] : kept[1]]])
    if any(word in lists["things"] for word in heads) and kind != "harm":
        yield _role("thing", words, kept, deed)
    elif kind == "harm" or any(word in lists["persons"] or word in lists["doers"] for word in heads):
        yield _role("person", words, kept, deed)
    elif kind == "ruin":
        yield _role("thing", words, kept, deed)


def _heads(spoken: Sequence[str]) -> list[str]:
    """The last word, and the one before "of": "leader of the union" is a leader."""
    heads = [spoken[-1], " ".join(spoken[-2:])]
    return [spoken[spoken.index("of") - 1], *heads] if "of" in spoken[1:] else heads


def _trimmed(words: Sequence[Word], part: tuple[int, int]) -> tuple[int, int] | None:
    """Without articles and counting words around it; None where nothing that is somebody or something is left."""
    begin, end = part
    lists = role_lists()
    while begin < end and (words[begin].low in lists["light"] or words[begin].low.isdigit()):
        begin += 1
    while end > begin and words[end - 1].low in lists["light"]:
        end -= 1
    if begin == end or words[end - 1].low in lists["nobody"] or end - begin > LONGEST:
        return None
    return begin, end


def _role(kind: str, words: Sequence[Word], part: tuple[int, int], deed: int) -> Role:
    return Role(kind, words[part[0]].start, words[part[1] - 1].end, deed)


@cache
def role_lists() -> dict[str, Any]:
    """The words of incidents/roles.yaml: phrase -> kind for verbs and nouns, sets for the rest."""
    raw: dict[str, Any] = data.load("incidents/roles.yaml")
    plain = ("by", "be", "determiners", "helping", "ends", "light", "nobody", "bodies", "things", "persons", "doers",
             "followers")  # fmt: skip
    spelt = {name: {word: kind for kind, words in raw[name].items() for word in words} for name in ("verbs", "nouns")}
    return {**spelt, **{name: frozenset(raw[name]) for name in plain}}
