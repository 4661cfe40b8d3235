"""What people state of an exhibit: the last word holds, and nothing tells of what the view does not hold."""

from __future__ import annotations

from msgspec.structs import replace

from holdfire.evidence import linked, stated
from holdfire.records import Account, Custody, Exhibit, ExhibitTimes, Statement

ONE = Exhibit(key="exhibit:1", report="report:a", sha256="1", media_type="image/png", times=ExhibitTimes(claimed="May"))
TWO = replace(ONE, key="exhibit:2", sha256="2")


def said(**facts: object) -> Statement:
    return Statement(key="statement:1", exhibit="exhibit:1", **facts)  # type: ignore[arg-type]


def test_the_last_word_on_each_thing_holds_and_what_is_not_stated_stays() -> None:
    statements = [
        said(caption="A post", exculpatory=True, claimed="15 May", about=("claim:1", "account:1")),
        said(graphic=True, exculpatory=False, not_about=("account:1",)),
    ]
    (made,) = stated([ONE], statements, (), {"claim:1", "account:1"})
    assert (made.caption, made.times.claimed, made.graphic, made.exculpatory) == ("A post", "15 May", True, False)
    assert made.about == ("claim:1",)


def test_a_link_to_what_the_view_does_not_hold_is_not_told() -> None:
    statements = [said(derived_from="exhibit:2", derivation="redaction", about=("claim:hidden",))]
    (alone,) = stated([ONE], statements, (), set())
    assert (alone.derived_from, alone.about, alone.derivation) == (None, (), "redaction")
    both = stated([ONE, TWO], statements, (), {"claim:hidden"})
    assert (both[0].derived_from, both[0].about) == ("exhibit:2", ("claim:hidden",))


def test_custody_is_a_chain_in_the_order_of_the_ledger() -> None:
    moved = [Custody(key=f"custody:{n}", exhibit="exhibit:1", giver=f"P{n}", receiver=f"P{n + 1}") for n in (1, 2)]
    (made,) = stated([ONE], (), moved, set())
    assert [(m.giver, m.receiver) for m in made.custody] == [("P1", "P2"), ("P2", "P3")]


def test_an_account_has_the_exhibits_of_its_claims() -> None:
    account = Account(key="account:1", report="report:a", source="s", voices=(), act="shelling", asserted_by=("claim:1",))
    (made,) = linked([account], [replace(ONE, about=("claim:1",)), replace(TWO, about=("account:1",))])
    assert made.exhibits == ("exhibit:2", "exhibit:1")
    assert linked([account], [ONE]) == (account,)
