"""Law: nothing withheld from a view changes one byte of that view. Here from cleared inputs to the printed bulletin."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.bulletin.material import material

from holdfire.bulletin import Material, compose, export, render_html, render_json, render_markdown
from holdfire.disclosure import clear, clear_by_report, clear_complaints, seen
from holdfire.records import Disclosure, View
from holdfire.records.view import AUDIENCE_ORDER

DAMAGE = st.sampled_from(["claims", "exhibits", "observations", "disclosures", "complaints", "texts", "rows"])


def cleared(whole: Material, entries: tuple[Disclosure, ...], view: View) -> Material:
    """What the flow does first: clear the reports, then all that came with them, then derive."""
    reports = clear(whole.reports, view)
    claims, exhibits = clear_by_report(whole.claims, reports), clear_by_report(whole.exhibits, reports)
    return replace(
        whole, view=view, reports=reports, claims=claims, exhibits=exhibits,
        texts=clear_by_report(whole.texts, reports), rows=clear_by_report(whole.rows, reports),
        observations=clear_by_report(whole.observations, reports),
        complaints=clear_complaints(whole.complaints, reports, view, without_report="public"),
        disclosure=seen(entries, claims, exhibits, reports, view),
    )  # fmt: skip


def printed(whole: Material) -> list[str]:
    made = compose(whole)
    exports = [export(whole, what, "csv") for what in ("claims", "findings", "incidents")]
    return [render_html(made), render_markdown(made), render_json(made), *exports]


def with_secret(whole: Material, kinds: set[str], clearance: str) -> tuple[Material, tuple[Disclosure, ...]]:
    """The material with a report above the view, and of each kind one record that came with it."""
    secret = replace(whole.reports[0], key="report:secret", clearance=clearance, title="Canary 7431", position=99)
    added = {"reports": (*whole.reports, secret)}
    for kind, names in {"claims": 0, "exhibits": 0, "observations": 0, "texts": 0, "rows": 0}.items():
        if kind in kinds:
            records = getattr(whole, kind)
            added[kind] = (*records, replace(records[names], key=f"{kind}:secret", report="report:secret"))
    if "complaints" in kinds:
        added["complaints"] = (*whole.complaints, replace(whole.complaints[0], number=4, receipt="report:secret"))
    shown = Disclosure(
        key="disclosure:1",
        item="report:secret",
        shown=True,
        to_whom=("public",),
        by="own",
        on=datetime(2017, 5, 20, tzinfo=UTC),
    )
    return replace(whole, **added), (shown,) if "disclosures" in kinds else ()


@settings(max_examples=25)  # each composes and prints two whole bulletins
@given(
    kinds=st.sets(DAMAGE),
    pair=st.sampled_from([(a, c) for i, a in enumerate(AUDIENCE_ORDER) for c in AUDIENCE_ORDER[i + 1 :]]),
)
def test_what_a_view_may_not_see_changes_no_byte_of_its_bulletin(kinds: set[str], pair: tuple[str, str]) -> None:
    audience, clearance = pair
    whole, view = material(many=2), View(audience=audience)
    secret, entries = with_secret(whole, kinds, clearance)
    without = printed(cleared(whole, (), view))
    assert printed(cleared(secret, entries, view)) == without
    assert not any("Canary" in text for text in without)


def test_the_law_can_fail() -> None:
    """The same report, cleared for the view, does change the page: the comparison above sees what it should."""
    whole, view = material(many=2), View(audience="public")
    open_report, _ = with_secret(whole, {"claims"}, "public")
    assert printed(cleared(open_report, (), view)) != printed(cleared(whole, (), view))
