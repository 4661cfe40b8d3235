"""Checkpoints: pushed outside, checked from outside; a rollback, a fork and a forged signature are told by them alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.store.authority import configure
from tests.store.cases import NOW, REPORT, a_case

from holdfire import store
from holdfire.errors import BadCase, BadRequest, Tampered
from holdfire.seals.note import read, read_key
from holdfire.store import checkpoints, signing


def _push(path: Path, file: Path) -> checkpoints.Pushed:
    with store.open_case(path, write=True) as case:
        return checkpoints.push(case, file, who="judge", at=NOW)


def _check(path: Path, file: Path, key: object = None) -> checkpoints.Held:
    with store.open_case(path) as case:
        return checkpoints.check(case, file, key)  # type: ignore[arg-type]


def _forget_pins() -> None:
    shutil.rmtree(Path(os.environ["HOLDFIRE_CONFIG"]) / "pins")


def test_pushed_and_checked(tmp_path: Path) -> None:
    path, file = tmp_path / "case", tmp_path / "out.checkpoint"
    a_case(path).close()
    first = _push(path, file)
    assert (first.since, first.checkpoint.size, first.stamps) == (None, 2, {})
    note = read(file.read_text())
    assert note == first.checkpoint
    second = _push(path, file)
    assert (second.since, second.checkpoint.size) == (2, 3), "the first push is itself an entry"
    held = _check(path, file, signing.own_key())
    assert (held.signed, held.entries, held.checkpoint.size) == (True, 4, 3)
    assert held.signers == (signing.own_key().name,)
    with store.open_case(path) as case:
        assert [one.checkpoint.size for one in checkpoints.kept(case)] == [2, 3]
    assert not [p for p in store.verify(path) if p.changes_fact]
    assert signing.path().stat().st_mode & 0o777 == 0o600


def test_a_rollback_and_a_fork_are_told_without_any_pin(tmp_path: Path) -> None:
    path, backup, file = tmp_path / "case", tmp_path / "backup", tmp_path / "out.checkpoint"
    a_case(path).close()
    store.copy(path, backup)
    with store.open_case(path, write=True) as case:
        case.add_report(REPORT, b"seen", who="clerk", at=NOW)
    _push(path, file)
    _forget_pins()
    with pytest.raises(Tampered, match="E510 the case has 2 entries, the checkpoint 3: it was rolled back"):
        _check(backup, file)
    for _ in range(2):
        with store.open_case(backup, write=True) as case:
            case.add_report({**REPORT, "url": str(_)}, b"another", who="clerk", at=NOW)
    for call in (_check, _push):
        with pytest.raises(Tampered, match="E510 the first 3 entries are not those of the checkpoint"):
            call(backup, file)


def test_signatures_are_those_of_the_key_that_was_given(tmp_path: Path) -> None:
    path, file = tmp_path / "case", tmp_path / "out.checkpoint"
    a_case(path).close()
    _push(path, file)
    key = signing.own_key()
    signing.path().unlink()
    other = signing.own_key()
    assert other != key
    assert _check(path, file).signed is None
    assert _check(path, file, key).signed
    with pytest.raises(Tampered, match="E511"):
        _check(path, file, other)
    signing.path().chmod(0o644)
    with pytest.raises(BadCase, match="E321"):
        signing.own_key()


def test_a_file_that_holds_something_else_is_not_written_over(tmp_path: Path) -> None:
    path, file = tmp_path / "case", tmp_path / "notes.txt"
    a_case(path).close()
    a_case(tmp_path / "another").close()
    for content in (b"my notes", b"\xff"):
        file.write_bytes(content)
        with pytest.raises(BadRequest, match="E482"):
            _push(path, file)
        assert file.read_bytes() == content
    file.unlink()
    _push(tmp_path / "another", file)
    with pytest.raises(BadRequest, match="E482"):
        _push(path, file)


def test_two_authorities_stamp_and_two_verifiers_agree(tmp_path: Path) -> None:
    path, file = tmp_path / "case", tmp_path / "out.checkpoint"
    configure("one", "chain")
    a_case(path).close()
    pushed = _push(path, file)
    by = {name: stamp.by for name, stamp in pushed.stamps.items()}
    # One verifier refuses replies with a whole chain in them: that is why there are two, and the raw reply is kept.
    assert by == {"one": ("rfc3161-client", "openssl"), "chain": ("openssl",)}
    assert _check(path, file).stamps == pushed.stamps
    with store.open_case(path) as case:
        assert [one.stamps for one in checkpoints.kept(case)] == [pushed.stamps], "the raw replies are in custody"
    shutil.copy(tmp_path / "out.checkpoint.one.tsr", tmp_path / "kept")
    _push(path, file)
    shutil.copy(tmp_path / "kept", tmp_path / "out.checkpoint.one.tsr")
    assert _check(path, file).stamps["one"].when is None, "a timestamp of another checkpoint"


def test_an_authority_that_fails_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path, file = tmp_path / "case", tmp_path / "out.checkpoint"
    folder = configure("one")
    with (folder / "authorities.toml").open("a") as listed:
        listed.write('[[authority]]\nname = "gone"\ncommand = ["false"]\ncertificates = "one/ca.pem"\n')
        listed.write('[[authority]]\nname = "echo"\ncommand = ["dd", "if={request}"]\ncertificates = "one/ca.pem"\n')
    a_case(path).close()
    stamps = _push(path, file).stamps
    assert stamps["one"].when
    assert stamps["echo"].line().startswith("refused: rfc3161-client:"), "it sent the request back"
    assert stamps["gone"].line().startswith("refused: authority gone gave no reply")
    (folder / "authorities.toml").write_text("[[authority]]\nname = 1\n")
    with pytest.raises(BadCase, match="E322"):
        _push(path, file)


@pytest.mark.parametrize("text", ["", "a+b", "a+00000000+AAAA", "+00000000+AQ=="])
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None
    assert read_key(signing.own_key().text()) == signing.own_key()
