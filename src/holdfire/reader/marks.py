"""Text to marks: what one pass over a text saw, and nothing that it concludes."""

from __future__ import annotations

import msgspec

from holdfire.reader import small
from holdfire.reader.attributed import Attributed, Means, attributed
from holdfire.reader.cues import CueHit, Hedge, cue_hits, hedges
from holdfire.reader.language import covers
from holdfire.reader.layout import paragraphs, sentences
from holdfire.reader.quotations import Quotation, quotations
from holdfire.reader.words import words
from holdfire.records import Doubt, Range, Text

VERSION = "rules/1"


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What one reader saw in one text. All offsets are code points into it, half-open."""

    text: str
    """sha256 of the text."""
    reader: str = VERSION
    paragraphs: tuple[Range, ...] = ()
    sentences: tuple[Range, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    cues: tuple[CueHit, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    attributed: tuple[Attributed, ...] | None = None
    """What the network attributes to whom; None where only rules have read the text."""
    doubts: tuple[Doubt, ...] = ()


def read(text: Text, means: Means | None = None) -> Marks:
    """Mark paragraphs, sentences, quotations, cues and hedges of a text, and with the means what the network sees.

    A language that only the small reader reads is marked by that; an uncovered language yields one doubt.
    """
    if small.reads(text.language):
        return _small(text)
    version = means.version if means else VERSION
    if not covers(text.language):
        return Marks(text=text.sha256, reader=version, doubts=(_no_reader(text, version),))
    found = words(text.content)
    parts = paragraphs(text.content)
    quoted = quotations(found, text.content, parts)
    return Marks(
        text=text.sha256,
        reader=version,
        paragraphs=parts,
        sentences=sentences(found, parts, quoted),
        quotations=quoted,
        cues=cue_hits(found),
        hedges=hedges(found),
        attributed=attributed(text.content, parts, means) if means else None,
    )


def _small(text: Text) -> Marks:
    parts, quoted = small.paragraphs(text.content), small.quotations(text.content)
    return Marks(
        text=text.sha256,
        reader=small.VERSION,
        paragraphs=parts,
        sentences=small.sentences(text.content, parts, quoted),
        quotations=quoted,
        doubts=(small.doubt(text),),
    )


def _no_reader(text: Text, version: str) -> Doubt:
    return Doubt(
        code="no-reader-for-language",
        where=f"text:{text.sha256}",
        why=f"the text is in {text.language!r}, which {version} does not read",
        settle="a person adds its claims by review, or a reader for the language is installed",
    )
