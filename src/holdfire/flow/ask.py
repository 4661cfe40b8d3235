"""Questions that people put to a derived case, to the records that answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from holdfire import agreement, disclosure
from holdfire import findings as room
from holdfire.errors import BadRequest
from holdfire.findings import Effort, Held, Reconciled, Standing
from holdfire.findings.coverage import TABLE
from holdfire.findings.logic import VERDICTS, unpack
from holdfire.flow.derive import Outcome
from holdfire.records import Choice, Count, Coverage, Duty, Finding, Incident, Verdict
from holdfire.store import Entry


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings are asked for; None and "" ask for all."""

    reading: str = ""
    zone: str | None = None
    party: str | None = None
    start: date | None = None
    end: date | None = None
    """Inclusive, in the case's zone."""
    instrument: str | None = None
    verdict: str | None = None
    everything: bool = False
    """Every term; else only what stands for each incident under each instrument."""


class OptionStands(msgspec.Struct, frozen=True, kw_only=True):
    """One option of a choice: who holds it, and how many incidents have which verdict under it."""

    option: str
    words: str
    holders: tuple[str, ...]
    verdicts: dict[str, int]
    """Over the incidents that turn on the choice; one may have several, under other choices' options."""


class ChoiceStands(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of reading with what turns on it."""

    choice: str
    question: str
    options: tuple[OptionStands, ...]
    incidents: int
    flips: tuple[room.Flip, ...]


def findings(outcome: Outcome, question: Question) -> Iterator[tuple[Finding, Incident]]:
    """The findings asked for with their incidents, strongest verdict first within each incident.

    Raises BadRequest E410 for a reading, E411 for a verdict, E412 for an instrument that is not there.
    """
    held = outcome.held
    asked = _reading(outcome, question.reading)
    _known(question, outcome)
    incidents = held.columns.incidents
    rows = _rows(held, question)
    decisions, mandate = outcome.derived.reviews, outcome.know.config.mandate
    for row in rows:
        incident = incidents[int(held.incident[row])]
        reading = dict(held.readings[int(held.reading[row])])
        if any(reading.get(c, o) != o for c, o in asked.items()) or not _wanted(incident, question, outcome):
            continue
        # Told from the columns first: making a record with its words costs a hundred times as much.
        wanted = ((question.verdict, unpack(int(held.code[row]))[0].value),
                  (question.instrument, held.answers[int(held.term[row])].instrument.id))  # fmt: skip
        if any(want and want != have for want, have in wanted):
            continue
        finding = room.finding(held, row)
        if question.zone and question.zone != finding.zone:
            continue
        yield room.with_status([finding], decisions, mandate)[0][0], incident


def one_finding(outcome: Outcome, key: str) -> Finding:
    """A finding by its key or the start of it; of an incident's key, what stands for it. Raises BadRequest E413."""
    held = outcome.held
    if key.startswith("incident:"):
        standing = [s for s in room.standings(held) if s.incident.startswith(key)]
        if standing:
            strongest = max(standing, key=lambda s: (VERDICTS.index(s.verdict), -s.row))
            return room.finding(held, strongest.row)
    else:
        found = [row for row in range(len(held)) if room.key_of(held, row).startswith(key)]
        if len(found) == 1:
            return room.finding(held, found[0])
        if found:
            raise BadRequest("E413", f"{len(found)} findings begin so", where=key, todo="give more of the key")
    todo = "`holdfire findings CASE --all` lists them"
    raise BadRequest("E413", "there is no such finding or incident", where=key, todo=todo)


def readings(outcome: Outcome) -> list[ChoiceStands]:
    """Every choice of the case with what turns on it."""
    flips: dict[str, list[room.Flip]] = {}
    for flip in room.flips(room.standings(outcome.held)):
        flips.setdefault(flip.choice, []).append(flip)
    choices = sorted(outcome.know.law.choices().values(), key=lambda c: c.id)
    return [_stands(choice, flips.get(choice.id, [])) for choice in choices]


def _stands(choice: Choice, flips: list[room.Flip]) -> ChoiceStands:
    options = tuple(
        OptionStands(option=o.id, words=o.words, holders=o.holders, verdicts=_verdicts(flips, o.id))
        for o in choice.options
    )
    incidents = len({f.incident for f in flips})
    return ChoiceStands(
        choice=choice.id, question=choice.question, options=options, incidents=incidents, flips=tuple(flips)
    )


def misreports(outcome: Outcome) -> list[str]:
    """What the press said of the texts that the texts contradict, in words."""
    return [
        f"{m.says} ({m.by}); {i.title} says: {m.text_says}" for i in outcome.know.instruments for m in i.misreports
    ]


def counts_near(outcome: Outcome, day: date | None) -> tuple[Count, ...]:
    """The published counts of a day and its neighbours by one; all without a day."""
    near = timedelta(days=1)
    return tuple(
        c for c in outcome.derived.counts
        if day is None or (c.period_start - near <= day <= c.period_end + near)
    )  # fmt: skip


def reconciled(outcome: Outcome, day: date | None) -> list[Reconciled]:
    """Counts side by side, of a day (its neighbours are looked at, not listed), and the incidents known beside them."""
    rows = room.reconcile(counts_near(outcome, day))
    asked = [r for r in rows if day is None or r.first <= day <= r.last]
    return room.beside_incidents(asked, outcome.held, outcome.know.config.zone)


def duties(outcome: Outcome, day: date | None) -> tuple[Duty, ...]:
    """Obligations as they stand on a day; without one, as at the end of what is known: the last report's day."""
    if day is None:
        zone = ZoneInfo(outcome.know.config.zone)
        known = [r.published or r.collected for r in outcome.derived.reports]
        day = max((w.astimezone(zone).date() for w in known if w), default=date(1970, 1, 1))
    return agreement.duties(outcome.know.instruments, day)


def coverage(outcome: Outcome, start: date | None, end: date | None) -> tuple[Coverage, ...]:
    """Where anyone was able to look between two days, no finer than the audience's policy lets it be told."""
    policy = disclosure.policy_for(outcome.know.config.audiences, outcome.derived.view.audience)
    told = disclosure.coverage_for(outcome.derived.coverage, policy)
    return tuple(c for c in told if _meets(c.period_start, c.period_end, start, end))


def effort(outcome: Outcome, start: date | None, end: date | None) -> tuple[Effort, ...]:
    """How much was told of each zone and week, against what is usual for the zone in the whole case."""
    d = outcome.derived
    received = room.Received(accounts=d.accounts, observations=d.observations, reports=d.reports)
    told = room.effort(received, outcome.know.law, outcome.know.config.zone)
    return tuple(e for e in told if _meets(e.period_start, e.period_end, start, end))


def zone_names(outcome: Outcome) -> dict[str, str]:
    """Zone id -> its name, of every zone of the case's instruments."""
    return {zone.id: zone.name for instrument in outcome.know.instruments for zone in instrument.zones}


def beside_totals(outcome: Outcome) -> str:
    """What stands beside any total: what was read and what was not. Silence is not compliance."""
    lines = outcome.derived.coverage
    rows = sum(c.reports for c in lines if c.how == TABLE)
    unread = sum(c.not_machine_read for c in lines)
    read = len({a.report for a in outcome.derived.accounts})
    return (
        f"counted from what was received: {read} reports that tell of something, with {rows} table rows; {unread} kept "
        "and not read by machine. Silence is not compliance: `holdfire coverage CASE` says where anyone could look"
    )


def _meets(first: date, last: date, start: date | None, end: date | None) -> bool:
    return (start is None or last >= start) and (end is None or first <= end)


def days(first: date, last: date) -> str:
    """`2017-05-15`, or `2017-05-15..2017-05-21`."""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def said(entry: Entry) -> str:
    """An entry in a few words."""
    fields = dict.fromkeys(("filename", "source"), "shredded") | entry.fields if entry.withheld else entry.fields
    words = {
        "report": ("filename", "source", "sha256"),
        "review": ("decision", "target", "why"),
        "complaint": ("complainant", "words"),
        "complaint_state": ("complaint", "state", "why"),
        "issue": ("audience", "period_start", "period_end"),
        "inputs": ("files",),
        "number": ("series", "number", "accounts"),
    }.get(entry.kind, ())
    told = [", ".join(sorted(fields[w])) if isinstance(fields[w], dict) else str(fields[w])[:80] for w in words]
    return f"{entry.kind} " + " | ".join(told)


def _rows(held: Held, question: Question) -> list[int]:
    if question.everything:
        return list(range(len(held)))
    standing: list[Standing] = room.standings(held)
    return [s.row for s in standing]


def _wanted(incident: Incident, question: Question, outcome: Outcome) -> bool:
    if question.party and question.party not in _chain(incident, outcome):
        return False
    if question.start is None and question.end is None:
        return True
    if incident.time is None:
        return False
    zone = ZoneInfo(outcome.know.config.zone)
    ended = question.start is not None and incident.time.end <= datetime.combine(question.start, time(), zone)
    following = question.end + timedelta(days=1) if question.end else None
    begins_later = following is not None and incident.time.start >= datetime.combine(following, time(), zone)
    return not ended and not begins_later


def _chain(incident: Incident, outcome: Outcome) -> set[str]:
    named = {*incident.participants, *(b.actor for b in incident.attributed_to), *filter(None, (incident.target,))}
    return {a for actor in named for a in (actor, *outcome.know.actors.ancestors(actor))}


def _reading(outcome: Outcome, asked: str) -> dict[str, str]:
    """`force=text,qaboun=in` as options, each checked against the case's choices."""
    choices = outcome.know.law.choices()
    chosen = {}
    for part in filter(None, (p.strip() for p in asked.split(","))):
        name, _, option = part.partition("=")
        if name not in choices:
            raise BadRequest("E410", f"there is no choice {name!r}", todo=f"one of {', '.join(sorted(choices))}")
        options = [o.id for o in choices[name].options]
        if option not in options:
            raise BadRequest("E410", f"{name} has no option {option!r}", todo=f"one of {', '.join(options)}")
        chosen[name] = option
    return chosen


def _known(question: Question, outcome: Outcome) -> None:
    if question.verdict and question.verdict not in {v.value for v in Verdict}:
        raise BadRequest("E411", f"there is no verdict {question.verdict!r}", todo=f"one of {', '.join(Verdict)}")
    ids = [i.id for i in outcome.know.instruments]
    if question.instrument and question.instrument not in ids:
        raise BadRequest("E412", f"there is no instrument {question.instrument!r}", todo=f"one of {', '.join(ids)}")


def _verdicts(flips: list[room.Flip], option: str) -> dict[str, int]:
    counted = Counter(v for f in flips for v in f.verdicts.get(option, ()))
    return {v.value: counted[v] for v in reversed(VERDICTS) if counted[v]}
