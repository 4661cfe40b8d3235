"""Laws of readings: diagrams say what the product of all combinations says; what was held before saves work only."""

from datetime import timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.findings.brute import partial_readings
from tests.findings.world import (
    END,
    LETTERS,
    START,
    Areas,
    Book,
    Tree,
    blamed,
    choice,
    incident,
    instrument,
    term,
    zone,
)

from holdfire.findings import finding, hold, law, standings
from holdfire.findings.answers import Answers
from holdfire.findings.checks import (
    Ground,
    check_act,
    check_author,
    check_place,
    check_time,
    check_weapon,
    window_of,
)
from holdfire.findings.columns import columns
from holdfire.findings.conditions import check_condition
from holdfire.findings.law import combinations
from holdfire.findings.logic import verdict_codes
from holdfire.records import DateEntry, DeclaredState, Effect, Place

ACTORS = ["north", "south", "stranger", "listed", "rebels", "patron", "north-army"]
ACTS, WEAPONS, AREAS = Tree(), Tree(), Areas()
RESULTS = ["pass", "fail", "unknown"]
KINDS = ["bound", "excluded", "target", "date", "zone", "state"]
STATES = ("in_force", "suspended", "denounced", "lapsed")


def effect(draw, kind):
    if kind == "date":
        return (
            Effect(kind="date", instrument="i", name="operative", at=START + timedelta(days=draw(st.integers(-2, 4)))),
        )
    if kind == "target":
        mode = draw(st.sampled_from(["any", "parties_only"]))
        return (Effect(kind="target", instrument="i", name=draw(st.sampled_from(["t1", "t2"])), mode=mode),)
    if kind == "zone":
        return ()
    if kind == "state":
        name = draw(st.sampled_from(["s0", "s1"]))
        return (Effect(kind="state", instrument="i", name=name, result=draw(st.sampled_from(RESULTS))),)
    result = draw(st.sampled_from([*RESULTS, "as:north", "as:south"] if kind == "bound" else RESULTS))
    return (Effect(kind=kind, instrument="i", actor=draw(st.sampled_from(ACTORS)), result=result),)


@st.composite
def instruments(draw):
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=5))
    choices = [
        choice(f"{kind}-{n}", *[effect(draw, kind) for _ in range(size)], options=("a", "b", "c")[:size])
        for n, kind in enumerate(kinds)
        for size in [draw(st.integers(2, 3)) if n < 2 else 2]
    ]
    dated = next((c.id for c in choices if c.id.startswith("date")), "")
    zones = [zone(uncertainty_m=draw(st.sampled_from([0, 500, 20_000])))]
    for drawn in choices:
        if drawn.id.startswith("zone"):
            x, y = LETTERS[draw(st.sampled_from("Aab"))]
            around = shapely.geometry.mapping(shapely.box(x - 0.1, y - 0.1, x + 0.1, y + 0.1))
            zones.append(zone(version=drawn.id, choice=drawn.id, options=("a",), geometry=around))
    first = draw(st.sampled_from([0, 1]))
    days = draw(st.lists(st.integers(-2, 5), max_size=3))
    states = tuple(
        DeclaredState(id=f"s{n}", on=(START + timedelta(days=day)).date(), state=draw(st.sampled_from(STATES)), by="north")
        for n, day in enumerate(days)
    )
    return instrument(
        states=states, choices=tuple(choices), zones=tuple(zones[first:]),
        dates=(DateEntry(name="operative", at=START, choice=dated, zone="UTC"), DateEntry(name="end", at=END, zone="UTC")),
        terms=(term(), term(id="t2", clause="2", between=True, place_share=0.3)),
    )  # fmt: skip


@st.composite
def incidents(draw):
    who = draw(st.lists(st.sampled_from(ACTORS), max_size=4, unique=True))
    authors = draw(st.lists(st.sampled_from(ACTORS), max_size=2, unique=True))
    x, y = LETTERS[draw(st.sampled_from("Aab"))]
    place = Place(name="p", lat=y, lon=x, radius_m=draw(st.sampled_from([0, 100, 9000])))
    return incident(
        f"incident:{draw(st.integers(0, 999)):03}", at=START + timedelta(days=draw(st.integers(-3, 6))),
        participants=tuple(who), attributed_to=blamed(*authors), place=draw(st.sampled_from([None, place])),
        target=draw(st.sampled_from([None, "civilians", *ACTORS])), act=draw(st.sampled_from(["force", "aid"])),
    )  # fmt: skip


some_incidents = st.lists(incidents(), max_size=6, unique_by=lambda i: i.key)


def ready(agreement):
    return law([agreement], Book(), ACTS, WEAPONS, AREAS)


