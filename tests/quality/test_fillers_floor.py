"""The incident network on MUC-4: figures on documents that it was not taught, nor its thresholds chosen on, never fall
unseen. A part of TST1 keeps the test short; `holdfire bench muc4` gives the rest."""

from __future__ import annotations

import pytest
from bench.muc4.ceaf import ceaf_ree
from bench.muc4.keys import documents, templates
from bench.muc4.learned import responses
from bench.muc4.score import evaluate
from tests.corpora import shared
from tests.quality.test_claims_floor import held

from holdfire.reader import filler_means, shipped_fillers

PART = 60
"""Documents."""


@pytest.mark.corpora
@pytest.mark.skipif(not shipped_fillers(), reason="the weights are not in this package")
def test_incidents_of_documents_never_seen() -> None:
    folder = shared("muc4/dev")
    path, key = folder / "tst1-muc3", folder / "key-tst1.v7"
    texts = dict(sorted(documents([path]).items())[:PART])
    keys = {doc: listed for doc, listed in templates([key]).items() if doc in texts}
    given = responses(texts, filler_means())
    figures = {"slots": evaluate(given, keys).total().f, "entities": ceaf_ree(given, keys)["all"][2]}
    held("fillers-muc4-tst1", path.read_bytes() + key.read_bytes(), figures)
