"""The small reader never gets worse unseen: figures on forty sentences of our own writing in each language."""

from __future__ import annotations

import pytest
import yaml
from tests.quality import claims_small
from tests.quality.test_claims_floor import held


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_our_sentences(language: str) -> None:
    content = claims_small.corpus(language).read_bytes()
    assert len(yaml.safe_load(content)["sentences"]) == 40
    held(f"claims-small-{language}", content, claims_small.figures(language))
