"""What two accounts of one passage have for and against one event."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.incidents.test_telling import read

from holdfire import actors, sources
from holdfire.corroboration import Ties
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


def test_a_state_and_then_its_air_force_are_one_author() -> None:
    words = "Russian air strikes hit Atarib on Monday. The Russian Air Force bombed the market of Atarib on Monday."
    accounts = read(words, published=datetime(2017, 11, 14, 12, tzinfo=UTC))
    ties = Ties(actors.packaged(), sources.packaged())
    assert len(fuse(accounts)) == 2
    assert [sorted(b.actor for b in i.attributed_to) for i in fuse(accounts, one_body=ties.in_line)] == [["ru", "ru-vks"]]


def test_a_denial_lays_nothing_to_a_second_author() -> None:
    words = (
        "The Russian defence ministry denied that Russian aircraft had bombed Atarib on Monday. "
        "Turkish air strikes hit Atarib on Monday, Amnesty International said."
    )
    (incident,) = told(words)
    assert [b.actor for b in incident.attributed_to] == ["tr"]
    assert incident.denials
