"""Findings to what stands for each incident under each instrument: the strongest verdict, under which readings, and the
counts that follow: n under all readings, m under some. No reading is the default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec
import numpy as np

from holdfire.findings.columns import Indices
from holdfire.findings.hold import Held
from holdfire.findings.law import Reading
from holdfire.findings.logic import VERDICTS
from holdfire.findings.patterns import Whole, patterns
from holdfire.findings.tree import Forest
from holdfire.records import Verdict


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
    forest = Forest(c for a in held.answers for c in a.instrument.choices)
    instruments = sorted({a.instrument.id for a in held.answers})
    of_term = np.array([instruments.index(a.instrument.id) for a in held.answers], dtype=np.int64)
    of_row = of_term[held.term] if len(held) else np.zeros(0, dtype=np.int64)
    keys = [i.key for i in held.columns.incidents]
    found: list[tuple[int, int, dict[str, str], int]] = []
    for number in range(len(instruments)):
        rows = np.flatnonzero(of_row == number)
        starts, size = _runs(held.incident[rows])
        for pattern, members in _alike(held, rows, starts, size):
            for reading, offset in _leaves(held, pattern, forest):
                said = dict(reading)
                found += [(int(held.incident[row]), number, said, int(row)) for row in members + offset]
    found.sort(key=lambda f: (f[0], f[1]))  # stable: readings stay in the order of their tree
    verdicts = [VERDICTS[code] for code in (held.code >> 8).tolist()]
    return [
        Standing(incident=keys[incident], instrument=instruments[number], reading=said, verdict=verdicts[row], row=row)
        for incident, number, said, row in found
    ]


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


def _runs(incident: Indices) -> tuple[Whole, Whole]:
    """Where each incident's rows begin, and how many they are."""
    starts = np.flatnonzero(np.diff(incident, prepend=-1))
    return starts, np.diff(starts, append=len(incident))


def _alike(held: Held, rows: Whole, starts: Whole, size: Whole) -> Iterator[tuple[Whole, Whole]]:
    """Incidents whose rows say the same: the rows of one of them, and the first row of each.

    The rows of one incident under one instrument lie behind each other in the table.
    """
    for length in np.unique(size):
        first = starts[size == length]
        columns = []
        for offset in range(length):
            at = rows[first + offset]
            columns += [held.term[at], held.reading[at], held.code[at] >> 8]
        found = patterns(columns, len(first))
        order = np.argsort(found.which, kind="stable")
        ends = np.cumsum(np.bincount(found.which, minlength=len(found.first)))
        for shown, members in zip(found.first, np.split(order, ends[:-1]), strict=True):
            yield rows[first[shown] : first[shown] + length], rows[first[members]]


def _leaves(held: Held, rows: Whole, forest: Forest) -> list[tuple[Reading, int]]:
    """Partial readings with the offset, in `rows`, of the finding that decides under each."""
    readings = [held.readings[int(held.reading[r])] for r in rows]
    strength = [int(held.code[r]) >> 8 for r in rows]
    nobody = forest.leaf(0)
    paths = []
    for reading, verdict in zip(readings, strength, strict=True):
        # One bit beside the verdict says "same reasons", so that branches merge whenever the verdict is the same.
        path = forest.leaf(verdict * 256 + 1)
        for choice, option in reversed(reading):
            path = forest.ask(choice, [path if o == option else nobody for o in forest.options[choice]])
        paths.append(path)

    def strongest(reading: Reading) -> int:
        said = dict(reading)
        standing = [o for o, r in enumerate(readings) if all(said.get(n, v) == v for n, v in r)]
        return max(standing, key=lambda o: (strength[o], -o))

    return [(reading, strongest(reading)) for reading, _ in forest.decided(forest.fold(max, paths))]
