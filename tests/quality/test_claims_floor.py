"""The claims reader never gets worse unseen: figures on our own corpus always, on a fixed slice of PolNeAR where it is.

After the reader got better, raise the figures in floors.yml by hand; after a corpus was changed on purpose, its hash too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.corpora import SHARED, shared
from tests.quality import claims_conflict, claims_own

from bench import claims_dev, polnear
from holdfire import reader

FLOORS = yaml.safe_load(Path(__file__).with_name("floors.yml").read_text(encoding="utf-8"))
trained = pytest.mark.skipif(not reader.means(), reason="no weights in this build")
SLICE = 4
"""Every fourth text of dev, by name."""


def held(name: str, corpus: bytes, figures: dict[str, float]) -> None:
    """Fails where the corpus is not the one that the floor was measured on, or a figure is below it."""
    floor: dict[str, Any] = FLOORS[name]
    assert hashlib.sha256(corpus).hexdigest() == floor["corpus_sha256"], f"{name}: the corpus changed under its floor"
    below = {key: (figures[key], least) for key, least in floor["figures"].items() if figures[key] < least}
    assert not below, f"{name}: (measured, floor) {below}"


def test_our_own_corpus() -> None:
    held("claims-own", claims_own.CORPUS.read_bytes(), claims_own.figures())


def test_a_worse_figure_and_another_corpus_are_refused() -> None:
    floor = FLOORS["claims-own"]["figures"]
    with pytest.raises(AssertionError, match="measured, floor"):
        held("claims-own", claims_own.CORPUS.read_bytes(), dict.fromkeys(floor, 0.0))
    with pytest.raises(AssertionError, match="corpus changed"):
        held("claims-own", b"another", floor)


def test_reports_of_conflict() -> None:
    held("claims-conflict", claims_conflict.CORPUS.read_bytes(), claims_conflict.figures())


@trained
def test_reports_of_conflict_by_the_trained_reader() -> None:
    held("claims-conflict-trained", claims_conflict.CORPUS.read_bytes(), claims_conflict.figures(reader.means("trained")))


@trained
def test_our_own_corpus_by_the_trained_reader() -> None:
    held("claims-own-trained", claims_own.CORPUS.read_bytes(), claims_own.figures(reader.means("trained")))


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "by"), [("claims-polnear-dev", "rules"), pytest.param("claims-polnear-dev-trained", "trained", marks=trained)]
)
def test_a_slice_of_polnear(name: str, by: str) -> None:
    shared("polnear/dev")
    whole = polnear.gold("dev", SHARED)
    corpus = {doc: whole[doc] for doc in sorted(whole)[::SLICE]}
    content = "\n".join(f"{doc}\n{text}" for doc, (text, _) in corpus.items()).encode()
    held(name, content, claims_dev.figures(corpus, claims_dev.predictions(corpus, by)))
