"""A small book of invented actors for tests of this room: names to ids by plain search."""

from __future__ import annotations

import re

import msgspec

from holdfire.claims import find
from holdfire.reader import Means, read
from holdfire.records import Actor, Claim, Text
from holdfire.seals import sha256


class Mention(msgspec.Struct, frozen=True):
    start: int
    end: int
    actor: str
    text: str
    metonym: bool = False
    demonym: bool = False


ACTORS = {
    "arland": Actor(key="actor:arland", id="arland", name="Arland", kind="state", side="north"),
    "arland-army": Actor(
        key="actor:arland-army", id="arland-army", name="Arland army", kind="force", parent="arland"
    ),
    "borland": Actor(key="actor:borland", id="borland", name="Borland", kind="state", side="south"),
    "kade": Actor(
        key="actor:kade", id="kade", name="Mira Kade", kind="person", parent="borland", role="foreign minister"
    ),
}
NAMES = {
    "Arland": ("arland", ""),
    "Arland army": ("arland-army", ""),
    "Borland": ("borland", ""),
    "Mira Kade": ("kade", ""),
    "Arl City": ("arland", "metonym"),
    "Arlandic": ("arland", "demonym"),
    "Borlandic": ("borland", "demonym"),
    "Borlanders": ("borland", "demonym"),
}


class Book:
    def find(self, text: str) -> list[Mention]:
        pattern = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
        return [
            Mention(
                m.start(),
                m.end(),
                NAMES[m.group()][0],
                m.group(),
                NAMES[m.group()][1] == "metonym",
                NAMES[m.group()][1] == "demonym",
            )
            for m in re.finditer(rf"\b(?:{pattern})\b", text)
        ]

    def get(self, actor: str) -> Actor | None:
        return ACTORS.get(actor)

    def side(self, actor: str) -> str | None:
        known = ACTORS.get(actor)
        while known is not None and known.side is None and known.parent:
            known = ACTORS.get(known.parent)
        return known.side if known else None


def text_of(content: str, language: str = "en") -> Text:
    digest = sha256(content.encode("utf-8", "surrogatepass"))
    return Text(
        key=f"text:{digest}",
        report="report:r",
        doc="doc",
        content=content,
        sha256=digest,
        extractor="test/1",
        language=language,
    )


def claims_of(content: str, actors: object = None, means: Means | None = None) -> tuple[Claim, ...]:
    text = text_of(content)
    return find(text, read(text, means), actors or Book())  # type: ignore[arg-type]


def words_of(content: str, claim: Claim) -> tuple[str, str, str]:
    """(source, cue, content) as printed, parts joined by ` | `."""
    return tuple(" | ".join(content[a:b] for a, b in part) for part in (claim.source, claim.cue, claim.content))  # type: ignore[return-value]
