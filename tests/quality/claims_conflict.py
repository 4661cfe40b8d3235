"""Our texts in the manner of news about wars to the figures that matter for a monitor: found, precision, speaker, act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from tests.claims.book import text_of
from tests.quality.claims_own import _marked as placed

from holdfire import actors
from holdfire.claims import find
from holdfire.reader import Means, read
from holdfire.records import Claim

CORPUS = Path(__file__).with_name("claims_conflict.yml")
COVERED = 0.8
"""Share of a gold content from which it is found."""

Gold = tuple[tuple[Any, ...], dict[str, Any]]


def figures(means: Means | None = None) -> dict[str, float]:
    """found: gold contents covered by one claim; precision: claims most of whose content one gold content holds; of
    those found, whose speaker is right, whose act is. Per cent."""
    found = wanted = right = told = speaker = act = 0
    for _, claims, golds, pairs in read_all(means):
        wanted, told = wanted + len(golds), told + len(claims)
        found += len(pairs)
        right += sum(any(_share(claim, gold) >= COVERED for gold in golds) for claim in claims)
        speaker += sum(_speaks(claim, gold) for gold, claim in pairs)
        act += sum(claim.act == gold[1]["act"] for gold, claim in pairs)
    return {
        "found": round(100 * found / wanted, 1), "precision": round(100 * right / told, 1),
        "speaker": round(100 * speaker / found, 1), "act": round(100 * act / found, 1),
    }  # fmt: skip


def misses(means: Means | None = None) -> Iterator[str]:
    """One line for all that is wrong."""
    for text, claims, golds, pairs in read_all(means):
        got = [gold for gold, _ in pairs]
        for gold in golds:
            if gold not in got:
                yield f"missed   {gold[1]['source']} | {gold[1]['cue']} | {gold[1]['content']}"
        for claim in claims:
            if all(_share(claim, gold) < COVERED for gold in golds):
                yield f"extra    {_printed(text, claim)}"
        for gold, claim in pairs:
            if not _speaks(claim, gold):
                yield f"speaker  {claim.speaker and claim.speaker.name!r}, not {_wanted(gold)!r}: {_printed(text, claim)}"
            if claim.act != gold[1]["act"]:
                yield f"act      {claim.act.value}, not {gold[1]['act']}: {_printed(text, claim)}"


def read_all(means: Means | None) -> Iterator[tuple[str, tuple[Claim, ...], list[Gold], list[tuple[Gold, Claim]]]]:
    """(text, claims, gold, pairs): for each gold content the claim that covers it and holds least beside it."""
    for entry in yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["texts"]:
        text = text_of(entry["text"])
        claims = find(text, read(text, means), actors.packaged())
        golds = [(placed(entry["text"], marked), marked) for marked in entry["claims"]]
        pairs = []
        for gold in golds:
            fits = [c for c in claims if len(_chars(c.content) & _chars(gold[0][2])) >= COVERED * len(_chars(gold[0][2]))]
            best = max(fits, key=lambda c: (_share(c, gold), c.cue == gold[0][1], c.key), default=None)
            if best is not None:
                pairs.append((gold, best))
        yield entry["text"], claims, golds, pairs


def _chars(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _share(claim: Claim, gold: Gold) -> float:
    own = _chars(claim.content)
    return len(own & _chars(gold[0][2])) / len(own)


def _wanted(gold: Gold) -> str:
    return str(gold[1].get("speaker", gold[1]["source"])).strip(" ,")


def _speaks(claim: Claim, gold: Gold) -> bool:
    return claim.speaker is not None and claim.speaker.name.strip(" ,") == _wanted(gold)


def _printed(text: str, claim: Claim) -> str:
    parts = (" … ".join(text[s:e] for s, e in part) for part in (claim.source, claim.cue, claim.content))
    return " | ".join(" ".join(part.split()) for part in parts)
