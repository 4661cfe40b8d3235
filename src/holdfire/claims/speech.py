"""The small reader's word lists, one file a language, to patterns that find verbs of speech and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from holdfire import data
from holdfire.records import Range, SpeechAct

MARKS = "[\u064b-\u0652\u0670]*"
"""Vowel marks, which may or may not be written behind a letter."""


class Verb(msgspec.Struct, frozen=True):
    """A verb of speech in all its forms."""

    act: SpeechAct
    takes: frozenset[str]
    openers: tuple[str, ...] = ()
    """The particles that open its object."""


class Said(msgspec.Struct, frozen=True):
    """One statement found in a sentence, as code points of the text; None where the speaker is not printed."""

    cue: Range
    content: tuple[Range, ...]
    act: SpeechAct
    source: Range | None = None


class Speech(msgspec.Struct, frozen=True):
    """One language's patterns."""

    verb: re.Pattern[str]
    verbs: dict[str, Verb]
    that: re.Pattern[str]
    according: re.Pattern[str]
    ends: re.Pattern[str]
    begins: re.Pattern[str]
    joins: re.Pattern[str]
    participle: re.Pattern[str]
    noun: re.Pattern[str]
    negation: re.Pattern[str]
    hedge: re.Pattern[str]
    no_speaker: re.Pattern[str]
    as_told: frozenset[str]
    unsaid: re.Pattern[str]
    relative: re.Pattern[str]
    noun_from: re.Pattern[str]
    particle: str

    def of(self, form: str) -> Verb:
        """The verb that a printed form belongs to."""
        return self.verbs[bare(form)]


def bare(form: str) -> str:
    """A form without vowel marks, in small letters, blanks levelled."""
    return " ".join(re.sub(MARKS, "", form).lower().split())


@cache
def speech(language: str) -> Speech:
    """The patterns of one language, ISO 639-1."""
    read: dict[str, Any] = data.load(f"claims/speech.{language}.yaml")
    verbs = {form: verb for entry in read["verbs"] for form, verb in _forms(entry, read.get("endings", ()))}
    joined = "[وف]?" if language == "ar" else ""
    return Speech(
        verb=_words(verbs, joined),
        verbs=verbs,
        that=re.compile(rf"(?<!\w)(?:{read['that']})(?!\w)"),
        according=_words(read["according"], joined),
        ends=_words(read["ends"]),
        begins=re.compile(rf"(?:{_any(read.get('begins', ()))}|{read.get('days', '(?!)')})\s+", re.IGNORECASE),
        joins=re.compile(rf",\s+(?:{_any(read.get('joins', ()))})\s+", re.IGNORECASE),
        participle=_words(read.get("participles", ())),
        noun=_words(read.get("nouns", ())),
        negation=_words(read["negations"]),
        hedge=_words(read["hedges"]),
        no_speaker=_words(read["no_speakers"]),
        as_told=frozenset(read.get("as", ())),
        unsaid=_words(read.get("unsaid", ())),
        relative=_words(read.get("relatives", ())),
        noun_from=_words(read.get("noun_from", ())),
        particle=read.get("particle", ""),
    )


def _forms(entry: dict[str, Any], endings: Iterable[str]) -> Iterable[tuple[str, Verb]]:
    verb = Verb(SpeechAct(entry["act"]), frozenset(entry["takes"]), tuple(entry.get("with", entry.get("thing", ()))))
    for form in [*entry.get("forms", ()), *(past + end for past in entry.get("past", ()) for end in endings)]:
        yield bare(form), verb


def _words(forms: Iterable[str], joined: str = "") -> re.Pattern[str]:
    """Whole words, in any case, with vowel marks or without; group 1 is the word without what is joined to it."""
    return re.compile(rf"(?<!\w){joined}({_any(forms)})(?![\w\u064b-\u0652])", re.IGNORECASE)


def _any(forms: Iterable[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(_loose(form) for form in ordered) or "(?!)"


def _loose(form: str) -> str:
    return "".join(r"\s+" if c == " " else re.escape(c) + (MARKS if "\u0600" <= c <= "\u06ff" else "") for c in form)
