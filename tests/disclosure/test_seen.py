"""Who is said to have seen what: public words are public, our own showings are cleared, our withholdings stay ours."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from holdfire.disclosure import seen
from holdfire.records import (
    Claim,
    ClaimKind,
    Disclosure,
    EvidenceMention,
    Exhibit,
    ExhibitTimes,
    Polarity,
    Receipt,
    Report,
    Speaker,
    View,
)  # fmt: skip

REPORT = Report(key="report:a", source="s", format="text", filename="a", sha256="a", size=1, position=1)
EXHIBIT = Exhibit(key="exhibit:1", report="report:a", sha256="1", media_type="image/png", times=ExhibitTimes())
SECRET = Exhibit(key="exhibit:2", report="report:b", sha256="2", media_type="image/png", times=ExhibitTimes())
PUBLIC, MECHANISM = View(audience="public"), View(audience="mechanism")


def claim(name: str, report: str = "report:a", kind: ClaimKind = ClaimKind.DISCLOSURE) -> Claim:
    return Claim(
        key=f"claim:{name}", report=report, text="t", doc="d", kind=kind, polarity=Polarity.NEGATIVE, to_whom=("them",),
        speaker=Speaker(name="An envoy"), reader="r/1",
    )  # fmt: skip


def entry(item: str, *, shown: bool, to: str = "public", of: str | None = None) -> Disclosure:
    return Disclosure(
        key=f"disclosure:{item}{shown}{to}", item=item, shown=shown, to_whom=(to,), by="us", on=None, claim=of
    )


def test_what_a_cleared_report_says_of_disclosure_is_told_as_its_speakers_word() -> None:
    (told,) = seen((), (claim("1"), claim("2", kind=ClaimKind.STATEMENT)), (), (REPORT,), PUBLIC)
    assert (told.claim, told.shown, told.by, told.to_whom) == ("claim:1", False, "An envoy", ("them",))


def test_a_claim_of_an_uncleared_report_is_not_told() -> None:
    assert seen((), (claim("1", report="report:b"),), (EXHIBIT,), (REPORT,), PUBLIC) == ()


def test_the_public_learns_of_public_showings_only() -> None:
    entries = (
        entry("exhibit:1", shown=True), entry("exhibit:1", shown=True, to="parties"), entry("exhibit:1", shown=False),
        entry("exhibit:2", shown=True),
    )  # fmt: skip
    assert [(s.item, s.to_whom) for s in seen(entries, (), (EXHIBIT, SECRET), (REPORT,), PUBLIC)] == [
        ("exhibit:1", ("public",))
    ]
    assert len(seen(entries, (), (EXHIBIT, SECRET), (REPORT,), MECHANISM)) == 4


def test_an_entry_that_records_a_claim_is_told_once() -> None:
    told = seen((entry("x", shown=False, of="claim:1"),), (claim("1"),), (), (REPORT,), PUBLIC)
    assert [(s.item, s.claim) for s in told] == [("x", "claim:1")]


def test_what_is_said_of_a_showing_keeps_what_to_whom_and_when_it_was_said() -> None:
    spoken = claim("1")
    report = replace(REPORT, published=datetime(2017, 5, 15, tzinfo=UTC))
    (told,) = seen((), (replace(spoken, evidence=(EvidenceMention(text="photos", span=(0, 6)),)),), (), (report,), PUBLIC)
    assert (told.what, told.to_whom, told.said_on, told.on) == (("photos",), ("them",), report.published, None)


def test_a_showing_may_be_cleared_for_others_than_those_it_was_made_to_and_a_withholding_never() -> None:
    entries = (
        replace(entry("exhibit:1", shown=True, to="A lawyer"), clearance="public"),
        replace(entry("exhibit:1", shown=False, to="A party"), clearance="public"),
        replace(entry("exhibit:2", shown=True, to="A lawyer"), clearance="public"),
    )
    assert [s.to_whom for s in seen(entries, (), (EXHIBIT, SECRET), (REPORT,), PUBLIC)] == [("A lawyer",)]


def test_only_the_widest_audience_is_told_where_in_the_ledger_an_entry_stands() -> None:
    entries = (entry("exhibit:1", shown=True),)
    told = {view.audience: seen(entries, (), (EXHIBIT,), (REPORT,), view)[0].entry for view in (PUBLIC, MECHANISM)}
    assert told == {"public": "", "mechanism": entries[0].key}


def test_a_receipt_that_came_later_stands_with_its_showing() -> None:
    shown = replace(entry("exhibit:1", shown=True), receipt="signed")
    later = (Receipt(key="receipt:9", disclosure=shown.key, words="thanks"), Receipt(key="receipt:10", disclosure="x", words="no"))
    (told,) = seen((shown,), (), (EXHIBIT,), (REPORT,), PUBLIC, receipts=later)
    assert told.receipts == ("signed", "thanks")
