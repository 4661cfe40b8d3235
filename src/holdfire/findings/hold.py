"""Every incident held against every term under every reading: a table of findings as columns.

Terms are independent of each other, and so are incidents: what neither changed is taken over from a run before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from holdfire.findings.answers import Answers, Common, Part
from holdfire.findings.columns import Columns, Indices, columns
from holdfire.findings.law import Law, Reading
from holdfire.findings.patterns import Whole, spread
from holdfire.records import Incident, Instrument, Term


@dataclass(frozen=True, eq=False)
class Held:
    """The findings, as columns of equal length; `readings[reading[i]]` is the partial reading that decided row i."""

    common: Common
    answers: tuple[Answers, ...]
    parts: tuple[Part, ...]
    """The findings of each of `answers`, before they were put together."""
    incident: Indices
    term: Indices
    """Index into `answers`."""
    reading: Indices
    readings: tuple[Reading, ...]
    code: npt.NDArray[np.int16]
    """logic.unpack gives verdict and reasons."""

    def __len__(self) -> int:
        return len(self.code)

    @property
    def law(self) -> Law:
        """What the incidents were held against."""
        return self.common.law

    @property
    def columns(self) -> Columns:
        """The incidents, sorted by key."""
        return self.common.columns

    def rows(self, incident_key: str) -> list[int]:
        """The rows of one incident."""
        index = next((i for i, x in enumerate(self.columns.incidents) if x.key == incident_key), -1)
        return [int(r) for r in np.flatnonzero(self.incident == index)]


def hold(incidents: Sequence[Incident], law: Law, previous: Held | None = None) -> Held:
    """Hold incidents against all terms that speak of acts. Order of input changes nothing.

    previous: findings made before, of whatever incidents and instruments. Only what has changed since is worked out;
    the result is the same as without.
    """
    ordered = tuple(sorted(incidents, key=lambda i: i.key))
    before = previous if previous is not None and _alike(previous.law, law) else None
    if before is None:
        return _held(Common(law, columns(ordered)), None, None)
    if before.columns.incidents != ordered:
        common = Common(law, columns(ordered))
        return _held(common, before, _Changed(before, common))
    alike = before.common if _judging(before.law) == _judging(law) else None
    return _held(Common(law, before.columns, alike), before, None)


def _held(common: Common, before: Held | None, changed: _Changed | None) -> Held:
    known = (
        {(a.instrument.id, a.term.id): (a, p) for a, p in zip(before.answers, before.parts, strict=True)}
        if before
        else {}
    )
    answers, parts = [], []
    for instrument in common.law.instruments:
        for term in (t for t in instrument.terms if t.acts or t.contrary_acts):
            answer = Answers(common, instrument, term)
            old = known.get((instrument.id, term.id))
            if old is None or rests_on(old[0].instrument, old[0].term) != rests_on(instrument, term):
                part = answer.decided()
            elif changed is not None:
                part = changed.part(old[1], instrument, term)
            else:
                answer, part = replace(old[0], instrument=instrument, term=term), old[1]
            answers.append(answer)
            parts.append(part)
    return _together(common, tuple(answers), tuple(parts))


_NEVER_DECIDES = (
    "key",
    "title",
    "refs",
    "sources",
    "undertakings",
    "misreports",
    "asserted_terms",
    "rests_on",
    "doubts",
)


def rests_on(instrument: Instrument, term: Term) -> Instrument:
    """The part of an instrument that the findings of one term rest on: of two that are equal, so are the findings."""
    named = {term.id, term.concurrent_with}
    zones = tuple(z for z in instrument.zones if z.id in term.zones)
    placing = {z.choice for z in zones}
    choices = [
        c for c in instrument.choices
        if c.id in placing or any(e.kind != "target" or e.name == term.id for o in c.options for e in o.effects)
    ]  # fmt: skip
    return msgspec.structs.replace(
        instrument, **_bare(instrument), zones=zones, choices=tuple(choices),
        terms=tuple(t for t in instrument.terms if t.id in named),
    )  # fmt: skip


def _bare(instrument: Instrument) -> dict[str, Any]:
    return {**{name: type(getattr(instrument, name))() for name in _NEVER_DECIDES}, "mechanism": None}


def _alike(one: Law, other: Law) -> bool:
    """Whether two laws judge with the same reference knowledge; instruments are compared term by term."""
    same = all(getattr(one, name) is getattr(other, name) for name in ("acts", "weapons", "areas"))
    return same and (one.actors is other.actors or list(one.actors.all()) == list(other.actors.all()))


def _judging(law: Law) -> list[Instrument]:
    """What decides who is bound and who is protected, apart from the terms."""
    return [msgspec.structs.replace(i, **_bare(i), terms=(), zones=(), dates=()) for i in law.instruments]


class _Changed:
    """The incidents that a run before did not have as they now are, held by themselves; the others taken over."""

    def __init__(self, before: Held, now: Common) -> None:
        incidents, old = now.columns.incidents, before.columns.incidents
        at = {i.key: row for row, i in enumerate(old)}
        found = [at.get(i.key, -1) for i in incidents]
        found = [row if row >= 0 and old[row] == i else -1 for row, i in zip(found, incidents, strict=True)]
        self.old: Whole = np.array(found, dtype=np.int64)
        """Row -> row before, -1 where it is new or has changed."""
        self.fresh = np.flatnonzero(self.old < 0)
        self.common = Common(now.law, columns([incidents[row] for row in self.fresh]))

    def part(self, old: Part, instrument: Instrument, term: Term) -> Part:
        """The findings of a term that has not changed."""
        new = Answers(self.common, instrument, term).decided()
        readings = tuple(sorted({*old.readings, *new.readings}))
        number = {reading: i for i, reading in enumerate(readings)}
        both = [np.array([number[r] for r in part.readings], dtype=np.int64)[part.reading] for part in (old, new)]
        reading, code = np.concatenate(both), np.concatenate([old.code, new.code])
        counts, starts = np.zeros(len(self.old), dtype=np.int64), np.zeros(len(self.old), dtype=np.int64)
        kept = self.old >= 0
        for rows, which, part, shift in (
            (kept, self.old[kept], old, 0), (self.fresh, np.arange(len(self.fresh)), new, len(old.code))
        ):  # fmt: skip
            counts[rows] = part.counts[which]
            starts[rows] = (np.cumsum(part.counts) - part.counts)[which] + shift
        at = spread(starts, counts)
        used, reading = np.unique(reading[at], return_inverse=True)
        return Part(counts, reading.ravel(), code[at], tuple(readings[i] for i in used))


def _together(common: Common, answers: tuple[Answers, ...], parts: tuple[Part, ...]) -> Held:
    """The parts as one table, sorted by incident, term and reading."""
    cols = common.columns
    readings = tuple(sorted({(), *(reading for part in parts for reading in part.readings)}))
    number = {reading: i for i, reading in enumerate(readings)}
    counts = np.stack([p.counts for p in parts], axis=1) if parts else np.zeros((len(cols), 0), dtype=np.int64)
    ends = np.cumsum(counts.ravel()).reshape(counts.shape)
    size = int(counts.sum())
    incident, term, reading = (np.zeros(size, dtype=np.int32) for _ in range(3))
    code = np.zeros(size, dtype=np.int16)
    for index, part in enumerate(parts):
        at = spread(ends[:, index] - part.counts, part.counts)
        incident[at] = np.repeat(np.arange(len(cols)), part.counts)
        term[at] = index
        reading[at] = np.array([number[r] for r in part.readings], dtype=np.int32)[part.reading]
        code[at] = part.code
    return Held(common, answers, parts, incident, term, reading, readings, code)
