"""`holdfire research unreported`: an estimate with all it rests on, or one clear line that says why there is none."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from tests.doors import run
from tests.findings.world import LETTERS, Areas, Book, Tree, instrument

from holdfire.findings import law
from holdfire.flow.derive import Outcome
from holdfire.flow.derived import Derived
from holdfire.records import Account, Copy, Incident, Interval, Place, View, Voice

START = datetime(2030, 5, 6, tzinfo=UTC)
HISTORIES = {"111": 20, "110": 20, "101": 20, "100": 20, "011": 20, "010": 20, "001": 20}
LISTS = ("mission", "monitor", "paper")


def told(history, number, voices):
    lon, lat = LETTERS["A" if number % 2 else "a"]
    day = START + timedelta(days=number % 60)
    place = Place(name="p", lat=lat, lon=lon, radius_m=100)
    time = Interval(start=day, end=day + timedelta(days=1), zone="UTC", precision="day")
    accounts = [
        Account(
            key=f"account:{number}/{name}", report=f"report:{number}/{name}", source=name, act="force", place=place,
            time=time, voices=(Voice(id=voice, name=voice),),
        )
        for name, voice, there in zip(LISTS, voices, history, strict=True)
        if there == "1"
    ]  # fmt: skip
    incident = Incident(
        key=f"incident:{number:04}", accounts=tuple(a.key for a in accounts), act="force", place=place, time=time
    )
    return incident, accounts


def outcome(voices=LISTS, copies=()):
    histories = [h for h, n in HISTORIES.items() for _ in range(n)]
    made = [told(h, number, voices) for number, h in enumerate(histories)]
    instruments = (instrument(),)
    know = SimpleNamespace(
        instruments=instruments, law=law(instruments, Book(), Tree(), Tree(), Areas()), config=SimpleNamespace(zone="UTC")
    )
    derived = Derived(
        view=View(audience="public"), size=1, incidents=tuple(i for i, _ in made), copies=copies,
        accounts=tuple(a for _, accounts in made for a in accounts),
    )  # fmt: skip
    return Outcome(know, derived, None)


@pytest.fixture
def case(monkeypatch):
    """`of(outcome)` makes the command look at it."""

    def of(made):
        @contextmanager
        def looked(*_):
            yield made

        monkeypatch.setattr("holdfire.cli.research.looked", looked)

    of(outcome())
    return of


def test_the_estimate_stands_with_interval_models_assumptions_and_what_was_not_read(case):
    shown = run("research", "unreported", "case", "--lists", "mission,monitor,paper").out
    first = shown.splitlines()[0]
    assert "incidents that none of the lists told of (95% interval" in first
    assert "beside 140 that some did" in first
    for words in ("independent:", "it holds only while:", "not read by machine", "enters no bulletin", "111: 20"):
        assert words in shown


def test_json_has_the_numbers(case):
    (line,) = run("research", "unreported", "case", "--lists", "mission,monitor,paper", "--jsonl").json()
    assert line["schema"] == "holdfire/unreported/1"
    assert line["seen"] == 140
    assert line["low"] < line["estimate"] < line["high"]
    assert line["estimate"] == pytest.approx(20, abs=3), "lists that tell of half each, independently"
    assert line["assumptions"]


def test_zone_and_days_narrow_what_is_asked(case):
    asked = ("research", "unreported", "case", "--lists", "mission,monitor,paper", "--jsonl")
    (inside,) = run(*asked, "--zone", "z").json()
    assert inside["seen"] == 70
    (most,) = run(*asked, "--from", "2030-05-08", "--to", "2030-07-31").json()
    assert most["seen"] == 134, "two of sixty days left out, with three incidents each"


def refused(*arguments):
    done = run("research", "unreported", "case", *arguments)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1
    return done.err


def test_too_few_or_unknown_lists_are_refused_in_one_line(case):
    assert "E431 no estimate: 2 lists" in refused("--lists", "mission,monitor")
    assert "E431 no estimate: 2 lists" in refused("--lists", "mission+paper,monitor")
    assert "E430 nobody called 'misson' tells" in refused("--lists", "misson,monitor,paper")
    assert "E430 there is no zone 'zz'" in refused("--lists", "mission,monitor,paper", "--zone", "zz")
    assert "under 50" in refused("--lists", "mission,monitor,paper", "--to", "2030-05-07")


def test_one_voice_behind_two_lists_is_refused(case):
    case(outcome(voices=("mission", "witness", "witness")))
    assert "monitor and paper are not independent" in refused("--lists", "mission,monitor,paper")


def test_copies_between_lists_are_refused(case):
    case(outcome(copies=tuple(
        Copy(a=f"report:{n}/mission", b=f"report:{n}/monitor", kind="rewrite", score=1.0) for n in range(20)
    )))  # fmt: skip
    assert "mission and monitor are not independent" in refused("--lists", "mission,monitor,paper")


def test_without_the_library_one_line_says_how_to_get_it(case, monkeypatch):
    monkeypatch.setattr("holdfire.flow.research.find_spec", lambda _: None)
    assert "E432" in refused("--lists", "mission,monitor,paper")
