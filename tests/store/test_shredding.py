"""Shredding: two people, a reason, no hold; a tombstone first; nothing left in vault, keys or what was derived."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.store.cases import NOW, REPORT, TOML, a_case

from bench import flips
from holdfire import store
from holdfire.errors import BadCase, BadInput, BadRequest, Tampered
from holdfire.records import Report
from holdfire.store import bags, keys, shredding, standalone
from holdfire.store.shredding import By

ENCRYPTED = TOML + "encrypted = true\n"
CANARY = b"the witness lives at the well"


def by(who: str, why: str = "consent was withdrawn") -> By:
    return By(who=who, at=NOW, why=why)


@pytest.fixture(params=[TOML, ENCRYPTED], ids=["plain", "encrypted"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with a_case(tmp_path / "case", toml=request.param) as case:
        case.add_report(REPORT, CANARY, who="clerk", at=NOW)
        case.add_report(REPORT, b"another", who="clerk", at=NOW)
        case.memo("extract", ["x"], lambda: CANARY)
        case.save_run("public", {"texts": CANARY})
    return tmp_path / "case"


def the(case: store.Case) -> Report:
    return case.reports()[0]


def holding(path: Path, canary: bytes = CANARY) -> list[str]:
    return [str(file) for file in path.rglob("*") if file.is_file() and canary in file.read_bytes()]


def found(path: Path, *, fact: bool = True) -> list[str]:
    return [problem.code for problem in store.verify(path) if problem.changes_fact is fact]


def test_two_people_shred_and_nothing_is_left(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        sha = the(case).sha256
        shredding.ask(case, the(case), by("A. One"))
        assert case.get(sha) == CANARY, "asking destroys nothing"
        gone = shredding.confirm(case, the(case), who="B. Two", at=NOW)
        assert (gone.asked_by, gone.confirmed_by, gone.why) == ("A. One", "B. Two", "consent was withdrawn")
        with pytest.raises(Tampered, match="E503"):
            case.get(sha)
        with pytest.raises(BadInput, match="E150"):
            case.add_report(REPORT, CANARY, who="clerk", at=NOW)
        with pytest.raises(BadRequest, match="E489"):
            shredding.ask(case, the(case), by("A. One"))
        assert case.get(case.reports()[1].sha256) == b"another"
    assert holding(path) == []
    assert found(path) == found(path, fact=False) == []
    store.copy(path, path.parent / "copy")


WORDS = {"title": "The well keeper speaks", "url": "https://invented.example/well-keeper", "filename": "well-keeper.txt"}


def test_what_its_entry_says_goes_with_its_bytes_and_the_tree_stays(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        named = case.add_report({**REPORT, **WORDS}, b"well", who="clerk", at=NOW).report
        twice = case.add_report({**REPORT, "title": "elsewhere"}, b"well", who="clerk", at=NOW).report
        leaf, root = case.entry(named.position).leaf, case.head()
        shredding.ask(case, named, by("A. One"))
        assert case.entry(named.position).fields["title"] == WORDS["title"]
        shredding.confirm(case, named, who="B. Two", at=NOW)
        left = {report.key: report for report in case.reports()}
        assert {left[key].title for key in (named.key, twice.key)} == {""}
        assert (left[named.key].sha256, left[named.key].source) == (named.sha256, "unknown")
        assert case.entry(named.position).leaf == leaf
        assert case.tree.root(root[0]).hex() == root[1]
    for words in WORDS.values():
        assert holding(path, words.encode()) == []
    assert found(path) == found(path, fact=False) == []
    store.copy(path, path.parent / "copy")
    assert _alone(path.parent / "copy") == []


def test_an_entry_cut_short_without_a_tombstone_is_found(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        case._ledger.withhold([the(case).position], {"title", "url"})
        with pytest.raises(Tampered, match="E501 no tombstone says why"):
            case.reports()
    assert found(path) == ["E501"]
    assert [line[:4] for line in _alone(path)] == ["E501"]


def test_a_tombstone_covers_no_other_entry(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        shredding.ask(case, the(case), by("A. One"))
        shredding.confirm(case, the(case), who="B. Two", at=NOW)
        case._ledger.withhold([case.reports()[1].position], {"title"})
    assert found(path) == ["E501"]
    assert [line[:4] for line in _alone(path)] == ["E501"]


def test_a_bag_holds_the_tombstone_in_place_of_what_was_shredded(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        shredding.ask(case, the(case), by("A. One"))
        shredding.confirm(case, the(case), who="B. Two", at=NOW)
        bags.write(case, path.parent / "bag", [the(case).position], who="clerk", at=NOW)
    assert bags.verify(path.parent / "bag") == ()
    assert standalone.main(path.parent / "bag") == []


def _alone(path: Path) -> list[str]:
    return flips.alone(path)


def test_one_person_is_not_two(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        with pytest.raises(BadRequest, match="E490 nobody has asked"):
            shredding.confirm(case, the(case), who="B. Two", at=NOW)
        shredding.ask(case, the(case), by("A. One"))
        with pytest.raises(BadRequest, match=r"E490 a\.  ONE has asked"):
            shredding.confirm(case, the(case), who="a.  ONE", at=NOW)
        assert case.get(the(case).sha256) == CANARY


def test_a_hold_blocks_it_until_it_is_lifted(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        shredding.ask(case, the(case), by("A. One"))
        shredding.hold(case, the(case), by("Court clerk", "proceedings"))
        for call in (lambda: shredding.confirm(case, the(case), who="B. Two", at=NOW), lambda: shredding.ask(case, the(case), by("C"))):
            with pytest.raises(BadRequest, match="E488"):
                call()
        assert case.get(the(case).sha256) == CANARY
        shredding.hold(case, the(case), by("Court clerk", "they ended"), lift=True)
        with pytest.raises(BadRequest, match="E487"):
            shredding.hold(case, the(case), by("Court clerk", "again"), lift=True)
        shredding.confirm(case, the(case), who="B. Two", at=NOW)
    assert holding(path) == []


def test_the_next_writer_finishes_what_one_that_died_had_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.open_case(path, write=True) as case:
        shredding.ask(case, the(case), by("A. One"))
        with monkeypatch.context() as patch:
            patch.setattr("holdfire.store.vault.Vault.destroy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                shredding.confirm(case, the(case), who="B. Two", at=NOW)
    assert found(path) == []
    assert found(path, fact=False) == ["E516"]
    store.open_case(path, write=True).close()
    assert holding(path) == []
    assert found(path, fact=False) == []


def test_a_stolen_encrypted_case_holds_none_of_a_thousand_canaries(tmp_path: Path) -> None:
    """In bytes, titles, addresses, file names, people, reasons, reviews, and all that was derived."""
    path = tmp_path / "case"
    canaries = [f"canary-{number:04}-{number * 7919 % 1000:03}" for number in range(1000)]
    names = iter(canaries)
    with a_case(path, toml=ENCRYPTED) as case:
        items = []
        for _ in range(160):
            fields = {"title": next(names), "url": f"https://{next(names)}.example", "filename": f"{next(names)}.txt"}
            items.append(({**REPORT, **fields}, f"words {next(names)} words".encode()))
        case.add_reports(items, who=next(names), at=NOW)
        for _ in range(90):
            review = {"decision": "accept", "target": next(names), "why": next(names)}
            case.append("review", review, who=next(names), at=NOW)
        case.memo("extract", [next(names)], lambda: next(names).encode())
        case.save_run("public", {f"part-{number}.jsonl": name.encode() for number, name in enumerate(names)})
        with case.current("public") as run:
            assert run.read("part-0.jsonl").startswith(b"canary-")
        assert case.reports()[0].title == canaries[0]
        assert len(list(case.entries("review"))) == 90
        assert case.add_reports(items[:1], who="clerk", at=NOW)[0].known
        whole = [file.read_bytes() for file in path.rglob("*") if file.is_file()]
        assert [name for name in canaries if any(name.encode() in data for data in whole)] == [], "while it is written to"
    whole = [file.read_bytes() for file in path.rglob("*") if file.is_file()]
    assert [name for name in canaries if any(name.encode() in data for data in whole)] == []
    assert found(path) == []


def test_an_encrypted_entry_that_was_changed_or_moved_is_named(tmp_path: Path) -> None:
    path = tmp_path / "case"
    with a_case(path, toml=ENCRYPTED) as case:
        case.add_report(REPORT, CANARY, who="clerk", at=NOW)
        case.add_report(REPORT, b"another", who="clerk", at=NOW)
    for statement in (
        "UPDATE entries SET body = CAST(substr(body, 1, 30) || x'00' || substr(body, 32) AS BLOB) WHERE position = 2",
        "UPDATE entries SET body = (SELECT body FROM entries WHERE position = 3) WHERE position = 2",
        "UPDATE entries SET kind = 'report' WHERE position = 2",
        "UPDATE entries SET key = 'report:1' WHERE position = 2",
    ):
        store.copy(path, tmp_path / "copy")
        db = sqlite3.connect(tmp_path / "copy" / "ledger.sqlite")
        with db:
            db.execute(statement)
        db.close()
        named = [problem.where for problem in store.verify(tmp_path / "copy", pinned=False) if problem.changes_fact]
        assert any("entry 2 " in where for where in named), (statement, named)
        shutil.rmtree(tmp_path / "copy")


def test_an_encrypted_vault_opens_to_its_people_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case"
    with a_case(path, toml=ENCRYPTED) as case:
        sha = case.put(CANARY)
        case.add_report(REPORT, CANARY, who="clerk", at=NOW)
        file = case.vault.path(sha)
    assert holding(path / "vault") == holding(path / "keys") == []
    assert file.name != sha, "nobody can ask a stolen vault whether it holds a certain file"
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(tmp_path / "somebody-else"))
    other = keys.own_recipient()
    with pytest.raises(BadCase, match="E324"):
        store.open_case(path)
    assert found(path) == ["E324"]
    assert [line[:4] for line in standalone.main(path)] == ["E324"], "it says that it cannot tell"
    monkeypatch.undo()
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(tmp_path / "another"))
    with pytest.raises(BadCase, match="E324"):
        keys.share(path, [other])


def test_an_encrypted_case_is_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case"
    a_case(path, toml=ENCRYPTED).close()
    with monkeypatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(tmp_path / "somebody-else"))
        other = keys.own_recipient()
    with pytest.raises(BadRequest, match="E486"):
        keys.share(path, ["age1nobody"])
    keys.share(path, [other])
    store.open_case(path).close()
    with monkeypatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(tmp_path / "somebody-else"))
        store.open_case(path).close()
        assert found(path) == []


def test_a_changed_byte_or_key_of_an_encrypted_vault_is_found(tmp_path: Path) -> None:
    path = tmp_path / "case"
    with a_case(path, toml=ENCRYPTED) as case:
        case.add_report(REPORT, CANARY, who="clerk", at=NOW)
    for folder, code in (("vault", "E502"), ("keys", "E502")):
        for file in sorted(p for p in (path / folder).rglob("*") if p.is_file() and p.name != keys.CASE_KEY):
            whole = file.read_bytes()
            file.chmod(0o600)
            file.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
            assert found(path) == [code]
            file.unlink()
            assert found(path) == ["E503" if folder == "vault" else "E502"]
            file.write_bytes(whole)
    assert found(path) == []
