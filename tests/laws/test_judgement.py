"""The laws of judgement: what never raises support, what never lowers it, and that order and names decide nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.incidents.made import ACTORS as BOOK
from tests.incidents.made import Sources, voice
from tests.laws import accounts as made

from holdfire import seals
from holdfire.corroboration import grade
from holdfire.incidents import fuse
from holdfire.records import Account, Copy, Incident, Support

RANK = (Support.REFUTED, Support.DISPUTED, Support.SINGLE_VOICE, Support.CORROBORATED, Support.OBSERVED)
SOURCES = Sources()


def judged(accounts: list[Account], copies: list[Copy]) -> Incident:
    """The graded incident of accounts that are all one event, joined by decision so that only grading is under test."""
    same = [(accounts[0].key, a.key) for a in accounts[1:]]
    (incident,) = grade(fuse(accounts, same), accounts, copies, SOURCES, BOOK)
    return incident


def rank(accounts: list[Account], copies: list[Copy]) -> int:
    return RANK.index(judged(accounts, copies).support)


@given(made.one_event(), made.copies, st.data())
def test_a_copy_never_raises_support(told: list[Account], copies: list[Copy], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([a for a in told if a.stance == "asserts"]))
    outlet = data.draw(st.sampled_from(made.OUTLETS))
    spoken = tuple(voice(outlet, *made.TIES.get(outlet, ())) if v.id == original.source else v for v in original.voices)
    copy = replace(
        original,
        key=seals.key("account", "copy"),
        report="report:copy",
        source=outlet,
        voices=tuple(dict.fromkeys(spoken)),
    )
    said = Copy(a=original.report, b="report:copy", kind=data.draw(st.sampled_from(("copy", "rewrite"))), score=0.9)
    assert rank([*told, copy], [*copies, said]) <= rank(told, copies)


@given(made.one_event(), made.copies, st.data())
def test_calling_two_reports_copies_never_raises_support(
    told: list[Account], copies: list[Copy], data: st.DataObject
) -> None:
    a, b = data.draw(st.sampled_from(told)), data.draw(st.sampled_from(told))
    said = Copy(a=a.report, b=b.report, kind="copy", score=0.9)
    assert rank(told, [*copies, said]) <= rank(told, copies)


@given(made.one_event(), made.copies, st.data())
def test_a_denial_by_the_accused_never_lowers_support(
    told: list[Account], copies: list[Copy], data: st.DataObject
) -> None:
    blamed = [b.actor for a in told if a.stance == "asserts" for b in a.attributed_to]
    accused = data.draw(st.sampled_from(blamed or ["red"]))
    first = told[0] if blamed else replace(told[0], participants=("red",))
    denial = replace(
        told[0],
        key=seals.key("account", "denial"),
        report="report:denial",
        source="x",
        voices=(voice(accused, accused),),
        stance="denies",
        denied_by=(accused,),
        attributed_to=(),
        observed=False,
    )
    before, after = judged([first, *told[1:]], copies), judged([first, *told[1:], denial], copies)
    assert RANK.index(after.support) >= RANK.index(before.support)
    assert accused in after.denied_by


@given(made.one_event(), made.copies, st.data())
def test_an_independent_supporting_claim_never_lowers_support(
    told: list[Account], copies: list[Copy], data: st.DataObject
) -> None:
    blames = told[0].attributed_to if data.draw(st.booleans()) else ()
    claim = replace(
        told[0],
        key=seals.key("account", "new"),
        report="report:new",
        source="fresh",
        voices=(voice("fresh"),),
        attributed_to=blames,
        observed=False,
        casualties=(),
    )
    assert rank([*told, claim], copies) >= rank(told, copies)


@given(made.many(), made.copies, st.randoms(use_true_random=False))
def test_input_order_is_irrelevant(told: list[Account], copies: list[Copy], random: object) -> None:
    before = grade(fuse(told), told, copies, SOURCES, BOOK)
    mixed, mixed_copies = list(told), [replace(c, a=c.b, b=c.a) for c in copies]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(mixed_copies)  # type: ignore[attr-defined]
    assert grade(fuse(mixed), mixed, mixed_copies, SOURCES, BOOK) == before


@given(made.many(), made.copies)
def test_every_asserting_account_is_in_exactly_one_incident(told: list[Account], copies: list[Copy]) -> None:
    del copies
    used = [key for incident in fuse(told) for key in incident.accounts]
    assert len(used) == len(set(used))
    assert {a.key for a in told if a.stance == "asserts"} <= set(used) <= {a.key for a in told}
