"""Accounts of one event become one incident; what conflicts, what is vague and what a person parted does not."""

from __future__ import annotations

import time as clock
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.incidents.made import MARKET, PRISON, PROVINCE, account, day, killed, voice

from holdfire.incidents import fuse, toll, unmatched_denials
from holdfire.records import Account, Place
from holdfire.seals import canonical


def groups(*accounts: Account) -> int:
    return len(fuse(accounts))


def at(km_north: float, geonames_id: int | None = None) -> Place:
    lat = 36.14 + km_north / 111.2
    return Place(name=f"{km_north} km north", lat=lat, lon=36.82, radius_m=3000, geonames_id=geonames_id)


def later(name: str, of: int) -> Account:
    """Another publisher's account, which dates it to another day; told on the sixteenth."""
    return account(name, source=f"of-{name}", time=day(of), knowable_from="2017-11-16")


def test_two_accounts_of_one_strike_are_one_incident() -> None:
    one = account("a", weapon=None)
    two = account("b", act="hostilities", source="south", place=at(2), time=day(14))
    (incident,) = fuse([one, two])
    assert set(incident.accounts) == {one.key, two.key}
    assert incident.act == "air_strike"


@pytest.mark.parametrize(
    "change",
    [
        {"time": day(16)},
        {"place": at(40)},
        {"act": "shelling"},
        {"place": at(4, geonames_id=2)},
        {"place": None},
        {"time": None},
        {"place": PROVINCE},
    ],
)
def test_what_differs_stays_apart(change: dict[str, object]) -> None:
    assert groups(account("a"), account("b", **change)) == 2


def test_days_within_one_report_are_not_blurred() -> None:
    assert (
        groups(
            account("a", report="report:r", text="t", span=(0, 9)),
            account("b", report="report:r", text="t", span=(20, 29), time=day(14)),
        )
        == 2
    )


def test_an_act_named_by_its_victim_may_be_one_named_by_its_means() -> None:
    (incident,) = fuse(
        [account("a"), account("b", act="attack_on_civilians", weapon="aerial_bomb"), account("c", weapon="aircraft")]
    )
    assert incident.act == "air_strike"
    assert groups(account("a", weapon="drone"), account("b", weapon="helicopter")) == 2


def test_rows_of_one_dataset_were_already_told_apart() -> None:
    rows = [account(f"r{n}", source="ucdp", row=f"row:x#{n}") for n in (1, 2)]
    assert groups(*rows) == 2
    assert groups(*rows, account("press")) == 2


def test_no_chain_of_near_misses_joins_two_events() -> None:
    assert groups(later("a", 13), later("b", 14), later("c", 15)) == 2


def test_a_vague_place_needs_the_toll_to_meet() -> None:
    around = Place(name="around", lat=36.14, lon=36.82, radius_m=25000)
    exact = account("a", casualties=(killed(29, None),))
    assert groups(exact, account("b", place=around)) == 2
    assert groups(exact, account("b", place=around, casualties=(killed(31, 31),))) == 1
    assert groups(exact, account("b", place=around, casualties=(killed(3, 3),))) == 2


def test_undated_allegations_of_one_place_told_together_are_one() -> None:
    undated = {"place": PRISON, "time": None, "act": "killing_of_detainees"}
    assert groups(account("a", **undated), account("b", **undated, knowable_from="2017-11-20")) == 1
    assert groups(account("a", **undated), account("b", **undated, knowable_from="2018-11-20")) == 2


def test_a_placeless_sentence_joins_only_within_its_text() -> None:
    here = account("a", text="t", report="report:r", span=(0, 50))
    there = account("b", text="t", report="report:r", span=(60, 90), place=None)
    assert groups(here, there) == 1
    assert groups(here, account("c", place=None)) == 2


def test_a_denial_joins_what_it_denies_and_is_no_incident_alone() -> None:
    denial = account("d", voice("red"), stance="denies", time=None, denied_by=("red",), knowable_from="2017-11-14")
    (incident,) = fuse([account("a", blames=("red",)), denial])
    assert denial.key in incident.accounts
    assert incident.denied_by == ("red",)
    assert incident.voices == ()
    assert fuse([denial]) == ()
    assert [d.code for d in unmatched_denials([denial], ())] == ["denial-unmatched"]


def test_people_decide_over_pairs() -> None:
    a, b, far = account("a"), account("b"), account("c", place=at(90))
    assert len(fuse([a, b], not_same=[(b.key, a.key)])) == 2
    assert len(fuse([a, far], same=[(a.key, far.key)])) == 1
    assert len(fuse([a, b, far], same=[(a.key, far.key)], not_same=[(b.key, far.key)])) == 2


def test_rising_tolls_stay_side_by_side() -> None:
    told = [
        account("a", casualties=(killed(29, None, "1"),)),
        account("b", casualties=(killed(61, 61, "2"),)),
        account("c", casualties=(killed(61, 61, "3"),)),
    ]
    (incident,) = fuse(told)
    assert sorted((c.low, c.high, tuple(sorted(c.by))) for c in incident.casualties) == [
        (29, None, ("1",)),
        (61, 61, ("2", "3")),
    ]
    assert toll(incident.casualties, "killed") == (29, None)
    assert toll(incident.casualties, "wounded") is None


