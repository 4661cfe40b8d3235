"""Questions about disclosure to answers: who has seen this, what has X not seen, and on how much that rests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from holdfire import disclosure
from holdfire.actors import Actors
from holdfire.disclosure import Seen
from holdfire.disclosure.ranges import OF_ITEM, OF_PERSON
from holdfire.errors import BadRequest
from holdfire.flow.derive import Outcome
from holdfire.flow.extract import EXHIBITS
from holdfire.flow.items import derived, key_of, received
from holdfire.flow.knowledge import Knowledge, knowledge
from holdfire.flow.standing import record_of
from holdfire.records import Receipt, Report, View
from holdfire.records.view import AUDIENCE_ORDER
from holdfire.seals import bag, push
from holdfire.store import Case

EVERYBODY = AUDIENCE_ORDER[0]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question: about an item, or about somebody."""

    item: str = ""
    """A key, a file name, or words that stand in what was said of evidence or in the title of its report."""
    by: str = ""
    """An actor's id or name, an audience, or a name as it was written."""
    on: date | None = None
    """As things stood at the end of this day, in the case's zone; None: now."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One row of an answer, in words that a person can read without looking anything up."""

    row: Seen
    title: str
    """What the item is called."""
    publisher: str = ""
    """Of a claim: who printed it."""
    url: str = ""
    quotation: str = ""
    """Of a claim: the words of it."""


