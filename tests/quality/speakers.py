"""Our texts with marked source phrases to the shares of speakers and actors that the speaker step settles rightly."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from holdfire import actors
from holdfire.claims import with_speakers
from holdfire.records import Claim, Text
from holdfire.seals import sha256

CORPUS = Path(__file__).with_name("speakers.yml")
MARKED = re.compile(r"\{([^|{}]*)\|([^|{}]*)(?:\|([^|{}]*))?\}")
UNSETTLED = "?"
"""Gold for a phrase that the text does not settle: right where it is left as printed and doubted."""

Gold = tuple[str, str, str | None]
"""(printed, name of the speaker, actor)"""


def figures() -> dict[str, float]:
    """`speaker`: names right; `hard`: those that are not as printed; `actor`: actors right where gold has one. Per cent."""
    read = [pair for entry in _entries() for pair in resolved(entry)]
    hard = [(gold, claim) for gold, claim in read if gold[1] != gold[0]]
    acting = [(gold, claim) for gold, claim in read if gold[2]]
    right = {
        "speaker": sum(_named(gold, claim) for gold, claim in read) / len(read),
        "hard": sum(_named(gold, claim) for gold, claim in hard) / len(hard),
        "actor": sum(claim.speaker is not None and claim.speaker.actor == gold[2] for gold, claim in acting) / len(acting),
    }
    return {name: round(100 * share, 1) for name, share in right.items()}


def misses() -> list[tuple[Gold, str | None, str | None]]:
    """(gold, name, actor) of what is settled wrongly."""
    read = [pair for entry in _entries() for pair in resolved(entry)]
    return [
        (gold, claim.speaker and claim.speaker.name, claim.speaker and claim.speaker.actor) for gold, claim in read
        if not _named(gold, claim) or (gold[2] and (claim.speaker is None or claim.speaker.actor != gold[2]))
    ]  # fmt: skip


def resolved(entry: str) -> list[tuple[Gold, Claim]]:
    """Each marked phrase of one text with the claim that the step gives back for it."""
    content, golds, claims = "", [], []
    at = 0
    for mark in MARKED.finditer(entry):
        content += entry[at : mark.start()]
        golds.append((mark[1], mark[2], mark[3] or None))
        claims.append((len(content), len(content) + len(mark[1])))
        content, at = content + mark[1], mark.end()
    text = text_of(content + entry[at:])
    found = with_speakers(text, [_claim(text, span) for span in claims], actors.packaged())
    return list(zip(golds, found, strict=True))


def _claim(text: Text, source: tuple[int, int]) -> Claim:
    """A claim of one sentence: its source, and all behind it up to the stop. Which reader found it plays no part."""
    stop = re.compile(r"[.?!](?=\s|$)").search(text.content, source[1])
    return Claim(
        key=f"claim:{source[0]}", report="report:x", text=text.sha256, doc="x", source=(source,),
        content=((source[1] + 1, stop.start() if stop else len(text.content)),), reader="test/1",
    )  # fmt: skip


def text_of(content: str) -> Text:
    """A text of these words."""
    return Text(
        key="text:x", report="report:x", doc="x", content=content, sha256=sha256(content.encode()),
        extractor="test/1", language="en",
    )  # fmt: skip


def _named(gold: Gold, claim: Claim) -> bool:
    printed, who, _ = gold
    name = claim.speaker.name if claim.speaker else ""
    if who == UNSETTLED:
        return name == printed and any(d.code == "speaker-unresolved" for d in claim.doubts)
    return name == who


def _entries() -> list[str]:
    return list(yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["texts"])
