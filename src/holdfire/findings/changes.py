"""Two runs to what changed between them: findings that appeared, vanished or turned, and what made them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
import numpy as np

from holdfire.findings import explain
from holdfire.findings.hold import Held, rests_on
from holdfire.findings.law import Reading
from holdfire.findings.logic import unpack
from holdfire.findings.patterns import Whole
from holdfire.records import Because, Check, Finding, Incident, Instrument, Term, Verdict

Names = tuple[str, str]
"""Instrument id, term id."""


class CheckChange(msgspec.Struct, frozen=True, kw_only=True):
    """One check that came out otherwise: result and code on either side, None where it was not asked."""

    name: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    basis: str
    """In words, as it is now; as it was, where it is gone."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that is not what it was."""

    kind: Literal["appeared", "vanished", "changed"]
    incident: str
    instrument: str
    term: str
    reading: dict[str, str]
    before: Verdict | None
    after: Verdict | None
    because_before: tuple[Because, ...] = ()
    because_after: tuple[Because, ...] = ()
    checks: tuple[CheckChange, ...] = ()
    """Against the finding on the other side under the same reading, or one that this reading is part of or splits."""
    why: tuple[str, ...] = ()
    """The records that differ: `incident:KEY place, time`, `term:I/T acts`, `zone:I/Z geometry`, `choice:C is new`."""


def diff(before: Held, after: Held) -> list[Change]:
    """What changed from one run to another, sorted by incident, term and reading."""
    old, new = _keys((before, after))
    gone, came = np.flatnonzero(~np.isin(old, new)), np.flatnonzero(~np.isin(new, old))
    _, then, now = np.intersect1d(old, new, assume_unique=True, return_indices=True)
    turned = before.code[then] != after.code[now]
    pair = _Pair(before, after)
    found = [
        *(pair.change("vanished", int(row), None) for row in gone),
        *(pair.change("appeared", None, int(row)) for row in came),
        *(pair.change("changed", int(a), int(b)) for a, b in zip(then[turned], now[turned], strict=True)),
    ]
    return sorted(found, key=lambda c: (c.incident, c.instrument, c.term, sorted(c.reading.items())))


@dataclass
class _Pair:
    """The two runs, with what is asked of them more than once."""

    before: Held
    after: Held
    _texts: dict[Names, tuple[str, ...]] = field(default_factory=dict)

    def change(self, kind: Literal["appeared", "vanished", "changed"], then: int | None, now: int | None) -> Change:
        """The change of one finding: its rows before and after."""
        held, row = (self.after, now) if now is not None else (self.before, then)
        assert row is not None
        answer = held.answers[int(held.term[row])]
        names = (answer.instrument.id, answer.term.id)
        key = held.columns.incidents[int(held.incident[row])].key
        reading = held.readings[int(held.reading[row])]
        sides = [None if r is None else unpack(int(h.code[r])) for h, r in ((self.before, then), (self.after, now))]
        rows = (
            then if then is not None else _like(self.before, key, names, reading),
            now if now is not None else _like(self.after, key, names, reading),
        )
        return Change(
            kind=kind, incident=key, instrument=names[0], term=names[1], reading=dict(reading),
            before=sides[0][0] if sides[0] else None, after=sides[1][0] if sides[1] else None,
            because_before=sides[0][1] if sides[0] else (), because_after=sides[1][1] if sides[1] else (),
            checks=_checks(*(None if r is None else explain.finding(h, r)
                             for h, r in zip((self.before, self.after), rows, strict=True))),
            why=(*self._record(key), *self._text(names)),
        )  # fmt: skip

    def _record(self, key: str) -> Iterator[str]:
        one, other = (_incident(held, key) for held in (self.before, self.after))
        yield from _told(key, one, other)
        for actor in sorted({a for i in (one, other) if i is not None for a in _actors(i)}):
            yield from _told(f"actor:{actor}", self.before.law.actors.get(actor), self.after.law.actors.get(actor))

    def _text(self, names: Names) -> tuple[str, ...]:
        if names not in self._texts:
            found = [next(((a.instrument, a.term) for a in held.answers if (a.instrument.id, a.term.id) == names), None)
                     for held in (self.before, self.after)]  # fmt: skip
            self._texts[names] = tuple(_text(names, found[0], found[1]))
        return self._texts[names]