class Unshown(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit that no entry of the ledger shows to somebody."""

    item: str
    title: str
    withheld: bool
    """An entry says that it is kept from them."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """On how much a negative answer rests: every entry of the ledger up to a position."""

    size: int
    """Entries looked through: positions 0 to size - 1."""
    root: str
    """Root of the tree over them, hex."""
    disclosures: int
    """How many of them are disclosures."""
    named: int
    """How many of those answer the question."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a view may be told."""

    told: tuple[Told, ...]
    unshown: tuple[Unshown, ...] = ()
    """Of a question about somebody: what they have not been shown."""
    looked: Looked | None = None
    """None: a narrower audience is told neither the length of the ledger nor what else stands in it."""


def answer(case: Case, view: View, asked: Asked) -> Answer:
    """Who has seen an item, or what somebody has and has not seen. Raises BadRequest E450, E455."""
    if bool(asked.item) == bool(asked.by):
        raise BadRequest("E455", "ask about one item or about one person", todo="give --item or --by, not both")
    reports, outcome = received(case, view), derived(case, view)
    know = outcome.know if outcome is not None else knowledge(case.config, case.inputs(view.as_of))
    rows = [r for r in _rows(case, view, reports, outcome) if _by_then(r, asked.on, case.config.zone)]
    if asked.item:
        rows = _about(rows, asked.item, reports, outcome)
        return Answer(told=_told(rows, reports, outcome, know), looked=_looked(case, view, rows))
    same = same_person(asked.by, know.actors)
    addressed = [r for r in rows if any(same(name) for name in r.to_whom)]
    unshown = _unshown(rows, same, [r for r in reports if _had(r, asked.on, case.config.zone)])
    return Answer(
        told=_told(addressed, reports, outcome, know), unshown=unshown, looked=_looked(case, view, addressed)
    )


def proof(case: Case, asked: Asked, found: Answer) -> dict[str, Any]:
    """The range proof of an answer given to the widest audience, as plain data."""
    named = {_position(t.row) for t in found.told if t.row.entry}
    opened = OF_ITEM if asked.item else OF_PERSON
    size, root = case.head()
    entries = (e for e in case.entries() if e.position < size)
    made = disclosure.prove_range(case.id, entries, root, opened=opened, named=named)
    return {**made, "question": msgspec.to_builtins(asked)}


def checked(case: Case, told: Any) -> list[str]:
    """What is wrong with a range proof, by itself and against this case's ledger."""
    faults = disclosure.check_range(told)
    if not faults and told["case"] != case.id:
        return ["it is of another case"]
    if not faults and told["size"] > case.head()[0]:
        return ["it is of a longer ledger than this one"]
    if not faults:
        leaves = [e.leaf for e in case.entries(None, told["size"] - 1)]
        peaks: list[bytes] = []
        for size, leaf in enumerate(leaves):
            push(peaks, size, bytes.fromhex(leaf))
        faults = [] if bag(peaks).hex() == told["root"] else ["this case's ledger had another root at that size"]
    return faults


def same_person(who: str, actors: Actors) -> Callable[[str], bool]:
    """Whether a recipient, as written, is somebody: the same name, the same actor, or a body of that actor."""
    plain, actor = _bare(who), who if actors.get(who) else _actor(who, actors)

    def same(name: str) -> bool:
        if _bare(name) == plain:
            return True
        other = name if actors.get(name) else _actor(name, actors)
        return actor is not None and other is not None and actor in actors.ancestors(other)

    return same


def _actor(name: str, actors: Actors) -> str | None:
    """The actor that a phrase names: `the Russians` is found as a mention that fills it."""
    found = actors.by_name(name)
    if found is None:
        mentions = [m for m in actors.find(name) if len(_bare(m.text)) == len(_bare(name))]
        found = mentions[0].actor if mentions else None
    return found


def _bare(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _rows(case: Case, view: View, reports: tuple[Report, ...], outcome: Outcome | None) -> tuple[Seen, ...]:
    receipts = [record_of(e, Receipt) for e in case.entries("receipt", view.as_of)]
    claims = outcome.derived.claims if outcome is not None else ()
    exhibits = outcome.derived.exhibits if outcome is not None else ()
    return disclosure.seen(case.disclosures(view.as_of), claims, exhibits, reports, view, receipts=receipts)


def _by_then(row: Seen, day: date | None, zone: str) -> bool:
    when = row.said_on if row.claim else row.on
    return day is None or when is None or when < _after(day, zone)


def _had(report: Report, day: date | None, zone: str) -> bool:
    return day is None or report.collected is None or report.collected < _after(day, zone)


def _after(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def _about(rows: Iterable[Seen], named: str, reports: tuple[Report, ...], outcome: Outcome | None) -> list[Seen]:
    """The rows on an item; on words, where no item is called so."""
    try:
        keys = _kin(key_of(named, reports, outcome), outcome)
    except BadRequest:
        wanted, titles = named.casefold(), {r.key: r.title for r in reports}
        found = [r for r in rows if any(wanted in words.casefold() for words in (*r.what, titles.get(r.report, "")))]
        if not found:
            raise
        return found
    return [r for r in rows if keys & {r.item, r.claim or "", r.report, f"exhibit:{r.derivative}"}]


def _kin(key: str, outcome: Outcome | None) -> set[str]:
    """The item, the exhibits made from it or that it was made from, and what an incident or account rests on."""
    keys = {key}
    if outcome is None:
        return keys
    d = outcome.derived
    line = {e.key: e.derived_from for e in d.exhibits if e.derived_from}
    keys |= {made for made, of in line.items() if of == key} | {line.get(key, key)}
    accounts = [a for a in d.accounts if a.key == key or any(i.key == key and a.key in i.accounts for i in d.incidents)]
    for account in accounts:
        keys |= {account.key, *account.asserted_by, *account.exhibits, account.report}
        keys |= {doubt.where for doubt in account.doubts}
    return keys


def _unshown(rows: Iterable[Seen], same: Callable[[str], bool], reports: Iterable[Report]) -> tuple[Unshown, ...]:
    to = [(r, any(same(name) for name in r.to_whom)) for r in rows if r.claim is None]
    shown = {r.item for r, them in to if r.shown and (them or EVERYBODY in r.to_whom)}
    shown |= {f"exhibit:{r.derivative}" for r, them in to if r.shown and them and r.derivative}
    kept = {r.item for r, them in to if not r.shown and them}
    return tuple(
        Unshown(item=key, title=report.title or report.filename, withheld=key in kept)
        for report in sorted(reports, key=lambda r: r.position)
        if report.format in EXHIBITS and not {key := f"exhibit:{report.sha256}", report.key} & shown
    )


def _told(
    rows: Iterable[Seen], reports: tuple[Report, ...], outcome: Outcome | None, know: Knowledge
) -> tuple[Told, ...]:
    by_key = {key: r for r in reports for key in (r.key, f"exhibit:{r.sha256}")}
    claims = {c.key: c for c in outcome.derived.claims} if outcome is not None else {}
    texts = {t.sha256: t.content for t in outcome.derived.texts} if outcome is not None else {}
    made = []
    for row in rows:
        claim, report = claims.get(row.claim or ""), by_key.get(row.report or row.item)
        source = know.sources.get(report.source) if report is not None else None
        said = " ... ".join(texts.get(claim.text, "")[s:e] for s, e in claim.content) if claim else ""
        title = "; ".join(row.what) or (report.title or report.filename if report is not None else row.item)
        printed = (source.name if source else report.source if report else "") if row.claim else ""
        url = report.url if row.claim and report is not None else ""
        made.append(Told(row=row, title=title, publisher=printed, url=url, quotation=" ".join(said.split())))
    return tuple(made)


def _looked(case: Case, view: View, rows: Iterable[Seen]) -> Looked | None:
    if view.audience != AUDIENCE_ORDER[-1]:
        return None
    size, root = case.head()
    return Looked(
        size=size, root=root, disclosures=len(case.disclosures(size - 1)), named=sum(bool(r.entry) for r in rows)
    )


def _position(row: Seen) -> int:
    return int(row.entry.partition(":")[2])
