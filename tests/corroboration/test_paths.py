"""Each pair that counts once says by which links; rewrites, owners and quotations are told apart."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from msgspec.structs import replace
from tests.incidents.made import ACTORS, SOURCES, Sources, account, carrying, source, voice
from tests.laws import accounts as made

from holdfire.corroboration import Copies, Merge, Ties, independent_voices, merges
from holdfire.records import Account, Affiliation, Copy, Credit

NORTH, SOUTH, WATCH = voice("north"), voice("south"), voice("watch")
DAY = date(2017, 11, 13)


def merged(*accounts: Account, copies: tuple[Copy, ...] = (), sources: Sources | None = None) -> list[Merge]:
    ties = Ties(ACTORS, sources or Sources())
    groups = merges(accounts, Copies(copies), ties, DAY)
    assert len(groups) == len(independent_voices(accounts, Copies(copies), ties, DAY))
    return [merge for _, pairs in groups for merge in pairs]


def kinds(merge: Merge) -> list[str]:
    return [link.kind for link in merge.path]


def test_independent_voices_have_no_path() -> None:
    assert merged(account("a"), account("s", SOUTH, source="south")) == []


def test_one_speaker_in_two_reports() -> None:
    (merge,) = merged(account("a", WATCH), account("s", WATCH, source="south"))
    assert (merge.voice, kinds(merge)) == ("watch", ["same-speaker"])


def test_a_publisher_and_whom_it_quotes() -> None:
    (merge,) = merged(account("a", WATCH, report="report:r"), account("b", report="report:r"))
    assert kinds(merge) == ["quotes"]
    assert {merge.a, merge.b} == {"north in report:r", "watch in report:r"}


def test_copies_lead_through_any_number_of_steps() -> None:
    chain = tuple(Copy(a=f"report:{a}", b=f"report:{b}", kind="rewrite", score=0.5) for a, b in ("am", "ms"))
    (merge,) = merged(account("a"), account("s", SOUTH, source="south"), copies=chain)
    assert kinds(merge) == ["copy"]
    assert merge.path[0].why.count("rewrite 0.5") == 2


def test_fifty_rewrites_of_one_story_stay_one_voice() -> None:
    outlets = [f"paper{n:02d}" for n in range(50)]
    told = [account(name, voice(name), source=name) for name in outlets]
    rewrites = tuple(Copy(a="report:paper00", b=f"report:{name}", kind="rewrite", score=0.4) for name in outlets[1:])
    found = merged(*told, copies=rewrites)
    assert len(found) == 50 * 49 // 2
    assert all(kinds(merge) == ["copy"] for merge in found)
    assert len(merged(*told)) == 0


def test_one_owner_is_one_voice_on_the_days_it_owns() -> None:
    house = Affiliation(to="house", until=date(2017, 12, 1), why="bought")
    owned = Sources(*(replace(s, owners=(house,)) if s.id in ("north", "south") else s for s in SOURCES))
    told = [account("a"), account("s", SOUTH, source="south")]
    (merge,) = merged(*told, sources=owned)
    assert kinds(merge) == ["one-owner"]
    ties = Ties(ACTORS, owned)
    assert len(independent_voices(told, Copies(()), ties, date(2017, 12, 1))) == 2


def test_a_ring_of_owners_is_one_voice() -> None:
    ring = Sources(*(
        replace(source(a, a.title()), owners=(Affiliation(to=b, why="files may say so"),))
        for a, b in (("north", "south"), ("south", "north"))
    ))  # fmt: skip
    assert len(merged(account("a"), account("s", SOUTH, source="south"), sources=ring)) == 1


@given(made.many(), made.copies)
def test_every_merged_pair_has_a_path(told: list[Account], copies: list[Copy]) -> None:
    for merge in merged(*told, copies=tuple(copies)):
        assert merge.path, merge
        ends = {end for link in merge.path for end in (link.a, link.b)}
        assert {merge.a, merge.b} <= ends


CREDIT = Credit(report="report:a", publisher="north", agency="watch", text="t", start=0, end=3, why="takes its service")


def test_a_publisher_that_credits_the_agency_it_carries_counts_with_it() -> None:
    told = [account("a"), account("w", WATCH, source="watch")]
    (merge,) = merged(*told, copies=(CREDIT,))
    assert kinds(merge) == ["carries"]
    assert "takes its service" in merge.path[0].why
    assert merged(*told) == []


def test_so_does_what_else_it_says_of_the_event_and_whoever_credits_the_same_agency() -> None:
    again = [account("a"), account("b"), account("w", WATCH, source="watch")]
    assert len(merged(*again, copies=(CREDIT,))) == 3
    south = replace(CREDIT, report="report:s", publisher="south")
    (merge,) = merged(account("a"), account("s", SOUTH, source="south"), copies=(CREDIT, south))
    assert kinds(merge) == ["carries"]


def test_whom_a_carried_report_quotes_stays_a_voice() -> None:
    told = [account("a", NORTH, voice("mayor")), account("w", WATCH, source="watch")]
    ties = Ties(ACTORS, Sources())
    assert {v.id for v in independent_voices(told, Copies((CREDIT,)), ties, DAY)} == {"mayor", "watch"}


def test_a_relation_alone_merges_nothing() -> None:
    told = [account("a"), account("w", WATCH, source="watch")]
    assert merged(*told, sources=Sources(*carrying("north", "watch"))) == []


@given(made.one_event(), made.copies, made.credit_lists)
def test_a_credit_never_raises_the_number_of_voices(
    told: list[Account], copies: list[Copy], credits_: list[Credit]
) -> None:
    ties = Ties(ACTORS, Sources())
    asserting = [a for a in told if a.stance == "asserts"]
    before = len(independent_voices(asserting, Copies(copies), ties, DAY))
    after = independent_voices(asserting, Copies((*copies, *credits_)), ties, DAY)
    assert 1 <= len(after) <= before
    assert after == independent_voices(asserting[::-1], Copies((*credits_[::-1], *copies)), ties, DAY)
    assert len(merges(asserting, Copies((*copies, *credits_)), ties, DAY)) == len(after)
