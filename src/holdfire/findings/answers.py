"""One term over all incidents: each check asked once, with what it turns on as a diagram, to the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from holdfire import agreement
from holdfire.findings.authors import Authors, Key
from holdfire.findings.checks import (
    Author,
    Ground,
    Window,
    check_act,
    check_author,
    check_place,
    check_time,
    check_weapon,
    window_of,
)
from holdfire.findings.columns import NEVER, Columns, Situation
from holdfire.findings.conditions import check_condition
from holdfire.findings.law import Law, Reading, combinations, restricted
from holdfire.findings.logic import FAIL, PASS, UNKNOWN, Results, verdict_codes
from holdfire.findings.patterns import Patterns, Whole, patterns, spread
from holdfire.findings.tree import Forest, Node
from holdfire.findings.zones import Floats, PreparedZone
from holdfire.records import Choice, Instrument, Term

Bools = npt.NDArray[np.bool_]
NOWHERE = -2
"""Place under a reading that leaves the term no zone with geometry: unknown, unless a zone says otherwise."""
_THREE: Results = np.array([FAIL, UNKNOWN, PASS], dtype=np.int8)


class Part(NamedTuple):
    """One term's findings: incident i has the next `counts[i]` of `code` and `reading` (index into `readings`)."""

    counts: Whole
    reading: Whole
    code: npt.NDArray[np.int16]
    readings: tuple[Reading, ...]


@dataclass(eq=False)
class Common:
    """What the terms of one run ask alike, so that it is asked once."""

    law: Law
    columns: Columns
    before: InitVar[Common | None] = None
    """Of the same incidents, where who is bound is read from the same parties, exclusions and choices."""
    forest: Forest = field(init=False)
    authors: Authors = field(init=False)
    windows: dict[tuple[str, str, str], tuple[Node, tuple[tuple[Reading, Window], ...]]] = field(default_factory=dict)
    times: dict[tuple[Window, float | None], tuple[Results, Floats]] = field(default_factory=dict)
    places: dict[tuple[PreparedZone, float | None], tuple[Results, Floats]] = field(default_factory=dict)
    judged: dict[Key, Whole] = field(default_factory=dict)
    segments: dict[tuple[str, datetime], tuple[Patterns, tuple[datetime, ...]]] = field(default_factory=dict)

    def __post_init__(self, before: Common | None) -> None:
        self.forest = before.forest if before else Forest(self.law.choices().values())
        self.authors = Authors(self.law, self.forest, before.authors if before else None)
        if before is not None:
            self.times, self.judged, self.segments = before.times, before.judged, before.segments

    @cached_property
    def ground(self) -> Ground:
        """Incidents against zone versions."""
        return Ground(self.law, self.columns)

    @cached_property
    def established(self) -> Bools:
        """Whether one author, and one only, is stated in each incident."""
        told = [s.established for s in self.columns.situations]
        return np.array(told or [False], dtype=bool)[self.columns.situation]

    def time(self, window: Window, share: float | None) -> tuple[Results, Floats]:
        """check_time of every incident in a window."""
        key = (window.span, share)
        if key not in self.times:
            self.times[key] = check_time(self.columns, *key)
        return self.times[key]

    def place(self, version: PreparedZone, share: float | None) -> tuple[Results, Floats]:
        """check_place of every incident in one zone version."""
        key = (version, share)
        if key not in self.places:
            result, _, part = check_place(self.ground, (version,), share)
            self.places[key] = (result, part)
        return self.places[key]


