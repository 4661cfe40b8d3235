"""verify: each kind of fault has its name; what changes no fact is told apart."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.store.cases import NOW, REPORT, a_full_case

from holdfire import store
from holdfire.errors import Tampered
from holdfire.seals import bag, entry_leaf, push
from holdfire.store.entries import KIND, LOGGED, WHO, seal
from holdfire.store.kinds import checked
from holdfire.store.ledger import Fact


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("original") / "case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(path.parent / "config"))
        a_full_case(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path, original: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case that this user has seen."""
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(original.parent / "config"))
    return shutil.copytree(original, tmp_path / "case")


def change(path: Path, statement: str, *values: object) -> None:
    db = sqlite3.connect(path / "ledger.sqlite")
    with db:
        db.execute(statement, values)
    db.close()


def found(path: Path, *, fact: bool = True) -> list[str]:
    return [f"{p.code} {p.where}: {p.what}" for p in store.verify(path) if p.changes_fact is fact]


def test_a_sound_case_has_no_problem(path: Path) -> None:
    assert store.verify(path) == ()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE entries SET body = replace(body, 'Report 3', 'Report 4') WHERE position = 5", "E501 ledger.sqlite, entry 5 (report)"),
        ("UPDATE entries SET kind = 'review' WHERE position = 5", "E501 ledger.sqlite, entry 5 (review): it is a report"),
        ("UPDATE entries SET key = 'report:1' WHERE position = 5", "E501 ledger.sqlite, entry 5 (report)"),
        ("UPDATE entries SET leaf = zeroblob(32) WHERE position = 5", "E501 ledger.sqlite, entry 5 (report)"),
        ("DELETE FROM entries WHERE position = 5", "E501 ledger.sqlite, entry 5: it is gone"),
        ("UPDATE entries SET position = 500 WHERE position = 5", "E501 ledger.sqlite, entry 500 (report)"),
        ("UPDATE heads SET root = zeroblob(32) WHERE size = 5", "E504 ledger.sqlite, head at size 5"),
        ("UPDATE heads SET peaks = x'00' WHERE size = 5", "E504 ledger.sqlite, head at size 5"),
        ("DELETE FROM heads WHERE size = 19", "E501 ledger.sqlite, entry 18 (issue): no head of the tree covers it"),
        ("DELETE FROM entries WHERE position = 0", "E501 ledger.sqlite, entry 0"),
        ("PRAGMA user_version = 7", "E506"),
        ("CREATE TABLE more (x)", "E506"),
    ],
)
def test_ledger_faults_are_named(path: Path, statement: str, named: str) -> None:
    body = "CAST(replace(CAST(body AS TEXT), 'Report 3', 'Report 4') AS BLOB)"
    change(path, statement.replace("replace(body, 'Report 3', 'Report 4')", body))
    assert any(line.startswith(named) for line in found(path)), found(path)


def test_a_forged_entry_with_its_own_leaf_breaks_the_root(path: Path) -> None:
    with store.open_case(path) as case:
        body, forged = seal(case.id, 14, REPORT, kind="review", who="judge", logged=NOW)
    leaf = bytes.fromhex(forged.leaf)
    change(path, "UPDATE entries SET body = ?, leaf = ? WHERE position = 14", body, leaf)
    assert any(line.startswith("E504 ledger.sqlite, head at size 15") for line in found(path))


def test_a_ledger_forged_whole_is_told_by_the_pin(path: Path) -> None:
    """An operator who forges entry, leaf and heads makes a consistent ledger: only what was seen before tells."""
    with store.open_case(path) as case:
        leaves = [bytes.fromhex(entry.leaf) for entry in case.entries()]
        body, forged = seal(case.id, 14, {"why": "forged"}, kind="review", who="judge", logged=NOW)
    leaves[14] = bytes.fromhex(forged.leaf)
    change(path, "UPDATE entries SET body = ?, leaf = ? WHERE position = 14", body, leaves[14])
    peaks: list[bytes] = []
    for position, leaf in enumerate(leaves):
        push(peaks, position, leaf)
        change(path, "UPDATE heads SET root = ?, peaks = ? WHERE size = ?", bag(peaks), b"".join(peaks), position + 1)
    assert [line[:4] for line in found(path)] == ["E505"]
    assert [p for p in store.verify(path, pinned=False) if p.changes_fact] == []


def test_vault_faults_are_named(path: Path) -> None:
    files = {p.read_bytes(): p for p in (path / "vault").rglob("*") if p.is_file()}
    changed, gone = files[b"Bytes of report 0. "], files[b"Bytes of report 4. "]
    changed.chmod(0o600)
    changed.write_bytes(b"Bytes of report 9. ")
    gone.unlink()
    (path / "vault" / "notes.txt").write_bytes(b"x")
    lines = found(path)
    assert [line[:4] for line in lines] == ["E502", "E502", "E503"]
    assert any(changed.name in line and "report.txt, of entry 2 (report)" in line for line in lines)
    assert any("vault/notes.txt" in line for line in lines)
    assert any(gone.name in line and "of entry 6 (report)" in line for line in lines)


