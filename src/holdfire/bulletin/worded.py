"""The accounts of an incident -> what fills each of its slots, in their own words, and its toll as it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from holdfire import incidents
from holdfire.bulletin.book import Book
from holdfire.bulletin.model import Fill, SlotLine, TollLine
from holdfire.disclosure import is_hidden
from holdfire.records import Account, Casualties, Incident, Slot

SHOWN = {
    "act": "act", "weapon": "weapon", "target": "target", "struck": "target", "author": "author", "place": "place",
    "time": "time", "hedge": "hedge", "denial": "denial",
}  # fmt: skip
"""Slot of an account -> slot of an entry. A `person` is in none: nobody is named so before a person has decided."""
ORDER = ("act", "weapon", "target", "present", "author", "denied", "place", "time", "hedge", "denial")
KINDS = ("killed", "wounded", "missing")

Numbered = Sequence[tuple[int, Account]]
Filled = tuple[str, str, bool]
"""(slot, words, the text's own)"""


def slots(incident: Incident, told: Numbered, book: Book, *, hidden: bool) -> tuple[SlotLine, ...]:
    """Slot by slot what the accounts say, words that are alike together; nothing where all come from tables, whose rows
    say it themselves. `hidden`: the place is never published, and with it no word of any text."""
    if not any(account.slots for _, account in told):
        return ()
    opens: dict[tuple[str, str, bool], set[int]] = {}
    written: dict[tuple[str, str, bool], str] = {}
    for number, account in told:
        for slot, words, quoted in _fills(incident, account, book, hidden=hidden):
            key = (slot, words.casefold() if quoted else words, quoted)
            opens.setdefault(key, set()).add(number)
            written[key] = min(words, written.get(key, words))
    return tuple(
        SlotLine(slot=slot, label=book.words.of("slot", slot), fills=fills)
        for slot in ORDER
        if (fills := tuple(
            Fill(words=written[key], quoted=key[2], opens=tuple(sorted(opens[key])))
            for key in sorted(opens, key=lambda k: (k[2], k[1])) if key[0] == slot
        ))
    )  # fmt: skip


def _fills(incident: Incident, account: Account, book: Book, *, hidden: bool) -> Iterator[Filled]:
    if account.stance == "asserts":
        yield from (("present", book.who(actor), False) for actor in account.participants)
        yield from (("author", book.blamed(blame), False) for blame in account.attributed_to)
    if account.stance == "denies":
        named = [book.who(actor) for actor in account.denied_by] or [book.named(voice) for voice in account.voices]
        yield from (("denied", name, False) for name in named)
    if account.text is None and account.stance == "asserts":
        coded = {"act": book.label(account.act), "weapon": book.label(account.weapon)}
        coded["target"] = book.target(account.target)
        yield from ((slot, words, False) for slot, words in coded.items() if words)
    if not (hidden or is_hidden(account.place, book.material.policy)):
        yield from _quoted(incident, account, book)


def _quoted(incident: Incident, account: Account, book: Book) -> Iterator[Filled]:
    """The words of its text; those of a place that is told less finely here stand for what is published of it."""
    text = book.texts.get(account.text or "")
    place = account.place.name if account.place else ""
    published = book.told(incident.key, place)
    for slot in _unbroken(account.slots) if text is not None else ():
        shown = SHOWN.get(slot.slot)
        if shown is None or (account.stance != "asserts" and shown != "denial"):
            continue
        if shown == "place" and published != place:
            yield "place", published, False
        elif text is not None:
            yield shown, " ".join(text.content[slot.start : slot.end].split()), True


def _unbroken(slots: Sequence[Slot]) -> Iterable[Slot]:
    """Without those that lie inside a longer one of the same line."""
    for slot in slots:
        of = [o for o in slots if SHOWN.get(o.slot) == SHOWN.get(slot.slot)]
        if not any(o.start <= slot.start and slot.end <= o.end and o.end - o.start > slot.end - slot.start for o in of):
            yield slot


def tolls(told: Numbered, book: Book) -> tuple[TollLine, ...]:
    """Each figure on the day from which it could be known, with who printed it and on whose word: never averaged."""
    numbers = {account.key: number for number, account in told}
    voices = {account.key: {book.named(voice) for voice in account.voices} for _, account in told}
    return tuple(
        TollLine(
            day=book.words.day(date.fromisoformat(line.day)) if line.day else book.words.say("day_unknown"),
            figure=book.words.toll(
                Casualties(kind=kind, low=line.low, high=None if line.high < 0 else line.high, group=line.group)
            ),
            told_by=tuple(sorted({book.who(source) for source in line.sources})),
            voices=tuple(sorted({name for key in line.accounts for name in voices[key]})),
            opens=tuple(sorted(numbers[key] for key in line.accounts)),
        )
        for kind in KINDS
        for line in incidents.series((account for _, account in told), kind)
    )
