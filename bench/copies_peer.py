"""The peer for copies, in its own environment: datasketch's MinHash LSH on runs of five words, by likeness of the whole
(LSH) and by containment (LSH Ensemble), at every threshold asked for. Prints pairs as JSON."""

from __future__ import annotations

import json
import re
import sys
import time
from typing import Any

from datasketch import MinHash, MinHashLSH, MinHashLSHEnsemble

WORD = re.compile(r"\w+")
PERMUTATIONS = 128
THRESHOLDS = (0.1, 0.15, 0.2, 0.3, 0.5)
CONTAINED = (0.3, 0.5)


def _runs(text: str) -> set[str]:
    words = WORD.findall(text.casefold())
    return {" ".join(words[at : at + 5]) for at in range(len(words) - 4)}


def main() -> None:
    """Reads the texts from a JSON file, answers by threshold."""
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
        texts: list[str] = json.load(file)
    began = time.monotonic()
    runs = [_runs(text) for text in texts]
    hashed = []
    for own in runs:
        one = MinHash(num_perm=PERMUTATIONS, seed=1)
        one.update_batch([run.encode() for run in own])
        hashed.append(one)
    hashing = time.monotonic() - began
    answers = [_by_likeness(hashed, t) for t in THRESHOLDS] + [_by_containment(hashed, runs, t) for t in CONTAINED]
    print(json.dumps({"hashing_s": hashing, "answers": answers}))


def _by_likeness(hashed: list[Any], threshold: float) -> dict[str, Any]:
    began = time.monotonic()
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    for number, one in enumerate(hashed):
        index.insert(number, one)
    pairs = [
        (number, other)
        for number, one in enumerate(hashed)
        for other in index.query(one)
        if number < other and one.jaccard(hashed[other]) >= threshold
    ]
    return {"name": f"datasketch LSH {threshold}", "pairs": pairs, "seconds": time.monotonic() - began}


def _by_containment(hashed: list[Any], runs: list[set[str]], threshold: float) -> dict[str, Any]:
    began = time.monotonic()
    index = MinHashLSHEnsemble(threshold=threshold, num_perm=PERMUTATIONS, num_part=16)
    index.index((number, one, max(1, len(runs[number]))) for number, one in enumerate(hashed))
    pairs = {
        (min(number, other), max(number, other))
        for number, one in enumerate(hashed)
        for other in index.query(one, max(1, len(runs[number])))
        if number != other
    }
    return {"name": f"datasketch LSH Ensemble {threshold}", "pairs": sorted(pairs), "seconds": time.monotonic() - began}


if __name__ == "__main__":
    main()
