"""Other people's grades beside ours: a column for each pair of grades, and nothing but a column."""

from __future__ import annotations

from itertools import product

import pytest
from msgspec.structs import replace
from tests.incidents.made import ACTORS, SOURCES, Sources, account, voice

from holdfire.corroboration import compared, grade
from holdfire.incidents import fuse
from holdfire.records import Attribution, Incident, Support


def incident() -> Incident:
    told = (account("a"), account("s", voice("south"), source="south"))
    (found,) = grade(fuse(told), told, (), Sources(), ACTORS)
    return found


@pytest.mark.parametrize(
    ("support", "attribution", "harm", "admiralty"),
    [
        (Support.SINGLE_VOICE, Attribution.NONE_STATED, "weak", "F6"),
        (Support.CORROBORATED, Attribution.SINGLE_VOICE, "fair", "F1"),
        (Support.OBSERVED, Attribution.ACKNOWLEDGED, "confirmed", "F1"),
        (Support.CORROBORATED, Attribution.DISPUTED, "contested", "F1"),
        (Support.DISPUTED, Attribution.SINGLE_VOICE, "weak", "F4"),
        (Support.REFUTED, Attribution.ACKNOWLEDGED, "discounted", "F5"),
    ],
)
def test_grades(support: Support, attribution: Attribution, harm: str, admiralty: str) -> None:
    told = compared(replace(incident(), support=support, attribution=attribution), Sources())
    assert (told.harm_grade, told.admiralty) == (harm, admiralty)


def test_every_pair_of_grades_has_its_columns() -> None:
    for support, attribution in product(Support, Attribution):
        assert compared(replace(incident(), support=support, attribution=attribution), Sources()).harm_grade


def test_reliability_is_the_best_that_a_person_gave() -> None:
    graded = Sources(*(replace(s, reliability={"north": "C", "south": "B"}.get(s.id)) for s in SOURCES))
    assert compared(incident(), graded).admiralty == "B1"
