"""The checks, one term at a time over all incidents: time, place, act, weapon, and author with target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from holdfire import agreement
from holdfire.findings.columns import NEVER, Columns, Indices, Situation
from holdfire.findings.law import Codes, Law, Reading
from holdfire.findings.logic import CODE, FAIL, PASS, UNKNOWN, Results
from holdfire.findings.zones import Floats, PreparedZone
from holdfire.records import Instrument, Modality, Result, Term

OPEN_END = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Author:
    """How a situation's possible authors and targets stand under a term, candidate by candidate."""

    result: int
    candidates: tuple[tuple[str, int, str, int, str], ...]
    """(actor, bound, basis, target, basis) per candidate."""


class Window(NamedTuple):
    """From when until when a term runs: [start, end), None being open; no start at all where none can be reckoned."""

    start: datetime | None
    end: datetime | None
    how: str = ""
    breaks: tuple[agreement.Stretch, ...] = ()

    @property
    def span(self) -> Window:
        """What an incident is held against, apart from how it was reckoned."""
        return self._replace(how="")


def check_time(columns: Columns, window: Window, share: float | None) -> tuple[Results, Floats]:
    """Whether each incident lies in the window and outside its breaks, and the share of its interval that does."""
    told, inside = _inside(columns, window.start, window.end, share)
    for stretch in window.breaks:
        within = _inside(columns, stretch.start, stretch.end, None)[0]
        at_most = np.where(within == FAIL, PASS, np.where(within == PASS, CODE[stretch.result], UNKNOWN))
        told = np.minimum(told, at_most).astype(np.int8)
    return told, inside


def _inside(
    columns: Columns, start: datetime | None, end: datetime | None, share: float | None
) -> tuple[Results, Floats]:
    out: Results = np.full(len(columns), UNKNOWN, dtype=np.int8)
    inside = np.full(len(columns), np.nan)
    if start is None:
        return out, inside
    first = int(start.timestamp())
    last = OPEN_END if end is None else int(end.timestamp())
    known = columns.start != NEVER
    begins, ends = columns.start[known], columns.end[known]
    overlap = np.minimum(ends, last) - np.maximum(begins, first)
    length = np.maximum(ends - begins, 1)
    part = np.clip(overlap / length, 0.0, 1.0)
    instant = begins == ends
    within = np.where(instant, (begins >= first) & (begins < last), overlap == ends - begins)
    without = np.where(instant, ~within.astype(bool), overlap <= 0)
    told = np.where(within, PASS, np.where(without, FAIL, UNKNOWN)).astype(np.int8)
    if share is not None:
        told = np.where((told == UNKNOWN) & (part >= share), PASS, told).astype(np.int8)
    out[known] = told
    inside[known] = np.where(told == UNKNOWN, part, np.where(within, 1.0, 0.0))
    return out, inside


class Ground:
    """Incidents against zone versions, each pair asked once however many terms name the zone."""

    def __init__(self, law: Law, columns: Columns) -> None:
        self.law, self.columns = law, columns
        discs = np.stack([columns.lon, columns.lat, columns.radius_m], axis=1)
        self._discs, self._row = np.unique(discs, axis=0, return_inverse=True)  # many incidents share a place
        self._told: dict[PreparedZone, tuple[Results, Floats]] = {}  # by the zone itself: an id may be used again

    def located(self, version: PreparedZone) -> tuple[Results, Floats]:
        """Results, and shares inside where a disc or area is neither wholly in nor out (else NaN)."""
        if version not in self._told:
            lon, lat, radius = self._discs.T
            out, share = version.discs(lon, lat, radius)
            out, share = out[self._row.ravel()], share[self._row.ravel()]
            for code, area_id in enumerate(self.columns.areas):
                geometry = self.law.areas.area_geometry(area_id)
                rows = self.columns.area == code
                if geometry is not None:
                    out[rows], share[rows] = version.area(area_id, geometry)
            self._told[version] = (out, share)
        return self._told[version]


def check_place(
    ground: Ground, versions: Sequence[PreparedZone], share: float | None
) -> tuple[Results, Indices, Floats]:
    """Whether each incident lies in one of the zone versions: result, which version told (-1 none), share inside."""
    columns = ground.columns
    out: Results = np.full(len(columns), FAIL if versions else UNKNOWN, dtype=np.int8)
    which: Indices = np.full(len(columns), -1, dtype=np.int32)
    shares = np.full(len(columns), np.nan)
    for index, version in enumerate(versions):
        told, part = ground.located(version)
        if share is not None:
            told = np.where((told == UNKNOWN) & (part >= share), PASS, told).astype(np.int8)
        told = np.minimum(told, _valid(columns, version))
        better = (told > out) | ((which < 0) & (told >= out))
        out = np.where(better, told, out).astype(np.int8)
        which = np.where(better, index, which).astype(np.int32)
        shares = np.where(better, part, shares)
    return out, which, shares


def check_act(term: Term, columns: Columns, acts: Codes) -> tuple[Results, npt.NDArray[np.bool_]]:
    """Whether the term regulates the act, and whether doing it is a breach of the term."""
    forbids = term.modality is Modality.PROHIBIT
    breaking = (*term.contrary_acts, *(term.acts if forbids else ()))
    keeping = () if forbids else term.acts
    per_act = [(_matched(code, breaking, acts), _matched(code, keeping, acts)) for code in columns.acts]
    result = np.array([max(pair) for pair in per_act], dtype=np.int8)
    breach = np.array([pair[0] >= pair[1] and pair[0] > FAIL for pair in per_act], dtype=bool)
    return result[columns.act], breach[columns.act]