def test_times_that_differ_are_spanned_not_averaged() -> None:
    (incident,) = fuse([later("a", 13), later("b", 14)])
    assert incident.time is not None
    assert (incident.time.start, incident.time.end) == (day(13).start, day(14).end)
    assert "times-differ" in {d.code for d in incident.doubts}


def test_the_narrowest_place_and_time_stand() -> None:
    tight = Place(name="the market", lat=36.141, lon=36.821, radius_m=200)
    (incident,) = fuse([account("a"), account("b", place=tight, time=day(13, hours=2))])
    assert incident.place == tight
    assert incident.time == day(13, hours=2)


def test_the_key_comes_from_the_least_account() -> None:
    a, b = account("a"), account("b")
    assert fuse([a, b])[0].key == fuse([min(a, b, key=lambda x: x.key)])[0].key


def test_villages_four_kilometres_apart_and_a_day_are_two_events() -> None:
    assert groups(account("a"), account("b", source="south", place=at(4), time=day(14))) == 2


def test_other_words_for_the_act_are_one_event_only_where_both_count_the_same_dead() -> None:
    toll = (killed(17, 17),)
    (incident,) = fuse([account("a", casualties=toll), account("b", act="shelling", casualties=toll)])
    assert "acts-differ" in {d.code for d in incident.doubts}
    assert groups(account("a", casualties=toll), account("b", act="shelling", casualties=(killed(16, 16),))) == 2


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(12, 15), st.integers(0, 12)), max_size=14), st.randoms())
def test_the_order_of_accounts_and_decisions_changes_no_byte(told: list[tuple[int, int, int]], random: Random) -> None:
    made = [
        account(str(n), place=at(km), time=day(on), casualties=(killed(dead, dead),) if dead else ())
        for n, (km, on, dead) in enumerate(told)
    ]
    keys = [a.key for a in made]
    same, not_same = list(zip(keys[::5], keys[1::5], strict=False)), list(zip(keys[::3], keys[2::4], strict=False))
    before = canonical([msgspec.to_builtins(i) for i in fuse(made, same, not_same)])
    for given_ in (made, same, not_same):
        random.shuffle(given_)
    again = fuse(made, [(b, a) for a, b in same], not_same)
    assert canonical([msgspec.to_builtins(i) for i in again]) == before
    for incident in again:
        held = set(incident.accounts)
        assert not any(a in held and b in held for a, b in not_same if a != b)


def test_twenty_thousand_accounts_take_seconds() -> None:
    spots = [Place(name=str(n), lat=33 + n % 40 / 10, lon=36 + n // 40 / 10, radius_m=3000) for n in range(1600)]
    made = [account(str(n), place=spots[n * 7 % 1600], time=day(1 + n % 28)) for n in range(20000)]
    began = clock.process_time()
    assert len(fuse(made)) > 1000
    assert clock.process_time() - began < 8.0
    assert MARKET.radius_m


def test_small_tolls_that_differ_speak_of_two_events_and_large_ones_rise() -> None:
    def told(key: str, low: int, hours: int = 24) -> Account:
        return account(key, casualties=(killed(low, low),), time=day(13, hours=hours))

    assert groups(told("a", 2), told("b", 2)) == 1
    assert groups(told("a", 2), told("b", 9)) == 2
    assert groups(told("a", 29), told("b", 83)) == 1


def test_two_fights_that_share_one_side_are_two_events() -> None:
    one, other = account("a", participants=("red", "blue")), account("b", participants=("red", "green"))
    assert groups(one, other) == 2
    assert groups(one, account("b", participants=("green",))) == 1


def test_nobody_reports_what_is_yet_to_happen() -> None:
    assert groups(later("a", 13), later("b", 14)) == 1
    assert groups(msgspec.structs.replace(later("a", 13), knowable_from="2017-11-13"), later("b", 14)) == 2


def test_where_many_small_tolls_are_told_the_same_toll_says_less_and_fifty_who_repeat_one_are_no_crowd() -> None:
    toll = (killed(2, 2),)
    a, b = account("a", casualties=toll), account("b", source="south", place=at(4.5), casualties=toll)
    assert groups(a, b) == 1
    around = [
        account(f"c{n}", source=f"s{n}", place=at(2.1 * (n % 2)), casualties=(killed(n, n),)) for n in range(3, 10)
    ]
    assert not any({a.key, b.key} <= set(i.accounts) for i in fuse([a, b, *around]))
    repeating = [account(f"d{n}", source=f"s{n}", place=at(2.1), casualties=toll) for n in range(50)]
    assert groups(a, b, *repeating) == 1


def test_who_only_says_that_people_died_may_mean_what_another_text_calls_a_massacre() -> None:
    massacre, murder = account("a", act="attack_on_civilians"), account("b", act="killing", source="south")
    assert groups(massacre, murder) == 1
    one_text = {"report": "report:r", "text": "t"}
    assert groups(*(msgspec.structs.replace(a, **one_text, span=(0, 9)) for a in (massacre, murder))) == 2
