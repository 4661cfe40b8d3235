"""The standalone verifier agrees with ours, on what is good and on what was changed, and needs nothing of ours."""

from __future__ import annotations

import ast
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from tests.store.authority import configure
from tests.store.cases import NOW, TOML, a_full_case

from bench import flips
from holdfire import store
from holdfire.store import bags, checkpoints, kinds, ledger, signing, standalone, unlock

SOURCE = Path(standalone.__file__)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case, a copy, a bag of it and a bag of some entries, a checkpoint and its key."""
    folder = tmp_path_factory.mktemp("standalone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(folder / "config"))
        configure("one")
        a_full_case(folder / "case").close()
        with store.open_case(folder / "case", write=True) as case:
            checkpoints.push(case, folder / "checkpoint", who="judge", at=NOW)
            bags.write(case, folder / "bag", who="judge", at=NOW)
            bags.write(case, folder / "some", (1, 5, 19), who="judge", at=NOW)
        (folder / "key").write_text(signing.own_key().text())
        store.copy(folder / "case", folder / "copy")
    return folder


def agree(path: Path) -> bool:
    """Whether both find something; they must say the same."""
    ours = bags.verify(path) if bags.is_bag(path) else store.verify(path, pinned=False)
    wrong = [problem.line() for problem in ours if problem.changes_fact]
    theirs = standalone.main(path)
    assert bool(wrong) is bool(theirs), (wrong, theirs)
    return bool(wrong)


def test_it_is_one_small_file_without_our_code() -> None:
    assert len(SOURCE.read_text(encoding="utf-8").splitlines()) < 150
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


def test_what_it_repeats_is_what_we_have() -> None:
    assert {kind: tuple(names) for kind, names in standalone.BLOBS.items()} == kinds.BLOBS
    assert {kind: tuple(names) for kind, names in standalone.KEYED.items()} == kinds.KEYED
    header = repr([ledger.APPLICATION_ID, ledger.USER_VERSION, *ledger.SCHEMA])
    assert sha256(header.encode()).hexdigest()[:16] == standalone.MADE


@pytest.mark.parametrize("name", ["copy", "bag", "some"])
def test_what_ships_runs_alone_and_says_so(made: Path, name: str) -> None:
    assert not agree(made / name)
    command = [sys.executable, "-I", "-S", str(made / name / "verify.py"), str(made / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    key = (made / "key").read_text()
    assert standalone.main(made / "copy", made / "checkpoint", key) == []
    assert [line[:4] for line in standalone.main(made / "copy", made / "checkpoint", key[:-8] + "AAAAAAA=")] == ["E511"]


def test_every_flip_of_a_copy_is_judged_alike(made: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(made / "copy", tmp_path / "copy"))
    dice = random.Random(3)
    whole, *vault = flips.files(path)
    found = 0
    for number in range(90):
        file = whole if number % 3 else dice.choice(vault)
        with flips.flipped(file, dice.randrange(file.stat().st_size * 8)):
            found += agree(path)
    assert found > 45


@pytest.mark.parametrize("name", ["some"])
def test_every_flip_of_a_bag_is_judged_alike(made: Path, tmp_path: Path, name: str) -> None:
    path = Path(shutil.copytree(made / name, tmp_path / "bag"))
    dice = random.Random(4)
    files = sorted(file for file in path.rglob("*") if file.is_file())
    for file in files:
        with flips.flipped(file, dice.randrange(file.stat().st_size * 8)):
            assert agree(path), f"a flip in {file.name} went unseen"


def _execute(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        db = sqlite3.connect(path / "ledger.sqlite")
        with db:
            db.execute(statement)
        db.close()

    return change


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'Report 3', 'Report 4') AS BLOB) WHERE position = 5",
        "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), '],[', ' ,[') AS BLOB) WHERE position = 5",
        "UPDATE entries SET kind = 'review' WHERE position = 5",
        "UPDATE entries SET key = 'report:1' WHERE position = 5",
        "DELETE FROM entries WHERE position = 5",
        "UPDATE entries SET position = 500 WHERE position = 5",
        "DELETE FROM heads WHERE size > 15",
        "UPDATE heads SET root = zeroblob(32) WHERE size = 5",
        "UPDATE heads SET peaks = x'00' WHERE size = 5",
        "DELETE FROM entries",
        "PRAGMA user_version = 7",
        "CREATE TABLE more (x)",
        "DROP TABLE heads",
    ],
)
def test_changes_by_hand_are_judged_alike(made: Path, tmp_path: Path, statement: str) -> None:
    path = Path(shutil.copytree(made / "copy", tmp_path / "copy"))
    _execute(statement)(path)
    assert agree(path)


def test_files_changed_by_hand_are_judged_alike(made: Path, tmp_path: Path) -> None:
    for number, change in enumerate((_lose_a_file, _swap_two_files, _add_a_file, _lose_the_ledger)):
        path = Path(shutil.copytree(made / "copy", tmp_path / str(number)))
        change(path)
        assert agree(path), change.__name__


def test_a_bag_sealed_anew_by_a_forger_is_judged_alike(made: Path, tmp_path: Path) -> None:
    """Whoever makes the manifests again has a good BagIt bag: only the proofs tell."""
    path = Path(shutil.copytree(made / "some", tmp_path / "bag"))
    entries = path / bags.ENTRIES
    entries.write_bytes(entries.read_bytes().replace(b"Report 3", b"Report 4"))
    for name in (bags.MANIFEST, bags.TAGS):
        (path / name).unlink()
    bags._envelope(path, "forged", NOW)
    assert [problem.code for problem in bags.verify(path)] == ["E515"]
    assert [line[:4] for line in standalone.main(path)] == ["E515"]


def test_a_bag_with_fields_withheld_proves_against_the_same_root(made: Path, tmp_path: Path) -> None:
    """The seam for sealed releases: bare commitments stand in place of fields."""
    path = Path(shutil.copytree(made / "some", tmp_path / "bag"))
    lines = (path / bags.ENTRIES).read_bytes().splitlines()
    case, position, fields, leaf = standalone._entry(lines[1])
    import json

    parsed = json.loads(lines[1])
    from holdfire.seals import commitment

    withheld = [commitment(*field) for field in parsed["fields"] if field[0] == "title"]
    shown = [json.dumps(field, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for field in parsed["fields"] if field[0] != "title"]
    line = f'{{"case":"{case}","fields":[{",".join(shown)}],"format":1,"position":{position},"withheld":["{withheld[0]}"]}}'
    again = standalone._entry(line.encode())
    assert again[3] == leaf
    assert "title" in fields
    assert "title" not in again[2]


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of an encrypted case; its user's configuration lies beside it."""
    folder = tmp_path_factory.mktemp("locked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(folder / "config"))
        a_full_case(folder / "case", toml=TOML + flips.ENCRYPTED).close()
        store.copy(folder / "case", folder / "copy")
    return folder


def test_an_encrypted_copy_is_checked_with_the_key_alone(locked: Path, tmp_path: Path) -> None:
    copy, identity = locked / "copy", locked / "config/keys/age.key"
    assert [line[:4] for line in standalone.main(copy)] == ["E324"]
    command = [sys.executable, "-I", "-S", str(copy / unlock.FILE), str(identity), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    other = tmp_path / "age.key"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    assert [line[:4] for line in unlock.main(other, copy)] == ["E324"]


def test_every_flip_of_an_encrypted_copy_is_judged_alike(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(locked / "config"))
    outcomes = flips.run(locked / "copy", 60, 5)
    assert not [outcome for outcome in outcomes if outcome.isupper()], outcomes
    assert outcomes["key: found"] > 5
    assert outcomes["vault byte: found, the file named"] > 5


def test_what_unlocks_is_one_small_file_without_our_code_that_opens_what_others_seal() -> None:
    source = Path(unlock.__file__)
    assert len(source.read_text(encoding="utf-8").splitlines()) < 150
    tree = ast.parse(source.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names
    dice = random.Random(6)
    for size in (0, 1, 16, 63, 64, 65, 4097):
        key, nonce, data, about = (dice.randbytes(length) for length in (32, 12, size, size % 23))
        sealed = ChaCha20Poly1305(key).encrypt(nonce, data, about)
        assert unlock._unseal(key, nonce, sealed, about) == data
        with pytest.raises(ValueError, match="does not open"):
            unlock._unseal(key, nonce, sealed, about + b"x")


def _vault(path: Path) -> list[Path]:
    return sorted(file for file in (path / "vault").rglob("*") if file.is_file())


def _lose_a_file(path: Path) -> None:
    _vault(path)[0].unlink()


def _swap_two_files(path: Path) -> None:
    first, second, *_ = _vault(path)
    kept = first.read_bytes()
    for file, data in ((first, second.read_bytes()), (second, kept)):
        file.chmod(0o600)
        file.write_bytes(data)


def _add_a_file(path: Path) -> None:
    (path / "vault" / "note.txt").write_bytes(b"x")


def _lose_the_ledger(path: Path) -> None:
    (path / "ledger.sqlite").unlink()
