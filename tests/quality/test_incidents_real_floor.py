"""Incidents of real reports never get worse unseen, and their scorer counts what it says: hand-worked cases below."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from tests.corpora import shared
from tests.quality import incidents_real as score
from tests.quality.test_claims_floor import held, trained

from holdfire.records import Account, Blame, Casualties, Incident, Interval, Place, Slot

TEXT = "The first shelled Alpha. The second bombed Beta, killing nine."
SHELLED, BOMBED = (10, 17), (36, 42)
GOLD: list[dict[str, Any]] = [
    {"spans": [[0, 24]], "act": ["shelling"], "by": [["first"]], "place": ["Alpha"], "tolls": []},
    {"spans": [[25, 62]], "act": ["air_strike"], "by": [["second", "second-army"]], "tolls": [["killed", 9, 9]]},
]


@pytest.mark.corpora
@pytest.mark.parametrize("reader", ["rules", pytest.param("trained", marks=trained)])
@pytest.mark.parametrize("half", score.HALVES)
def test_incidents_of_thirty_real_reports(reader: str, half: str) -> None:
    for corpus in ("re3d", "fakes_syria_news", "wikipedia_syria_war"):
        shared(corpus)
    found = [one for one in _judged(reader) if one.real.half == half]
    held(f"incidents-real-{half}-{reader}", score.CORPUS.read_bytes(), score.figures(found))


@cache
def _judged(reader: str) -> list[score.Judged]:
    return score.judged(score.documents(), reader)


def test_what_is_right_is_a_hundred() -> None:
    figures = score.figures([paired(shelling(), bombing())])
    assert {name: value for name, value in figures.items() if value < 100} == {"day": 0.0}  # no day is annotated


def test_two_incidents_fused_name_a_wrong_author() -> None:
    fused = paired(made("shelling", [SHELLED, BOMBED], by=["first", "second"]))
    assert of(fused, "unmixed") == {"wrong": 1}
    assert of(fused, "author") == {"right": 1, "wrong": 1, "missed": 1}
    assert of(fused, "incident") == {"right": 1, "missed": 1}


def test_an_incident_told_twice_counts_once() -> None:
    twice = paired(shelling(), shelling(), bombing())
    assert of(twice, "once") == {"right": 1, "wrong": 1}
    assert of(twice, "incident") == {"right": 2, "wrong": 1}
    assert of(twice, "author") == {"right": 2}


def test_an_author_of_what_never_happened_is_wrong() -> None:
    told = paired(shelling(), bombing(), made("killing", [(55, 61)], by=["third"]), gold=[GOLD[0]])
    assert of(told, "author") == {"right": 1, "wrong": 2}
    assert of(told, "incident") == {"right": 1, "wrong": 2}
    assert of(told, "toll") == {"wrong": 1}


def test_what_may_be_left_out_is_neither_right_nor_wrong() -> None:
    passing = [GOLD[0], {**GOLD[1], "optional": True}]
    assert of(paired(shelling(), bombing(), gold=passing), "incident") == {"right": 1}
    assert of(paired(shelling(), gold=passing), "incident") == {"right": 1}
    allowed = [{**GOLD[0], "by": [], "may": ["first"]}, {"spans": [[25, 62]], "act": ["air_strike"]}]
    assert not of(paired(shelling(), bombing(), gold=allowed), "author")


def test_a_day_is_right_inside_the_days_stated() -> None:
    stated = [{**GOLD[0], "day": [at(3).date(), at(4).date()]}]
    assert of(paired(made("shelling", [SHELLED], day=4), gold=stated), "day") == {"right": 1}
    assert of(paired(made("shelling", [SHELLED], day=5), gold=stated), "day") == {"wrong": 1}
    assert of(paired(made("shelling", [SHELLED]), gold=stated), "day") == {"wrong": 1}


def test_a_toll_open_upwards_is_not_a_closed_one() -> None:
    least = [{**GOLD[1], "tolls": [["killed", 9, None]]}]
    assert of(paired(bombing(), gold=least), "toll") == {"wrong": 1, "missed": 1}
    either = [{**GOLD[1], "tolls": [["killed", 9, None, 9]]}]
    assert of(paired(bombing(), gold=either), "toll") == {"right": 1}


def shelling() -> score.Given:
    return made("shelling", [SHELLED], by=["first"], place="Alpha")


def bombing() -> score.Given:
    return made("air_strike", [BOMBED], by=["second"], killed=9)


def at(day: int) -> datetime:
    return datetime(2017, 5, day, tzinfo=UTC)


def made(
    act: str,
    acts: list[tuple[int, int]],
    *,
    by: list[str] | None = None,
    place: str = "",
    killed: int = 0,
    day: int = 0,
) -> score.Given:
    """An incident with an account for each of these words of acts; what it tells of is reckoned in `paired`."""
    accounts = tuple(
        Account(key=f"account:{start}", report="r", source="s", voices=(), act=act, span=(start, end),
                slots=(Slot(slot="act", start=start, end=end),))
        for start, end in acts
    )  # fmt: skip
    incident = Incident(
        key="incident:x", accounts=tuple(a.key for a in accounts), act=act,
        attributed_to=tuple(Blame(actor=who, by=()) for who in by or ()),
        place=Place(name=place) if place else None,
        time=Interval(start=at(day), end=at(day) + timedelta(days=1), zone="UTC", precision="day") if day else None,
        casualties=(Casualties(kind="killed", low=killed, high=killed),) if killed else (),
    )  # fmt: skip
    return score.Given(incident, accounts, ())


def paired(*given: score.Given, gold: list[dict[str, Any]] = GOLD) -> score.Judged:
    return score.paired(score.Real(1, "made", TEXT, {"incidents": gold}), [(g.incident, g.accounts) for g in given])


def of(one: score.Judged, what: str) -> dict[str, int]:
    return {how: number for (name, how), number in score.counts([one]).items() if name == what}
