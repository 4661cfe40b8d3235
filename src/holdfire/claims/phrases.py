"""Words to noun phrases: where the name of a speaker begins and ends, without a parser."""

from __future__ import annotations

from holdfire.claims.groups import listed
from holdfire.claims.page import Page
from holdfire.records import Range

LONGEST = 30
"""Words. A longer speaker is a misreading."""
LONGEST_ASIDE = 4
"""Commas that are followed back from a verb: `Sara Onis, 29, of Dorn, Arland, said`."""

BREAKS = frozenset(
    ("clause", "auxiliary", "modal", "that", "question", "relative", "subject", "object", "to", "adverb", "day")
)
INSIDE_NAME = frozenset(("of", "for", "at", "from", "with", "in", "on", "to", "near", "against", "under"))
JOINERS = frozenset(("-", "–", "'", "’", "/", "(", ")", ".", "&", '"', "“", "”", "''"))
OPEN = frozenset(('"', "“", "''", "‘", "("))
CLOSE = frozenset((")", "”", '"', "''", "’"))
COMMAS = frozenset((",", "—", "–"))


def phrase_left(page: Page, last: int, floor: int) -> Range | None:
    """The noun phrase that ends with word `last`, not reaching before `floor`; with its apposition, if it has one."""
    if last < floor:
        return None
    kind, raw, low = page.words.kind[last], page.words.raw[last], page.words.low[last]
    if kind in ("subject", "relative") or low in listed("pronoun_speakers"):
        return last, last + 1
    if raw in COMMAS:
        return _with_apposition(page, last, floor)
    if raw == ")":
        return _with_bracket(page, last, floor)
    return _walk_left(page, last, floor) if kind != "mark" or raw in CLOSE or raw == "." else None


def phrase_right(page: Page, first: int, ceiling: int) -> Range | None:
    """The noun phrase that begins with word `first`, with appositions, ending before `ceiling`."""
    words, index = page.words, first
    if first >= ceiling:
        return None
    if words.kind[first] == "subject":
        return first, first + 1
    stop = min(ceiling, first + LONGEST)
    while index < stop and not _ends_right(page, index, first, ceiling):
        index += 1
    while (
        index > first
        and words.kind[index - 1] in ("mark", "join", "preposition")
        and words.raw[index - 1] not in CLOSE
    ):
        index -= 1
    return (first, index) if index > first else None


def _ends_right(page: Page, index: int, first: int, ceiling: int) -> bool:
    words = page.words
    kind, raw, low = words.kind[index], words.raw[index], words.low[index]
    if kind == "preposition":
        return low not in INSIDE_NAME or low in ("on", "to") or opens_time(page, index, ceiling)
    if kind == "mark":
        return not _apposition_follows(page, index + 1, ceiling) if raw == "," else raw not in JOINERS
    if index == first:
        return False
    if kind == "adverb" and words.kind[index - 1] in ("determiner", "possessive"):
        return False  # the town's only clinic
    hit = page.cues.get(index)
    verb = kind == "" and (low.endswith("ing") or (hit is not None and hit.form in ("ed", "s")))
    return kind in BREAKS or verb


def _walk_left(page: Page, last: int, floor: int) -> Range | None:
    """From word `last` back to where its phrase begins."""
    index, listing = last, False
    while index > floor and last - index < LONGEST:
        before = index - 1
        comma = page.words.raw[before] == "," and listing and page.words.kind[before - 1] in ("", "name")
        if not comma and _ends_left(page, before, floor):
            break
        listing = listing or page.words.kind[before] == "join"
        index = before
    index = _trim_left(page, index, last)
    return (index, last + 1) if index <= last else None


def _with_bracket(page: Page, last: int, floor: int) -> Range | None:
    """`the guarantors (one, two, three)`: the phrase before the bracket, with it."""
    opening = next((at for at in range(last - 1, floor, -1) if page.words.raw[at] == "("), None)
    before = _walk_left(page, opening - 1, floor) if opening is not None else None
    return (before[0], last + 1) if before is not None else None


def _ends_left(page: Page, before: int, floor: int) -> bool:
    words = page.words
    kind, raw = words.kind[before], words.raw[before]
    reflexive = words.low[before].endswith(("self", "selves"))  # "a group calling itself the Night Watch"
    if page.spoken[before] >= 0 or (kind in BREAKS and not reflexive) or _is_verb(page, before):
        return True
    if kind == "join":
        return not _joins_phrases(page, before, floor)
    return kind == "mark" and raw not in JOINERS


