"""Bulletins issued to an audience, and what is derived now, to what has changed since: was, is now, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import msgspec

from holdfire import __version__, bulletin, seals
from holdfire.bulletin import Bulletin, Correction, Period
from holdfire.flow.basis import FIELDS, Basis, Told, judgements, span, told
from holdfire.flow.causes import Since
from holdfire.flow.derive import Outcome
from holdfire.flow.edits import edited
from holdfire.flow.material import material
from holdfire.flow.period import incidents_in, period_of, reporting
from holdfire.flow.upstream import Received, sort_out
from holdfire.records import Incident
from holdfire.store import Case, IssuedBulletin


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be corrected, and what the audience will have been told once it is."""

    corrections: tuple[Correction, ...] = ()
    incidents: dict[str, Told] = {}
    gone: tuple[str, ...] = ()
    counts: dict[str, int] = {}


@dataclass(frozen=True)
class Now:
    """What is derived now, with the bulletins of any period composed when they are asked for."""

    case: Case
    outcome: Outcome
    now: datetime

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        """By key."""
        return {i.key: i for i in self.outcome.derived.incidents}

    @cached_property
    def judged(self) -> dict[str, str]:
        """See `judgements`."""
        return judgements(self.outcome)

    @cached_property
    def holder(self) -> dict[str, str]:
        """Account key -> key of the incident that it now tells of."""
        return {a: i.key for i in self.outcome.derived.incidents for a in i.accounts}

    @cached_property
    def upstream(self) -> Received:
        """What publishers replaced and withdrew."""
        return sort_out(self.outcome.derived.reports, self.outcome.derived.reviews)

    def told(self, period: Period) -> dict[str, Told]:
        """What a bulletin of the period would say now."""
        if period not in self._told:
            made = bulletin.compose(material(self.case, self.outcome, (period, None), (), self.now))
            self._told[period] = told(made, self.outcome, self.judged)
        return self._told[period]

    def told_of(self, incident: Incident, period: Period) -> Told | None:
        """What is said of an incident now, in the bulletin of `period` or of the one that it has moved to."""
        found = self.told(period).get(incident.key)
        if found is None and incident.time is not None:
            day = reporting(self.case.config).day(incident.time.start)
            found = self.told(period_of(day, self.case.config.period)).get(incident.key)
        return found

    @cached_property
    def _told(self) -> dict[Period, dict[str, Told]]:
        return {}


def changes(case: Case, outcome: Outcome, now: datetime) -> Changes:
    """What has changed against everything that the audience was last told, each change once.

    The issued bulletins stay as they were. An incident is compared field by field in the words printed then and now;
    only one whose record or findings changed is compared at all, so that other words of a later version are none.
    """
    view = outcome.derived.view
    issued = [b for b in case.issued(view.as_of) if b.facts.audience == view.audience]
    if not issued:
        return Changes()
    present = Now(case, outcome, now)
    last, counts = _last_told(case, issued)
    rows: list[Correction] = []
    incidents: dict[str, Told] = {}
    gone: list[str] = []
    for key, (then, position) in sorted(last.items(), key=lambda t: (t[1][0].first, t[1][0].number, t[0])):
        heir = _heir(key, then, present, last.keys())
        if heir is not None and heir.key == key and _same(heir, then, present):
            continue
        period = Period(first=then.first, last=then.last)
        after = present.told_of(heir, period) if heir is not None else None
        rows += _rows(then, after, heir, Since(case, outcome, position))
        if after is not None and heir is not None:
            incidents[heir.key] = msgspec.structs.replace(
                after, number=then.number, lasting=then.lasting, first=then.first, last=then.last
            )
        if heir is None or heir.key != key:
            gone.append(key)
    figures, recounted = _recounted(counts, present)
    texts = edited(case, outcome, issued[-1])
    return Changes(corrections=(*texts, *figures, *rows), incidents=incidents, gone=tuple(gone), counts=recounted)


