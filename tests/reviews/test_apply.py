"""A person's decision is applied once, by type, to the record they saw; what cannot be applied is said."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import msgspec
from tests.incidents.made import account

from holdfire import reviews, seals
from holdfire.records import Account, Review

A, B = account("a"), account("b")
positions = count(1)


def review(decision: str, target: str = A.key, who: str = "ana", **fields: str) -> Review:
    position = next(positions)
    when = datetime(2017, 12, 1, tzinfo=UTC)
    return Review(
        key=f"review:{position}",
        decision=decision,
        target=target,
        who=who,
        when=when,
        why="seen",
        position=position,
        **fields,
    )


def setting(field: str, value: object, who: str = "ana", rev: str = "") -> Review:
    return review("set", who=who, field=field, value=msgspec.json.encode(value).decode(), target_rev=rev)


def applied(*given: Review) -> tuple[dict[str, Account], list[str]]:
    records, doubts = reviews.apply("account", (A, B), given)
    backwards = reviews.apply("account", (B, A), given[::-1])
    assert backwards == (records, doubts)
    return {r.key: r for r in records}, [d.code for d in doubts]


def test_without_reviews_nothing_changes() -> None:
    assert applied() == ({A.key: A, B.key: B}, [])


def test_accept_keeps_and_reject_removes() -> None:
    assert applied(review("accept")) == ({A.key: A, B.key: B}, [])
    assert applied(review("reject")) == ({B.key: B}, [])


def test_a_field_is_set_by_its_type_and_the_review_is_what_it_rests_on() -> None:
    place = {"name": "elsewhere", "lat": 35.0, "lon": 36.0, "radius_m": 500}
    given = setting("place", place)
    records, doubts = applied(given)
    found = records[A.key]
    assert found.place is not None
    assert (found.place.lat, found.rests_on) == (35.0, (*A.rests_on, given.key))
    assert doubts == []


def test_a_value_that_does_not_fit_is_a_doubt() -> None:
    records, doubts = applied(setting("place", {"lat": "north"}), setting("colour", 1), setting("key", "x"))
    assert records[A.key] == A
    assert doubts == ["review-unfit"] * 3


def test_a_later_word_of_the_same_person_replaces_the_earlier() -> None:
    records, doubts = applied(setting("act", "shelling"), setting("act", "ground_attack"))
    assert (records[A.key].act, doubts) == ("ground_attack", [])
    assert applied(review("reject"), review("accept"))[0].keys() == {A.key, B.key}


def test_people_who_disagree_leave_it_as_it_was() -> None:
    records, doubts = applied(setting("act", "shelling"), setting("act", "ground_attack", who="bo"))
    assert (records[A.key], doubts) == (A, ["review-conflict"])
    records, doubts = applied(review("reject"), setting("act", "shelling", who="bo"))
    assert (records[A.key], doubts) == (A, ["review-conflict"])


def test_people_who_agree_do_not_conflict() -> None:
    records, doubts = applied(setting("act", "shelling"), setting("act", "shelling", who="bo"))
    assert (records[A.key].act, doubts) == ("shelling", [])


def test_a_vanished_or_changed_target_is_stale() -> None:
    records, doubts = applied(review("reject", target="account:gone"), setting("act", "shelling", rev="0" * 16))
    assert (records, doubts) == ({A.key: A, B.key: B}, ["review-stale", "review-stale"])


def test_a_decision_on_what_an_earlier_one_left_is_not_stale() -> None:
    first = setting("act", "shelling", rev=seals.rev(A))
    after = seals.rev(applied(first)[0][A.key])
    records, doubts = applied(first, setting("target", "civilians", rev=after))
    assert (records[A.key].act, records[A.key].target, doubts) == ("shelling", "civilians", [])


def test_a_person_adds_a_record_of_their_own() -> None:
    value = msgspec.json.encode({"report": "report:x", "source": "watch", "voices": [], "act": "shelling"}).decode()
    given = review("add", target="account", value=value)
    records, doubts = applied(given)
    (added,) = (r for k, r in records.items() if k not in {A.key, B.key})
    assert (added.act, added.rests_on, doubts) == ("shelling", (given.key,), [])
    assert applied(review("add", target="account", value="{}"))[1] == ["review-unfit"]


def test_decisions_on_other_kinds_and_steps_are_left_alone() -> None:
    assert applied(review("reject", target="claim:x"), review("assess")) == ({A.key: A, B.key: B}, [])


def test_pairs_are_gathered_and_disagreement_is_in_neither() -> None:
    same = review("same", other=B.key)
    assert reviews.pairs([same]) == ((tuple(sorted((A.key, B.key))),), ())
    against = review("not_same", target=B.key, who="bo", other=A.key)
    assert reviews.pairs([same, against]) == ((), ())
    assert [d.code for d in reviews.pair_doubts([same, against], [A.key, B.key])] == ["review-conflict"]
    assert [d.code for d in reviews.pair_doubts([same], [A.key])] == ["review-stale"]
