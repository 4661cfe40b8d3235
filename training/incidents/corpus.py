"""MUC-4 documents and their keys to what the network is taught: tags, fillers with their spans, incidents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.muc4 import days
from bench.muc4.keys import Fill, Template

from holdfire import times
from holdfire.reader.pieces import Tokens
from holdfire.records import Range
from training.incidents.labels import (
    CATEGORIES,
    DAMAGES,
    HARMS,
    NUMBERS,
    PEOPLE,
    PLACES,
    SLOT,
    SPANS,
    STAGES,
    SURE,
    TAGS,
    THINGS,
    TYPES,
    WEAPONS,
)  # fmt: skip

UNSAID = -1
ORDER = ("name", "body", "thing", "weapon", "person", "doer", "place", "time")
"""Where two kinds of spans claim a token, the first of these has it."""


@dataclass
class Mention:
    """A span of tokens that fills a role in incidents; each label is -1 where the key says nothing of it."""

    kind: str
    first: int
    last: int
    filler: int
    incidents: frozenset[int]
    labels: dict[str, int] = field(default_factory=dict)


@dataclass
class Taught:
    """A document as its key reads it. `tag` is -1 where it is not told whether the token fills a role."""

    name: str
    content: str
    cut: Tokens
    tag: list[int]
    mentions: list[Mention]
    types: list[set[int]]
    """Types of the incidents told in each sentence."""
    stages: list[int]
    whole: set[int]
    several: set[int]
    """Types of which the document tells any incident; more than one."""


def taught(name: str, content: str, cut: Tokens, keys: list[Template]) -> Taught:
    """Project the fills of the keys on every place of the text where their words stand."""
    found = list(_mentions(content, cut, keys))
    told = _told(cut, found, keys)
    tag = [0] * len(cut.start)
    kept = []
    for mention in sorted(found, key=lambda m: (ORDER.index(m.kind), m.first - m.last, m.first)):
        if any(tag[mention.first : mention.last]):
            continue
        part = next(n for n, (a, b) in enumerate(cut.parts) if a <= mention.first < b)
        told_here = mention.incidents & told[part]
        if (
            mention.kind in ("doer", "person", "place", "time", "weapon")
            and not told_here
            and _elsewhere(mention, found, told, cut)
        ):
            tag[mention.first : mention.last] = [UNSAID] * (mention.last - mention.first)
            continue
        number = TAGS.index(f"B-{mention.kind}")
        tag[mention.first : mention.last] = [number] + [number + 1] * (mention.last - mention.first - 1)
        kept.append(mention)
    _surnames(content, cut, kept, tag)
    kinds = [_type(key) for key in keys]
    types = [{kinds[n] for n in here if kinds[n] >= 0} for here in told]
    stages = [next((_index(STAGES, keys[n], 5) for n in sorted(here)), UNSAID) for here in told]
    whole = {k for k in kinds if k >= 0}
    return Taught(name, content, cut, tag, kept, types, stages, whole, {k for k in whole if kinds.count(k) > 1})


def _surnames(content: str, cut: Tokens, kept: list[Mention], tag: list[int]) -> None:
    """A surname by itself is neither taught as a filler nor as none."""
    last = {
        content[cut.start[m.last - 1] : cut.end[m.last - 1]] for m in kept if m.kind == "name" and m.last - m.first > 1
    }
    for at, (start, end) in enumerate(zip(cut.start, cut.end, strict=True)):
        if not tag[at] and end - start > 3 and content[start:end] in last:
            tag[at] = UNSAID


def _elsewhere(mention: Mention, found: list[Mention], told: list[frozenset[int]], cut: Tokens) -> bool:
    """Whether the same filler stands in a sentence that does tell of the incident."""
    for other in found:
        if other.filler == mention.filler:
            part = next(n for n, (a, b) in enumerate(cut.parts) if a <= other.first < b)
            if other.incidents & told[part]:
                return True
    return False


def _told(cut: Tokens, found: list[Mention], keys: list[Template]) -> list[frozenset[int]]:
    """The incidents that each sentence tells: it names two of their fillers of different kinds, or a target."""
    told = []
    for first, last in cut.parts:
        here = [m for m in found if first <= m.first < last]
        own = set()
        for number in range(len(keys)):
            kinds = {m.kind for m in here if number in m.incidents}
            strong = kinds & {"thing", "name", "person"}
            if strong or len(kinds - {"place", "time"}) > 1 or (kinds & {"doer", "body"} and kinds & {"place", "time"}):
                own.add(number)
        told.append(frozenset(own))
    return told


def _mentions(content: str, cut: Tokens, keys: list[Template]) -> Iterator[Mention]:
    upper = content.upper()
    fillers: dict[tuple[str, frozenset[str]], tuple[set[int], Fill, Template]] = {}
    for number, key in enumerate(keys):
        for kind, slot in SLOT.items():
            for fill in key.fills(slot):
                name = (kind, frozenset(fill.values))
                fillers.setdefault(name, (set(), fill, key))[0].add(number)
        for place in _places(key):
            fillers.setdefault(("place", frozenset([place[0]])), (set(), Fill(place), key))[0].add(number)
    for filler, ((kind, values), (incidents, fill, key)) in enumerate(fillers.items()):
        labels = _labels(kind, fill, key)
        for value in sorted(values) if kind != "place" else [fill.values[0]]:
            for first, last in _spans(upper, cut, value):
                yield Mention(kind, first, last, filler, frozenset(incidents), labels)
    yield from _times(content, cut, keys, len(fillers))


def _times(content: str, cut: Tokens, keys: list[Template], filler: int) -> Iterator[Mention]:
    written = days.published(content)
    wanted = {n: days.span(key.fills(2)[0].values[0]) for n, key in enumerate(keys) if key.fills(2)}
    if written is None:
        return
    for mention in times.find(content, written, "UTC"):
        if mention.interval is not None:
            when = days.covered(mention.interval.start, mention.interval.end)
            own = frozenset(n for n, s in wanted.items() if s and when[0] == s[0] and when[1] <= s[1])
            place = _tokens(cut, mention.start, mention.end)
            if own and place:
                yield Mention("time", *place, filler, own)


def _places(key: Template) -> list[tuple[str, str]]:
    """(name, kind) of each place of the key below the country."""
    found = []
    for fill in key.fills(3):
        for value in fill.values:
            found += [(" ".join(n.split()), kind) for n, kind in re.findall(r"[:-]\s*([^:()-]+?)\s*\(([^)]*)\)", value)]
    return found


def _spans(upper: str, cut: Tokens, value: str) -> Iterator[Range]:
    words = re.findall(r"\w+", value.upper())
    if not words:
        return
    pattern = r"\b" + r"[\W_]{1,4}".join(map(re.escape, words)) + r"\b"
    for match in re.finditer(pattern, upper):
        if place := _tokens(cut, match.start(), match.end()):
            yield place


def _tokens(cut: Tokens, start: int, end: int) -> Range | None:
    own = [n for n in range(len(cut.start)) if cut.start[n] < end and cut.end[n] > start]
    return (own[0], own[-1] + 1) if own else None


def _labels(kind: str, fill: Fill, key: Template) -> dict[str, int]:
    if kind == "place":
        return {"place": PLACES.index(fill.values[1]) if fill.values[1] in PLACES else len(PLACES) - 1}
    if kind == "weapon":
        return {"weapon": _of(WEAPONS, key, 7, fill, len(WEAPONS) - 1)}
    if kind == "thing":
        damage = _of(DAMAGES, key, 16, fill, UNSAID) if _tagged(key, 16, fill) else 0
        return {"thing": _of(THINGS, key, 13, fill, 3), "damage": damage, "number": _number(key, 14, fill)}
    if kind in ("name", "person"):
        harm = _of(HARMS, key, 23, fill, UNSAID) if _tagged(key, 23, fill) else 0
        return {"person": _of(PEOPLE, key, 20, fill, 0), "harm": harm, "number": _number(key, 21, fill)}
    labels = {"category": max(0, _index(CATEGORIES, key, 8))}
    if kind == "body":
        labels["sure"] = _of(SURE, key, 11, fill, UNSAID) if key.fills(11) else 0
    return labels


def _tagged(key: Template, slot: int, fill: Fill) -> Fill | None:
    """The fill of a slot that points at this filler, or that points at nothing."""
    return next(
        (f for f in key.fills(slot) if not f.tags or set(f.tags) & set(fill.values) or set(f.tags) & set(fill.tags)),
        None,
    )


def _of(names: tuple[str, ...], key: Template, slot: int, fill: Fill, otherwise: int) -> int:
    told = _tagged(key, slot, fill)
    if told is None:
        return UNSAID
    return next((names.index(v) for v in told.values if v in names), otherwise)


def _number(key: Template, slot: int, fill: Fill) -> int:
    told = _tagged(key, slot, fill)
    if told is None:
        return UNSAID
    return NUMBERS.index(told.values[0]) if told.values[0] in NUMBERS else len(NUMBERS) - 1


def _index(names: tuple[str, ...], key: Template, slot: int) -> int:
    return next((names.index(v) for f in key.fills(slot) for v in f.values if v in names), UNSAID)


def _type(key: Template) -> int:
    return _index(TYPES, key, 4)


__all__ = ["SPANS", "Mention", "Taught", "taught"]
