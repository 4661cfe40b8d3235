"""Names of actors as texts print them lead to the right actor and side: a floor on our list of more than 200."""

from __future__ import annotations

from collections import Counter

from tests.quality import aliases
from tests.quality.test_claims_floor import held


def test_the_list_is_long_and_says_each_name_once() -> None:
    times = Counter(printed for printed, _, _ in aliases.entries())
    assert sum(times.values()) >= 200
    assert [printed for printed, count in times.items() if count > 1] == []


def test_names_lead_to_actors_and_sides() -> None:
    held("aliases", aliases.CORPUS.read_bytes(), aliases.figures())


def test_a_wrong_answer_is_a_miss(monkeypatch) -> None:
    monkeypatch.setattr(aliases, "entries", lambda: [("Nobody Known", "sy", "sy"), ("in the old quarter", None, None)])
    assert aliases.misses() == [("Nobody Known", ("sy", "sy"), (None, None))]
    assert aliases.figures() == {"actor": 50.0, "side": 50.0, "both": 50.0}
