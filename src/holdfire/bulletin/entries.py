"""Incidents and findings -> the bulletin's entries: each incident once, with everything that it opens to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from holdfire.bulletin.book import Book
from holdfire.bulletin.decided import decision, decisions
from holdfire.bulletin.evidence_lines import account_line, exhibit_items
from holdfire.bulletin.figures import STRENGTH, Held
from holdfire.bulletin.held_lines import because_words, held_line
from holdfire.bulletin.model import Blamed, Entry, Item
from holdfire.bulletin.worded import slots, tolls
from holdfire.findings.proceedings import plain
from holdfire.records import Because, Blame, Finding, Incident, Place, Review, Status, Verdict

HeldBy = Mapping[str, Mapping[str, Held]]
"""Instrument id -> incident key -> its strongest verdicts."""
_STATUSES = tuple(Status)


def entries(book: Book, held_by: HeldBy, overall: Mapping[str, Held]) -> tuple[Entry, ...]:
    """Every incident of the period, not numbered yet: strongest verdict first, firm before not, by time and key."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in book.material.findings:
        findings[finding.incident].append(finding)

    def rank(incident: Incident) -> tuple[int, bool, str, str]:
        held = overall[incident.key]
        start = incident.time.start.isoformat() if incident.time else "~"
        return (STRENGTH.index(held.strongest()), len(held.verdicts()) > 1, start, incident.key)

    shown = sorted((i for i in book.material.incidents if i.key in overall), key=rank)
    return tuple(_entry(incident, (overall[incident.key], findings[incident.key]), held_by, book) for incident in shown)


def _entry(incident: Incident, judged: tuple[Held, list[Finding]], held_by: HeldBy, book: Book) -> Entry:
    (overall, findings), hidden, place = judged, book.hidden(incident), book.place(incident)
    status = max((finding.status for finding in findings), key=_STATUSES.index, default=Status.COMPUTED)
    decided = decisions(incident, findings, book)
    told = tuple(enumerate((book.accounts[key] for key in sorted(incident.accounts) if key in book.accounts), 1))
    where, note = _where(incident, place, book, hidden=hidden)
    return Entry(
        number=0,
        lasting=book.material.numbers.get(incident.key, ""),
        anchor="",
        key=incident.key,
        group=overall.strongest().value,
        stands_out=_stands_out(incident, overall.strongest(), decided, book),
        firm=len(overall.verdicts()) == 1,
        label=_label(overall.strongest(), status, decided, book),
        status=_status(status, decided, book),
        act=book.label(incident.act),
        weapon=book.label(incident.weapon),
        when=book.words.when(incident.time),
        where=where,
        where_note=note,
        present=tuple(sorted({book.who(actor) for actor in incident.participants})),
        target=book.target(incident.target),
        casualties=tuple(book.words.toll(toll) for toll in sorted(incident.casualties, key=repr)),
        toll=book.words.spread(incident.casualties),
        support=incident.support.value,
        support_words=book.words.of("support", incident.support),
        support_capped=_capped(incident.support_capped, book),
        attribution_words=book.words.of("attribution", incident.attribution),
        stated=tuple(_blamed(blame, book) for blame in sorted(incident.attributed_to, key=lambda b: b.actor)),
        denied_by=tuple(
            book.words.say("denies", actor=name) for name in sorted({book.who(a) for a in incident.denied_by})
        ),
        voices=tuple(sorted({book.voice(voice) for voice in incident.voices})),
        against=tuple(sorted({book.voice(voice) for voice in incident.against})),
        summary=_in_words(overall, book),
        reason=_reason(overall, book),
        missing=", ".join(book.words.of("because_undetermined", b) for b in _missing(overall)),
        held=tuple(
            held_line(held_by[i][incident.key], [f for f in findings if f.instrument == i], i, book)
            for i in sorted(held_by)
            if incident.key in held_by[i]
        ),
        slots=slots(incident, told, book, hidden=hidden),
        tolls=tolls(told, book),
        accounts=tuple(account_line(of, incident.key, book, hidden=hidden) for of in told),
        exhibits=_exhibits(incident, book, hidden=hidden),
        decisions=tuple(decision(review, findings, book) for review in decided),
        doubts=_doubts(incident, findings, book),
    )


def _exhibits(incident: Incident, book: Book, *, hidden: bool) -> tuple[Item, ...]:
    """Those of the incident and of its accounts."""
    accounts = [book.accounts[key] for key in incident.accounts if key in book.accounts]
    keys = (*incident.exhibits, *(key for account in accounts for key in account.exhibits))
    return exhibit_items(keys, book, hidden=hidden)