def _keys(runs: Sequence[Held]) -> list[Whole]:
    """Each finding of each run as a number: the same for the same incident, term and reading in both."""
    incidents = _numbers(i.key for held in runs for i in held.columns.incidents)
    terms = _numbers((a.instrument.id, a.term.id) for held in runs for a in held.answers)
    readings = _numbers(r for held in runs for r in held.readings)
    out = []
    for held in runs:
        incident = np.array([incidents[i.key] for i in held.columns.incidents], dtype=np.int64)[held.incident]
        term = np.array([terms[a.instrument.id, a.term.id] for a in held.answers], dtype=np.int64)[held.term]
        reading = np.array([readings[r] for r in held.readings], dtype=np.int64)[held.reading]
        out.append((incident * len(terms) + term) * len(readings) + reading)
    return out


def _numbers(names: Iterable[Any]) -> dict[Any, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _like(held: Held, incident: str, names: Names, reading: Reading) -> int | None:
    """The first finding of the incident under the term that some whole reading shares with `reading`."""
    said = dict(reading)
    index = _index(held, incident)
    low, high = np.searchsorted(held.incident, [index, index + 1]) if index is not None else (0, 0)
    for row in range(int(low), int(high)):
        answer = held.answers[int(held.term[row])]
        agree = all(said.get(c, o) == o for c, o in held.readings[int(held.reading[row])])
        if (answer.instrument.id, answer.term.id) == names and agree:
            return row
    return None


def _index(held: Held, key: str) -> int | None:
    """The row of an incident in the columns, which are sorted by key."""
    incidents = held.columns.incidents
    at = bisect_left(incidents, key, key=lambda i: i.key)
    return at if at < len(incidents) and incidents[at].key == key else None


def _incident(held: Held, key: str) -> Incident | None:
    index = _index(held, key)
    return None if index is None else held.columns.incidents[index]


def _actors(incident: Incident) -> set[str]:
    named = {*incident.participants, *(blame.actor for blame in incident.attributed_to)}
    return named | ({incident.target} if incident.target else set())


def _checks(before: Finding | None, after: Finding | None) -> tuple[CheckChange, ...]:
    if before is None or after is None:
        return ()
    then, now = ({c.name: c for c in finding.checks} for finding in (before, after))
    return tuple(
        CheckChange(name=name, before=_short(then.get(name)), after=_short(now.get(name)),
                    basis=(now.get(name) or then[name]).basis)
        for name in dict.fromkeys((*then, *now))
        if _short(then.get(name)) != _short(now.get(name))
    )  # fmt: skip


def _short(check: Check | None) -> tuple[str, str] | None:
    return None if check is None else (check.result.value, check.code)


def _text(names: Names, before: tuple[Instrument, Term] | None, after: tuple[Instrument, Term] | None) -> Iterator[str]:
    instrument, term = names
    label = f"term:{instrument}/{term}"
    if before is None or after is None:
        yield f"{label} is {'new' if before is None else 'gone'}"
        return
    yield from _told(label, before[1], after[1])
    one, other = rests_on(*before), rests_on(*after)
    listed: dict[str, Mapping[str, tuple[Any, Any]]] = {
        f"zone:{instrument}/": _paired(one.zones, other.zones, lambda z: f"{z.id}@{z.version}"),
        f"date:{instrument}/": _paired(one.dates, other.dates, lambda d: d.name),
        f"party:{instrument}/": _paired(one.parties, other.parties, lambda p: p.id),
        f"exclusion:{instrument}/": _paired(one.exclusions, other.exclusions, lambda x: x.id),
        "choice:": _paired(one.choices, other.choices, lambda c: c.id),
    }
    for stem, pairs in listed.items():
        for name, (then, now) in pairs.items():
            yield from _told(f"{stem}{name}", then, now)
    apart = {"zones", "dates", "parties", "exclusions", "choices", "terms"}
    yield from _told(f"instrument:{instrument}", one, other, apart)


def _paired(before: Iterable[Any], after: Iterable[Any], name: Any) -> dict[str, tuple[Any, Any]]:
    then, now = {name(r): r for r in before}, {name(r): r for r in after}
    return {n: (then.get(n), now.get(n)) for n in sorted({*then, *now})}


def _told(label: str, before: Any, after: Any, apart: Iterable[str] = ()) -> Iterator[str]:
    """A line on a record that differs: new, gone, or which fields."""
    if before is None and after is None:
        return
    if before is None or after is None:
        yield f"{label} is {'new' if before is None else 'gone'}"
        return
    fields = [f for f in before.__struct_fields__ if f not in apart and getattr(before, f) != getattr(after, f)]
    if fields:
        yield f"{label} {', '.join(f.replace('_', ' ') for f in fields)}"
