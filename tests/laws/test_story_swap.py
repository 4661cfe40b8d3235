"""Name-blind in the packaged story: swapping two parties, or two outlets, from accounts upward swaps them in what comes
out and changes nothing else."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.demo_case import demo
from tests.swapping import in_order, swapped, turned

from holdfire import corroboration, findings, incidents
from holdfire.actors import Actors
from holdfire.actors.book import Entry
from holdfire.data import ontology
from holdfire.flow.derive import look
from holdfire.records import Account, Actor, Copy, Incident, Instrument, Report, Source, View
from holdfire.sources import Sources
from holdfire.store import open_case

PAIRS = [("sy", "ru"), ("sy", "tr"), ("ru", "ir"), ("sohr", "airwars")]
"""Two parties, two guarantors, two sources; `test_the_pairs_matter` holds that each is in the story."""


class Story:
    """The packaged case's accounts and reference knowledge."""

    def __init__(self) -> None:
        with open_case(demo() / "case") as case:
            outcome = look(case, View(audience="public"))
        know, derived = outcome.know, outcome.derived
        self.places = know.places
        self.parts: dict[Any, list[Any]] = {
            Account: list(derived.accounts), Copy: list(derived.copies), Source: list(know.sources.all()),
            Actor: list(know.actors.all()), Instrument: list(know.instruments), Report: list(derived.reports),
        }  # fmt: skip

    def told(self, pair: tuple[str, str] | None = None) -> tuple[list[Any], list[Any]]:
        """Graded incidents and what stands for each under each reading, names swapped on the way in and back."""
        parts = {kind: turned(of, kind, pair) if pair else of for kind, of in self.parts.items()}
        book = Actors(Entry(actor=a) for a in parts[Actor])
        graded = corroboration.grade(
            incidents.fuse(parts[Account]), parts[Account], tuple(parts[Copy]), Sources(parts[Source]), book
        )
        law = findings.law(tuple(parts[Instrument]), book, ontology.acts(), ontology.weapons(), self.places)
        standing = findings.standings(findings.hold(graded, law))
        plain = msgspec.to_builtins(list(graded)), [[s.incident, s.instrument, s.reading, s.verdict.value] for s in standing]
        back = tuple(swapped(p, pair) if pair else p for p in plain)
        return in_order(back[0]), in_order(back[1])


@pytest.fixture(scope="module")
def story() -> Story:
    return Story()


@pytest.fixture(scope="module")
def plain(story: Story) -> tuple[list[Any], list[Any]]:
    return story.told()


@pytest.mark.parametrize("pair", PAIRS)
def test_swapping_two_names_swaps_them_and_nothing_else(story, plain, pair) -> None:
    graded, standing = story.told(pair)
    assert graded == plain[0]
    assert standing == plain[1]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_pairs_matter(plain, pair) -> None:
    """A swap that touched nothing would prove nothing."""
    assert swapped(plain[0], pair) != plain[0]


def test_the_check_sees_a_name_that_counts(story, plain) -> None:
    """Incidents of which one party's word is dropped are not the same: the comparison is not blind itself."""
    parts = msgspec.convert(msgspec.to_builtins(story.parts[Account]), list[Account])
    dropped = [a for a in parts if "sy" not in a.participants]
    assert len(dropped) < len(parts)
    assert len(incidents.fuse(dropped)) < len(msgspec.convert(plain[0], list[Incident]))
