"""Accounts of a text and what its other claims add: blame without an act, exceptions invoked, evidence kept back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from holdfire import data, seals
from holdfire.incidents import voices
from holdfire.incidents.agency import authors
from holdfire.incidents.book import Book
from holdfire.incidents.page import Hit, Page, scope
from holdfire.records import Account, Blame, Claim, ClaimKind, Doubt, Polarity, SpeechAct

WITHHELD = "evidence-not-examined"
"""Doubt code of an account whose speaker says in the same text that the evidence was kept from somebody."""


def in_context(accounts: Sequence[Account], page: Page, claims: Iterable[Claim], book: Book) -> tuple[Account, ...]:
    """The accounts by the place of their words, with accounts added for blame that names no act of its own."""
    ordered = sorted(claims, key=lambda c: c.key)
    found = sorted([*accounts, *_blames(accounts, page, ordered, book)], key=lambda a: (a.span or (0, 0), a.key))
    told = [_withholding(_invoking(account, page, ordered, book), ordered, book) for account in found]
    return tuple(told)


def _blames(accounts: Sequence[Account], page: Page, claims: Sequence[Claim], book: Book) -> Iterable[Account]:
    """ "X blamed Y": an account of the event told last before it, with its place and time and nobody's figures."""
    near: int = data.load("incidents/fusing.yaml")["near_chars"]
    spoken = {key for a in accounts for key in a.asserted_by}
    for claim in claims:
        if claim.act is not SpeechAct.ACCUSE or claim.key in spoken or not claim.content or claim.speaker is None:
            continue
        start, end = min(claim.content)[0], max(e for _, e in claim.content)
        told = scope(page, (start, end), claim)
        blamed, _ = authors(told, Hit(end, end, ""), book)
        before = [a for a in accounts if a.span and a.stance == "asserts" and 0 <= start - a.span[0] <= near]
        if not blamed or not before or any(start <= h.start < end and h.end <= end for h in page.acts):
            continue
        event = max(before, key=lambda a: (a.place is not None, a.span or (0, 0), a.key))
        doubt = Doubt(
            code="event-from-context", where=claim.key, why="the blame names no act; the event told before it stands in"
        )
        day = None if not event.knowable_from else event.knowable_from
        yield replace(
            event,
            key=seals.key("account", page.text.sha256, [start, end], "blame"),
            rests_on=(told.ref, claim.key),
            doubts=(doubt,),
            voices=(voices.of_speaker(claim.speaker, voices.day_of(day), book),),
            attributed_to=tuple(Blame(actor=actor, by=(claim.key,)) for actor in blamed),
            participants=blamed,
            casualties=(),
            asserted_by=(claim.key,),
            span=(start, end),
            denied_by=(),
            invokes=(),
        )


def _invoking(account: Account, page: Page, claims: Sequence[Claim], book: Book) -> Account:
    """Exceptions count only when the accused, or one of its body, invokes them."""
    accused = [b.actor for b in account.attributed_to] + list(account.denied_by)
    invoked = []
    for claim in claims:
        actor = claim.speaker.actor if claim.speaker else None
        if actor is None or not any(_one_camp(actor, other, book) for other in accused):
            continue
        codes = dict.fromkeys(h.code for h in page.exceptions if any(s <= h.start < e for s, e in claim.content))
        invoked += [(code, actor, claim.key) for code in codes]
    return replace(account, invokes=tuple(dict.fromkeys(invoked))) if invoked else account


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
