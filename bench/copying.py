"""Copies and rewrites among news texts: holdfire beside datasketch on the same derived printings, and holdfire alone on
200,000 texts, in a process of its own, with its time and largest memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.derived import SEED, Printing, benchmark, originals
from bench.matching import PEERS, peers_installed
from bench.questions import ROOT
from bench.table import table
from holdfire.corroboration import copies
from holdfire.records import Text

MANY = 200_000
Pairs = Iterable[tuple[int, int]]


def main(many: int = MANY) -> str:
    """Two tables: how many pairs are found rightly, and what many texts take."""
    peers_installed()
    made, related = benchmark(originals())
    rows, kinds = [], Counter[str]()
    began = time.monotonic()
    found = copies([_text(number, p.content) for number, p in enumerate(made)])
    seconds = time.monotonic() - began
    numbered = [(int(c.a), int(c.b), c.kind) for c in found]
    sharing = [(a, b) for a, b, kind in numbered if kind != "same-event"]
    rows.append(_row("holdfire", sharing, made, related, seconds))
    for a, b, kind in numbered:
        if a < b and made[a].how == "original" and made[a].root == made[b].root:
            kinds[f"{made[b].how}: {kind}"] += 1
        elif made[a].root != made[b].root:
            kinds[f"other texts: {kind}"] += 1
    print("\n".join(f"  {name} {count}" for name, count in sorted(kinds.items())), file=sys.stderr)
    peer = _peer([p.content for p in made])
    for ensemble in (False, True):
        answers = [a for a in peer["answers"] if ("Ensemble" in a["name"]) is ensemble]
        scored = [_row(a["name"], a["pairs"], made, related, peer["hashing_s"] + a["seconds"]) for a in answers]
        rows.append(max(scored, key=lambda row: float(row[3])))
    head = ("finder, at its best threshold", "precision", "recall", "pair F", "of cut", "of rewritten", "seconds")
    return table(head, rows) + "\n\n" + table(("texts", "seconds", "processor s", "peak MB", "pairs"), [_many(many)])


def _text(number: int, content: str) -> Text:
    name = f"{number:07d}"
    return Text(key=name, report=name, doc="", content=content, sha256="", extractor="bench", language="en")


def _row(name: str, pairs: Pairs, made: list[Printing], related: set[frozenset[int]], took: float) -> tuple[str, ...]:
    """Pairs of an original with what was made from it count; pairs of two made from one, and of texts related by
    nature, do not."""
    wanted = {(p.root, number) for number, p in enumerate(made) if p.how != "original"}
    given = {(min(p), max(p)) for p in pairs}
    right = wanted & given
    wrong = [
        (a, b)
        for a, b in given - wanted
        if made[a].root != made[b].root and frozenset((made[a].root, made[b].root)) not in related
    ]
    precision, recall = len(right) / max(1, len(right) + len(wrong)), len(right) / len(wanted)
    f = 2 * precision * recall / max(1e-9, precision + recall)
    by = [_recall(right, wanted, made, start) for start in ("cut", "rewritten")]
    return (name, *(f"{figure:.3f}" for figure in (precision, recall, f, *by)), f"{took:.1f}")


def _recall(right: set[tuple[int, int]], wanted: set[tuple[int, int]], made: list[Printing], start: str) -> float:
    of = {(a, b) for a, b in wanted if made[b].how.startswith(start)}
    return len(of & right) / max(1, len(of))


def _peer(contents: list[str]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(contents), encoding="utf-8")
        ran = subprocess.run(
            [str(PEERS / "bin" / "python"), "-m", "bench.copies_peer", str(path)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    return json.loads(ran.stdout)


def _many(many: int) -> tuple[str, ...]:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.copies_many", str(many)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    result = json.loads(ran.stdout)
    seconds = (f"{result[key]:.1f}" for key in ("seconds", "cpu_s"))
    return f"{many:,}", *seconds, f"{result['peak_mb']:,.0f}", f"{result['pairs']:,}"


def many_texts(many: int) -> list[str]:
    """So many texts of news length: sentences of the benchmark's originals shuffled together with some of their words
    exchanged, so that most runs are met more than once; every tenth is a printing of one before it."""
    chance = random.Random(SEED)
    sentences = [s for text in originals() for s in text.split(". ") if s]
    spare = sorted({w for s in sentences for w in s.split()})
    texts: list[str] = []
    while len(texts) < many:
        if texts and len(texts) % 10 == 0:
            words = texts[chance.randrange(len(texts))].split()
            texts.append(" ".join(words[: int(len(words) * chance.uniform(0.4, 1))]))
            continue
        words = " ".join(chance.choices(sentences, k=chance.randint(6, 18))).split()
        for at in chance.sample(range(len(words)), len(words) // 3):
            words[at] = spare[int(chance.random() ** 2 * len(spare))]
        texts.append(" ".join(words))
    return texts
