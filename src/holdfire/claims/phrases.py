"""Words to noun phrases: where the name of a speaker begins and ends, without a parser."""

from __future__ import annotations

from holdfire.claims.page import Page
from holdfire.records import Range

LONGEST = 30
"""Words. A longer speaker is a misreading."""

STOPS_LEFT = frozenset(
    ("clause", "auxiliary", "modal", "that", "question", "relative", "subject", "object", "to", "adverb", "day")
)
STOPS_RIGHT = frozenset(
    ("clause", "auxiliary", "modal", "that", "question", "relative", "subject", "object", "to", "adverb", "day")
)
INSIDE_NAME = frozenset(("of", "for", "at", "from", "with", "in", "on", "to", "near", "against", "under"))
JOINERS = frozenset(("-", "–", "'", "’", "/", "(", ")", ".", "&", '"', "“", "”", "''"))
TIME_NOUNS = frozenset(
    [
        "week",
        "month",
        "year",
        "night",
        "morning",
        "afternoon",
        "evening",
        "time",
        "statement",
        "interview",
        "email",
        "e-mail",
        "tweet",
        "post",
        "speech",
        "press",
        "briefing",
        "conference",
        "report",
        "letter",
        "call",
        "telephone",
        "phone",
        "message",
        "release",
        "television",
        "radio",
        "twitter",
        "facebook",
        "remarks",
        "address",
        "video",
        "article",
        "column",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def phrase_left(page: Page, last: int, floor: int) -> Range | None:
    """The noun phrase that ends with word `last`, not reaching before `floor`; with its apposition, if it has one."""
    if last < floor:
        return None
    kind, raw = page.words.kind[last], page.words.raw[last]
    if kind in ("subject", "relative") or page.words.low[last] in (
        "that",
        "this",
        "these",
        "those",
        "some",
        "many",
        "both",
        "others",
    ):
        return last, last + 1
    if raw in (",", "—", "–"):
        return _with_apposition(page, last, floor)
    if kind == "mark" and raw not in (")", "”", '"', "''", "."):
        return None
    return _walk_left(page, last, floor)


def phrase_right(page: Page, first: int, ceiling: int) -> Range | None:
    """The noun phrase that begins with word `first`, with appositions, ending before `ceiling`."""
    words, index = page.words, first
    if first >= ceiling:
        return None
    if words.kind[first] == "subject":
        return first, first + 1
    while index < min(ceiling, first + LONGEST):
        kind, raw, low = words.kind[index], words.raw[index], words.low[index]
        if (kind in STOPS_RIGHT and index > first) or (kind == "mark" and raw not in JOINERS and raw != ","):
            break
        if kind == "preposition" and (low not in INSIDE_NAME or _opens_time(page, index, ceiling)):
            break
        if raw == "," and not _apposition_follows(page, index + 1, ceiling):
            break
        if (
            kind == ""
            and (low.endswith("ing") or (index in page.cues and page.cues[index].form in ("ed", "s")))
            and index > first
        ):
            break
        index += 1
    while (
        index > first
        and words.kind[index - 1] in ("mark", "join", "preposition")
        and words.raw[index - 1] not in (")", "”", '"', "''")
    ):
        index -= 1
    return (first, index) if index > first else None


def _walk_left(page: Page, last: int, floor: int) -> Range | None:
    words, index = page.words, last
    while index > floor and last - index < LONGEST:
        before = index - 1
        kind, raw = words.kind[before], words.raw[before]
        if page.spoken[before] >= 0 or kind in STOPS_LEFT or (kind == "mark" and raw not in JOINERS):
            break
        if kind == "join" and not _joins_phrases(page, before, floor):
            break
        if _is_verb(page, before):
            break
        index = before
    index = _trim_left(page, index, last)
    return (index, last + 1) if index <= last else None


def _trim_left(page: Page, index: int, last: int) -> int:
    """Drop what cannot begin a name: joins, marks, and an opening `In Moscow`, `On 4 May`."""
    words = page.words
    while index <= last and (
        words.kind[index] in ("join", "adverb", "day")
        or (words.kind[index] == "mark" and words.raw[index] not in ('"', "“", "''"))
    ):
        index += 1
    if index <= last and words.kind[index] == "preposition":
        return _after_opening(page, index, last)
    return index


def _after_opening(page: Page, index: int, last: int) -> int:
    """`In Moscow the minister`: the phrase begins at the last determiner, else at the last run of names."""
    words = page.words
    for at in range(last, index + 1, -1):
        if words.kind[at] == "determiner" and words.kind[at - 1] != "preposition":
            return at
    at = last
    while at > index + 1 and words.kind[at - 1] in ("name", "possessive"):
        at -= 1
    return at


def _joins_phrases(page: Page, index: int, floor: int) -> bool:
    """`Google and Yahoo say`: what stands on both sides is of one kind."""
    words = page.words
    if index - 1 < floor or words.raw[index - 1] == ",":
        return False
    left, right = words.kind[index - 1], words.kind[index + 1]
    return left == right or {left, right} <= {"", "name", "determiner", "possessive"}


def _is_verb(page: Page, index: int) -> bool:
    """A lexicon verb in a form that cannot be a noun."""
    hit = page.cues.get(index)
    return (
        hit is not None
        and page.words.kind[index] == ""
        and hit.form in ("ed", "ing")
        and index > 0
        and (page.words.kind[index - 1] in ("name", "subject", "auxiliary", "relative", "join"))
    )


def _with_apposition(page: Page, comma: int, floor: int) -> Range | None:
    """`Sara Haddad, a doctor in Idlib, said`: back over the apposition to the name. The closing comma belongs to it."""
    words = page.words
    opening = comma - 1
    while opening > floor and words.raw[opening] not in (",", "—", "–"):
        if page.spoken[opening] >= 0:
            return None
        opening -= 1
    if opening <= floor:
        return (
            _walk_left(page, comma - 1, floor)
            if words.raw[comma] == ","
            and comma - floor > 1
            and words.kind[floor] not in ("preposition", "clause", "adverb")
            else None
        )
    first = words.kind[opening + 1]
    if first in ("relative", "preposition", "adverb", "clause") or words.low[opening + 1].endswith(("ing", "ed")):
        return _before(page, opening, floor)
    name = _before(page, opening, floor)
    if name is None:
        return None
    return name[0], comma + 1


def _before(page: Page, opening: int, floor: int) -> Range | None:
    """The phrase before a comma; a list of appositions (`Jones, a colonel, chief of staff,`) is followed back."""
    last = opening - 1
    if last < floor:
        return None
    if page.words.kind[last] == "subject":
        return last, last + 1
    return _walk_left(page, last, floor)


def _opens_time(page: Page, index: int, ceiling: int) -> bool:
    """Whether `in`, `on`, `at` here opens a time or an occasion and no part of a name."""
    if page.words.low[index] in ("of", "for", "from"):
        return False
    for at in range(index + 1, min(index + 6, ceiling)):
        low, kind = page.words.low[at], page.words.kind[at]
        if low in TIME_NOUNS or kind in ("day", "number") or low.rstrip("s") in TIME_NOUNS:
            return True
        if kind in ("mark", "preposition"):
            return page.words.low[index] in ("on", "to")
    return page.words.low[index] in ("on", "to")


def _apposition_follows(page: Page, index: int, ceiling: int) -> bool:
    if index >= ceiling:
        return False
    kind, low = page.words.kind[index], page.words.low[index]
    if kind in ("name", "number"):
        return True
    if kind == "determiner":
        return low in ("a", "an", "the", "one", "his", "her", "its", "their")
    return kind == "" and not low.endswith(("ing", "ed"))
