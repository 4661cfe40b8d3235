"""Every incident held against every term under every reading: a table of findings as columns.

Terms are independent of each other, and so are incidents: what neither changed is taken over from a run before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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

    law: Law
    columns: Columns
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
    terms = [(i, t) for i in law.instruments for t in i.terms if t.acts or t.contrary_acts]
    before = previous if previous is not None and _alike(previous.law, law) else None
    known = (
        {(a.instrument.id, a.term.id): (a, p) for a, p in zip(before.answers, before.parts, strict=True)}
        if before
        else {}
    )
    cols = before.columns if before and before.columns.incidents == ordered else columns(ordered)
    common, changed = Common(law, cols), _Changed(before, cols, law)
    answers, parts = [], []
    for instrument, term in terms:
        old = known.get((instrument.id, term.id))
        if old is None or rests_on(old[0].instrument, old[0].term) != rests_on(instrument, term):
            answer = Answers(common, instrument, term)
            part = answer.decided()
        elif before is not None and cols is before.columns:
            answer, part = replace(old[0], instrument=instrument, term=term), old[1]
        else:
            answer, part = Answers(common, instrument, term), changed.part(old[1], instrument, term)
        answers.append(answer)
        parts.append(part)
    return _together(law, cols, tuple(answers), tuple(parts))


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
    bare = {name: type(getattr(instrument, name))() for name in _NEVER_DECIDES}
    return msgspec.structs.replace(
        instrument, **bare, mechanism=None, zones=zones, choices=tuple(choices),
        terms=tuple(t for t in instrument.terms if t.id in named),
    )  # fmt: skip


def _alike(one: Law, other: Law) -> bool:
    """Whether two laws judge with the same reference knowledge; instruments are compared term by term."""
    same = all(getattr(one, name) is getattr(other, name) for name in ("acts", "weapons", "areas"))
    return same and (one.actors is other.actors or list(one.actors.all()) == list(other.actors.all()))


class _Changed:
    """The incidents that a run before did not have as they now are, held by themselves; the others taken over."""

    def __init__(self, before: Held | None, now: Columns, law: Law) -> None:
        at = {i.key: row for row, i in enumerate(before.columns.incidents)} if before else {}
        old = before.columns.incidents if before else ()
        found = [at.get(i.key, -1) for i in now.incidents]
        found = [row if row >= 0 and old[row] == i else -1 for row, i in zip(found, now.incidents, strict=True)]
        self.old: Whole = np.array(found, dtype=np.int64)
        """Row -> row before, -1 where it is new or has changed."""
        self.fresh = np.flatnonzero(self.old < 0)
        self.common = Common(law, columns([now.incidents[row] for row in self.fresh]))

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
        return Part(counts, reading[at], code[at], readings)


def _together(law: Law, cols: Columns, answers: tuple[Answers, ...], parts: tuple[Part, ...]) -> Held:
    """The parts as one table, sorted by incident, term and reading."""
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
    return Held(law, cols, answers, parts, incident, term, reading, readings, code)
