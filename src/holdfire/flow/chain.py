"""A finding to its whole chain in plain words: verdict, clause, checks, accounts, claims, the very sentence or row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from holdfire import findings as room
from holdfire import incidents
from holdfire.flow.derive import Outcome
from holdfire.records import (
    Account,
    Blame,
    Claim,
    Finding,
    Incident,
    Instrument,
    Interval,
    Proceedings,
    Report,
    Term,
    Text,
)


def explain(outcome: Outcome, finding: Finding, lasting: str = "") -> Iterator[str]:
    """The chain, a line each, from what the verdict says down to what it rests on, and rival readings at the end.

    lasting: the incident's lasting number, where it has one.
    """
    finding = room.with_status([finding], outcome.derived.reviews, outcome.know.config.mandate)[0][0]
    incident = next(i for i in outcome.derived.incidents if i.key == finding.incident)
    instrument = next(i for i in outcome.know.instruments if i.id == finding.instrument)
    term = next(t for t in instrument.terms if t.id == finding.term)
    reading = ", ".join(f"{c}={o}" for c, o in sorted(finding.reading.items())) or "all readings"
    yield f"{finding.key}"
    yield f"{finding.sentence}"
    yield f"  under       {reading}"
    yield f"  status      {finding.status.value.replace('_', ' ')}: {_STATUS[finding.status.value]}"
    last = max((r.when for r in outcome.derived.reviews), default=datetime.min.replace(tzinfo=UTC))
    yield from _proceedings(finding, last, ZoneInfo(outcome.know.config.zone))
    yield from _clause(instrument, term)
    yield "checks"
    for check in finding.checks:
        yield f"  {check.name:10} {check.result.value:8} {check.basis} [{check.code}]"
    for exception in finding.exceptions:
        disputed = ", ".join(exception.disputed_by) or "nobody seen"
        yield f"  exception {exception.exception} invoked by {exception.by}; other voices on the incident: {disputed}"
    for undertaking in finding.undertakings:
        who = ", ".join(undertaking.who)
        yield f"  undertaking engaged: {who} undertook to {undertaking.verb.replace('_', ' ')} ({undertaking.basis})"
    yield from (f"  refer to    {other}" for other in finding.refer_to)
    accounts = {a.key: a for a in outcome.derived.accounts}
    told = [accounts[key] for key in incident.accounts]
    yield from _incident(incident, told, lasting)
    yield from _accounts(outcome, told)
    yield from _rivals(outcome, finding)


_STATUS = {
    "computed": "made by this program; no person has assessed it, and it names no party as author",
    "assessed": "a named person has assessed it",
    "put_to_parties": "it has been put to the parties",
    "ruled": "a mandated body has ruled on it",
}


def _proceedings(finding: Finding, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """What people have done about it, in words and local times; a follow-up as it stands at `now`."""
    done = finding.proceedings
    if done is None:
        return
    if done.assessed:
        yield f"  assessed    by {done.assessed.who}, {_at(done.assessed.when, zone)}: {done.assessed.why}"
    yield from _hearing(done, zone)
    if done.ruling:
        r = done.ruling
        outcome = r.outcome.replace("_", " ") or "no outcome stated"
        yield f"  ruled       {outcome}, by {r.body}, {_at(r.when, zone)}, under {r.standard}: {r.why}"
        yield from (f"              those asked were not waited for: {why}" for why in (r.unheard,) if why)
    for name, decided in (("gravity", done.gravity), ("conduct", done.responsibility)):
        if decided:
            yield f"  {name:11} {decided.value}, set by {decided.who}, {_at(decided.when, zone)}: {decided.why}"
    for asked in done.follow_ups:
        until = f" by {_at(asked.due, zone)}" if asked.due else ""
        state = room.standing_of(asked, now).replace("_", " ")
        yield f"  follow-up   {asked.what}: asked of {', '.join(asked.of)}{until}: {state} [{asked.review}]"


def _hearing(done: Proceedings, zone: ZoneInfo) -> Iterator[str]:
    for request in done.put:
        until = f", comments awaited until {_at(request.due, zone)}" if request.due else ""
        yield f"  put to      {request.to}, {_at(request.when, zone)}{until}"
    for comment in done.comments:
        notes = [w for w, so in (("late", comment.late), ("on the finding as it was before", comment.earlier)) if so]
        note = f" ({', '.join(notes)})" if notes else ""
        yield f"  comment     of {comment.by}, {_at(comment.when, zone)}{note}: “{comment.words}”"


def _at(when: datetime, zone: ZoneInfo) -> str:
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"


def _clause(instrument: Instrument, term: Term) -> Iterator[str]:
    yield f"term {instrument.id}/{term.id}, {instrument.title}"
    yield f"  clause      {term.clause or 'not numbered'}: {term.what} ({term.modality.value})"
    if term.quote.words:
        yield f"  in words    “{term.quote.words}” [{term.quote.status.value.replace('_', ' ')}; {term.quote.source}]"


def _incident(incident: Incident, told: Sequence[Account], lasting: str) -> Iterator[str]:
    where = incident.place.name if incident.place else "place not stated"
    when = _when(incident.time) if incident.time else "time not stated"
    called = f"{lasting}, {incident.key}" if lasting else incident.key
    yield f"{called}: reported {incident.act}, {where}, {when}"
    voices = "; ".join(f"{v.name}" + (f" (tied to {', '.join(v.affiliated_to)})" if v.affiliated_to else "")
                       for v in incident.voices)  # fmt: skip
    yield f"  support     {incident.support.value.replace('_', ' ')}: {voices or 'no voice'}"
    if incident.support_capped:
        yield f"  capped      {incident.support_capped}"
    yield f"  attribution {incident.attribution.value.replace('_', ' ')}"
    for blame in incident.attributed_to:
        status = blame.status.value.replace("_", " ")
        yield f"    said to be by {_called(blame)} ({status}), by {len(blame.by)} claim(s) or row(s)"
    if incident.denied_by:
        yield f"  denied by   {', '.join(incident.denied_by)} (shown; a denial by the accused lowers nothing)"
    for denial in incident.denials:
        if denial.actor not in incident.denied_by:
            yield f"  denied by   {denial.actor}"
    yield from _tolls(told)


def _tolls(told: Sequence[Account]) -> Iterator[str]:
    """Each figure on the day from which it could be known, by whom it was printed, on whose word, in which accounts."""
    for kind in ("killed", "wounded", "missing"):
        for line in incidents.series(told, kind):
            most = " or more" if line.high < 0 else f" to {line.high}" if line.high != line.low else ""
            number = f"{line.low}{most}" if line.low or line.high >= 0 else "number not stated"
            group = "" if line.group == "unstated" else f" ({line.group})"
            by = f"{', '.join(line.sources)}, on the word of {', '.join(line.voices) or 'nobody named'}"
            opens = " ".join(line.accounts)
            yield f"  {kind:11} {number}{group}, told {line.day or 'on no stated day'} by {by} [{opens}]"


def _called(blame: Blame) -> str:
    """The actor's id; the name, as written, of one whom no actor file has."""
    return f"“{blame.name}”, in no actor file" if blame.name else blame.actor


