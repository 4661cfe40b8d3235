"""Names of speakers and publishers to voices: who they are ultimately, and to whom they are tied on the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from holdfire.data.folding import fold
from holdfire.incidents.book import Book
from holdfire.records import BY_NAME, Affiliation, Speaker, Voice

PARTIES = frozenset({"state", "ministry", "force", "armed_group", "lumped"})
"""Kinds of actor that are, or are organs of, somebody with a stake; a body or a person is so by its parent or ties."""

_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\w)", re.IGNORECASE)


def ties_on(affiliations: Iterable[Affiliation], day: date | None) -> tuple[str, ...]:
    """Actor ids of the ties that hold on a day, in the order stated (names decide no order); undated: the open ones."""
    return tuple(
        tie.to
        for tie in affiliations
        if (tie.since is None or (day is not None and tie.since <= day))
        and (tie.until is None or (day is not None and day < tie.until))
    )


def name_id(name: str) -> str:
    """The id of somebody whom no file knows: `name:` + the name folded, without the article before it."""
    bare = _ARTICLE.sub("", name)
    return BY_NAME + (fold(bare) or bare)


def of_source(name: str, day: date | None, book: Book) -> Voice:
    """The voice of a source by id or by any of its names; an unknown one is `name:` + its folded name."""
    source = book.sources.get(name) or book.sources.by_name(name)
    if source is None:
        return Voice(id=name_id(name), name=name)
    return Voice(id=source.id, name=source.name, affiliated_to=ties_on(source.affiliations, day))


def of_publisher(source: str, day: date | None, book: Book) -> Voice:
    """The publisher of a report in its own name: always its source id, known or not, so that it is known as such."""
    known = book.sources.get(source)
    ties = ties_on(known.affiliations, day) if known else ()
    return Voice(id=source, name=known.name if known else source, affiliated_to=ties)


def of_speaker(speaker: Speaker, day: date | None, book: Book, via: tuple[str, ...] = ()) -> Voice:
    """The voice of a claim's speaker: its actor, else a source of that name, else the folded name."""
    actor = book.actors.get(speaker.actor) if speaker.actor else None
    if actor is None:
        known = of_source(speaker.name, day, book)
        return Voice(id=known.id, name=known.name, affiliated_to=known.affiliated_to, via=via)
    listed = book.sources.by_name(actor.name) if actor.kind == "body" else None
    ties = ties_on((*actor.affiliations, *(listed.affiliations if listed else ())), day)
    stands_in = actor.parent if actor.kind == "person" else actor.id  # a person speaks for a body, not for itself
    interested = (stands_in,) if stands_in and is_party(stands_in, book) else ()
    code = listed.id if listed else actor.id  # an observatory that tables cite and texts quote is one voice
    return Voice(id=code, name=speaker.name, affiliated_to=tuple(dict.fromkeys((*interested, *ties))), via=via)


def is_party(actor: str, book: Book) -> bool:
    """Whether an actor, or what it belongs to, has a stake: a body or a person has one only by its parent."""
    line = (book.actors.get(code) for code in book.actors.ancestors(actor))
    return any(step is not None and step.kind in PARTIES for step in line)


def day_of(stated: str | None) -> date | None:
    """An ISO date as a day; "" or None: none."""
    return date.fromisoformat(stated) if stated else None
