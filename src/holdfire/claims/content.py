"""A verb group to what is said: where indirect content begins and ends in its sentence."""

from __future__ import annotations

from holdfire.claims.groups import Group, group, listed
from holdfire.claims.page import Page
from holdfire.reader import lexicon
from holdfire.records import Range

TO_SOMEONE = frozenset(("tell", "inform", "assure", "remind", "brief", "reassure", "advise"))
ENDS = frozenset((".", "!", "?", "…", "...", ";"))
TRAILING = frozenset((",", ".", ";", ":", "—", "–", "-", "--", "!", "?"))


def content_right(page: Page, g: Group, ceiling: int) -> Range | None:
    """Words of the statement after a verb group, up to the end of its clause; None where nothing follows."""
    begin = content_start(page, g, ceiling)
    end = content_end(page, begin, ceiling)
    if g.form == "ed" and g.a == g.head and g.a in page.openings:  # "Asked whether it was open, Voss declined"
        end = next((at for at in range(begin, end) if page.words.raw[at] == ","), end)
    end = trimmed(page, begin, end)
    return (begin, end) if end > begin else None


def trimmed(page: Page, begin: int, end: int) -> int:
    """The end without the stops and commas that close the sentence round the content."""
    while end > begin and (page.words.raw[end - 1] in TRAILING or _however(page, begin, end)):
        end -= 1
    return end


def _however(page: Page, begin: int, end: int) -> bool:
    """`the offer, however`: the reporter's word, not the speaker's."""
    words = page.words
    return end - 2 > begin and words.low[end - 1] in ("however", "though", "too") and words.raw[end - 2] == ","


def content_start(page: Page, g: Group, ceiling: int) -> int:
    """Past the person told, the day and the occasion: `told reporters on Monday that ...` begins at `that`."""
    words, index = page.words, g.b
    if g.verb in TO_SOMEONE:
        index = past_recipient(page, index, ceiling)
    while index < ceiling and words.kind[index] in ("day", "adverb") and words.low[index] not in listed("negations"):
        index += 1
    that = _that_ahead(page, index, ceiling)
    if that is not None:
        return that
    if index < ceiling and words.low[index] in ("in", "on", "at", "during"):
        return _past_occasion(page, index, ceiling)
    return index


def past_recipient(page: Page, index: int, ceiling: int) -> int:
    """The word after whoever is told: `reporters`, `the agency`, `him`."""
    words = page.words
    if index < ceiling and words.kind[index] == "object":
        return index + 1
    begin = index
    if index < ceiling and words.kind[index] == "determiner":
        index += 1
        while index < ceiling and words.kind[index] in ("", "name", "possessive") and index - begin < 5:
            index += 1
            if words.low[index - 1].endswith("s"):
                break
        return index
    while index < ceiling and words.kind[index] == "name" and index - begin < 4:
        index += 1
    return index if index > begin else index + 1


def _that_ahead(page: Page, index: int, ceiling: int) -> int | None:
    """`said on Monday in Dorn that`: a `that` reached through prepositions only."""
    words = page.words
    if index < ceiling and words.kind[index] != "preposition":
        return None
    for at in range(index, min(index + 12, ceiling)):
        if words.low[at] == "that":
            return at
        if words.kind[at] in ("auxiliary", "modal", "subject", "relative") or (
            at in page.cues and page.cues[at].form == "ed"
        ):
            return None
    return None


def _past_occasion(page: Page, index: int, ceiling: int) -> int:
    words = page.words
    for at in range(index + 1, min(index + 7, ceiling)):
        if words.low[at] in listed("occasions") or words.kind[at] == "day":
            after = at + 1
            return after + 1 if after < ceiling and words.raw[after] == "," else after
        if words.kind[at] in ("mark", "auxiliary", "subject"):
            break
    return index


def content_end(page: Page, begin: int, ceiling: int) -> int:
    """The end of the clause: the sentence, a semicolon, or a comma or `and` before another speaker's or act's cue."""
    words = page.words
    depth = 0
    for at in range(begin, ceiling):
        raw = words.raw[at]
        if raw == "(":
            depth += 1
        elif raw == ")":
            depth -= 1
            if depth < 0:
                return at
        elif (raw == ";" and page.spoken[at] < 0) or (
            at > begin
            and (raw in (",", "—", "–", "--") or words.kind[at] == "join" or words.low[at] == "but")
            and _new_cue_after(page, at, ceiling)
        ):
            return at
    return ceiling


def _new_cue_after(page: Page, comma: int, ceiling: int) -> bool:
    """Whether a cue of its own follows: `, adding that`, `, according to`, `and called on`, `, but S said`."""
    words, at = page.words, comma + 1
    if at < ceiling and words.kind[at] == "join" and words.raw[comma] == ",":
        at += 1
    while at < ceiling and words.kind[at] == "adverb":
        at += 1
    if at >= ceiling:
        return False
    if words.low[at] == "according":
        return True
    if words.low[at] in ("but", "while", "although", "though", "whereas") and words.raw[comma] == ",":
        return True
    if words.raw[comma] == "," and _aside_follows(page, at, ceiling):
        return True
    hit = page.cues.get(at)
    if hit is None or page.spoken[at] >= 0:
        return False
    g = group(page, at, comma + 1)
    return g is not None and (
        hit.form == "ing" if words.raw[comma] == "," and words.kind[comma + 1] != "join" else hit.form == "ed"
    )


def _aside_follows(page: Page, first: int, ceiling: int) -> bool:
    """Whether `S said` and a stop follow: the content before it has a speaker of its own, and theirs ends here."""
    for at in range(first + 1, min(first + 8, ceiling)):
        hit = page.cues.get(at)
        if hit is not None and hit.form in ("ed", "s", "base") and "aside" in lexicon()[hit.verb].frames:
            return at + 1 >= ceiling or page.words.raw[at + 1] in (".", ",")
        if page.words.kind[at] in ("auxiliary", "modal", "mark", "that", "clause"):
            return False
    return False
