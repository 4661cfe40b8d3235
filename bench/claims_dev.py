"""The claims reader against PolNeAR: writes predictions for a folder of texts and prints the scorer's figures.

    python -m bench.claims_dev [SPLIT] [--reader NAME] [--out PRED.jsonl]      SPLIT is dev (default) or train

Figures of named peers on dev, by the same scorer, stand beside ours. One thread; words as the reader cuts them.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from bench.polnear import Gold, gold, scorer, text_of
from holdfire.actors import packaged
from holdfire.claims import find
from holdfire.reader import READERS, means, read, words

SHOWN = {
    "source": "frag_exact source",
    "cue": "frag_exact cue",
    "content": "frag_exact content",
    "attr_50": "attr_50",
}
PEERS = {"textacy": (23.7, 29.3, 29.1, 26.1), "GenderGapTracker": (49.7, 46.1, 25.9, 39.5)}


def predictions(corpus: Gold, reader: str = "") -> dict[str, list[dict[str, Any]]]:
    """doc -> claims of the named reader (else of the best that is there), as the scorer reads them."""
    actors, out, by = packaged(), {}, means(reader)
    for doc, (content, _) in sorted(corpus.items()):
        text = text_of(doc, content)
        found = find(text, read(text, by), actors)
        out[doc] = [{"source": list(c.source), "cue": list(c.cue), "content": list(c.content)} for c in found]
    return out


def figures(corpus: Gold, predicted: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """F1 of exact source, cue and content fragments and of attributions with half the content right, in per cent."""
    scored = scorer().score(corpus, predicted)
    return {name: scored[metric]["F"] for name, metric in SHOWN.items()}


def main() -> None:
    """Print one table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("split", nargs="?", default="dev", choices=("dev", "train"))
    options.add_argument("--out", type=Path)
    options.add_argument("--reader", default="", choices=("", *READERS))
    chosen = options.parse_args()
    corpus = gold(chosen.split)
    size = sum(len(words(content)) for content, _ in corpus.values())
    begun = time.perf_counter()
    predicted = predictions(corpus, chosen.reader)
    took = time.perf_counter() - begun
    if chosen.out:
        lines = [json.dumps({"doc": doc, "claims": claims}) for doc, claims in predicted.items()]
        chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = (
        {**PEERS, "holdfire": tuple(figures(corpus, predicted).values())}
        if chosen.split == "dev"
        else {"holdfire": tuple(figures(corpus, predicted).values())}
    )
    print(f"{'PolNeAR ' + chosen.split:20}" + "".join(f"{name:>10}" for name in SHOWN))
    for name, values in rows.items():
        print(f"{name:20}" + "".join(f"{value:10.1f}" for value in values))
    print(f"{len(corpus)} texts, {size} words, {size / took:,.0f} words/s on one thread")


if __name__ == "__main__":
    main()