def _trim_left(page: Page, index: int, last: int) -> int:
    """Drop what cannot begin a name: joins, marks, and an opening `In Dorn`, `On 4 May`."""
    words = page.words
    while index <= last and (
        words.kind[index] in ("join", "adverb", "day")
        or (words.kind[index] == "mark" and words.raw[index] not in OPEN)
    ):
        index += 1
    if index <= last and words.kind[index] == "preposition":
        return _after_opening(page, index, last)
    return index


def _after_opening(page: Page, index: int, last: int) -> int:
    """`In Dorn the minister`: the phrase begins at the last determiner, else at the last run of names."""
    words = page.words
    for at in range(last, index + 1, -1):
        if words.kind[at] == "determiner" and words.kind[at - 1] != "preposition":
            return at
    at = last
    while at > index + 1 and words.kind[at - 1] in ("name", "possessive"):
        at -= 1
    return at


def _joins_phrases(page: Page, index: int, floor: int) -> bool:
    """`monitors and residents say`: what stands on both sides is of one kind."""
    words = page.words
    if index - 1 < floor or words.raw[index - 1] == ",":
        return False
    left, right = words.kind[index - 1], words.kind[index + 1]
    return left == right or {left, right} <= {"", "name", "determiner", "possessive"}


def _is_verb(page: Page, index: int) -> bool:
    """A lexicon verb in a form and a place where it is no adjective."""
    hit = page.cues.get(index)
    if page.words.low[index] in listed("plain_speech"):
        return True
    if hit is None or page.words.kind[index] != "" or hit.form not in ("ed", "ing") or index == 0:
        return False
    return page.words.kind[index - 1] in ("name", "subject", "auxiliary", "relative", "join")


def _with_apposition(page: Page, comma: int, floor: int) -> Range | None:
    """`Sara Onis, a nurse in Dorn, said`: back over the apposition to the name. The closing comma belongs to it."""
    opening = comma
    for _ in range(LONGEST_ASIDE):
        part_end, opening = opening, _comma_before(page, opening, floor)
        if opening <= floor:
            return _opens_sentence(page, comma, floor)
        if not _short(page, opening + 1, part_end):
            break
    name = _before(page, opening, floor)
    if name is None or _incidental(page, opening + 1):
        return name
    return name[0], comma + 1


def _comma_before(page: Page, comma: int, floor: int) -> int:
    """The next comma or dash to the left, `floor` where there is none or a quotation stands between."""
    at = comma - 1
    while at > floor and page.words.raw[at] not in COMMAS:
        if page.spoken[at] >= 0:
            return floor
        at -= 1
    return at


def _short(page: Page, first: int, end: int) -> bool:
    """An age, a state, `of Huntsville`: a piece of an apposition that began further left."""
    words = page.words
    if words.kind[first] == "number" or words.low[first] == "of":
        return end - first <= 3
    return end - first == 1 and words.kind[first] == "name"


def _opens_sentence(page: Page, comma: int, floor: int) -> Range | None:
    """A phrase that only a comma parts from its verb, as long as it is no opening adverbial."""
    fits = page.words.raw[comma] == "," and comma - floor > 1
    if not fits or page.words.kind[floor] in ("preposition", "clause", "adverb"):
        return None
    return _walk_left(page, comma - 1, floor)


def _incidental(page: Page, first: int) -> bool:
    """Whether an aside does not help to say who it is: `, who has the hardest path,`, `, speaking in Dorn,`."""
    low = page.words.low[first]
    return page.words.kind[first] in ("relative", "preposition", "adverb", "clause") or low.endswith(("ing", "ed"))


def _before(page: Page, opening: int, floor: int) -> Range | None:
    """The phrase before a comma."""
    last = opening - 1
    if last < floor:
        return None
    return (last, last + 1) if page.words.kind[last] == "subject" else _walk_left(page, last, floor)


def opens_time(page: Page, index: int, ceiling: int) -> bool:
    """Whether `in`, `on`, `at` here opens a time or an occasion and no part of a name."""
    low = page.words.low[index]
    if low in ("of", "for", "from"):
        return False
    for at in range(index + 1, min(index + 6, ceiling)):
        word, kind = page.words.low[at], page.words.kind[at]
        if kind in ("day", "number") or not listed("occasions").isdisjoint((word, word.rstrip("s"))):
            return True
        if kind in ("mark", "preposition"):
            break
    return False


def _apposition_follows(page: Page, index: int, ceiling: int) -> bool:
    if index >= ceiling:
        return False
    kind, low = page.words.kind[index], page.words.low[index]
    if kind == "determiner":
        return low in ("a", "an", "the", "one", "his", "her", "its", "their")
    return kind in ("name", "number") or (kind == "" and not low.endswith(("ing", "ed")))
