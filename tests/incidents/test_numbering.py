"""Lasting numbers follow the accounts: through a new key, a merge and a split, in any view."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from holdfire.incidents import numbering
from holdfire.records import Incident, Number


def incident(*accounts: str) -> Incident:
    """Its key is its least account, as fusing gives it."""
    return Incident(key=f"incident:{min(accounts)}", accounts=tuple(sorted(accounts)), act="shelling")


def number(n: int, *accounts: str, series: str = "public") -> Number:
    return Number(number=n, series=series, accounts=accounts)


def test_an_earlier_account_changes_the_key_and_not_the_number() -> None:
    minted = [number(1, "b", "c")]
    assert numbering(minted, [incident("b", "c")]).of == {"incident:b": "N1"}
    assert numbering(minted, [incident("a", "b", "c")]).of == {"incident:a": "N1"}


def test_two_that_become_one_go_by_the_older_number_and_the_other_leads_there() -> None:
    found = numbering([number(1, "c"), number(2, "a", "b")], [incident("a", "b", "c")])
    assert found.of == {"incident:a": "N1"}
    assert found.now == {"N1": "incident:a", "N2": "incident:a"}


def test_a_split_leaves_the_number_with_the_larger_part() -> None:
    found = numbering([number(1, "a", "b", "c")], [incident("a"), incident("b", "c")])
    assert found.of == {"incident:b": "N1"}


def test_a_number_of_which_nothing_is_left_leads_nowhere_and_is_nobody_elses() -> None:
    assert numbering([number(1, "a")], [incident("b")]).now == {}


def test_the_public_number_goes_before_the_mechanisms() -> None:
    minted = [number(1, "a", series="mechanism"), number(1, "a")]
    found = numbering(minted, [incident("a")])
    assert found.of == {"incident:a": "N1"}
    assert found.now == {"N1": "incident:a", "N1-mechanism": "incident:a"}


NAMES = st.sampled_from("abcdefgh")


@given(st.lists(st.sets(NAMES, min_size=1), max_size=5), st.permutations("abcdefgh"), st.lists(st.integers(1, 7), max_size=3))
def test_every_number_leads_to_the_incident_that_most_of_its_accounts_tell_of(minted, order, cuts):
    """Whatever the incidents have become; and nothing goes by a number that leads elsewhere."""
    edges = sorted({0, *cuts, 8})
    incidents = [incident(*order[a:b]) for a, b in itertools.pairwise(edges)]
    numbers = [number(n, *sorted(accounts)) for n, accounts in enumerate(minted, 1)]
    found = numbering(numbers, incidents)
    assert found == numbering(numbers, incidents[::-1])
    accounts_of = {i.key: set(i.accounts) for i in incidents}
    for one in numbers:
        shared = {key: len(accounts & set(one.accounts)) for key, accounts in accounts_of.items()}
        assert shared[found.now[one.label]] == max(shared.values())
    assert all(found.now[label] == key for key, label in found.of.items())
