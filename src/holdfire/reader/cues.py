"""Words to cue hits and hedges: every word of the lexicon that may introduce who says what, with its form."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from holdfire import data
from holdfire.reader.words import Words

VOWELS = "aeiou"


class Cue(msgspec.Struct, frozen=True):
    """One verb of cues.yaml: what is done by saying it, and what may follow it."""

    verb: str
    act: str
    frames: frozenset[str] = frozenset()
    """Kinds of word that may follow (`that`, `to`, `thing`, `of` ...) when the verb introduces a statement."""
    impersonal: bool = False
    """Its subject is no speaker (`the truce appears to hold`)."""
    noun: bool = False
    """Its plain form and its -s form may be nouns."""
    inverts: bool = False
    """May stand before its speaker after indirect content: `..., said S`."""
    particle: str = ""
    """`to` where it belongs to the cue: "appealed to both sides to stop"."""
    needs: frozenset[str] = frozenset()
    """A cue only with one of these words soon after it."""


class CueHit(msgspec.Struct, frozen=True):
    """A word that may be a cue: [start, end) in code points."""

    start: int
    end: int
    verb: str
    form: str
    """base | s | ed | ing | en (a participle that is not also the past) | adjective"""


class Hedge(msgspec.Struct, frozen=True):
    """A certainty word as written: [start, end) in code points."""

    start: int
    end: int
    word: str
    kind: str = ""
    """likelihood | hearsay | appearance | degree"""


def cue_hits(words: Words) -> tuple[CueHit, ...]:
    """Every lexicon verb of the text in any of its forms, in order."""
    forms = cue_forms()
    return tuple(
        CueHit(start, end, *forms[low])
        for start, end, low in zip(words.start, words.end, words.low, strict=True)
        if low in forms
    )


def hedges(words: Words) -> tuple[Hedge, ...]:
    """Every certainty word of hedges.yaml, in order; one written large begins its sentence, and May 15 is a day."""
    known = _hedge_words()
    return tuple(
        Hedge(words.start[at], words.end[at], words.raw[at], known[low])
        for at, low in enumerate(words.low)
        if low in known and (words.raw[at].islower() or _begins(words, at))
    )


def _begins(words: Words, at: int) -> bool:
    """Whether a sentence may begin with this word: it stands after a mark or nothing, and before no number."""
    return (not at or words.kind[at - 1] == "mark") and not (at + 1 < len(words) and words.kind[at + 1] == "number")


@cache
def lexicon() -> dict[str, Cue]:
    """The verbs of cues.yaml by name."""
    return {verb: _cue(verb, entry) for verb, entry in data.load("claims/cues.yaml")["verbs"].items()}


@cache
def cue_forms() -> dict[str, tuple[str, str]]:
    """Written form -> (verb, form). Where two verbs share a form, the first in the file has it."""
    found: dict[str, tuple[str, str]] = {}
    for verb, entry in data.load("claims/cues.yaml")["verbs"].items():
        for form, word in _inflect(verb, entry).items():
            found.setdefault(word, (verb, form))
    return found


def _cue(verb: str, entry: dict[str, Any]) -> Cue:
    """A frame is kept where its share of marked cues, drawn towards that of all verbs, reaches the floor."""
    learned = data.load("claims/cues.yaml")["learned"]
    floor, pull, usual = learned["floor"], learned["pull"], learned["usual"]
    counts = dict.fromkeys(usual, (0, 0)) | entry.get("counts", {})
    kept = {
        frame
        for frame, (marked, seen) in counts.items()
        if marked + pull * usual.get(frame, usual["other"]) >= floor * (seen + pull)
    }
    kept = kept.union(entry.get("also", ())).difference(entry.get("never", ()))
    flags = {name: bool(entry.get(name)) for name in ("impersonal", "noun", "inverts")}
    needs = frozenset(entry.get("needs", ()))
    return Cue(verb, entry["act"], frozenset(kept), needs=needs, particle=entry.get("particle", ""), **flags)


def _inflect(verb: str, entry: dict[str, Any]) -> dict[str, str]:
    """The regular forms of English, and what the entry says is irregular instead."""
    if entry.get("adjective"):
        return {"adjective": verb}
    doubled = verb + verb[-1] if entry.get("doubles") else verb
    if verb.endswith("e"):
        regular = {"s": verb + "s", "ed": verb + "d", "ing": verb[:-1] + "ing"}
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        regular = {"s": verb[:-1] + "ies", "ed": verb[:-1] + "ied", "ing": verb + "ing"}
    elif verb.endswith(("s", "sh", "ch", "x")):
        regular = {"s": verb + "es", "ed": verb + "ed", "ing": verb + "ing"}
    else:
        regular = {"s": verb + "s", "ed": doubled + "ed", "ing": doubled + "ing"}
    own: dict[str, str] = {form: entry[form] for form in ("s", "ed", "ing", "en") if form in entry}
    return {form: word for form, word in {"base": verb, **regular, **own}.items() if word}


@cache
def _hedge_words() -> dict[str, str]:
    """Word -> kind."""
    listed = data.load("claims/hedges.yaml")["hedges"]
    return {word: kind for kind, words in listed.items() for word in words}
