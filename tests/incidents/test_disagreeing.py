"""One text that tells of one event in two ways is doubted; a text of several events, a rising toll and a part are not."""

from __future__ import annotations

import pytest
from tests.incidents.test_telling import HEAD, read

from holdfire.records import Doubt

DAYS, HOURS, TOLLS = "report-days-differ", "report-hours-differ", "report-tolls-differ"


def differing(words: str) -> list[Doubt]:
    return [d for a in read(words) for d in a.doubts if d.code.startswith("report-")]


MONDAY = "Warplanes bombed the market in the town of Atarib on Monday, killing 29 people. "
AT = "Warplanes bombed the market in Atarib on 13 November at "


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (MONDAY + "Aircraft struck Atarib on Sunday, killing 29 people.", DAYS),
        (AT + "14:07, killing 29 people. " + AT + "15:40, killing 29 people.", HOURS),
        (MONDAY + "Aircraft struck Atarib on Monday, killing 53 people.", TOLLS),
        (MONDAY + "A monitoring group put the death toll at 53.", TOLLS),
        ("Warplanes bombed Atarib on Monday, killing 29 people, while a monitoring group put the toll at 45.", TOLLS),
        (MONDAY.replace("29", "at least 29") + "State media gave a lower toll of 26 dead.", TOLLS),
    ],
)
def test_one_event_told_in_two_ways(words: str, code: str) -> None:
    found = differing(words)
    assert {d.code for d in found} == {code}
    assert len({d.why for d in found}) == 1


@pytest.mark.parametrize(
    "words",
    [
        MONDAY + "Aircraft struck Atarib again on Sunday, killing 29 people.",
        MONDAY + "Aircraft struck Atarib on Sunday, killing 7 people.",
        MONDAY + "Aircraft struck Sarmada on Sunday, killing 29 people.",
        MONDAY + "Aircraft struck Sarmada on Monday, killing 53 people.",
        MONDAY + "Another raid on Atarib on Monday killed 5 people.",
        MONDAY + "\n* A mine killed 50 men in Sarmada. A monitoring group put the death toll at 50.",
        MONDAY + "The death toll later rose to 53.",
        MONDAY + "Rescuers earlier put the toll at 20.",
        MONDAY + "The observatory, which first counted 20 dead in Atarib on Monday and then 61, raised its toll to 83.",
        MONDAY + "Aircraft struck Atarib on Monday, killing 29 people.",
        MONDAY + "A monitoring group gave the same death toll, 11 of them children.",
        MONDAY + "A monitoring group put the toll of the six-year conflict at 330,000.",
        "Warplanes bombed Atarib on Monday, killing at least 29 people. A monitoring group put the death toll at 53.",
        "Aircraft struck Atarib on Monday night, killing 29 people. Warplanes bombed Atarib on Monday, killing 29 people.",
    ],
)
def test_two_events_a_series_and_a_part_are_no_disagreement(words: str) -> None:
    assert differing(words) == []


def test_both_spans_are_named() -> None:
    words = MONDAY + "Aircraft struck Atarib on Sunday, killing 29 people."
    one, other = differing(words)
    assert one.where != other.where
    for said in ("Monday", "Sunday"):
        start = len(HEAD) + words.index(said)
        assert f"{said!r} ({start}-{start + len(said)})" in one.why
