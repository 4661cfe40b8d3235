"""Thresholds for the incident network, one after the other, for the best all-slot F and CEAF-REE together:

    python -m training.incidents.tune --corpus DIR --network DIR --to src/holdfire/data/incidents/fillers.yaml

Chosen on the documents DEV-MUC3-1201 to -1300, which are neither taught nor reported on.
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

LADDERS: dict[str, tuple[float, ...]] = {
    "types": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8), "kinds": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "low": (0.1, 0.15, 0.2, 0.25, 0.3), "several": (0.3, 0.5, 0.75, 1.1), "share": (0.3, 0.5, 0.7, 0.9),
    "apart": (0.3, 0.5, 0.7), "same": (0.5, 0.6, 0.7, 0.8), "shared": (0.3, 0.6, 0.9),
}  # fmt: skip


TABLES = ("kinds", "types")


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
    keys = templates([corpus / "key-dev-1201.muc4"])
    texts = documents([corpus / "dev-muc3-1201-1300"])
    pages = [
        Page(doc, content, scored(content, means))
        for doc in sorted(texts)
        if doc in keys
        for content in [prepared(texts[doc])]
    ]
    return pages, keys


def tuned(pages: list[Page], keys: Templates, chosen: dict[str, Any]) -> dict[str, Any]:
    """Climb: each threshold in turn to the step of its ladder that scores best."""
    best = worth(pages, keys, chosen)
    print(f"begins at {best:.2f}", flush=True)
    for place, name, ladder in _steps(chosen):
        for step in ladder:
            before, place[name] = place[name], step
            if step == before:
                continue
            score = worth(pages, keys, chosen)
            if score > best + 0.05:
                best = score
                print(f"{name} {step}: {best:.2f}", flush=True)
            else:
                place[name] = before
    return chosen


def _steps(chosen: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, tuple[float, ...]]]:
    for name, ladder in LADDERS.items():
        if name in TABLES:
            yield from ((chosen[name], key, ladder) for key in sorted(chosen[name]))
        else:
            yield chosen, name, ladder


def worth(pages: list[Page], keys: Templates, chosen: dict[str, Any]) -> float:
    """Twice the all-slot F and once CEAF-REE, by three."""
    given = {page.doc: page.templates(chosen) for page in pages}
    kept = {page.doc: keys[page.doc] for page in pages}
    return (2 * evaluate(given, kept).total().f + ceaf_ree(given, kept)["all"][2]) / 3


if __name__ == "__main__":
    main()
