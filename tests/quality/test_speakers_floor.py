"""Speakers inside a report never get worse unseen: a floor on forty texts of our own writing with marked source phrases."""

from __future__ import annotations

from tests.quality import speakers
from tests.quality.test_claims_floor import held


def test_speakers_of_our_texts() -> None:
    held("speakers", speakers.CORPUS.read_bytes(), speakers.figures())


def test_a_wrong_name_is_a_miss(monkeypatch) -> None:
    monkeypatch.setattr(speakers, "_entries", lambda: ["{Ann Fell|Somebody Else|ru} said so. {He|?} said no."])
    assert [gold[1] for gold, _, _ in speakers.misses()] == ["Somebody Else", "?"]
    assert speakers.figures() == {"speaker": 0.0, "hard": 0.0, "actor": 0.0}
