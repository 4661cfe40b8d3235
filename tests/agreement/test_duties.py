"""Duties day by day: due dates reckoned, states from what was known that day, rivals shown beside and never run."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.agreement.made import astana, small

from holdfire.agreement import duties
from holdfire.records import Duty, DutyState

FACT = '        - {on: 2017-05-10, state: pending, by: paper, words: "not yet formed", source: paper}\n'


def committee(on: date, *changes: tuple[str, str]) -> Duty:
    (duty,) = duties([small(*changes)], on)
    return duty


def fact(on: str, state: str, by: str = "paper") -> str:
    return f'        - {{on: {on}, state: {state}, by: {by}, words: "{state}", source: paper}}\n'


def test_a_duty_says_when_it_is_due_and_how_that_was_reckoned() -> None:
    duty = committee(date(2017, 5, 12))
    assert duty.key == "duty:truce/committee"
    assert duty.due == datetime(2017, 5, 17, 21, tzinfo=UTC)
    assert duty.reckoned == "18 May 2017: 14 days after signed (4 May 2017)"
    assert (duty.on_whom, duty.reading, duty.rivals) == (("north",), {}, ())
    assert duty.rests_on == ("term:truce/committee",)


@pytest.mark.parametrize(("on", "facts", "state", "by"), [
    ("2017-05-12", FACT, DutyState.PENDING, "paper"),
    ("2017-05-18", FACT, DutyState.PENDING, "paper"),                     # the whole of the last day is left
    ("2017-05-19", FACT, DutyState.NOT_VERIFIABLE, ""),                   # nobody has said anything since
    ("2017-05-21", FACT + fact("2017-05-20", "pending"), DutyState.LATE, "paper"),
    ("2017-05-19", FACT + fact("2017-05-20", "met"), DutyState.NOT_VERIFIABLE, ""),   # not known yet on the 19th
    ("2017-05-20", FACT + fact("2017-05-20", "met"), DutyState.MET, "paper"),
    ("2017-05-20", FACT + fact("2017-05-20", "partly_met", "sy"), DutyState.PARTLY_MET, "sy"),
    ("2017-05-20", FACT + fact("2017-05-20", "met", "sy") + fact("2017-05-20", "late"), DutyState.DISPUTED, "paper, sy"),
    ("2017-05-12", FACT + fact("2017-05-11", "not_verifiable"), DutyState.NOT_VERIFIABLE, "paper"),
])  # fmt: skip
def test_the_state_is_what_was_known_that_day(on: str, facts: str, state: DutyState, by: str) -> None:
    duty = committee(date.fromisoformat(on), (FACT, facts))
    assert (duty.state, duty.by_whose_word) == (state, by)


def test_without_any_word_a_duty_is_pending_then_not_verifiable() -> None:
    quiet = ("      state_facts:\n" + FACT, "")
    assert committee(date(2017, 5, 5), quiet).state is DutyState.PENDING
    after = committee(date(2017, 6, 5), quiet)
    assert after.state is DutyState.NOT_VERIFIABLE
    assert after.why == "the last day to do it was 18 May 2017; no word since then is recorded"


def test_a_variation_extends_and_is_no_delay() -> None:
    granted = "variations:\n  - {of: committee, to: 2017-06-30, granted_by: sy, on: 2017-05-15, source: paper}\nchoices:"
    assert committee(date(2017, 5, 14), ("choices:", granted)).state is DutyState.PENDING
    extended = committee(date(2017, 6, 1), ("choices:", granted))
    assert (extended.state, extended.by_whose_word) == (DutyState.EXTENDED, "sy")
    assert extended.due == datetime(2017, 6, 29, 21, tzinfo=UTC)
    assert extended.reckoned.startswith("extended to 30 June 2017 by sy, without an instrument; as written 18 May 2017")
    assert committee(date(2017, 7, 1), ("choices:", granted)).state is DutyState.NOT_VERIFIABLE


def test_a_due_date_that_turns_on_a_choice_gives_one_duty_per_option() -> None:
    changes = (
        ("rule: signed + 14 days", "rule: operative + 14 days"),
        ("{name: operative, rule: signed + 1 day,", "{name: operative, choice: suburb,"),
        ('{kind: bound, actor: hezbollah, result: "as:sy"}', "{kind: date, name: operative, at: 2017-05-05}"),
        ("{kind: bound, actor: hezbollah, result: fail}", "{kind: date, name: operative, at: 2017-05-06}"),
    )
    found = duties([small(*changes)], date(2017, 5, 12))
    assert [(d.key, d.reading) for d in found] == [
        ("duty:truce/committee?suburb=in", {"suburb": "in"}),
        ("duty:truce/committee?suburb=out", {"suburb": "out"}),
    ]
    (one,) = duties([small(*changes)], date(2017, 5, 12), {"suburb": "out"})
    assert one.due == datetime(2017, 5, 19, 21, tzinfo=UTC)


def of_memorandum(on: date) -> dict[str, Duty]:
    return {d.term: d for d in duties(astana()[0].values(), on) if d.instrument == "sy-2017-05-04-astana"}


def test_the_memorandums_duties_with_their_rivals() -> None:
    june = of_memorandum(date(2017, 6, 10))
    assert {term: d.state.value for term, d in june.items()} == {
        "working-group": "not_verifiable", "maps": "not_verifiable", "separation": "not_verifiable",
    }  # fmt: skip
    assert june["working-group"].reckoned == "18 May 2017: 14 days after signed (4 May 2017)"
    assert june["maps"].reckoned == "by 4 June 2017, as written"
    assert june["maps"].rivals == ("maps by 27 May (tass-text)", "maps by 22 May (sputnik-draft)")
    assert june["working-group"].rivals == ("working group in 10 days (tass-text)", "working group in 5 days (sputnik-draft)")


def test_at_the_fifth_meeting_the_maps_were_late_and_at_the_sixth_partly_made() -> None:
    july, september = of_memorandum(date(2017, 7, 5)), of_memorandum(date(2017, 9, 15))
    assert (july["maps"].state, july["maps"].by_whose_word) == (DutyState.LATE, "ru-lavrentyev")
    assert july["working-group"].state is DutyState.PARTLY_MET
    assert september["maps"].state is DutyState.PARTLY_MET
    assert september["separation"].state is DutyState.LATE
