"""Thresholds for the incident network, one after the other, for the best all-slot F and CEAF-REE together:

    python -m training.incidents.tune --corpus DIR --network DIR --to src/holdfire/data/incidents/fillers.yaml

Chosen on the documents DEV-MUC3-0001 to -0050 and -1201 to -1300, which are neither taught nor reported on.
"""

from __future__ import annotations

import argparse
import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tokenizers
import yaml
from bench.muc4.ceaf import ceaf_ree
from bench.muc4.keys import Templates, documents, templates
from bench.muc4.learned import Page
from bench.muc4.score import evaluate
from bench.muc4.texts import prepared

from holdfire.incidents.fillers import settings
from holdfire.reader import FillerMeans, made_means, scored
from holdfire.reader.fillers import Packaged
from training.incidents.texts import TAUGHT

LADDERS: dict[str, tuple[float, ...]] = {
    "types": (-0.2, -0.1, 0.1, 0.2, 0.3), "kinds": (-0.2, -0.15, -0.1, -0.05, 0.05, 0.1, 0.15, 0.2),
    "low": (0.1, 0.15, 0.2, 0.3), "several": (0.3, 0.5, 0.75, 1.1), "share": (0.3, 0.5, 0.7, 0.9),
    "apart": (0.3, 0.5, 0.7), "same": (0.5, 0.6, 0.7, 0.8), "shared": (0.3, 0.6, 0.9),
}  # fmt: skip


TABLES = ("kinds", "types")
GAIN = 0.5
"""How much better a step must score: more, and moved each by itself, thresholds fit the few documents, not the task."""


def main() -> None:
    """One round over all thresholds; writes the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True, help="folder with incidents.onnx, incidents.yaml")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    card = yaml.safe_load((options.network / "incidents.yaml").read_text(encoding="utf-8"))
    tokenizer = tokenizers.Tokenizer.from_file(str(options.network / "tokenizer.json"))
    pages, keys = read(
        options.corpus, made_means(card, Packaged((options.network / "incidents.onnx").read_bytes()), tokenizer)
    )
    best = tuned(pages, keys, copy.deepcopy(settings()))
    text = options.to.read_text(encoding="utf-8")
    for name, value in best.items():
        if isinstance(value, float):
            text = re.sub(rf"(?m)^{name}: [\d.]+", f"{name}: {value}", text)
    for table in TABLES:
        told = ", ".join(f"{key}: {value}" for key, value in best[table].items())
        text = re.sub(rf"(?m)^{table}: {{.*}}", f"{table}: {{{told}}}", text)
    options.to.write_text(text, encoding="utf-8")


def read(corpus: Path, means: FillerMeans) -> tuple[list[Page], Templates]:
    """The documents to choose by, as the network sees them, and their keys."""
    keys = templates(corpus / f"key-dev-{first}.muc4" for first in ("0001", "1201"))
    texts = documents(corpus / f"dev-muc3-{part}" for part in ("0001-0100", "1201-1300"))
    pages = [
        Page(doc, content, scored(content, means))
        for doc in sorted(texts)
        if doc in keys and int(doc[-4:]) not in TAUGHT
        for content in [prepared(texts[doc])]
    ]
    return pages, keys


def tuned(pages: list[Page], keys: Templates, chosen: dict[str, Any]) -> dict[str, Any]:
    """Climb: each threshold in turn to the step of its ladder that scores best."""
    best = worth(pages, keys, chosen)
    print(f"begins at {best:.2f}", flush=True)
    for changes in _steps(chosen):
        tried = {**chosen, **changes}
        if tried == chosen:
            continue
        score = worth(pages, keys, tried)
        if score > best + GAIN:
            best, chosen = score, tried
            print(f"{changes}: {best:.2f}", flush=True)
    return chosen


def _steps(begun: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each threshold alone, but those of a table together, all by as much."""
    for name, ladder in LADDERS.items():
        for step in ladder:
            if name in TABLES:
                yield {name: {key: round(min(0.9, max(0.1, value + step)), 2) for key, value in begun[name].items()}}
            else:
                yield {name: step}


def worth(pages: list[Page], keys: Templates, chosen: dict[str, Any]) -> float:
    """Twice the all-slot F and once CEAF-REE, by three."""
    given = {page.doc: page.templates(chosen) for page in pages}
    kept = {page.doc: keys[page.doc] for page in pages}
    return (2 * evaluate(given, kept).total().f + ceaf_ree(given, kept)["all"][2]) / 3


if __name__ == "__main__":
    main()
