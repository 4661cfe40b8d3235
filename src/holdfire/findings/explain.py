"""One row of the findings table to a Finding record with every check in words that a lawyer can follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from holdfire import seals
from holdfire.data import load
from holdfire.findings.answers import NOWHERE, Answers
from holdfire.findings.checks import Window
from holdfire.findings.columns import NEVER
from holdfire.findings.conditions import condition
from holdfire.findings.hold import Held
from holdfire.findings.law import Codes, Law, Reading
from holdfire.findings.logic import FAIL, RESULT, UNKNOWN, unpack
from holdfire.findings.zones import PreparedZone
from holdfire.records import (
    Because,
    Check,
    EngagedUndertaking,
    Finding,
    Incident,
    InvokedException,
    Modality,
    Result,
    Verdict,
)


def finding(held: Held, row: int) -> Finding:
    """The record of one row, its checks and basis written out."""
    answer = held.answers[int(held.term[row])]
    index = int(held.incident[row])
    incident = held.columns.incidents[index]
    reading = held.readings[int(held.reading[row])]
    verdict, because = unpack(int(held.code[row]))
    authors = answer.author(index, reading)
    placed = _placed(answer, index, reading)
    exceptions = _exceptions(answer, incident)
    term = answer.term
    return Finding(
        key=key_of(held, row),
        rests_on=(incident.key, f"term:{answer.instrument.id}/{term.id}"),
        incident=incident.key,
        instrument=answer.instrument.id,
        term=term.id,
        zone=_zone(answer, placed),
        reading=dict(reading),
        verdict=verdict,
        because=because,
        author_established=bool(answer.established[index]),
        candidates=tuple(c[0] for c in authors[0][1].candidates),
        checks=(
            _time(held, answer, index, reading),
            _place(answer, incident, index, placed),
            _act(held.law.acts, answer, incident, index),
            _weapon(held.law.weapons, answer, incident, index),
            *_author(held.law, authors),
            *_exception_check(held.law, exceptions),
            *_condition(held, answer, index),
        ),
        exceptions=exceptions,
        support=incident.support,
        attribution=incident.attribution,
        denied_by=incident.denied_by,
        undertakings=_undertakings(answer, verdict, because),
        refer_to=term.refer_to if verdict is Verdict.NOT_COVERED else (),
        sentence=sentence(verdict, because),
    )


def key_of(held: Held, row: int) -> str:
    """The key of one row's finding, without making the record."""
    answer = held.answers[int(held.term[row])]
    reading = held.readings[int(held.reading[row])]
    incident = held.columns.incidents[int(held.incident[row])]
    return seals.key("finding", incident.key, answer.instrument.id, answer.term.id, list(map(list, reading)))


def findings(held: Held, rows: Iterable[int]) -> list[Finding]:
    """The records of many rows, in the order given."""
    return [finding(held, int(row)) for row in rows]


def sentence(verdict: Verdict, because: tuple[Because, ...]) -> str:
    """The verdict in the words of data/findings/verdicts.yaml, with what it does not mean."""
    words = load("findings/verdicts.yaml")
    if verdict is Verdict.CONTRARY and Because.AUTHOR in because:
        return str(words["contrary_author"])
    reasons = "; ".join(str(words["because"][verdict.value].get(b.value, b.value)) for b in because)
    return str(words[verdict.value]).format(because=reasons)


_ENGAGING = frozenset({Verdict.CONTRARY, Verdict.CONTRARY_UNLESS_EXCEPTION})
"""Verdicts that engage an undertaking to ensure; engaging it is not by itself a violation by who undertook."""


