"""Our own annotated corpus to figures: exact spans, and among those found, act, speaker, side, kind and polarity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tests.claims.book import claims_of

from holdfire.reader import Means
from holdfire.records import Claim

CORPUS = Path(__file__).with_name("claims_own.yml")


def figures(means: Means | None = None) -> dict[str, float]:
    """F1 of claims with source, cue and content exact; share of those with every other stated field right. Per cent."""
    texts = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["texts"]
    right = wanted = found = stated = agreed = 0
    for entry in texts:
        claims = {_place(claim): claim for claim in claims_of(entry["text"], means=means)}
        gold = {_marked(entry["text"], marked): marked for marked in entry["claims"]}
        hits = claims.keys() & gold.keys()
        right, wanted, found = right + len(hits), wanted + len(gold), found + len(claims)
        for place in hits:
            checks = list(_checks(claims[place], gold[place]))
            stated, agreed = stated + len(checks), agreed + sum(checks)
    return {"exact": round(200 * right / (wanted + found), 1), "fields": round(100 * agreed / stated, 1)}


def _place(claim: Claim) -> tuple[Any, ...]:
    return claim.source, claim.cue, claim.content


def _marked(text: str, marked: dict[str, Any]) -> tuple[Any, ...]:
    """The offsets of an annotation; source and cue are sought nearest to the content and to each other."""
    content = tuple(_only(text, part) for part in _listed(marked["content"]))
    cue = _nearest(text, marked["cue"], [edge for part in content for edge in part])
    source = _nearest(text, marked["source"], list(cue))
    return (source,), (cue,), content


def _listed(part: Any) -> list[str]:
    return part if isinstance(part, list) else [str(part)]


def _only(text: str, part: str) -> tuple[int, int]:
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times in its text"
    return text.index(part), text.index(part) + len(part)


def _nearest(text: str, part: str, to: list[int]) -> tuple[int, int]:
    first, last = text.rfind("\n", 0, to[0]) + 1, text.find("\n", to[0])
    places = [at for at in range(first, last) if text.startswith(part, at)]
    assert places, f"{part!r} does not stand in its paragraph"
    at = min(places, key=lambda place: min(abs(edge - end) for end in to for edge in (place, place + len(part))))
    return at, at + len(part)


def _checks(claim: Claim, marked: dict[str, Any]) -> list[bool]:
    speaker = claim.speaker
    got = {
        "act": claim.act,
        "speaker": speaker and speaker.name,
        "side": speaker and speaker.side,
        "kind": claim.kind,
        "polarity": claim.polarity,
    }
    return [got[field] == marked[field] for field in got if field in marked]