def basis_of(made: Bulletin, outcome: Outcome, changed: Changes) -> bytes:
    """What is kept beside an issued bulletin."""
    entries = told(made, outcome, judgements(outcome))
    first, last = date.fromisoformat(made.head.first), date.fromisoformat(made.head.last)
    kept = Basis(
        version=__version__, incidents={**changed.incidents, **entries}, gone=changed.gone,
        counts={**changed.counts, span(first, last): len(entries)},
    )  # fmt: skip
    return seals.canonical(kept)


def _last_told(case: Case, issued: Sequence[IssuedBulletin]) -> tuple[dict[str, tuple[Told, int]], dict[str, int]]:
    """What was last told of each incident, with the position of that bulletin, and of each period's number of them."""
    last: dict[str, tuple[Told, int]] = {}
    counts: dict[str, int] = {}
    for made in issued:
        if not made.facts.basis:
            continue
        kept = msgspec.json.decode(case.get(made.facts.basis), type=Basis)
        for key in kept.gone:
            last.pop(key, None)
        last |= {key: (of, made.position) for key, of in kept.incidents.items()}
        counts |= kept.counts
    return last, counts


def _same(heir: Incident, then: Told, present: Now) -> bool:
    return (seals.rev(heir), present.judged.get(heir.key, "")) == (then.rev, then.judged)


def _heir(key: str, then: Told, present: Now, told_before: Set[str]) -> Incident | None:
    """The incident itself; where its key is gone, the one that most of its accounts now tell of, or that the reports
    which replace its own tell of in the most like way: at least two of place, time and act. A row keeps its id."""
    if key in present.incidents:
        return present.incidents[key]
    held = [present.holder[a] for a in sorted(then.rests) if a in present.holder]
    if held:
        return present.incidents[max(held, key=lambda k: (held.count(k), k))]
    later = {present.upstream.successor(rest.report) for rest in then.rests.values() if not rest.row}
    told_by = [a.key for a in present.outcome.derived.accounts if a.report in later]
    retold = {present.holder[key] for key in told_by if key in present.holder} - told_before
    alike = [(n, k) for k in sorted(retold) if (n := _alike(then, present.incidents[k], present)) > 1]
    return present.incidents[max(alike)[1]] if alike else None


def _alike(then: Told, incident: Incident, present: Now) -> int:
    """How many of place, time and act are told of an incident in the words used then."""
    now = present.told_of(incident, Period(first=then.first, last=then.last))
    return sum(then.said[f] == now.said[f] for f in ("place", "time", "act")) if now else 0


def _rows(then: Told, after: Told | None, heir: Incident | None, since: Since) -> Iterator[Correction]:
    causes = since.causes(then, heir)
    why = "; ".join(words for _, words in causes) or f"holdfire {__version__} reads or holds it otherwise"
    on = since.day(causes[-1][0]) if causes else None
    at = f"{then.number} of {_days(then.first, then.last)}"
    called = f"{then.lasting}, printed as {at}" if then.lasting else at
    which = f"incident {called} ({then.said['act']}, {then.said['place']})"
    if after is None:
        now = "no longer derived from what is known" if heir is None else "no longer in a period of its own"
        yield Correction(what=which, was="told of", now=now, why=why, on=on)
        return
    # A verdict under an instrument that came later is news, and corrects nothing.
    for field in (*FIELDS, *sorted(then.said.keys() - set(FIELDS))):
        was, now = then.said.get(field, ""), after.said.get(field, "not held under it any more")
        if was != now:
            yield Correction(
                what=f"{which}: {field}", was=was, now=now, why=why, on=on,
                incident=heir.key if heir else "",
            )  # fmt: skip


def _recounted(counts: dict[str, int], present: Now) -> tuple[list[Correction], dict[str, int]]:
    """Periods that now have another number of incidents than was told."""
    rows, recounted = [], {}
    derived, days = present.outcome.derived, reporting(present.case.config)
    for name, number in sorted(counts.items()):
        first, last = (date.fromisoformat(day) for day in name.split("/"))
        found = len(incidents_in(derived, Period(first=first, last=last), days))
        if found != number:
            recounted[name] = found
            why = "what was received, decided or withdrawn since; each change of an incident told is listed by itself"
            rows.append(
                Correction(what=f"incidents of {_days(first, last)}", was=str(number), now=str(found), why=why)
            )
    return rows, recounted


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