def _stands_out(incident: Incident, verdict: Verdict, decided: Iterable[Review], book: Book) -> bool:
    """Whether it is told of first: for its verdict, for what is said of it, for who saw it or decided on it."""
    accounts = [book.accounts[key] for key in incident.accounts if key in book.accounts]
    return (
        verdict in {Verdict.CONTRARY, Verdict.CONTRARY_UNLESS_EXCEPTION}
        or bool(incident.denied_by or incident.against or incident.exhibits or any(decided))
        or any(account.asserted_by or account.observed for account in accounts)
    )


def _capped(why: str, book: Book) -> str:
    """Why support is capped, the statement that says so named by its speaker."""

    def named(found: re.Match[str]) -> str:
        claim = book.claims.get(found[1])
        return book.words.say("says_so", who=book.speaker(claim.speaker)) if claim else ""

    return re.sub(r" \((claim:\w+)\)", named, why)


def _in_words(held: Held, book: Book) -> str:
    """The verdict in a few words: the readings themselves stand in the entry."""
    words = [book.words.of("verdict", verdict) for verdict in STRENGTH if verdict in held.verdicts()]
    return words[0] if len(words) == 1 else book.words.say("depends", verdicts=book.words.say("or").join(words))


def _reason(held: Held, book: Book) -> str:
    """Why nothing covers it, where nothing does."""
    because = {b for variant in held.variants for b in variant.because}
    covered = held.verdicts() != {Verdict.NOT_COVERED}
    return "" if covered else because_words(Verdict.NOT_COVERED, because, book)


def _missing(held: Held) -> list[Because]:
    missing = {b for v in held.variants if v.verdict is Verdict.UNDETERMINED for b in v.because}
    return [b for b in Because if b in missing]


def _doubts(incident: Incident, findings: Iterable[Finding], book: Book) -> tuple[str, ...]:
    doubts = {doubt for of in ([incident.doubts], [f.doubts for f in findings]) for some in of for doubt in some}
    return tuple(f"{doubt.code}: {book.told(incident.key, doubt.why)}" for doubt in sorted(doubts))


def _where(incident: Incident, place: Place | None, book: Book, *, hidden: bool) -> tuple[str, str]:
    words = book.words
    if hidden:
        return words.say("place_withheld"), words.say("place_withheld_why")
    if place is None:
        return words.say("place_unknown"), ""
    finer = incident.place is not None and (incident.place.name, incident.place.radius_m) != (
        place.name,
        place.radius_m,
    )
    km = max(1, round(place.radius_m / 1000))
    return place.name or words.say("near_unnamed"), words.say("place_rounded", km=km) if finer else words.disc(place)


def _blamed(blame: Blame, book: Book) -> Blamed:
    """What sources state of who did it, as theirs: never in the bulletin's own voice."""
    said = book.blamers(blame)
    actor = book.blamed(blame)
    if not said:
        return Blamed(sentence=book.words.say("as_stated_row", actor=actor), claims=blame.by)
    template = "as_stated" if len(said) == 1 else "as_stated_many"
    return Blamed(sentence=book.words.say(template, voices="; ".join(said), actor=actor), claims=blame.by)


def _label(verdict: Verdict, status: Status, decided: list[Review], book: Book) -> str:
    """The printed status words; nothing is a violation without "alleged" or "ruled by"."""
    labels, mandate = book.words.group("label"), book.material.mandate
    ruling = next((r for r in reversed(decided) if r.decision == "rule"), None)
    if status is Status.RULED and mandate is not None and ruling is not None:
        date = book.words.day(ruling.when.astimezone(book.words.zone).date())
        kind = "ruled_violation" if plain(ruling.value) == "violation" else "ruled"
        return book.words.template("label", kind, body=mandate.body, date=date, standard=mandate.standard)
    if verdict is Verdict.CONTRARY:
        return str(labels["alleged"])
    return str(labels["alleged_exception"] if verdict is Verdict.CONTRARY_UNLESS_EXCEPTION else labels["reported"])


def _status(status: Status, decided: list[Review], book: Book) -> str:
    assessed = next((r for r in reversed(decided) if r.decision == "assess"), None)
    if status is Status.ASSESSED and assessed is None:
        return book.words.of("status", status)
    who = assessed.who if assessed else ""
    date = book.words.day(assessed.when.astimezone(book.words.zone).date()) if assessed else ""
    return book.words.template("status_words", status, version=book.material.code_version, who=who, date=date)