def by_product(agreement, incident):
    """The findings of one incident the long way: every check under every combination of all choices."""
    the_law, cols = ready(agreement), columns([incident])
    ground, found = Ground(the_law, cols), set()
    when = incident.time.start
    for one in agreement.terms:
        outcomes = []
        for reading in combinations(agreement.choices):
            chosen = dict(reading)
            versions = [
                v
                for v in the_law.zones.get(("i", "z"), ())
                if not v.zone.choice or chosen[v.zone.choice] in v.zone.options
            ]
            window = window_of(agreement, one, reading)
            act, breach = check_act(one, cols, ACTS)
            author = check_author(the_law, agreement, one, (cols.situations[0], when), reading).result
            checks = (check_time(cols, window, None)[0], check_place(ground, versions, one.place_share)[0], act,
                      check_weapon(one, cols, WEAPONS), np.array([author], dtype=np.int8),
                      check_condition(agreement, one, cols, breach))  # fmt: skip
            flags = np.array([cols.situations[0].established], dtype=np.int8)
            outcomes.append(int(verdict_codes(checks, breach, flags)[0]))
        leaves = partial_readings(agreement.choices, np.array(outcomes, dtype=np.int16))
        found |= {(one.id, reading, code) for reading, code in leaves}
    return found


@settings(max_examples=60)
@given(instruments(), incidents())
def test_diagrams_decide_as_the_product_of_all_combinations_does(agreement, told):
    held = hold([told], ready(agreement))
    mine = {
        (held.answers[t].term.id, held.readings[r], int(c))
        for t, r, c in zip(held.term, held.reading, held.code, strict=True)
    }
    assert mine == by_product(agreement, told)


@settings(max_examples=60)
@given(instruments(), incidents())
def test_what_stands_is_the_strongest_under_every_combination(agreement, told):
    held = hold([told], ready(agreement))
    standing = standings(held)
    for whole in combinations(agreement.choices):
        deciding = [s for s in standing if s.reading.items() <= dict(whole).items()]
        rows = [r for r in range(len(held)) if set(held.readings[held.reading[r]]) <= set(whole)]
        assert [s.verdict for s in deciding] == [finding(held, max(rows, key=lambda r: held.code[r] >> 8)).verdict]


def content(held):
    columns = (held.incident, held.term, held.reading, held.code)
    return [c.tobytes() for c in columns], held.readings, [finding(held, r) for r in range(len(held))]


@settings(max_examples=60)
@given(
    instruments(),
    instruments(),
    some_incidents,
    some_incidents,
    st.sampled_from(["terms", "choices", "dates", "all", ""]),
)
def test_what_was_held_before_changes_nothing(before, after, some, others, changed):
    """Whatever was held before: other terms, zones, dates, readings; other incidents, or the same changed; and again."""
    fields = ("terms", "zones", "choices", "dates") if changed == "all" else (changed,) if changed else ()
    after = replace(before, **{name: getattr(after, name) for name in fields})
    if changed in {"terms", "dates"}:  # one term, as when a clause is amended
        after = replace(after, terms=(replace(after.terms[0], acts=("aid",)), *after.terms[1:]), choices=before.choices)
    mixed = list({i.key: i for i in (*some, *others)}.values())
    earlier = hold(some, ready(before))
    for told in (some, mixed, some):
        earlier = hold(told, ready(after), earlier)
        assert content(earlier) == content(hold(told, ready(after)))


def test_a_question_that_only_one_term_knows_is_known_to_the_next_run():
    agreement = instrument(terms=(term(), term(id="t2", clause="2")))
    narrow = (Effect(kind="target", instrument="i", name="t1", mode="parties_only"),)
    asked = replace(agreement, choices=(choice("c", narrow, ()),))
    told = [incident(attributed_to=blamed("north"), target="civilians")]
    second = hold(told, ready(asked), hold(told, ready(agreement)))
    amended = replace(asked, terms=(replace(asked.terms[0], acts=("force/strike",)), asked.terms[1]))
    assert content(hold(told, ready(amended), second)) == content(hold(told, ready(amended)))


@pytest.mark.parametrize("changed", ["terms", "zones", "dates", "choices", "parties", "exclusions"])
def test_only_what_changed_is_held_again(changed, monkeypatch):
    agreement = instrument(terms=(term(), term(id="t2", clause="2", zones=())))
    other = {
        "terms": (replace(agreement.terms[0], acts=("aid",)), agreement.terms[1]),
        "zones": (zone(uncertainty_m=900),),
        "dates": (DateEntry(name="operative", at=END, zone="UTC"), agreement.dates[1]),
        "choices": (choice("c", (Effect(kind="target", instrument="i", name="t1", mode="parties_only"),), ()),),
        "parties": (replace(agreement.parties[0], open=False),),
        "exclusions": (),
    }[changed]
    earlier = hold([incident()], ready(agreement))
    again = []
    made = Answers.decided
    monkeypatch.setattr(Answers, "decided", lambda self: again.append(self.term.id) or made(self))
    hold([incident()], ready(replace(agreement, **{changed: other})), earlier)
    assert again == (["t1"] if changed in {"terms", "zones", "choices"} else ["t1", "t2"])
