"""Lists: who told of which incident, and where two of them are one voice."""

from holdfire.findings.lists import Told, captures, one_voice
from holdfire.records import Account, Copy, Incident, Voice


def account(key, source, *voices, report=None, **fields):
    return Account(
        key=key, report=report or f"report:{key}", source=source, act="force",
        voices=tuple(Voice(id=v, name=v) for v in voices or (source,)), **fields,
    )  # fmt: skip


def told(*names):
    return [Told(name=name, members=frozenset(name.split("+"))) for name in names]


def found(lists, *groups):
    accounts = {a.key: a for group in groups for a in group}
    incidents = [
        Incident(key=f"incident:{n}", accounts=tuple(a.key for a in group), act="force") for n, group in enumerate(groups)
    ]
    return captures(incidents, accounts, lists)


def test_a_list_is_a_source_a_voice_or_a_party_with_its_ties():
    tied = Account(key="c", report="r", source="x", act="force", voices=(Voice(id="v", name="v", affiliated_to=("north",)),))
    lists = told("paper", "monitor", "north", "paper+x")
    (by_list,) = found(lists, [account("a", "paper"), account("b", "dataset", "monitor"), tied]).values()
    assert [[a.key for a in each] for each in by_list] == [["a"], ["b"], ["c"], ["a", "c"]]


def test_a_denial_tells_of_nothing():
    (by_list,) = found(told("paper"), [account("a", "paper", stance="denies")]).values()
    assert by_list == ((),)


def test_lists_that_tell_by_themselves_are_independent():
    lists = told("p", "q")
    groups = [[account(f"a{n}", "p"), account(f"b{n}", "q")] for n in range(20)]
    assert one_voice(found(lists, *groups), lists, ()) == ""


def test_one_ultimate_voice_behind_two_lists_is_dependence():
    lists = told("p", "q")
    groups = [[account(f"a{n}", "p", "monitor"), account(f"b{n}", "q", "monitor")] for n in range(2)]
    groups += [[account(f"a{n}", "p"), account(f"b{n}", "q")] for n in range(2, 20)]
    why = one_voice(found(lists, *groups), lists, ())
    assert "of 20 incidents that both tell of, 2 rest on one" in why


def test_one_in_twenty_may_be_shared():
    lists = told("p", "q")
    groups = [[account("a0", "p", "monitor"), account("b0", "q", "monitor")]]
    groups += [[account(f"a{n}", "p"), account(f"b{n}", "q")] for n in range(1, 20)]
    assert one_voice(found(lists, *groups), lists, ()) == ""


def test_copies_are_dependence():
    lists = told("p", "q")
    copied = found(lists, [account("a", "p", report="report:1"), account("b", "q", report="report:2")])
    assert one_voice(copied, lists, ()) == ""
    assert "not independent" in one_voice(copied, lists, [Copy(a="report:1", b="report:2", kind="copy", score=1.0)])


def test_a_list_with_a_word_of_its_own_is_not_held_to_what_it_also_copied():
    lists = told("p", "q")
    groups = [[account("a", "p", "monitor"), account("b", "q", "monitor"), account("c", "q"), account("d", "p")]]
    assert one_voice(found(lists, *groups), lists, ()) == ""
