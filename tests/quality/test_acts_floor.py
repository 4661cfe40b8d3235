"""What short notes tell of as a whole: figures on our own notes never get worse unseen."""

from __future__ import annotations

import pytest
from tests.quality import acts_own
from tests.quality.test_claims_floor import held

from holdfire import reader

CORPORA = (acts_own.DEV, acts_own.HELD, acts_own.RARE, acts_own.BLIND)


@pytest.mark.skipif(reader.note_means() is None, reason="no weights in this build")
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.stem)
def test_our_own_notes(corpus) -> None:
    figures = {
        "weighted": acts_own.weighted(acts_own.pairs(corpus)),
        "rules": acts_own.weighted(acts_own.pairs(corpus, acts_own.by_rules)),
    }
    held(corpus.stem.replace("_", "-"), corpus.read_bytes(), figures)


def test_no_note_that_is_measured_is_taught() -> None:
    kept = {note for corpus in CORPORA[1:] for _, note in acts_own.notes(corpus)}
    assert not kept & {note for corpus in (acts_own.TAUGHT, acts_own.DEV) for _, note in acts_own.notes(corpus)}


def test_a_list_of_words_is_beaten_by_far() -> None:
    words = acts_own.weighted(acts_own.pairs(acts_own.HELD, acts_own.listed))
    assert acts_own.weighted(acts_own.pairs(acts_own.HELD)) > words + 20


def test_each_class_has_notes_in_both_halves_and_no_note_twice() -> None:
    dev, kept = acts_own.notes(acts_own.DEV), acts_own.notes(acts_own.HELD)
    assert {name for name, _ in dev} == {name for name, _ in kept}
    assert len({note for _, note in dev + kept}) == len(dev) + len(kept)
