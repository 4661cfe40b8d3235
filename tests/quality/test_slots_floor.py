"""Who did what to whom, and how many: figures on our own sentences never get worse unseen."""

from __future__ import annotations

from tests.quality import slots_accounts, slots_own
from tests.quality.test_claims_floor import held


def test_our_own_sentences() -> None:
    held("slots-own", slots_own.CORPUS.read_bytes(), slots_own.figures())


def test_accounts_of_sixty_texts() -> None:
    held("slots-accounts", slots_accounts.CORPUS.read_bytes(), slots_accounts.figures())