def check_weapon(term: Term, columns: Columns, weapons: Codes) -> Results:
    """Whether the weapon is one the term speaks of; a term that names none speaks of all."""
    if not term.weapons:
        return np.full(len(columns), PASS, dtype=np.int8)
    per_weapon = [UNKNOWN if w is None else _matched(w, term.weapons, weapons) for w in columns.weapons]
    return np.array(per_weapon, dtype=np.int8)[columns.weapon]


def check_author(
    law: Law, instrument: Instrument, term: Term, judged: tuple[Situation, datetime], reading: Reading
) -> Author:
    """How one situation at one time stands under a reading: every candidate as author against whom it was against.

    All candidates pass: whoever did it was bound. All fail: whoever did it was not. Otherwise nobody can tell.
    """
    situation, when = judged
    told = []
    for candidate in situation.candidates:
        # A duty to prevent is held against the acts of those who must be prevented; the duty is another's.
        bound, _, basis = law.bound(instrument, term.duty_to_prevent or term.by, candidate, when, reading)
        against, why = _target(law, instrument, term, situation.opponents(candidate), (candidate, when, reading))
        told.append((candidate, CODE[bound], basis, CODE[against], why))
    each = {min(c[1], c[3]) for c in told}
    result = each.pop() if len(each) == 1 else UNKNOWN
    return Author(result, tuple(told))


def _target(
    law: Law,
    instrument: Instrument,
    term: Term,
    opponents: tuple[str, ...],
    asked: tuple[str, datetime, Reading],
) -> tuple[Result, str]:
    """Whether the term protects those whom it was against, were `asked[0]` the author."""
    candidate, when, reading = asked
    if not opponents:
        return (Result.PASS, "the term names no target") if not instrument.exclusions and not narrow(
            instrument, term, reading
        ) else (Result.UNKNOWN, "whom it was against is not stated")
    if narrow(instrument, term, reading):
        parties = tuple(p for p in (term.against or term.by) if not _party_of(instrument, p, candidate, law))
        results = [Result.PASS if o in term.against else _member(law, instrument, parties, o, when, reading)
                   for o in opponents]  # fmt: skip
        words = {
            Result.PASS: "it was against the other side of the term",
            Result.FAIL: "it was not against the other side of the term",
            Result.UNKNOWN: "whether it was against the other side of the term is not established",
        }
        told = Result.some(results)
        return told, words[told]
    names = ", ".join(law.name(o) for o in opponents)
    spared = Result.every(law.excluded(instrument, o, when, reading) for o in opponents)
    if spared is Result.PASS:
        return Result.FAIL, f"against {names}, whom the text leaves outside its protection"
    if spared is Result.UNKNOWN or any(
        law.excluded(instrument, o, when, reading) is Result.UNKNOWN for o in opponents
    ):
        return Result.UNKNOWN, f"whether {names} stood outside the text's protection is not established"
    return Result.PASS, f"against {names}, not excluded by the text"


def _member(
    law: Law, instrument: Instrument, parties: tuple[str, ...], actor: str, when: datetime, reading: Reading
) -> Result:
    known = law.actors.get(actor)
    if known is None or known.kind == "civilians":
        return Result.UNKNOWN  # a class of people: at whom it was aimed is not established by whom it hit
    if not parties:
        return Result.FAIL
    return law.bound(instrument, parties, actor, when, reading)[0]


def _party_of(instrument: Instrument, party_id: str, actor: str, law: Law) -> bool:
    chain = law.actors.ancestors(actor)
    return any(m.actor in chain for p in instrument.parties if p.id == party_id for m in p.actors)


def narrow(instrument: Instrument, term: Term, reading: Reading) -> bool:
    """Whether only acts between the parties count: as the reading says, else as the term does."""
    chosen = dict(reading)
    for choice in instrument.choices:
        for option in choice.options if choice.id in chosen else ():
            for effect in option.effects if option.id == chosen[choice.id] else ():
                if effect.kind == "target" and effect.name == term.id and effect.instrument == instrument.id:
                    return effect.mode == "parties_only"
    return term.between or bool(term.against)


def _matched(code: str, wanted: Sequence[str], codes: Codes) -> int:
    if any(codes.is_a(code, w) for w in wanted):
        return PASS
    # Told only in general ("an attack"), it may be what the term names in particular ("an air strike").
    return UNKNOWN if any(codes.is_a(w, code) for w in wanted) else FAIL


def _valid(columns: Columns, version: PreparedZone) -> Results:
    """A zone that did not exist yet, or no longer, holds nothing."""
    start, end = version.zone.valid_from, version.zone.valid_to
    if start is None and end is None:
        return np.full(len(columns), PASS, dtype=np.int8)
    return _inside(columns, start or datetime.min.replace(tzinfo=UTC, year=1), end, None)[0]


def window_of(instrument: Instrument, term: Term, reading: Reading) -> Window:
    """When the term runs under a reading; without a start where that cannot be reckoned."""
    told = agreement.window(instrument, term, dict(reading))
    return Window(told.start, told.end, told.how, told.breaks) if told.decided else Window(None, None, told.how)
