"""Strongest verdicts by reading: partial readings, several terms, several instruments, what flips."""

from __future__ import annotations

from holdfire.bulletin.figures import Held, Variant, flips, hold_by_incident, options_of, tallies, together, under
from holdfire.records import Because, Choice, Finding, Option, Verdict

START = Choice(
    id="start", question="?", options=tuple(Option(id=o, words=o, holders=("x",)) for o in ("fifth", "sixth"))
)
FORCE = Choice(
    id="force", question="?", options=tuple(Option(id=o, words=o, holders=("x",)) for o in ("yes", "no", "cond"))
)
OPTIONS = options_of((START, FORCE))


def finding(term: str, verdict: Verdict, *because: Because, **reading: str) -> Finding:
    return Finding(
        key=f"f:{term}{reading}",
        incident="i",
        instrument="m",
        term=term,
        verdict=verdict,
        because=because,
        reading=reading,
    )


def held(*findings: Finding) -> Held:
    return hold_by_incident(findings, OPTIONS)["i"]


def test_the_strongest_term_stands() -> None:
    both = held(finding("a", Verdict.NOT_COVERED, Because.ACT), finding("b", Verdict.UNDETERMINED, Because.PLACE))
    assert both.variants == (Variant(reading=(), verdict=Verdict.UNDETERMINED, because=(Because.PLACE,)),)


def test_reasons_of_equal_verdicts_are_joined() -> None:
    both = held(finding("a", Verdict.NOT_COVERED, Because.ACT), finding("b", Verdict.NOT_COVERED, Because.PLACE))
    assert both.variants[0].because == (Because.ACT, Because.PLACE)


def test_a_choice_that_changes_nothing_is_dropped() -> None:
    split = held(
        finding("a", Verdict.CONTRARY, start="fifth"), finding("a", Verdict.CONTRARY, start="sixth"),
        finding("b", Verdict.NOT_COVERED, Because.ACT, force="yes"),
    )  # fmt: skip
    assert split.variants == (Variant(reading=(), verdict=Verdict.CONTRARY),)


def test_two_choices_that_both_decide_are_kept_apart() -> None:
    torn = held(
        finding("a", Verdict.NOT_COVERED, Because.TIME, start="sixth"), finding("a", Verdict.CONTRARY, start="fifth", force="yes"),
        finding("a", Verdict.NOT_COVERED, Because.ACTOR, start="fifth", force="no"),
        finding("a", Verdict.UNDETERMINED, Because.ACTOR, start="fifth", force="cond"),
    )  # fmt: skip
    assert {(v.reading, v.verdict) for v in torn.variants} == {
        ((("force", "yes"), ("start", "fifth")), Verdict.CONTRARY),
        ((("force", "cond"), ("start", "fifth")), Verdict.UNDETERMINED),
        ((("force", "no"), ("start", "fifth")), Verdict.NOT_COVERED),
        ((("start", "sixth"),), Verdict.NOT_COVERED),
    }
    assert flips(torn, START)["sixth"] == {Verdict.NOT_COVERED}
    assert under(torn, "start", "sixth").verdicts() == {Verdict.NOT_COVERED}


def test_all_and_some_never_count_one_incident_twice() -> None:
    torn = held(
        finding("a", Verdict.CONTRARY, start="fifth"), finding("a", Verdict.NOT_COVERED, Because.TIME, start="sixth")
    )
    counted = tallies([torn])
    assert (counted[Verdict.CONTRARY].some, counted[Verdict.NOT_COVERED].some) == ({"i"}, {"i"})
    assert not any(tally.all for tally in counted.values())


def test_instruments_that_share_a_choice_are_combined_reading_by_reading() -> None:
    """Contrary to one text if it lapsed and to the other if it did not: contrary under all readings."""
    one = held(
        finding("a", Verdict.CONTRARY, start="fifth"), finding("a", Verdict.NOT_COVERED, Because.TIME, start="sixth")
    )
    other = held(
        finding("b", Verdict.CONTRARY, start="sixth"), finding("b", Verdict.NOT_COVERED, Because.TIME, start="fifth")
    )
    assert together((one, other), OPTIONS).variants == (Variant(reading=(), verdict=Verdict.CONTRARY),)


def test_a_choice_that_does_not_decide_does_not_flip() -> None:
    assert flips(held(finding("a", Verdict.CONTRARY)), START) == {}
