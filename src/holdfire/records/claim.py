"""A claim: one attributed statement inside a report."""

from __future__ import annotations

import msgspec

from holdfire.records.base import Range, Record
from holdfire.records.words import ClaimKind, Polarity, SpeechAct


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it. `name` is as printed (or the antecedent's name where the text has a pronoun)."""

    name: str
    actor: str | None = None
    """Actor id of the speaker or of the body spoken for; None: not in the actor files."""
    side: str | None = None
    role: str | None = None
    kind: str = "unknown"
    """person | body | collective | anonymous | outlet (the text's own voice) | unknown"""
    why: str = ""
    """How the words led to the actor, whence the side, and to whom the actor is tied; "" without an actor."""


class EvidenceMention(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence that the claim cites ("photos", "declassified reporting")."""

    text: str
    span: Range


class Claim(Record, frozen=True, kw_only=True):
    """key: `claim:` + hash of (text sha256, source, cue and content spans). rests_on: its spans."""

    report: str
    text: str
    """sha256 of the text that the spans point into."""
    doc: str
    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()
    speaker: Speaker | None = None
    act: SpeechAct = SpeechAct.REPORT
    kind: ClaimKind = ClaimKind.STATEMENT
    polarity: Polarity = Polarity.POSITIVE
    certainty: tuple[str, ...] = ()
    """Hedging words as written ("probable", "alleged")."""
    about: tuple[str, ...] = ()
    """Actor ids that the content is about."""
    evidence: tuple[EvidenceMention, ...] = ()
    to_whom: tuple[str, ...] = ()
    """kind disclosure: to whom it is said to have been shown, or from whom kept, as printed."""
    parent: str | None = None
    """Key of the claim inside which this one is said (A says that B said)."""
    reader: str
    """name/version of the reader that found it; never part of the key."""