def test_what_changes_no_fact_is_told_apart(path: Path) -> None:
    with store.open_case(path, write=True) as case:
        case.put(b"an addition that was interrupted")
    (path / "agreements" / "truce.yml").write_bytes(b"edited since")
    assert found(path) == []
    assert [line.split(" ")[:2] for line in found(path, fact=False)] == [
        ["E507", f"vault/{line}:"] for line in [p.relative_to(path / "vault").as_posix() for p in (path / "vault").rglob("*")
        if p.is_file() and p.read_bytes().startswith(b"an addition")]] + [["E512", "agreements/truce.yml:"]]


def test_no_database_at_all(path: Path) -> None:
    (path / "ledger.sqlite").write_bytes(b"not a database" * 100)
    assert found(path)[0].startswith("E506 ledger.sqlite: the ledger cannot be read")
    (path / "ledger.sqlite").unlink()
    assert "E506 ledger.sqlite: the ledger is missing" in found(path)


def test_some_fields_prove_against_the_same_leaf(path: Path) -> None:
    """What a redacted bundle will do: some fields with their salts, bare commitments for the rest."""
    from holdfire.seals import commitment

    with store.open_case(path) as case:
        entry = next(case.entries("report"))
        values = {**entry.fields, KIND: entry.kind, WHO: entry.who, LOGGED: entry.logged}
        withheld = [commitment(name, entry.salts[name], values[name]) for name in values if name != "title"]
        shown = commitment("title", entry.salts["title"], "Report 0")
        assert entry_leaf(case.id, entry.position, [shown, *withheld]).hex() == entry.leaf
        guessed = commitment("title", entry.salts["title"], "Report 1")
        assert entry_leaf(case.id, entry.position, [guessed, *withheld]).hex() != entry.leaf
        assert len(set(entry.salts.values())) == len(entry.salts)


def test_flips_in_the_log_of_a_killed_writer_lose_no_entry_unseen(tmp_path: Path) -> None:
    """SQLite drops what follows a damaged frame without a word; the pin knows how many entries there were."""
    live, dead = tmp_path / "live", tmp_path / "dead"
    with a_full_case(live) as case:
        shutil.copytree(live, dead)
        entries = list(case.entries())
    whole = (dead / "ledger.sqlite-wal").read_bytes()
    found_some = 0
    for at in range(40, len(whole), len(whole) // 40):
        shutil.copytree(dead, tmp_path / "flipped")
        (tmp_path / "flipped" / "ledger.sqlite-wal").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        if found(tmp_path / "flipped"):
            found_some += 1
        else:
            with store.open_case(tmp_path / "flipped") as case:
                assert list(case.entries()) == entries
        shutil.rmtree(tmp_path / "flipped")
    assert found_some > 20


def test_a_live_case_verifies_while_its_log_holds_more_than_its_file(tmp_path: Path) -> None:
    with a_full_case(tmp_path / "case", reports=0) as case:
        review = checked("review", {"decision": "accept", "target": "claim:1", "why": "read"})
        case._append([Fact(kind="review", fields=review, who="judge", at=NOW)] * 600)
        assert (case.path / "ledger.sqlite").stat().st_size < 600 * 32
        assert store.verify(case.path) == ()


def test_an_unreadable_pin_is_named(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(tmp_path / "config"))
    with store.open_case(path, write=True) as case:
        assert case.head()[0] > 2
    for pin in (tmp_path / "config" / "pins").iterdir():
        pin.write_bytes(b"\xff")
    assert [line[:4] for line in found(path)] == ["E509"]


def test_a_case_toml_that_cannot_be_read_hides_no_fact(path: Path) -> None:
    (path / "case.toml").write_text("format = 1")
    assert found(path) == []
    assert found(path, fact=False)[0].startswith("E302 case.toml: ")


@pytest.mark.parametrize("damage", [b"CREATE TABLE \xd1\xfftries", b"CREATE TABLE ent\xd1ies", b"CREAT\xd1 TABLE entries"])
def test_a_damaged_schema_is_named_though_its_message_cannot_be_decoded(path: Path, damage: bytes) -> None:
    ledger = path / "ledger.sqlite"
    ledger.write_bytes(ledger.read_bytes().replace(b"CREATE TABLE entries", damage))
    assert any(line.startswith("E506 ledger.sqlite") for line in found(path))
    with pytest.raises(Tampered, match="E506"):
        store.open_case(path)
