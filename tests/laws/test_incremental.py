"""The incremental law: after any sequence of add, replace, review and amend, a run equals a run afresh, byte for byte."""

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flow_cases import AGREEMENT, AT, NEWS, PUBLIC, add, bytes_of, derived, small_case
from tests.intake.given import GED, table

from holdfire.flow.derive import derive

NAMES = sorted(NEWS)
STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(NAMES)),
    st.tuples(st.just("replace"), st.sampled_from(NAMES)),
    st.tuples(st.just("review"), st.sampled_from(["reject", "set", "same", "not_same"])),
    st.tuples(st.just("table"), st.sampled_from(["first", "later"])),
    st.tuples(st.just("amend"), st.sampled_from(["2017-05-04", "2017-12-04"])),
)

EARLY = {"date_start": "2016-08-01", "date_end": "2016-08-01", "year": "2016"}
AWAY = {"country": "Mali", "latitude": "16.3", "longitude": "0.1"}
TABLES = {
    "first": table([{**GED, "id": "1", **EARLY}, {**GED, "id": "2"}, {**GED, "id": "3", **AWAY}]).decode(),
    "later": table([{**GED, "id": "1"}, {**GED, "id": "2", **AWAY}, {**GED, "id": "4", **AWAY}]).decode(),
}
"""Two editions: which rows lie outside hangs on the date of the truce, and on what the other edition says."""


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=6))
def test_incremental_equals_afresh(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("case") / "case"
    with small_case(path) as case:
        keys = [add(case, "strike.txt")]
        for minute, (kind, value) in enumerate(steps, start=1):
            before = derive(case, PUBLIC)  # fills the cache with what will be stale
            if kind == "add":
                keys.append(add(case, value, minute=minute))
            elif kind == "table":
                keys.append(add(case, TABLES[value], minute=minute, format="ged", source="coders", filename=f"{value}.csv"))
            elif kind == "replace":
                keys.append(add(case, value, minute=minute, source="other", replaces=keys[-1]))
            elif kind == "amend":
                signed = AGREEMENT.replace("at: 2017-05-04", f"at: {value}")
                (path / "agreements" / "small.yml").write_text(signed)
                case.record_inputs(who="tester", at=AT)
            else:
                review(case, value, before)
        kept = derived(case)
        shutil.rmtree(path / "derived")
        assert derived(case) == kept


def review(case, decision, before):
    """A person's decision on whatever there is."""
    accounts, claims = before.derived.accounts, before.derived.claims
    fields = {"decision": decision, "target": "", "target_rev": "", "other": "", "field": "", "value": "", "why": "w"}
    if decision in {"same", "not_same"} and len(accounts) > 1:
        fields |= {"target": accounts[0].key, "other": accounts[-1].key}
    elif decision == "set" and accounts:
        fields |= {"target": accounts[0].key, "field": "act", "value": '"shelling"'}
    elif claims:
        fields |= {"decision": "reject", "target": claims[0].key}
    else:
        return
    case.append("review", fields, who="tester", at=AT)


def test_order_of_input_is_irrelevant_to_what_is_derived(tmp_path):
    """Positions differ, and so may which printing was first: nothing else does."""
    told = []
    for number, names in enumerate([["strike.txt", "blame.txt", "prison.txt"], ["prison.txt", "blame.txt", "strike.txt"]]):
        with small_case(tmp_path / str(number)) as case:
            for name in names:
                add(case, name)
            files = bytes_of(derive(case, PUBLIC))
            told.append({n: files[n] for n in ("claims.jsonl", "accounts.jsonl", "incidents.jsonl", "findings.parquet")})
    assert told[0] == told[1]


def test_several_workers_derive_what_one_does(tmp_path):
    with small_case(tmp_path / "case") as case:
        for name in NAMES:
            add(case, name)
        alone = derived(case)
        shutil.rmtree(tmp_path / "case" / "derived")
        assert bytes_of(derive(case, PUBLIC, workers=2)) == alone


def test_a_view_as_of_a_position_knows_nothing_later(tmp_path):
    from holdfire.records import View

    with small_case(tmp_path / "case") as case:
        add(case, "strike.txt")
        early = derive(case, PUBLIC)
        position = case.head()[0] - 1
        add(case, "blame.txt")
        then = derive(case, View(audience="public", as_of=position))
        assert then.derived.incidents == early.derived.incidents
        assert derive(case, PUBLIC).derived.incidents != early.derived.incidents


def test_what_is_cleared_for_others_changes_no_byte_of_the_public_view(tmp_path):
    told = []
    for number, hidden in enumerate([False, True]):
        with small_case(tmp_path / str(number)) as case:
            add(case, "strike.txt")
            if hidden:
                add(case, "blame.txt", clearance="mechanism")
            files = derived(case)
            del files["view.json"]  # it says how long the ledger is
            told.append(files)
    assert told[0] == told[1]
