"""What two accounts of one passage have for and against one event."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.incidents.test_telling import read

from holdfire.incidents import fuse
from holdfire.records import Incident


def told(words: str) -> tuple[Incident, ...]:
    return fuse(read(words, published=datetime(2017, 11, 14, 12, tzinfo=UTC)))


def acts(words: str) -> list[tuple[str, list[str]]]:
    return sorted((i.act, sorted(b.actor for b in i.attributed_to)) for i in told(words))


def test_what_one_sentence_leaves_open_the_next_says() -> None:
    (incident,) = told("Air strikes hit Atarib on Monday. The air strikes killed 61 people. Russia was behind the air raids.")
    assert incident.place is not None
    assert [c.low for c in incident.casualties] == [61]


def test_one_voice_that_names_two_authors_tells_of_two_events() -> None:
    words = "Turkish air strikes hit Atarib on Monday. Russian air strikes hit Atarib on Monday."
    assert acts(words) == [("air_strike", ["ru"]), ("air_strike", ["tr"])]


def test_two_voices_that_name_two_authors_of_one_act_dispute_it() -> None:
    words = (
        "The Syrian Observatory for Human Rights said Russian air strikes on Atarib on Monday killed 61 people. "
        "Amnesty International said Turkish air strikes on Atarib on Monday killed 61 people."
    )
    assert acts(words) == [("air_strike", ["ru", "tr"])]


def test_two_acts_laid_to_two_authors_are_two_events() -> None:
    words = "Daesh committed a massacre in Atarib on Monday. Russian air strikes hit Atarib on Monday."
    assert acts(words) == [("air_strike", ["ru"]), ("attack_on_civilians", ["is"])]
