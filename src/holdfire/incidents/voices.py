"""Names of speakers and publishers to voices: who they are ultimately, and to whom they are tied on the day."""

from __future__ import annotations

from datetime import date

from holdfire.data.folding import fold
from holdfire.incidents.book import Book
from holdfire.records import Speaker, Voice


def of_source(name: str, day: date | None, book: Book) -> Voice:
    """The voice of a source by id or by any of its names; an unknown one is `name:` + its folded name."""
    source = book.sources.get(name) or book.sources.by_name(name)
    if source is None:
        return Voice(id=f"name:{fold(name) or name}", name=name)
    ties = tuple(book.sources.affiliations_on(source.id, day)) if day else ()
    return Voice(id=source.id, name=source.name, affiliated_to=ties)


def of_speaker(speaker: Speaker, day: date | None, book: Book, via: tuple[str, ...] = ()) -> Voice:
    """The voice of a claim's speaker: its actor, else a source of that name, else the folded name."""
    if speaker.actor is not None:
        return Voice(id=speaker.actor, name=speaker.name, affiliated_to=(speaker.actor,), via=via)
    known = of_source(speaker.name, day, book)
    return Voice(id=known.id, name=known.name, affiliated_to=known.affiliated_to, via=via)