def _time(held: Held, answer: Answers, index: int, reading: Reading) -> Check:
    zone = ZoneInfo(answer.instrument.zone)
    open_to = [w for r, w in answer.windows if _agree(r, reading)]
    told = _one(int(answer.time(w)[0][index]) for w in open_to)
    windows = _windows(open_to, zone)
    start, end = int(held.columns.start[index]), int(held.columns.end[index])
    if start == NEVER:
        return Check(name="time", result=Result.UNKNOWN, code="time-not-stated",
                     basis=f"when it happened is not stated; the term runs {windows}")  # fmt: skip
    when = _span(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), zone)
    if told is None:
        return _depends("time", f"{when}; the term runs {windows}")
    result = RESULT[told]
    words = {
        Result.PASS: ("time-inside", "lies within"),
        Result.FAIL: ("time-outside", "lies outside"),
        Result.UNKNOWN: ("time-overlaps", "lies partly within"),
    }[result]
    share = float(answer.time(open_to[0])[1][index])
    if all(w.start is None for w in open_to):
        words = ("time-not-reckoned", "cannot be compared with")
    declared = _declared(open_to, start, end) if result is not Result.PASS else ""
    if declared:
        words = ("time-declared-out", "lies within the dates of")
    return Check(name="time", result=result, code=words[0],
                 basis=f"{when} {words[1]} the term's time ({windows}){declared}",
                 share=None if np.isnan(share) else round(share, 4))  # fmt: skip


def _declared(windows: list[Window], start: int, end: int) -> str:
    """What somebody declared that the time of an incident turns on, and what that is worth; "" where nothing."""
    worth = {Result.FAIL: "by the reading it then obliged nobody", Result.UNKNOWN: "whether it then obliged is unknown"}
    last = max(end - 1, start)
    told = [
        f"; {stretch.how}: {worth[stretch.result]}"
        for window in windows
        if window.start is not None and window.start.timestamp() <= last
        and (window.end is None or start < window.end.timestamp())
        for stretch in window.breaks
        if stretch.start.timestamp() <= last and (stretch.end is None or start < stretch.end.timestamp())
    ]  # fmt: skip
    return "".join(dict.fromkeys(told))


class _Placed(NamedTuple):
    """Where an incident lies under the readings that are left open."""

    told: frozenset[tuple[int, int]]
    """(result, index of the zone version that told) under each; (UNKNOWN, -1) where no zone has geometry."""
    first: tuple[int, int]
    """Under the first options."""
    named: tuple[PreparedZone, ...]
    """The zone versions that hold under the first options."""


