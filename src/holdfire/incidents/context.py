"""Accounts of a text and what its other claims add: blame without an act, exceptions invoked, evidence kept back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from holdfire import data, seals
from holdfire.incidents import voices
from holdfire.incidents.agency import authors, owned_to
from holdfire.incidents.book import Book
from holdfire.incidents.page import Hit, Page, Scope, scope, telling
from holdfire.records import Account, Blame, Claim, ClaimKind, Doubt, Polarity, Slot, SpeechAct

WITHHELD = "evidence-not-examined"
"""Doubt code of an account whose speaker says in the same text that the evidence was kept from somebody."""

ANSWERS = frozenset({SpeechAct.ACCUSE, SpeechAct.DENY, SpeechAct.ADMIT})


def in_context(accounts: Sequence[Account], page: Page, claims: Iterable[Claim], book: Book) -> tuple[Account, ...]:
    """The accounts by the place of their words, with accounts added for blame that names no act of its own."""
    ordered = sorted(claims, key=lambda c: c.key)
    found = sorted([*accounts, *_blames(accounts, page, ordered, book)], key=lambda a: (a.span or (0, 0), a.key))
    invoked = list(_invoked(page, ordered))
    withheld = [c for c in ordered if c.kind is ClaimKind.DISCLOSURE and c.polarity is Polarity.NEGATIVE]
    return tuple(_withholding(_invoking(account, invoked, book), withheld, book) for account in found)


def _blames(accounts: Sequence[Account], page: Page, claims: Sequence[Claim], book: Book) -> Iterable[Account]:
    """ "X blamed Y", "Y denied it": an account of the event told last before it, with its place and time and nobody's
    figures. A denial of an incident is an account of it, whether or not its words name the act again."""
    near: int = data.load("incidents/fusing.yaml")["near_chars"]
    spoken = {key for a in accounts for key in a.asserted_by}
    for claim in claims:
        if claim.act not in ANSWERS or claim.key in spoken or claim.speaker is None or not claim.content:
            continue
        start, end = min(claim.content)[0], max(e for _, e in claim.content)
        before = [a for a in accounts if a.span and a.stance == "asserts" and 0 <= start - a.span[0] <= near]
        if not before or any(start <= h.start < end and h.end <= end for h in page.acts):
            continue
        event = max(before, key=lambda a: (a.place is not None, a.span or (0, 0), a.key))
        told = scope(page, (start, end), claim)
        if claim.act is SpeechAct.ACCUSE:
            blamed, _ = authors(told, Hit(end, end, ""), book)
            if blamed:
                yield _beside(event, claim, told, book, blamed)
        elif claim.act is SpeechAct.ADMIT:
            if who := owned_to(told, book):
                yield _beside(event, claim, told, book, (who,))
        elif telling()["denied_in_general"].search(told.words):
            yield _beside(event, claim, told, book, ())


def _beside(event: Account, claim: Claim, told: Scope, book: Book, blamed: tuple[str, ...]) -> Account:
    """Somebody's word on an event that was told before: blame, or without anybody blamed a denial."""
    assert claim.speaker is not None
    why = f"the {'blame' if blamed else 'denial'} names no act; the event told before it stands in"
    speaker = voices.of_speaker(claim.speaker, voices.day_of(event.knowable_from or None), book)
    own = () if blamed else (speaker.id,) if book.actors.get(speaker.id) else ()
    spans = {("denial" if not blamed else "author", s, e) for s, e in (claim.cue if not blamed else claim.content)}
    return replace(
        event,
        key=seals.key("account", told.page.text.sha256, [told.start, told.end], "blame" if blamed else "denial"),
        rests_on=(told.ref, claim.key),
        doubts=(Doubt(code="event-from-context", where=claim.key, why=why),),
        voices=(speaker,),
        stance="asserts" if blamed else "denies",
        attributed_to=tuple(Blame(actor=actor, by=(claim.key,)) for actor in blamed),
        participants=blamed,
        casualties=(),
        asserted_by=(claim.key,),
        hedges=claim.certainty,
        slots=tuple(Slot(slot=slot, start=s, end=e) for slot, s, e in sorted(spans)),
        span=(told.start, told.end),
        denied_by=own,
        invokes=(),
    )


def _invoked(page: Page, claims: Sequence[Claim]) -> Iterable[tuple[str, str, str]]:
    """(exception, actor, claim) for each exception that the words of a known speaker name."""
    for claim in claims if page.exceptions else ():
        actor = claim.speaker.actor if claim.speaker else None
        codes = dict.fromkeys(h.code for h in page.exceptions if any(s <= h.start < e for s, e in claim.content))
        yield from ((code, actor, claim.key) for code in codes if actor is not None)


def _invoking(account: Account, invoked: Sequence[tuple[str, str, str]], book: Book) -> Account:
    """Exceptions count only when the accused, or one of its body, invokes them."""
    accused = [b.actor for b in account.attributed_to] + list(account.denied_by)
    own = [i for i in invoked if any(_one_camp(i[1], other, book) for other in accused)]
    return replace(account, invokes=tuple(dict.fromkeys(own))) if own else account


def _withholding(account: Account, claims: Sequence[Claim], book: Book) -> Account:
    """Marks the word of a speaker whose side says in this text that evidence was not shown to somebody."""
    if account.stance != "asserts":
        return account
    speakers = [v.id for v in account.voices if book.actors.get(v.id)]
    kept = [
        c
        for c in claims
        if c.kind is ClaimKind.DISCLOSURE
        and c.polarity is Polarity.NEGATIVE
        and c.speaker
        and c.speaker.actor
        and any(_one_camp(c.speaker.actor, speaker, book) for speaker in speakers)
    ]
    why = "its speaker says that the evidence was not shown to all concerned"
    doubts = tuple(Doubt(code=WITHHELD, where=c.key, why=why, settle="an independent examination") for c in kept)
    return replace(account, doubts=(*account.doubts, *doubts)) if doubts else account


def _one_camp(a: str, b: str, book: Book) -> bool:
    """Whether two actors share their side, or their topmost parent where no side is stated."""
    camps = [book.actors.side(x) or (book.actors.ancestors(x) or (x,))[-1] for x in (a, b)]
    return camps[0] == camps[1]
