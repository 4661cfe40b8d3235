"""Who may see what: clearance drops inputs, refuses unknown audiences, and finds what slipped through."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from holdfire.disclosure import assert_cleared, clear, clear_by_report, clear_complaints, may_see
from holdfire.errors import BadRequest, Broken
from holdfire.records import Complaint, ComplaintState, Exhibit, ExhibitTimes, Report, View
from holdfire.records.view import AUDIENCE_ORDER


def report(name: str, clearance: str = "public", position: int = 1) -> Report:
    return Report(
        key=f"report:{name}",
        source="s",
        format="text",
        filename=name,
        sha256=name,
        size=1,
        clearance=clearance,
        position=position,
    )


def exhibit(name: str) -> Exhibit:
    return Exhibit(
        key=f"exhibit:{name}", report=f"report:{name}", sha256=name, media_type="image/png", times=ExhibitTimes()
    )


def complaint(number: int, receipt: str) -> Complaint:
    return Complaint(
        key=f"complaint:{number}", number=number, complainant="x", receipt=receipt, received=datetime(2017, 5, 1, tzinfo=UTC),
        words="w", state=ComplaintState.RECEIVED,
    )  # fmt: skip


def test_each_audience_sees_its_own_level_and_all_narrower_ones() -> None:
    for i, clearance in enumerate(AUDIENCE_ORDER):
        for j, audience in enumerate(AUDIENCE_ORDER):
            assert may_see(clearance, audience) is (i <= j)


def test_an_unknown_clearance_is_seen_by_nobody_and_an_unknown_audience_is_refused() -> None:
    assert not may_see("secret", "mechanism")
    with pytest.raises(BadRequest, match=r"E442.*public, parties, guarantors, mechanism"):
        may_see("public", "press")


def test_clear_drops_what_is_above_the_view_and_what_came_later() -> None:
    given = (report("a"), report("b", "parties"), report("c", position=9))
    assert clear(given, View(audience="public", as_of=5)) == given[:1]
    assert clear(given, View(audience="parties")) == given


def test_what_came_with_a_report_goes_with_it() -> None:
    exhibits = (exhibit("a"), exhibit("b"))
    assert (
        clear_by_report(exhibits, clear((report("a"), report("b", "mechanism")), View(audience="public")))
        == exhibits[:1]
    )


def test_a_complaint_without_a_report_is_not_published_unless_the_case_says_so() -> None:
    cleared, view = (report("a"),), View(audience="public")
    filed, hidden, oral = complaint(1, "report:a"), complaint(2, "report:b"), complaint(3, "by letter")
    assert clear_complaints((filed, hidden, oral), cleared, view) == (filed,)
    assert clear_complaints((filed, hidden, oral), cleared, view, without_report="public") == (filed, oral)
    assert clear_complaints((oral,), cleared, View(audience="mechanism")) == (oral,)


class Bag(msgspec.Struct, frozen=True):
    inside: tuple[object, ...]


@pytest.mark.parametrize(
    "inside",
    [
        (report("a", "mechanism"),),
        (report("a", position=9),),
        (report("a"), exhibit("b")),
        (report("a"), msgspec.structs.replace(exhibit("a"), rests_on=("report:b",))),
        (Bag((report("a"), (exhibit("b"),))),),
    ],
)
def test_what_slipped_through_is_found_however_deep(inside: tuple[object, ...]) -> None:
    with pytest.raises(Broken, match="E941"):
        assert_cleared(Bag(inside), View(audience="public", as_of=5))


def test_cleared_material_passes() -> None:
    assert_cleared(Bag((report("a"), exhibit("a"), complaint(1, "by letter"))), View(audience="public"))
