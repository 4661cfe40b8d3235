"""Our sentences in languages that only the small reader reads to figures: exact spans, contents found, speech act, actor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from holdfire import actors
from holdfire.claims import find
from holdfire.reader import read
from holdfire.records import Claim, Text
from holdfire.seals import sha256

COVERED = 0.8
"""Share of a content's characters from which it counts as found."""

Place = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]


def corpus(language: str) -> Path:
    """The file of one language."""
    return Path(__file__).with_name(f"claims_{language}.yml")


def figures(language: str) -> dict[str, float]:
    """F1 of exact claims; recall and precision of contents covered at 80%; act and actor right among the exact. Per cent."""
    right = wanted = got = found = agreed = actor_right = actor_wanted = 0
    for entry in yaml.safe_load(corpus(language).read_text(encoding="utf-8"))["sentences"]:
        text = entry["text"]
        claims = {_place(claim): claim for claim in claims_of(text, language)}
        gold = {_marked(text, marked): marked for marked in entry["claims"]}
        right, wanted, got = right + len(claims.keys() & gold.keys()), wanted + len(gold), got + len(claims)
        found += sum(any(_covers(claim, place) for claim in claims) for place in gold)
        for place in claims.keys() & gold.keys():
            agreed += claims[place].act == gold[place]["act"]
            if "actor" in gold[place]:
                actor_wanted += 1
                speaker = claims[place].speaker
                actor_right += speaker is not None and speaker.actor == gold[place]["actor"]
    share = {"exact": 2 * right / (wanted + got), "found": found / wanted, "act": agreed / right}
    return {name: round(100 * value, 1) for name, value in (share | {"actor": actor_right / actor_wanted}).items()}


def claims_of(text: str, language: str) -> tuple[Claim, ...]:
    """What the reader finds in one text, with the packaged actors."""
    whole = Text(
        key=f"text:{sha256(text.encode())}", report="report:x", doc="x", content=text, sha256=sha256(text.encode()),
        extractor="test/1", language=language,
    )  # fmt: skip
    return find(whole, read(whole), actors.packaged())


def _place(claim: Claim) -> Place:
    return claim.source, claim.cue, claim.content


def _marked(text: str, marked: dict[str, Any]) -> Place:
    contents = marked["content"] if isinstance(marked["content"], list) else [marked["content"]]
    content = tuple(sorted(_only(text, part) for part in contents))
    source = () if marked["source"] is None else (_only(text, marked["source"]),)
    return source, (_only(text, marked["cue"]),), content


def _only(text: str, part: str) -> tuple[int, int]:
    assert part in text, f"{part!r} does not stand in {text!r}"
    return text.index(part), text.index(part) + len(part)


def _covers(found: Place, gold: Place) -> bool:
    own = {at for start, end in found[2] for at in range(start, end)}
    wanted = {at for start, end in gold[2] for at in range(start, end)}
    return len(own & wanted) >= COVERED * len(wanted)