def _placed(answer: Answers, index: int, reading: Reading) -> _Placed:
    size = len(answer.versions)
    # Of zones that tell alike, the first is named: result and order as one number, of which the highest holds.
    node = answer.placed([(int(answer.place(v)[0][index]) + 1) * size + size - 1 - i
                          for i, v in enumerate(answer.versions)])  # fmt: skip
    forest, answered = answer.common.forest, dict(reading)
    chosen = {c.id: answered.get(c.id, c.options[0].id) for c in answer.choices.values()}

    def told(value: int) -> tuple[int, int]:
        return (UNKNOWN, -1) if value == NOWHERE else (value // size - 1, size - 1 - value % size)

    (first,) = forest.values(forest.under(node, tuple(sorted(chosen.items()))))
    named = [v for v in answer.versions if not v.zone.choice or chosen[v.zone.choice] in v.zone.options]
    left = forest.values(forest.under(node, reading))
    return _Placed(frozenset(told(v) for v in left), told(first), tuple(named))


def _place(answer: Answers, incident: Incident, index: int, placed: _Placed) -> Check:
    told = _one(result for result, _ in placed.told)
    if incident.place is None:
        return Check(name="place", result=Result.UNKNOWN, code="place-not-stated", basis="where is not stated")
    place = incident.place
    zone = _zone_name(answer, placed)
    which = placed.first[1]
    share = float(answer.place(answer.versions[which])[1][index]) if which >= 0 else np.nan
    # No distance: how finely a place is printed is its audience's policy, not the check's.
    where = f"{place.name} (as an area)" if place.area else place.name
    if told is None:
        return _depends("place", f"{where} against {zone}")
    result = RESULT[told]
    if not placed.named:
        return Check(name="place", result=result, code="place-no-geometry",
                     basis=f"{where}; no geometry of {zone} is known")  # fmt: skip
    code, words = {
        Result.PASS: ("place-inside", f"{where} lies inside {zone}"),
        Result.FAIL: ("place-outside", f"{where} lies outside {zone}"),
        Result.UNKNOWN: ("place-uncertain", f"{where} cannot be told to lie inside or outside {zone}"),
    }[result]
    if result is Result.UNKNOWN and not np.isnan(share):
        words += f"; {share:.0%} of it lies inside"
    return Check(name="place", result=result, code=code, basis=words,
                 share=None if np.isnan(share) else round(share, 4))  # fmt: skip


def _act(acts: Codes, answer: Answers, incident: Incident, index: int) -> Check:
    result = RESULT[int(answer.act[index])]
    named = ", ".join(acts.name(a) for a in (*answer.term.acts, *answer.term.contrary_acts))
    act = acts.name(incident.act)
    code, words = {
        Result.PASS: ("act-named", f"{act} is among the acts that the term names ({named})"),
        Result.FAIL: ("act-not-named", f"{act} is not among the acts that the term names ({named})"),
        Result.UNKNOWN: ("act-too-general", f"{act} is too general to say whether it is one of {named}"),
    }[result]
    return Check(name="act", result=result, basis=words, code=code)


def _weapon(weapons: Codes, answer: Answers, incident: Incident, index: int) -> Check:
    result = RESULT[int(answer.weapon[index])]
    named = ", ".join(weapons.name(w) for w in answer.term.weapons) or "any weapon"
    used = weapons.name(incident.weapon) if incident.weapon else "a weapon not stated"
    code = {Result.PASS: "weapon-named", Result.FAIL: "weapon-not-named", Result.UNKNOWN: "weapon-not-told"}[result]
    return Check(name="weapon", result=result, basis=f"{used}; the term speaks of {named}", code=code)


def _author(law: Law, authors: list[tuple[Reading, Any]]) -> list[Check]:
    """Two checks: could those who may have done it be bound, and were those whom it was against protected."""
    if not authors[0][1].candidates:
        unknown = "nobody is named as its author and nobody is named as taking part"
        return [Check(name="actor", result=Result.UNKNOWN, code="author-not-stated", basis=unknown)]
    checks = []
    for name, at, stem in (("actor", 1, "author"), ("target", 3, "target")):
        told = _one(_joined([c[at] for c in a.candidates]) for _, a in authors)
        words = "; ".join(dict.fromkeys(f"{law.name(c[0])}: {c[at + 1]}" for _, a in authors for c in a.candidates))
        if told is None:
            checks.append(_depends(name, words))
            continue
        code = {-1: f"{stem}-outside", 0: f"{stem}-not-established", 1: f"{stem}-within"}[told]
        checks.append(Check(name=name, result=RESULT[told], code=code, basis=words))
    return checks


def _joined(codes: list[int]) -> int:
    return codes[0] if len(set(codes)) == 1 else UNKNOWN


def _exceptions(answer: Answers, incident: Incident) -> tuple[InvokedException, ...]:
    kinds = {e.kind: e.id for e in answer.term.exceptions}
    return tuple(
        InvokedException(exception=kinds[kind], by=by, claim=claim,
                         disputed_by=tuple(sorted(v.id for v in incident.voices if by not in (v.id, *v.affiliated_to))))
        for kind, by, claim in incident.invokes
        if kind in kinds
    )  # fmt: skip


def _exception_check(law: Law, invoked: tuple[InvokedException, ...]) -> list[Check]:
    if not invoked:
        return []
    basis = "; ".join(f"{e.exception.replace('_', ' ')} is invoked by {law.name(e.by)}" for e in invoked)
    return [Check(name="exception", result=Result.UNKNOWN, code="exception-invoked",
                  basis=f"{basis}; only a ruling may accept it", rests_on=tuple(e.claim for e in invoked))]  # fmt: skip


def _condition(held: Held, answer: Answers, index: int) -> list[Check]:
    term = answer.term
    if not (term.conditions or term.concurrent_with or term.duty_to_prevent):
        return []
    start, end = int(held.columns.start[index]), int(held.columns.end[index])
    _, code, basis = condition(answer.instrument, term, start, end)
    result = RESULT[int(answer.condition[index])]
    if term.modality is Modality.OBLIGE and not answer.breach[index]:
        code, basis = "condition-not-asked", "what performs an obligation performs it whether due yet or not"
    return [Check(name="condition", result=result, code=code, basis=basis)]


def _undertakings(answer: Answers, verdict: Verdict, because: tuple[Because, ...]) -> tuple[EngagedUndertaking, ...]:
    """Whose word is engaged: theirs who must prevent it, where only their own conduct is unknown; and guarantors'."""
    term = answer.term
    if verdict is Verdict.UNDETERMINED and because == (Because.FACT,) and term.duty_to_prevent:
        return (EngagedUndertaking(id=term.id, who=term.by, verb="prevent", basis=f"clause {term.clause}"),)
    if verdict not in _ENGAGING:
        return ()
    concerned = {*answer.term.by}
    return tuple(
        EngagedUndertaking(
            id=u.id, who=u.who, verb=u.verb,
            basis=f"clause {u.clause}" if u.clause else f"asserted by {u.asserted_by}",
        )
        for u in answer.instrument.undertakings
        if concerned & set(u.toward)
    )  # fmt: skip


def _zone(answer: Answers, placed: _Placed) -> str | None:
    """The zone it lies in, or may: the same under every reading that is left open."""
    names = {answer.versions[which].zone.id for _, which in placed.told if which >= 0 and placed.first[0] != FAIL}
    return names.pop() or None if len(names) == 1 else None


def _zone_name(answer: Answers, placed: _Placed) -> str:
    if not placed.named:
        return "any zone of the term"
    result, which = placed.first
    if result == FAIL and len(placed.named) > 1:
        return "every zone of the term (" + ", ".join(dict.fromkeys(v.zone.name for v in placed.named)) + ")"
    version = answer.versions[which].zone
    drawn = version.provenance.replace("_", " ")
    kind = f" ({drawn}, uncertain by {version.uncertainty_m} m)" if version.uncertainty_m else ""
    return f"{version.name}{kind}"


def _agree(one: Reading, other: Reading) -> bool:
    said = dict(other)
    return all(said.get(choice, option) == option for choice, option in one)


def _one(told: Iterable[int]) -> int | None:
    """The one result under all remaining readings, or None where they differ."""
    seen = set(told)
    return seen.pop() if len(seen) == 1 else None


def _depends(name: str, words: str) -> Check:
    return Check(name=name, result=Result.UNKNOWN, code="depends-on-reading",
                 basis=f"{words}: this differs by reading, without changing the verdict")  # fmt: skip


def _windows(windows: list[Window], zone: ZoneInfo) -> str:
    """From when until when, every reading's start and end named once."""
    starts = dict.fromkeys(_moment(w.start, zone) if w.start else "a start that nobody states" for w in windows)
    ends = dict.fromkeys(f"until {_moment(w.end, zone)}" if w.end else "without a stated end" for w in windows)
    return f"from {' or '.join(starts)} {' or '.join(ends)}"


def _span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    return _moment(start, zone) if start == end else f"{_moment(start, zone)} to {_moment(end, zone)}"


@lru_cache(maxsize=4096)
def _moment(when: datetime, zone: ZoneInfo) -> str:
    return when.astimezone(zone).strftime("%Y-%m-%d %H:%M")
