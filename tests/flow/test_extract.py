"""What is read out of one report; of one that was shredded, a doubt and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.flow_cases import AT, PUBLIC, add, bytes_of, small_case

from holdfire.flow.derive import derive, run
from holdfire.store import shredding
from holdfire.store.shredding import By


def test_what_rested_on_a_shredded_report_says_so_and_is_nowhere_derived(tmp_path: Path) -> None:
    path = tmp_path / "case"
    with small_case(path) as case:
        kept = add(case, "prison.txt")
        gone = add(case, "strike.txt", minute=1)
        before = run(case, PUBLIC).derived
        assert {claim.report for claim in before.claims} == {kept, gone}
        report = next(r for r in case.reports() if r.key == gone)
        shredding.ask(case, report, By(who="A. One", at=AT, why="consent was withdrawn"))
        shredding.confirm(case, report, who="B. Two", at=AT)
        assert not [p for p in (path / "derived").rglob("*") if p.is_file()]
        after = run(case, PUBLIC).derived
        assert {claim.report for claim in after.claims} == {kept}
        assert gone in after.unread
        assert {r.key for r in after.reports} == {kept, gone}, "that it was received stays known"
        [doubt] = [d for d in after.doubts if d.code == "no-longer-recomputable"]
        assert doubt.where == gone
        assert "by A. One and B. Two (consent was withdrawn)" in doubt.why
        assert bytes_of(derive(case, PUBLIC)) == bytes_of(derive(case, PUBLIC, workers=2))
        assert not [p for p in (path / "derived").rglob("*") if p.is_file() and b"Syrian Observatory" in p.read_bytes()]