@dataclass(eq=False)
class Answers:
    """One term's checks. Columns are per incident, and asked when they are wanted."""

    common: Common
    instrument: Instrument
    term: Term
    _explained: dict[tuple[int, Reading], list[tuple[Reading, Author]]] = field(default_factory=dict)

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """The choices of reading with an effect on the instrument, by id."""
        return {c.id: c for c in self.instrument.choices}

    @property
    def windows(self) -> tuple[tuple[Reading, Window], ...]:
        """From when until when the term runs, per partial reading that decides it."""
        return self._windows[1]

    @cached_property
    def _windows(self) -> tuple[Node, tuple[tuple[Reading, Window], ...]]:
        """The windows, and the diagram of which (by index into the distinct ones, `spans`) holds."""
        known, key = self.common.windows, (self.instrument.id, self.term.start, self.term.end)
        if key not in known:
            found: list[tuple[Reading, Window]] = []
            spans: dict[Window, int] = {}
            known[key] = (self._asked({}, found, spans), tuple(found))
        return known[key]

    def _asked(self, reading: dict[str, str], found: list[tuple[Reading, Window]], spans: dict[Window, int]) -> Node:
        turns_on = agreement.window(self.instrument, self.term, reading).depends_on
        choice = next((c for c in turns_on if c in self.choices and c not in reading), None)
        if choice is None:
            said = tuple(sorted(reading.items()))
            found.append((said, window := window_of(self.instrument, self.term, said)))
            return self.common.forest.leaf(spans.setdefault(window.span, len(spans)))
        options = self.choices[choice].options
        return self.common.forest.ask(choice, [self._asked({**reading, choice: o.id}, found, spans) for o in options])

    @cached_property
    def spans(self) -> tuple[Window, ...]:
        """The distinct stretches of time, as the diagram of windows numbers them."""
        return tuple(dict.fromkeys(window.span for _, window in self.windows))

    def time(self, window: Window) -> tuple[Results, Floats]:
        """The time check in one window, and the shares inside."""
        return self.common.time(window, self.term.time_share)

    @cached_property
    def versions(self) -> tuple[PreparedZone, ...]:
        """Every zone version that holds under some reading; a term that names no zone runs in the whole country."""
        law = self.common.law
        if not self.term.zones:
            whole = law.nationwide.get(self.instrument.id)
            return (whole,) if whole is not None else ()
        ready = (v for zone_id in self.term.zones for v in law.zones.get((self.instrument.id, zone_id), ()))
        return tuple(v for v in ready if not v.zone.choice or v.zone.choice in self.choices)

    def place(self, version: PreparedZone) -> tuple[Results, Floats]:
        """The place check in one zone version alone, and the shares inside."""
        return self.common.place(version, self.term.place_share)

    def placed(self, per_version: Sequence[int]) -> Node:
        """What holds of a place, one value per version, as a diagram: the highest of those that hold, else NOWHERE."""
        forest = self.common.forest
        held = [forest.leaf(NOWHERE)]
        for value, version in zip(per_version, self.versions, strict=True):
            zone, yes = version.zone, forest.leaf(value)
            options = self.choices[zone.choice].options if zone.choice else ()
            held.append(forest.ask(zone.choice, [yes if o.id in zone.options else held[0] for o in options])
                        if zone.choice else yes)  # fmt: skip
        return forest.fold(max, held)

    @cached_property
    def act(self) -> Results:
        """The act check."""
        return self._acts[0]

    @cached_property
    def breach(self) -> Bools:
        """Whether the act, where it passes, is what the term forbids."""
        return self._acts[1]

    @cached_property
    def _acts(self) -> tuple[Results, Bools]:
        return check_act(self.term, self.common.columns, self.common.law.acts)

    @cached_property
    def weapon(self) -> Results:
        """The weapon check."""
        return check_weapon(self.term, self.common.columns, self.common.law.weapons)

    @cached_property
    def condition(self) -> Results:
        """Whether the term obliged then."""
        return check_condition(self.instrument, self.term, self.common.columns, self.breach)

    @property
    def established(self) -> Bools:
        """Whether one author, and one only, is stated."""
        return self.common.established

    @cached_property
    def invoked(self) -> Bools:
        """Whether somebody invokes an exception that the term has."""
        kinds = {e.kind for e in self.term.exceptions}
        out = np.zeros(len(self.common.columns), dtype=bool)
        for row, incident in enumerate(self.common.columns.incidents if kinds else ()):
            out[row] = any(kind in kinds for kind, _, _ in incident.invokes)
        return out

    @cached_property
    def _grouped(self) -> tuple[str, datetime]:
        starts = (window.start for _, window in self.windows if window.start)
        return self.instrument.id, min(starts, default=datetime(1970, 1, 1, tzinfo=UTC))

    @cached_property
    def groups(self) -> tuple[Patterns, tuple[datetime, ...]]:
        """Incidents by who is judged and in which stretch between two changes of membership; a moment in each.

        An incident without a time is judged as at the start of the term.
        """
        cols, law = self.common.columns, self.common.law
        known, key = self.common.segments, self._grouped
        fallback = key[1]
        if key not in known:
            starts, which = np.unique(cols.start, return_inverse=True)
            moments = [datetime.fromtimestamp(int(s), UTC) if s != NEVER else fallback for s in starts]
            segment = np.array([law.segment(self.instrument, m) for m in moments], dtype=np.int64)
            found = patterns([cols.situation, segment[which.ravel()]], len(cols))
            known[key] = (found, tuple(moments[which.ravel()[row]] for row in found.first))
        return known[key]

    def author(self, row: int, reading: Reading) -> list[tuple[Reading, Author]]:
        """How the author check comes out for one incident under each combination that the reading leaves open."""
        found, moments = self.groups
        group = int(found.which[row])
        situation = self.common.columns.situations[int(self.common.columns.situation[row])]
        touching = self.common.law.touching(self.instrument, _actors_in(situation), self.term)
        said = restricted(reading, {c.id for c in touching})
        if (group, said) not in self._explained:
            answered = dict(said)
            readings = combinations([c for c in touching if c.id not in answered])
            whole = [tuple(sorted((*r, *said))) for r in readings]
            judged = (situation, moments[group])
            law = self.common.law
            self._explained[group, said] = [
                (r, check_author(law, self.instrument, self.term, judged, r)) for r in whole
            ]
        return self._explained[group, said]

    def decided(self) -> Part:
        """The findings: which verdicts under which partial readings, incident by incident."""
        forest, rows = self.common.forest, len(self.common.columns)
        fixed, rules = self._fixed()
        time, place, author = self._times(), self._places(), self._authors()
        found = patterns([time, place, author, fixed], rows)
        leaves = []
        for row in found.first:
            node = forest.combine(rules[fixed[row]], *(int(c[row]) for c in (time, place, author)))
            leaves.append(forest.decided(node))
        readings = tuple(sorted({reading for some in leaves for reading, _ in some}))
        number = {reading: i for i, reading in enumerate(readings)}
        told = [(number[reading], code) for some in leaves for reading, code in sorted(some)]
        flat = np.array(told, dtype=np.int64).reshape(-1, 2)
        sizes = np.array([len(some) for some in leaves], dtype=np.int64)
        counts = sizes[found.which]
        at = spread((np.cumsum(sizes) - sizes)[found.which], counts)
        return Part(counts, flat[at, 0], flat[at, 1].astype(np.int16), readings)

    def _fixed(self) -> tuple[Whole, list[Callable[[int, int, int], int]]]:
        """What no reading touches: per row a number, and per number the code that follows from time, place, author."""
        flags = self.established.astype(np.int8) + 2 * self.invoked.astype(np.int8)
        columns = [self.act, self.weapon, self.condition, self.breach.astype(np.int8), flags]
        found = patterns(columns, len(flags))
        grid = [c.ravel() for c in np.meshgrid(_THREE, _THREE, _THREE, indexing="ij")]
        rules = []
        for row in found.first:
            act, weapon, condition, breach, flag = (c[row] for c in columns)
            checks = (grid[0], grid[1], act, weapon, grid[2], condition)
            codes = verdict_codes(checks, np.full(27, breach, dtype=bool), np.full(27, flag))
            rules.append(_ruled(codes.tolist()))
        return found.which, rules

    def _times(self) -> Whole:
        tree = self._windows[0]
        return self._each(
            [self.time(span)[0] for span in self.spans],
            lambda told: self.common.forest.combine(lambda span: told[span], tree),
        )

    def _places(self) -> Whole:
        def known(told: tuple[int, ...]) -> Node:
            return self.common.forest.combine(_somewhere, self.placed(told))

        return self._each([self.place(version)[0] for version in self.versions], known)

    def _authors(self) -> Whole:
        found, moments = self.groups
        common = self.common
        key = (common.authors.asks(self.instrument, self.term), self._grouped)
        if key not in common.judged:
            cols, judge = common.columns, common.authors.node
            nodes = [
                judge(self.instrument, self.term, cols.situations[int(cols.situation[row])], moment)
                for row, moment in zip(found.first, moments, strict=True)
            ]
            common.judged[key] = np.array(nodes, dtype=np.int64)[found.which]
        return common.judged[key]

    def _each(self, columns: list[Results], made: Callable[[tuple[int, ...]], Node]) -> Whole:
        """Row by row the diagram made of the row's results, each different row once."""
        found = patterns(columns, len(self.common.columns))
        nodes = [made(tuple(int(c[row]) for c in columns)) for row in found.first]
        return np.array(nodes, dtype=np.int64)[found.which]


def _somewhere(place: int) -> int:
    return UNKNOWN if place == NOWHERE else place


def _ruled(codes: list[int]) -> Callable[[int, int, int], int]:
    return lambda time, place, author: codes[9 * time + 3 * place + author + 13]


def _actors_in(situation: Situation) -> tuple[str, ...]:
    return (*situation.authors, *situation.participants, *((situation.target,) if situation.target else ()))
