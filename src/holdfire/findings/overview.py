"""Findings to what stands for each incident under each instrument: the strongest verdict, under which readings, and the
counts that follow: n under all readings, m under some. No reading is the default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec
import numpy as np

from holdfire.findings.hold import Held
from holdfire.findings.law import Reading, combinations
from holdfire.findings.logic import VERDICTS
from holdfire.findings.tree import partial_readings
from holdfire.records import Choice, Verdict


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What stands for one incident under one instrument in one partial reading."""

    incident: str
    instrument: str
    reading: dict[str, str]
    """Empty: under all readings."""
    verdict: Verdict
    row: int
    """Row of the finding that decides: of equals, the one of the first term."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many incidents have a verdict under every reading, and under at least one but not all."""

    instrument: str
    verdict: Verdict
    under_all: int
    under_some: int
    incidents: tuple[str, ...]
    """Keys of all that are counted, so that the figure opens."""


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """An incident whose verdict turns on a choice, with the verdict under each option that is reached."""

    choice: str
    incident: str
    instrument: str
    verdicts: dict[str, tuple[Verdict, ...]]


def standings(held: Held) -> list[Standing]:
    """The strongest verdict of each incident under each instrument, per partial reading; sorted by incident."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    instruments = [a.instrument.id for a in held.answers]
    for row, (incident, term) in enumerate(zip(held.incident.tolist(), held.term.tolist(), strict=True)):
        found[incident, instruments[term]].append(row)
    choices = {c.id: c for a in held.answers for c in a.instrument.choices}
    patterns: dict[tuple[tuple[int, int, int], ...], list[tuple[Reading, int]]] = {}
    out = []
    for (incident, instrument), rows in sorted(found.items()):
        pattern = tuple((int(held.term[r]), int(held.reading[r]), int(held.code[r]) >> 8) for r in rows)
        if pattern not in patterns:
            patterns[pattern] = _leaves(held, rows, choices)
        key = held.columns.incidents[incident].key
        for reading, offset in patterns[pattern]:
            row = rows[offset]
            verdict = VERDICTS[int(held.code[row]) >> 8]
            out.append(Standing(incident=key, instrument=instrument, reading=dict(reading), verdict=verdict, row=row))
    return out


def tallies(standing: Iterable[Standing], among: Collection[str] | None = None) -> list[Tally]:
    """Counts per instrument and verdict over the incidents `among` (all when None), strongest verdict first."""
    seen: dict[tuple[str, str], set[Verdict]] = defaultdict(set)
    for s in standing:
        if among is None or s.incident in among:
            seen[s.instrument, s.incident].add(s.verdict)
    all_of: dict[tuple[str, Verdict], list[str]] = defaultdict(list)
    some_of: dict[tuple[str, Verdict], list[str]] = defaultdict(list)
    for (instrument, incident), verdicts in seen.items():
        for verdict in verdicts:
            (all_of if len(verdicts) == 1 else some_of)[instrument, verdict].append(incident)
    instruments = sorted({instrument for instrument, _ in seen})
    return [
        Tally(instrument=i, verdict=v, under_all=len(all_of[i, v]), under_some=len(some_of[i, v]),
              incidents=tuple(sorted(all_of[i, v] + some_of[i, v])))
        for i in instruments
        for v in reversed(VERDICTS)
    ]  # fmt: skip


def flips(standing: Iterable[Standing]) -> list[Flip]:
    """Which verdicts turn on which choice."""
    found: dict[tuple[str, str, str], dict[str, set[Verdict]]] = defaultdict(lambda: defaultdict(set))
    for s in standing:
        for choice, option in s.reading.items():
            found[choice, s.incident, s.instrument][option].add(s.verdict)
    return [
        Flip(choice=c, incident=i, instrument=n,
             verdicts={o: tuple(v for v in reversed(VERDICTS) if v in vs) for o, vs in sorted(options.items())})
        for (c, i, n), options in sorted(found.items())
    ]  # fmt: skip


def _leaves(held: Held, rows: list[int], choices: dict[str, Choice]) -> list[tuple[Reading, int]]:
    """Partial readings with the offset, in `rows`, of the finding that decides under each."""
    readings = [held.readings[int(held.reading[r])] for r in rows]
    strength = [int(held.code[r]) >> 8 for r in rows]
    asked = [choices[c] for c in sorted({name for reading in readings for name, _ in reading})]

    def strongest(reading: Reading) -> int:
        said = dict(reading)
        standing = [o for o, r in enumerate(readings) if all(said.get(n, v) == v for n, v in r)]
        return max(standing, key=lambda o: (strength[o], -o))

    # One bit beside the verdict says "same reasons", so that branches merge whenever the verdict is the same.
    outcomes = np.array([strength[strongest(r)] * 256 + 1 for r in combinations(asked)], dtype=np.int16)
    return [(reading, strongest(reading)) for reading, _ in partial_readings(asked, outcomes)]
