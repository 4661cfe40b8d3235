"""Spans to fillers (all mentions of one person, body or thing) and fillers to the incidents that a text tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import numpy as np

from holdfire import data
from holdfire.incidents.spans import Numbers, Span, likely, pooled, softmax, spans
from holdfire.reader import Scored

ANCHORS = ("thing", "name", "person")
"""Targets: what tells one incident from another of the same type in the same text."""


class Filler(msgspec.Struct, frozen=True):
    """One person, body, thing, place or time in a role; its mentions, the surest first."""

    kind: str
    spans: tuple[Span, ...]
    sure: float

    def scores(self) -> Numbers:
        """Their mean row, the surer counting for more."""
        mean: Numbers = np.average([s.scores for s in self.spans], axis=0, weights=[s.sure + 0.01 for s in self.spans])
        return mean


class ToldIncident(msgspec.Struct, frozen=True):
    """One incident that a text tells, with its fillers by kind, the surest first."""

    type: str
    sure: float
    stage: str
    parts: tuple[int, ...]
    """The sentences that tell of it."""
    fillers: dict[str, tuple[Filler, ...]]

    def of(self, kind: str) -> tuple[Filler, ...]:
        """Its fillers of a kind."""
        return self.fillers.get(kind, ())


@cache
def settings() -> dict[str, Any]:
    """The thresholds, as tuned on documents that were neither taught nor reported on."""
    loaded: dict[str, Any] = data.load("incidents/fillers.yaml")
    return loaded


def told(content: str, scored: Scored, chosen: dict[str, Any] | None = None) -> tuple[ToldIncident, ...]:
    """The incidents of a text, in the order of their types and first mentions."""
    if not len(scored.rows):
        return ()
    chosen = chosen or settings()
    types = scored.means.names["types"]
    whole = likely(pooled(scored.of("whole").astype(np.float64)))
    several = likely(pooled(scored.of("several").astype(np.float64)))
    by_part = np.array([likely(pooled(scored.of("types", a, b).astype(np.float64))) for a, b in scored.cut.parts])
    own = grouped(content, spans(content, scored, chosen["low"], frozenset(chosen["edges"])), scored, chosen["same"])
    own = [f for f in own if f.sure >= chosen["kinds"][f.kind]]
    kept = [n for n in range(len(types)) if whole[n] >= chosen["types"].get(types[n], chosen["type"])]
    found = []
    for n in kept:
        near = _of_type(own, by_part, n, kept, chosen)
        groups = _parted(near, scored, chosen) if several[n] >= chosen["several"] else [near]
        told_of = [group for group in groups if any(f.kind not in ("place", "time") for f in group)]
        found += [_told(types[n], float(whole[n]), group, scored, by_part[:, n]) for group in told_of]
    return tuple(found)


def _of_type(
    own: Sequence[Filler], by_part: Numbers, n: int, kept: Sequence[int], chosen: dict[str, Any]
) -> list[Filler]:
    """The fillers whose sentences tell of this type about as much as of any other."""
    near = []
    for filler in own:
        here = np.array([[by_part[s.part, k] for k in kept] for s in filler.spans]) if len(kept) > 1 else None
        if here is None:
            near.append(filler)
            continue
        most = (here * np.array([s.sure for s in filler.spans])[:, None]).max(0)
        if most[list(kept).index(n)] >= chosen["share"] * most.max():
            near.append(filler)
    return near


def _parted(fillers: list[Filler], scored: Scored, chosen: dict[str, Any]) -> list[list[Filler]]:
    """Fillers to incidents: anchors that belong together by average, then the rest to each that they belong to."""
    groups = [[f] for f in fillers if f.kind in ANCHORS]
    if len(groups) < 2:
        return [fillers]
    while len(groups) > 1:
        pairs = [(_linked(a, b, scored), -i, -j) for i, a in enumerate(groups) for j, b in enumerate(groups) if i < j]
        most, i, j = max(pairs)
        if most >= chosen["apart"]:
            groups[-i] += groups.pop(-j)
        else:
            break
    anchors = [list(g) for g in groups]
    for filler in fillers:
        if filler.kind not in ANCHORS:
            links = [_linked([filler], group, scored) for group in anchors]
            for group, link in zip(groups, links, strict=True):
                if link >= min(max(links), chosen["shared"]):
                    group.append(filler)
    return groups


def _linked(a: Sequence[Filler], b: Sequence[Filler], scored: Scored) -> float:
    """How likely the fillers of two groups are of one incident, by average."""
    low, high = scored.means.at["link"]
    links = []
    for x in a:
        for y in b:
            rows = [[together(s.scores[low:high], t.scores[low:high]) for t in y.spans[:4]] for s in x.spans[:4]]
            links.append(float(likely(np.array(rows)).max()))
    return sum(links) / len(links)


def together(a: Numbers, b: Numbers) -> float:
    """The score of two vectors: as in training, the last number of each says how readily it is together at all."""
    return float(a[:-1] @ b[:-1] / (len(a) - 1) ** 0.5 + a[-1] + b[-1])


def _told(kind: str, sure: float, fillers: Sequence[Filler], scored: Scored, by_part: Numbers) -> ToldIncident:
    parts = sorted({s.part for f in fillers if f.kind in ANCHORS for s in f.spans if by_part[s.part] >= 0.3})
    if not parts:
        parts = [int(by_part.argmax())]
    stages = np.mean([pooled(scored.of("stages", *scored.cut.parts[n]).astype(np.float64)) for n in parts], axis=0)
    by_kind: dict[str, tuple[Filler, ...]] = {}
    for filler in sorted(fillers, key=lambda f: (-f.sure, f.spans[0].start)):
        by_kind[filler.kind] = (*by_kind.get(filler.kind, ()), filler)
    return ToldIncident(kind, sure, scored.means.names["stages"][int(stages.argmax())], tuple(parts), by_kind)


def best(filler: Filler, group: str, scored: Scored) -> tuple[str, float]:
    """What a group of scores says of a filler, with its share."""
    low, high = scored.means.at[group]
    shares = softmax(filler.scores()[low:high])
    at = int(shares.argmax())
    return scored.means.names[group][at], float(shares[at])


def grouped(content: str, found: Sequence[Span], scored: Scored, same: float) -> list[Filler]:
    """Spans of a kind that name the same: by their words, or because the network says so."""
    low, high = scored.means.at["same"]
    groups: list[list[Span]] = []

    def one(span: Span, other: Span) -> bool:
        if span.kind != other.kind:
            return False
        if _alike(_words(content, span), _words(content, other)):
            return True
        if span.kind in ("place", "time", "name"):
            return False
        return float(likely(np.array(together(span.scores[low:high], other.scores[low:high])))) >= same

    for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        home = next((group for group in groups if any(one(span, other) for other in group)), None)
        if home is None:
            groups.append([span])
        else:
            home.append(span)
    return [_filler(group) for group in groups]


def _filler(group: list[Span]) -> Filler:
    own = sorted(group, key=lambda s: (-s.sure, s.start))
    rest = 1.0
    for span in own[1:3]:
        rest *= 1 - 0.3 * span.sure
    return Filler(own[0].kind, tuple(own), 1 - (1 - own[0].sure) * rest)


def _words(content: str, span: Span) -> tuple[str, ...]:
    words = re.findall(r"\w+", content[span.start : span.end].lower())
    return tuple(w for w in words if w not in ("the", "a", "an")) or tuple(words)


def _alike(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """The same words, the end of the longer, or the initials of its words."""
    if not short or len(short) > len(long):
        return False
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    initials = "".join(w[0] for w in long if w not in ("of", "the", "for", "and"))
    return len(short) == 1 and len(long) > 2 and len(short[0]) > 2 and short[0] == initials
