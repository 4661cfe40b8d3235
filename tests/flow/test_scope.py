"""What a case's tables are read for: its countries, zones and days, drawn wide; a correction that leaves them is seen."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tests.doors import run
from tests.flow_cases import AGREEMENT, AT, PUBLIC, TOML, add, derived, small_case
from tests.intake.given import GED, table

from holdfire import actors, places
from holdfire.agreement import load
from holdfire.flow.derive import Outcome, derive
from holdfire.flow.extract import ids_in
from holdfire.flow.scope import digest, scope
from holdfire.intake import Scope
from holdfire.store import Case, create

FAR = {"country": "Mali", "latitude": "16.27", "longitude": "-0.04"}
ENDED = AGREEMENT.replace("  - {name: operative", "  - {name: end, at: 2018-05-04, source: text}\n  - {name: operative")
ELSEWHERE = AGREEMENT.replace("id: small", "id: other").replace("country: SY", "country: ML")


def of(*agreements: str, country: str = "SY") -> Scope:
    instruments, _ = load({f"agreements/{n}.yml": a.encode() for n, a in enumerate(agreements)}, actors=actors.packaged())
    found = scope(instruments, country, places.packaged())
    assert found is not None
    return found


def rows(*changed: dict[str, str]) -> str:
    return table([{**GED, "id": str(n), **row} for n, row in enumerate(changed)]).decode()


def add_table(case: Case, words: str, **fields: Any) -> str:
    return add(case, words, format="ged", source="coders", filename="GEDEvent_v23_1.csv", **fields)


def ids(outcome: Outcome) -> list[str]:
    return sorted((a.row or "").rpartition("#")[2] for a in outcome.derived.accounts if a.row)


def test_a_truce_without_an_end_is_about_every_day_from_a_year_before_it() -> None:
    assert of(AGREEMENT).days == (date(2016, 5, 3), date.max)
    assert of(ENDED).days == (date(2016, 5, 3), date(2019, 5, 5))
    assert of(ENDED, AGREEMENT.replace("id: small", "id: open")).days == (date(2016, 5, 3), date.max)


def test_a_truce_without_a_date_is_about_every_day() -> None:
    [dated] = load({"agreements/a.yml": AGREEMENT.encode()}, actors=actors.packaged())[0]
    undated = scope((dated, replace(dated, dates=())), "SY", places.packaged())
    assert undated is not None
    assert undated.days is None
    assert scope((), "SY", places.packaged()) is None


def test_its_countries_are_those_of_the_case_and_its_agreements() -> None:
    assert of(AGREEMENT, ELSEWHERE, country="LB").countries == {"LB", "ML", "SY"}
    box, drawn = of(AGREEMENT, ELSEWHERE).outlines
    assert len(box.exterior.coords) == 5, "of a country whose outline does not ship, the box that it lies in"
    assert len(drawn.exterior.coords) > 100


def test_the_digest_changes_with_what_is_inside_and_with_nothing_else() -> None:
    assert digest(of(AGREEMENT)) == digest(of(AGREEMENT.replace("a small truce", "a truce").replace("cease,", "end,")))
    others = (ENDED, ELSEWHERE, AGREEMENT.replace("2017-05-04", "2017-12-04"))
    assert len({digest(of(words)) for words in (AGREEMENT, *others)}) == 4


def test_rows_outside_make_no_account_and_are_counted(tmp_path: Path) -> None:
    early = {"date_start": "2014-05-06", "date_end": "2014-05-06", "year": "2014"}
    across = {"country": "Turkey", "latitude": "36.9", "longitude": "36.7"}
    with small_case(tmp_path / "case") as case:
        key = add_table(case, rows({}, FAR, early, across, {**FAR, "country": "Syria"}, {**FAR, **early}))
        outcome = derive(case, PUBLIC)
    assert ids(outcome) == ["0", "3", "4"], "across the border, and of the country by name, it may still matter"
    [doubt] = [d for d in outcome.derived.doubts if d.code == "rows-outside-case"]
    assert doubt.where == key
    assert doubt.why == (
        "3 of 6 rows lie outside what this case is about (2016-05-03 on, 100 km around SY and 0 zones) and make no "
        "account: 2 by their days, 1 by their place"
    )


def test_a_run_says_how_many_rows_were_left(tmp_path: Path) -> None:
    with small_case(tmp_path / "case") as case:
        add_table(case, rows({}, FAR))
    told = run("run", str(tmp_path / "case"))
    assert told.code == 0
    assert "GEDEvent_v23_1.csv: 1 of 2 rows lie outside what this case is about" in told.out


def test_what_is_near_and_not_covered_is_still_held_with_its_reason(tmp_path: Path) -> None:
    with small_case(tmp_path / "case") as case:
        add_table(case, rows({"country": "Turkey", "latitude": "36.98", "longitude": "36.7"}))
        outcome = derive(case, PUBLIC)
        [incident] = outcome.derived.incidents
        from holdfire.findings import findings

        told = findings(outcome.held, outcome.held.rows(incident.key))
    assert [(f.verdict.value, [b.value for b in f.because]) for f in told] == [("not_covered", ["place"])]


@pytest.mark.parametrize("replaces", [False, True])
def test_a_correction_that_moves_a_row_out_of_the_case_is_not_lost(tmp_path: Path, replaces: bool) -> None:
    with small_case(tmp_path / "case") as case:
        first = add_table(case, rows({}, {"longitude": "36.8"}, FAR))
        more: dict[str, Any] = {"replaces": first} if replaces else {}
        add_table(case, rows(FAR, {"longitude": "36.8"}, FAR), minute=1, **more)
        outcome = derive(case, PUBLIC)
    moved = [a for a in outcome.derived.accounts if (a.row or "").endswith("#0")]
    assert [round(a.place.lat) for a in moved if a.place and a.place.lat] == [16], "as the later edition has it"
    assert ids(outcome) == ["0", "1"], "what no edition has inside stays outside"
    assert not {d.code for d in outcome.derived.doubts} & {"rows-deleted-upstream", "row-not-in-later-edition"}


def test_an_amendment_that_draws_the_case_wider_reads_the_table_again(tmp_path: Path) -> None:
    path = tmp_path / "case"
    with small_case(path) as case:
        add_table(case, rows({}, FAR))
        assert ids(derive(case, PUBLIC)) == ["0"]
        for words, inside in ((ELSEWHERE, ["0", "1"]), (None, ["0"])):
            file = path / "agreements" / "other.yml"
            file.write_text(words) if words else file.unlink()
            case.record_inputs(who="tester", at=AT)
            assert ids(derive(case, PUBLIC)) == inside
            kept = derived(case)
            shutil.rmtree(path / "derived")
            assert derived(case) == kept


def test_a_hidden_edition_decides_nothing_about_the_rows_of_a_seen_one(tmp_path: Path) -> None:
    told = []
    for hidden in (False, True):
        with small_case(tmp_path / str(hidden)) as case:
            add_table(case, rows({}, FAR))
            if hidden:
                add_table(case, rows({"id": "1"}), minute=1, clearance="mechanism")
            files = derived(case)
            del files["view.json"]
            told.append(files)
    assert told[0] == told[1]


def test_ids_survive_their_packing(tmp_path: Path) -> None:
    from holdfire.flow.extract import extract
    from holdfire.flow.knowledge import knowledge

    with create(tmp_path / "case", toml=TOML, agreements={"small.yml": AGREEMENT.encode()}, who="t", at=AT) as case:
        add_table(case, rows({}, {**FAR, "id": "a\nb"}, {**FAR, "id": "7"}))
        [report] = case.reports()
        know = knowledge(case.config, case.inputs(None))
        assert ids_in(extract(case, report, know).outside).to_pylist() == ["a\nb", "7"]
        assert ids_in(b"").to_pylist() == []
