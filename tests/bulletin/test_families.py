"""Shared reasoning loses nothing: what an incident was held to stands in its chains or with the incident itself."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.bulletin.material import material

from holdfire.bulletin import compose
from holdfire.bulletin.families import OWN, arranged
from holdfire.bulletin.model import Bulletin
from holdfire.bulletin.reasoning import CheckLine, HeldLine


@pytest.fixture(scope="module")
def made() -> Bulletin:
    return compose(material(many=30))


def checks(held: HeldLine) -> list[tuple[str, CheckLine]]:
    terms = [(term.term, check) for term in (*held.terms, *held.others) for check in term.checks]
    return [*terms, *(("", check) for check in held.shared)]


def test_what_stands_out_keeps_its_whole_reasoning(made: Bulletin) -> None:
    for entry in made.entries:
        assert entry.stands_out != bool(entry.family)
        assert bool(entry.held) == entry.stands_out


def test_each_entry_is_in_the_family_that_it_names_and_numbers_run(made: Bulletin) -> None:
    families = {family.anchor: family for family in made.families}
    assert [entry.number for entry in made.entries] == list(range(1, len(made.entries) + 1))
    for entry in made.entries:
        assert not entry.family or entry.number in families[entry.family].numbers
    assert sum(len(family.numbers) for family in made.families) == sum(1 for e in made.entries if e.family)


def test_a_shared_reasoning_and_what_is_own_say_all_that_was_said(
    made: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Composed again as if each stood out: every check is found among the chains or with the entry."""
    monkeypatch.setattr("holdfire.bulletin.entries._stands_out", lambda *_: True)
    alone = {entry.key: entry for entry in compose(material(many=30)).entries}
    chains = {chain.anchor: chain.held for chain in made.chains}
    families = {family.anchor: family for family in made.families}
    for entry in made.entries:
        if entry.family:
            shared = {c for link in families[entry.family].links for c in checks(chains[link.chain])}
            own = set(entry.own)
            assert alone[entry.key].held
            for term, check in (c for held in alone[entry.key].held for c in checks(held)):
                general = replace(check, basis="") if check.check in OWN else check
                assert (term, general) in shared
                assert check.check not in OWN or replace(check, under="") in own


def test_the_strongest_verdicts_come_first_and_in_each_what_stands_out(made: Bulletin) -> None:
    groups = [entry.group for entry in made.entries]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    for group in set(groups):
        of = [entry.stands_out for entry in made.entries if entry.group == group]
        assert of == sorted(of, reverse=True)


def test_nothing_to_arrange_is_nothing() -> None:
    assert arranged(()) == ((), (), ())
