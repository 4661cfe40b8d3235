"""Every incident held against every term under every reading: a table of findings as columns.

Each check is computed once per combination of the choices that it depends on, not once per combination of all; only
incidents on which the answers differ are then looked at combination by combination.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from holdfire import agreement
from holdfire.findings.checks import (
    Author,
    Ground,
    check_act,
    check_author,
    check_place,
    check_time,
    check_weapon,
    window_of,
)
from holdfire.findings.columns import NEVER, Columns, Indices, columns
from holdfire.findings.conditions import check_condition
from holdfire.findings.law import Law, Reading, combinations, restricted
from holdfire.findings.logic import Results, verdict_codes
from holdfire.findings.tree import partial_readings
from holdfire.findings.zones import Floats, PreparedZone
from holdfire.records import Choice, Incident, Instrument, Term

T = TypeVar("T")

Group = tuple[int, int]
"""(situation, stretch between two changes of membership): who is judged, and when."""


@dataclass(frozen=True, eq=False)
class Answers:
    """One term's checks over all incidents, per combination of the choices each depends on."""

    instrument: Instrument
    term: Term
    windows: dict[Reading, tuple[datetime | None, datetime | None, str]]
    time: dict[Reading, tuple[Results, Floats]]
    time_choices: tuple[Choice, ...]
    versions: dict[Reading, tuple[PreparedZone, ...]]
    place: dict[Reading, tuple[Results, Indices, Floats]]
    place_choices: tuple[Choice, ...]
    act: Results
    breach: npt.NDArray[np.bool_]
    weapon: Results
    condition: Results
    groups: dict[Group, int]
    group: Indices
    """Row -> index into `authors`."""
    authors: list[dict[Reading, Author]]
    author_choices: list[tuple[Choice, ...]]
    author: Results
    """Per group, what its first reading says: what all say where the author turns on none."""
    invoked: npt.NDArray[np.bool_]
    established: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Held:
    """The findings, as columns of equal length; `readings[reading[i]]` is the partial reading that decided row i."""

    law: Law
    columns: Columns
    answers: tuple[Answers, ...]
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


@dataclass
class _Out:
    incident: list[npt.NDArray[np.int64]] = field(default_factory=list)
    term: list[npt.NDArray[np.int64]] = field(default_factory=list)
    reading: list[npt.NDArray[np.int64]] = field(default_factory=list)
    code: list[npt.NDArray[np.int16]] = field(default_factory=list)
    book: dict[Reading, int] = field(default_factory=dict)

    def add(self, rows: npt.NDArray[np.int64], term: int, reading: Reading, code: npt.NDArray[np.int16] | int) -> None:
        self.incident.append(rows)
        self.term.append(np.full(len(rows), term))
        self.reading.append(np.full(len(rows), self.book.setdefault(reading, len(self.book))))
        self.code.append(np.broadcast_to(np.asarray(code, dtype=np.int16), rows.shape))


