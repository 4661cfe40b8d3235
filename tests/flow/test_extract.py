"""What is read out of one report; of one that was shredded, a doubt and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.flow_cases import AGREEMENT, AT, PUBLIC, TOML, add, bytes_of, small_case

from holdfire.flow.derive import derive, look, run
from holdfire.store import create, shredding
from holdfire.store.shredding import By


def test_an_encrypted_case_derives_what_a_plain_one_does_and_shows_none_of_it(tmp_path: Path) -> None:
    runs = []
    for name, toml in (("plain", TOML), ("encrypted", TOML.replace("[[", "encrypted = true\n[[", 1))):
        files = {"small.yml": AGREEMENT.encode()}
        with create(tmp_path / name, toml=toml, agreements=files, who="tester", at=AT) as case:
            add(case, "strike.txt")
            first = run(case, PUBLIC)
            again = look(case, PUBLIC)
            assert again.derived == first.derived
            runs.append([claim.key for claim in first.derived.claims])
            derived = [p.read_bytes() for p in (tmp_path / name / "derived").rglob("*") if p.is_file()]
            assert any(b"Syrian Observatory" in data for data in derived) is (name == "plain")
    assert runs[0] == runs[1] != []


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