def _when(time: Interval) -> str:
    zone = ZoneInfo(time.zone)
    start, end = (t.astimezone(zone).strftime("%Y-%m-%d %H:%M") for t in (time.start, time.end))
    return f"{start} to {end} ({time.zone}, to the {time.precision})"


def _accounts(outcome: Outcome, told: Sequence[Account]) -> Iterator[str]:
    claims = {c.key: c for c in outcome.derived.claims}
    reports = {r.key: r for r in outcome.derived.reports}
    texts = {t.sha256: t for t in outcome.derived.texts}
    for account in told:
        report = reports.get(account.report)
        voices = "; ".join(v.name for v in account.voices) or "no voice"
        yield f"{account.key} {account.stance} {account.act}, by {voices}"
        yield f"  report      {_report(report)}"
        if account.row:
            yield f"  row         {account.row}"
        yield from _sentence(account, texts)
        yield from _slots(account, texts)
        for claim_key in account.asserted_by:
            if claim_key in claims:
                yield from _claim(claims[claim_key], texts)


def _report(report: Report | None) -> str:
    if report is None:
        return "not in this view"
    published = report.published.isoformat() if report.published else report.published_words or "no date"
    return f"{report.filename}, {report.source}, {published}, {report.url or 'no address'} [{report.key}]"


def _sentence(account: Account, texts: dict[str, Text]) -> Iterator[str]:
    if account.text and account.span and account.text in texts:
        start, end = account.span
        yield f"  sentence    “{_flat(texts[account.text].content[start:end])}” [{start}-{end}]"


def _slots(account: Account, texts: dict[str, Text]) -> Iterator[str]:
    """The words that fill its slots, with their offsets; those for a person whom no file has are not said again."""
    text = texts.get(account.text or "")
    for slot in account.slots if text is not None else ():
        if slot.slot != "person" and text is not None:
            yield f"    {slot.slot:9} “{_flat(text.content[slot.start : slot.end])}” [{slot.start}-{slot.end}]"


def _claim(claim: Claim, texts: dict[str, Text]) -> Iterator[str]:
    who = claim.speaker.name if claim.speaker else "a speaker not named"
    text = texts.get(claim.text)
    said = " … ".join(_flat(text.content[s:e]) for s, e in claim.content) if text else ""
    hedged = f", hedged: {', '.join(claim.certainty)}" if claim.certainty else ""
    yield f"  claim       {who} ({claim.act.value}, {claim.polarity.value}{hedged}): “{said}” [{claim.key}]"


def _rivals(outcome: Outcome, finding: Finding) -> Iterator[str]:
    """What the same incident comes to under the same term in the other readings."""
    held = outcome.held
    rows = [r for r in held.rows(finding.incident) if _term(held, r) == (finding.instrument, finding.term)]
    others = [f for f in room.findings(held, rows) if f.key != finding.key]
    choices = outcome.know.law.choices()
    for other in others:
        reading = ", ".join(f"{c}={o}" for c, o in sorted(other.reading.items()))
        yield f"rival reading {reading}: {other.sentence} [{other.key}]"
    for name in sorted({c for f in (finding, *others) for c in f.reading}):
        for option in choices[name].options:
            yield f"  {name}={option.id}: {option.words}; held by {', '.join(option.holders)}"


def _term(held: room.Held, row: int) -> tuple[str, str]:
    answer = held.answers[int(held.term[row])]
    return answer.instrument.id, answer.term.id


def _flat(text: str) -> str:
    return " ".join(text.split())
