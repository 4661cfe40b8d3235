"""People's decisions on one incident and its findings -> a line each, in the bulletin's words: comments verbatim."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from holdfire import findings as room
from holdfire.bulletin.book import Book
from holdfire.findings.proceedings import DECISIONS, plain
from holdfire.records import Comment, Finding, FollowUp, Incident, Proceedings, Review


def decisions(incident: Incident, findings: Iterable[Finding], book: Book) -> list[Review]:
    """Those on the incident, and those on its findings that still stand, by time. States of follow-ups are told with
    what was asked."""
    listed = list(findings)
    about = {incident.key, *(f.key for f in listed)}
    standing = {f.key: _keys(f.proceedings) for f in listed if f.proceedings is not None}
    wanted = set(DECISIONS) - {"follow_up_state"}
    made = (r for r in book.material.reviews if r.target in about and r.decision in wanted)
    return sorted((r for r in made if r.key in standing.get(r.target, {r.key})), key=lambda r: (r.when, r.key))


def decision(review: Review, findings: Iterable[Finding], book: Book) -> str:
    """One decision in words."""
    words, mandate = book.words, book.material.mandate
    date = words.day(review.when.astimezone(words.zone).date())
    if review.decision == "rule" and mandate is not None:
        return words.say("ruled", body=mandate.body, date=date, standard=mandate.standard, why=review.why)
    if review.decision == "comment":
        note = _note(_found(findings, review.key), book)
        return f"{words.say('comment', who=commenter(review, book), date=date)}{note}: {comment_words(review)}"
    if review.decision == "put_to_parties":
        return words.say("put_to", who=book.several(review.of), date=date, until=_last_day(review.due, book))
    if review.decision == "follow_up":
        asked = _asked(findings, review.key)
        state = room.standing_of(asked, _known(book)) if asked else "open"
        return words.say("asked_of", who=book.several(review.of), until=_last_day(review.due, book),
                         what=plain(review.value), state=words.of("follow_up", state))  # fmt: skip
    if review.decision in {"gravity", "responsibility"}:
        value = plain(review.value)
        value = words.of("responsibility", value) if review.decision == "responsibility" else value
        return words.say(f"{review.decision}_set", value=value, who=review.who, date=date, why=review.why)
    return words.say("assessed", who=review.who, date=date, why=review.why)


def comment_words(review: Review) -> str:
    """A comment verbatim."""
    return plain(review.value) or review.why


def commenter(review: Review, book: Book) -> str:
    """Whose comment it is: whoever put it in only wrote it down."""
    return book.who(review.of[0]) if review.of else review.who


def _keys(done: Proceedings | None) -> set[str]:
    if done is None:
        return set()
    single = (done.assessed, done.ruling, done.gravity, done.responsibility)
    return {of.review for of in (*(s for s in single if s), *done.put, *done.comments, *done.follow_ups)}


def _found(findings: Iterable[Finding], key: str) -> Comment | None:
    done = (f.proceedings for f in findings if f.proceedings is not None)
    return next((c for p in done for c in p.comments if c.review == key), None)


def _asked(findings: Iterable[Finding], key: str) -> FollowUp | None:
    done = (f.proceedings for f in findings if f.proceedings is not None)
    return next((a for p in done for a in p.follow_ups if a.review == key), None)


def _note(comment: Comment | None, book: Book) -> str:
    notes = [n for n in ("late", "earlier") if comment is not None and getattr(comment, n)]
    return f" ({', '.join(book.words.of('comment_note', n) for n in notes)})" if notes else ""


def _known(book: Book) -> datetime:
    """The last moment that anything in the bulletin knows of: no clock."""
    return max((r.when for r in book.material.reviews), default=datetime.min.replace(tzinfo=UTC))


def _last_day(due: datetime | None, book: Book) -> str:
    if due is None:
        return book.words.say("not_stated")
    return book.words.day((due - timedelta(minutes=1)).astimezone(book.words.zone).date())