def hold(incidents: Sequence[Incident], law: Law) -> Held:
    """Hold incidents against all terms that speak of acts. Order of input changes nothing but row numbers."""
    ordered = columns(sorted(incidents, key=lambda i: i.key))
    ground = Ground(law, ordered)
    answers = tuple(
        _answers(law, ground, instrument, term)
        for instrument in law.instruments
        for term in instrument.terms
        if term.acts or term.contrary_acts
    )
    out = _Out()
    out.book[()] = 0
    for index, answer in enumerate(answers):
        _decide(answer, index, out)
    empty: list[npt.NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    incident = np.concatenate(out.incident or empty).astype(np.int32)
    term = np.concatenate(out.term or empty).astype(np.int32)
    reading = np.concatenate(out.reading or empty).astype(np.int32)
    code = np.concatenate(out.code or empty).astype(np.int16)
    order = np.lexsort((reading, term, incident))
    return Held(
        law, ordered, answers, incident[order], term[order], reading[order], tuple(out.book), code[order]
    )  # fmt: skip


def _answers(law: Law, ground: Ground, instrument: Instrument, term: Term) -> Answers:
    cols = ground.columns
    by_id = {c.id: c for c in instrument.choices}
    asked = {
        c for name in (term.start, term.end) for c in agreement.reckon(instrument, name, {}).depends_on if c in by_id
    }
    time_choices = tuple(by_id[c] for c in sorted(asked))
    windows = {r: window_of(instrument, term, r) for r in combinations(time_choices)}
    place_choices = tuple(
        by_id[c] for c in sorted({z.choice for z in instrument.zones if z.id in term.zones and z.choice in by_id})
    )
    versions = {r: _versions(law, instrument, term, r) for r in combinations(place_choices)}
    act, breach = check_act(term, cols, law.acts)
    groups, group, moments = _groups(law, cols, instrument, windows.values())
    author_choices = [law.touching(instrument, _actors_in(cols, g), term) for g in groups]
    authors = [
        {r: check_author(law, instrument, term, cols, (g[0], moment), r) for r in combinations(choices)}
        for g, moment, choices in zip(groups, moments, author_choices, strict=True)
    ]
    kinds = {e.kind for e in term.exceptions}
    return Answers(
        instrument=instrument, term=term, windows=windows, time_choices=time_choices,
        time={r: check_time(cols, w[0], w[1], term.time_share) for r, w in windows.items()},
        versions=versions, place_choices=place_choices,
        place={r: check_place(ground, v, term.place_share) for r, v in versions.items()},
        act=act, breach=breach, weapon=check_weapon(term, cols, law.weapons),
        condition=check_condition(instrument, term, cols, breach),
        groups=groups, group=group, authors=authors, author_choices=author_choices,
        author=np.array([next(iter(a.values())).result for a in authors], dtype=np.int8),
        invoked=np.array([any(x[0] in kinds for x in i.invokes) for i in cols.incidents], dtype=bool),
        established=np.array([s.established for s in cols.situations] or [False], dtype=bool)[cols.situation],
    )  # fmt: skip


def _versions(law: Law, instrument: Instrument, term: Term, reading: Reading) -> tuple[PreparedZone, ...]:
    """The zone versions that hold under a reading; a term that names no zone runs in the whole country."""
    if not term.zones:
        whole = law.nationwide.get(instrument.id)
        return (whole,) if whole is not None else ()
    chosen = dict(reading)
    ready = (v for zone_id in term.zones for v in law.zones.get((instrument.id, zone_id), ()))
    return tuple(v for v in ready if not v.zone.choice or chosen.get(v.zone.choice) in v.zone.options)


def _groups(
    law: Law, cols: Columns, instrument: Instrument, windows: Iterable[tuple[datetime | None, datetime | None, str]]
) -> tuple[dict[Group, int], Indices, list[datetime]]:
    """Rows by who is judged and when. An incident without a time is judged as at the start of the term."""
    fallback = min((w[0] for w in windows if w[0]), default=datetime(1970, 1, 1, tzinfo=UTC))
    segments = {
        int(s): law.segment(instrument, datetime.fromtimestamp(int(s), UTC) if s != NEVER else fallback)
        for s in np.unique(cols.start)
    }
    groups: dict[Group, int] = {}
    moments: list[datetime] = []
    group = np.zeros(len(cols), dtype=np.int32)
    for row, (situation, start) in enumerate(zip(cols.situation.tolist(), cols.start.tolist(), strict=True)):
        key = (situation, segments[start])
        if key not in groups:
            groups[key] = len(groups)
            moments.append(datetime.fromtimestamp(start, UTC) if start != NEVER else fallback)
        group[row] = groups[key]
    return groups, group, moments


def _actors_in(cols: Columns, group: Group) -> tuple[str, ...]:
    situation = cols.situations[group[0]]
    return (*situation.authors, *situation.participants, *((situation.target,) if situation.target else ()))


def _decide(answer: Answers, index: int, out: _Out) -> None:
    """Rows on which no check depends on a reading at once; the others by what they depend on."""
    if not len(answer.act):
        return
    by_time = _varies([v[0] for v in answer.time.values()])
    by_place = _varies([v[0] for v in answer.place.values()])
    torn = np.array([len({a.result for a in authors.values()}) > 1 for authors in answer.authors], dtype=bool)
    by_author = torn[answer.group]
    # What fails for act or weapon is not covered whatever anyone reads into dates or roles, and says so without them.
    settled = ~(by_time | by_place | by_author)
    rows = np.flatnonzero(settled)
    if rows.size:
        out.add(rows, index, (), _codes(answer, rows, (), answer.author[answer.group[rows]]))
    kinds = np.stack([by_time, by_place, np.where(by_author, answer.group + 1, 0)], axis=1).astype(np.int64)
    open_rows = np.flatnonzero(~settled)
    for kind in np.unique(kinds[open_rows], axis=0) if open_rows.size else ():
        rows = open_rows[(kinds[open_rows] == kind).all(axis=1)]
        _branch(answer, index, rows, kind.tolist(), out)


def _branch(answer: Answers, index: int, rows: npt.NDArray[np.int64], kind: list[int], out: _Out) -> None:
    by_time, by_place, group = kind
    choices = {c.id: c for c in answer.time_choices if by_time}
    choices |= {c.id: c for c in answer.place_choices if by_place}
    choices |= {c.id: c for c in (answer.author_choices[group - 1] if group else ())}
    asked = [choices[c] for c in sorted(choices)]

    def author(reading: Reading) -> Results | int:
        return _under(answer.authors[group - 1], reading).result if group else answer.author[answer.group[rows]]

    outcomes = np.stack([_codes(answer, rows, r, author(r)) for r in combinations(asked)], axis=1)
    patterns, which = np.unique(outcomes, axis=0, return_inverse=True)
    for pattern_index, pattern in enumerate(patterns):
        members = rows[which.ravel() == pattern_index]
        for reading, code in partial_readings(asked, pattern):
            out.add(members, index, reading, code)


def _codes(
    answer: Answers, rows: npt.NDArray[np.int64], reading: Reading, author: Results | int
) -> npt.NDArray[np.int16]:
    flags = answer.established[rows].astype(np.int8) + 2 * answer.invoked[rows].astype(np.int8)
    checks = (
        _under(answer.time, reading)[0][rows],
        _under(answer.place, reading)[0][rows],
        answer.act[rows],
        answer.weapon[rows],
        np.asarray(author, dtype=np.int8),
        answer.condition[rows],
    )
    return verdict_codes(checks, answer.breach[rows], flags)


def _under(table: dict[Reading, T], reading: Reading) -> T:
    """The entry for a reading; where the reading is silent on a choice, any option serves, since none matters there."""
    names = {name for name, _ in next(iter(table))}
    said = set(restricted(reading, names))
    return next(value for key, value in table.items() if said <= set(key))


def _varies(results: Sequence[Results]) -> npt.NDArray[np.bool_]:
    stacked = np.stack(results)
    return np.asarray((stacked != stacked[0]).any(axis=0))



