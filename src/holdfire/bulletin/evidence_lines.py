"""Accounts and claims -> lines that go down to the very sentence, table row, observation or exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfire.bulletin.book import Book
from holdfire.bulletin.model import AccountLine, ClaimLine, Field, Item
from holdfire.bulletin.quotation import passage, quotation
from holdfire.bulletin.words import Words
from holdfire.data import load
from holdfire.records import Account, Claim, ClaimKind, Exhibit, Observation, Polarity, Row


def account_line(of: tuple[int, Account], incident: str, book: Book, *, hidden: bool) -> AccountLine:
    """One source's version and its number; `hidden`: the incident's place is never published, so nothing that names it
    is."""
    number, account = of
    claims = [book.claims[key] for key in account.asserted_by if key in book.claims]
    own = None if claims else passage(account, book, hidden=hidden)
    return AccountLine(
        number=number,
        stance=book.words.of("stance", account.stance),
        said=_said(account, book),
        voices=tuple(sorted({book.voice(voice) for voice in account.voices})),
        claims=tuple(claim_line(claim, book) for claim in sorted(claims, key=_position)),
        items=tuple(_items(account, incident, book, hidden=hidden)),
        sentence=own,
        origin=book.origin(account.report, bare=bool(own.withheld)) if own else None,
    )


def claim_line(claim: Claim, book: Book) -> ClaimLine:
    """Who says it, how, and the sentence with the report it stands in."""
    parent = book.claims.get(claim.parent or "")
    return ClaimLine(
        key=claim.key,
        speaker=book.speaker(claim.speaker),
        verb=_verb(claim, book),
        nested=book.words.say("nested", who=book.speaker(parent.speaker)) if parent else "",
        certainty=claim.certainty,
        evidence=() if claim.key in book.hidden_claims else tuple(mention.text for mention in claim.evidence),
        quotation=quotation(claim, book),
        origin=book.origin(claim.report, bare=claim.key in book.hidden_claims),
        reader=claim.reader,
    )


def exhibit_items(keys: Iterable[str], book: Book, *, hidden: bool) -> tuple[Item, ...]:
    """Exhibits by key, each with its hash and its times kept apart."""
    exhibits = {exhibit.key: exhibit for exhibit in book.material.exhibits}
    return tuple(_exhibit(exhibits[key], book, hidden=hidden) for key in sorted(set(keys)) if key in exhibits)


def _said(account: Account, book: Book) -> str:
    source = book.who(account.source)
    parts = [
        book.label(account.act),
        book.label(account.weapon),
        *(book.words.toll(c) for c in sorted(account.casualties, key=repr)),
    ]
    return f"{source}: {'; '.join(part for part in parts if part)}"


def _verb(claim: Claim, book: Book) -> str:
    if claim.kind is ClaimKind.DISCLOSURE:
        return book.words.of("disclosure_verb", claim.polarity)
    plain = book.words.of("act_verb", claim.act)
    if claim.polarity is Polarity.NEGATIVE:
        found: str = book.words.group("act_verb_negative").get(claim.act.value, plain)
        return found
    return plain


def _position(claim: Claim) -> tuple[str, tuple[object, ...], str]:
    return (claim.doc, claim.source + claim.content, claim.key)


def _items(account: Account, incident: str, book: Book, *, hidden: bool) -> Iterable[Item]:
    row = book.rows.get(account.row or "")
    if row is not None:
        yield _row(row, incident, book, hidden=hidden)
    for observation in sorted(book.material.observations, key=lambda o: o.key):
        if observation.key in account.rests_on or (account.observed and observation.report == account.report):
            yield _observation(observation, book, hidden=hidden)


def _row(row: Row, incident: str, book: Book, *, hidden: bool) -> Item:
    """A table row in the columns that words of rows.yaml let out: never its coordinates."""
    columns = load("bulletin/rows.yaml")["events"]
    shown = columns["always"] if hidden else {**columns["always"], **columns["unless_hidden"]}
    fields = tuple(
        Field(label=label, value=book.told(incident, str(row.values[column])))
        for column, label in shown.items()
        if row.values.get(column) not in {None, ""}
    )
    title = " ".join(part for part in (row.table.upper(), row.upstream_id, row.edition) if part)
    return Item(kind="row", title=title, fields=fields, origin=book.origin(row.report, bare=hidden))


def _observation(observation: Observation, book: Book, *, hidden: bool) -> Item:
    """What the case's own observers perceived; their position and patrol stay unsaid."""
    words = book.words
    count = f"{observation.count} {words.of('unit', observation.unit)}" if observation.count is not None else ""
    told = {
        "when": words.when(observation.time),
        "means": words.of("means", observation.means),
        "act": book.label(observation.act),
        "weapon": book.label(observation.weapon),
        "count": count,
        "direction": observation.direction_of_fire,
        "direction_by": book.who(observation.direction_assessed_by) if observation.direction_assessed_by else "",
        "restriction": observation.restriction,
        "notes": "" if hidden else observation.notes,
    }
    fields = tuple(Field(label=words.of("observation", name), value=value) for name, value in told.items() if value)
    return Item(kind="observation", title=words.of("observation", "title"), fields=fields)


def _stamps(exhibit: Exhibit, words: Words) -> Iterator[str]:
    """By which authority and when: not later than this was it in the case. An authority is told by its name alone."""
    for stamp in exhibit.stamps:
        yield words.say("trusted_stamp", when=words.moment(stamp.when), authority=stamp.authority)


def _exhibit(exhibit: Exhibit, book: Book, *, hidden: bool) -> Item:
    """An exhibit by hash, with its times kept apart; the metadata inside it is never printed."""
    words, times = book.words, exhibit.times
    told = {
        "sha256": exhibit.sha256,
        "media_type": exhibit.media_type,
        "claimed": times.claimed,
        "embedded": times.embedded,
        "collected": words.moment(times.collected),
        "logged": words.moment(times.logged),
        "trusted": "; ".join(_stamps(exhibit, words)) or words.say("none"),
        "derivation": exhibit.derivation,
        "graphic": words.say("graphic") if exhibit.graphic else "",
        "exculpatory": words.say("exculpatory") if exhibit.exculpatory else "",
    }
    fields = tuple(Field(label=words.of("exhibit", name), value=value) for name, value in told.items() if value)
    title = words.of("exhibit", "title") if hidden or not exhibit.caption else exhibit.caption
    return Item(kind="exhibit", title=title, fields=fields, origin=book.origin(exhibit.report, bare=hidden))
