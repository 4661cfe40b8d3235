"""Who is said to have seen what: public words are public, our own showings are cleared, our withholdings stay ours."""

from __future__ import annotations

from holdfire.disclosure import seen
from holdfire.records import Claim, ClaimKind, Disclosure, Exhibit, ExhibitTimes, Polarity, Report, Speaker, View

REPORT = Report(key="report:a", source="s", format="text", filename="a", sha256="a", size=1, position=1)
EXHIBIT = Exhibit(key="exhibit:1", report="report:a", sha256="1", media_type="image/png", times=ExhibitTimes())
SECRET = Exhibit(key="exhibit:2", report="report:b", sha256="2", media_type="image/png", times=ExhibitTimes())
PUBLIC, MECHANISM = View(audience="public"), View(audience="mechanism")


def claim(name: str, report: str = "report:a", kind: ClaimKind = ClaimKind.DISCLOSURE) -> Claim:
    return Claim(
        key=f"claim:{name}", report=report, text="t", doc="d", kind=kind, polarity=Polarity.NEGATIVE, about=("them",),
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
