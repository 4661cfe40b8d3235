"""Who says what, on PolNeAR dev: ours beside peers that run here, scored alike, in words per second of one thread.

Texts and scorer lie in the shared corpora. Each contender is a process of its own, its libraries held to one thread,
and is timed in seconds of that process's own work, so that a busy machine slows nobody's figure.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import claims_dev, polnear
from bench.matching import PEERS, ROOT, peers_installed
from bench.table import table

TIMES = 3
"""Repetitions; medians are printed."""
OURS, THEIRS = Path(sys.executable), PEERS / "bin" / "python"
CONTENDERS = {
    "holdfire, trained": (OURS, "bench.claims_ours", "trained"),
    "holdfire, rules": (OURS, "bench.claims_ours", "rules"),
    "textacy with spaCy sm": (THEIRS, "bench.claims_peer", "textacy"),
    "spaCy sm, no claims": (THEIRS, "bench.claims_peer", "spacy"),
}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def main() -> str:
    """The table; raises FileNotFoundError where the corpora are not there."""
    corpus = polnear.gold("dev")
    peers_installed()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps({doc: content for doc, (content, _) in sorted(corpus.items())}), encoding="utf-8")
        size = sum(len(content.split()) for content, _ in corpus.values())
        rows = [_row(name, corpus, size, texts) for name in CONTENDERS]
    return table(("contender", *claims_dev.SHOWN, "words/s", "reader alone", "ready s", "peak MB"), rows)


def _row(name: str, corpus: polnear.Gold, size: int, texts: Path) -> tuple[str, ...]:
    runs = [_run(name, texts) for _ in range(TIMES)]
    median = {key: statistics.median(run[key] for run in runs) for key in ("seconds", "reader_s", "ready_s", "peak_mb")}
    found = runs[0]["claims"]
    scores = [f"{value:.1f}" for value in claims_dev.figures(corpus, found).values()] if found else ["-"] * 4
    return (
        name, *scores, f"{size / median['seconds']:,.0f}", f"{size / median['reader_s']:,.0f}",
        f"{median['ready_s']:.2f}", f"{median['peak_mb']:,.0f}",
    )  # fmt: skip


def _run(name: str, texts: Path) -> dict[str, Any]:
    python, module, what = CONTENDERS[name]
    ran = subprocess.run(
        [str(python), "-m", module, str(texts), what], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, **ONE_THREAD},
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{name} failed:\n{ran.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return result
