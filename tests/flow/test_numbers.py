"""Lasting numbers as people meet them: minted by a decision or an issue, cited in its place, and hiding nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.flow_cases import AT, PUBLIC, add, small_case

from holdfire.flow import decide, publish
from holdfire.flow.derive import look, run
from holdfire.flow.numbers import key_of, numbers
from holdfire.flow.proceed import Said
from holdfire.records import View

MECHANISM = View(audience="mechanism")
LATER = datetime(2030, 2, 1, tzinfo=UTC)


def of(case, view):
    return set(numbers(case, look(case, view)).of.values())


def test_a_decision_numbers_what_it_is_about_once(tmp_path):
    with small_case(tmp_path / "case") as case:
        add(case, "strike.txt")
        run(case, PUBLIC)
        (incident,) = look(case, PUBLIC).derived.incidents
        assert of(case, PUBLIC) == set()
        decide.review(case, "accept", incident.key, Said(why="seen"), who="R", at=AT)
        decide.review(case, "accept", "n1", Said(why="seen again"), who="S", at=AT)
        assert of(case, PUBLIC) == {"N1"}
        assert len(case.numbers()) == 1
        assert [r.target for r in case.reviews()] == [incident.key, incident.key]
        assert key_of(case, look(case, PUBLIC), "N1") == incident.key


def test_issuing_numbers_what_was_counted_and_prints_it(tmp_path):
    with small_case(tmp_path / "case") as case:
        add(case, "strike.txt")
        run(case, PUBLIC)
        publish.issue(case, look(case, PUBLIC), date(2017, 11, 13), who="editor", at=LATER)
        assert of(case, PUBLIC) == {"N1"}
        frozen = case.get(case.issued()[0].facts.files["bulletin.md"]).decode()
        assert "(N1)" in frozen
        publish.issue(case, look(case, PUBLIC), date(2017, 11, 13), who="editor", at=LATER)
        assert len(case.numbers()) == 1


def test_a_number_given_to_something_hidden_shows_in_no_other_view(tmp_path):
    with small_case(tmp_path / "case") as case:
        add(case, "strike.txt")
        hidden = "Shelling hit Talbiseh on Monday, killing two people, a resident said.\n"
        add(case, hidden, minute=1, clearance="mechanism")
        for view in (PUBLIC, MECHANISM):
            run(case, view)
        public = {i.key for i in look(case, PUBLIC).derived.incidents}
        (secret,) = [i for i in look(case, MECHANISM).derived.incidents if i.key not in public]
        decide.review(case, "accept", secret.key, Said(why="known"), who="R", at=AT)
        assert of(case, PUBLIC) == set()
        assert of(case, MECHANISM) == {"N1-mechanism"}
        (open_one,) = public
        decide.review(case, "accept", open_one, Said(why="known"), who="R", at=AT)
        assert of(case, PUBLIC) == {"N1"}, "the public's numbers leave no gap"
        assert of(case, MECHANISM) == {"N1", "N1-mechanism"}
