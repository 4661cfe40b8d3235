"""The vault: named by content, checked on the way out, never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire.errors import BadRequest, Tampered
from holdfire.seals import sha256
from holdfire.store.vault import Vault


def test_bytes_come_back_and_are_stored_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert vault.put(b"photo") == vault.put(b"photo") == sha256(b"photo")
    assert vault.get(sha256(b"photo")) == b"photo"
    assert sha256(b"photo") in vault
    [file] = vault.files()
    assert file.stat().st_mode & 0o777 == 0o400


def test_changed_and_missing_bytes_are_named(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha = vault.put(b"photo")
    path = vault.path(sha)
    path.chmod(0o600)
    path.write_bytes(b"phot0")
    for call in (lambda: vault.get(sha), lambda: vault.put(b"photo")):
        with pytest.raises(Tampered, match=f"E502 .*{sha}"):
            call()
    path.unlink()
    with pytest.raises(Tampered, match=f"E503 .*{sha}"):
        vault.get(sha)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_hashes_are_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadRequest, match="E480"):
        Vault(tmp_path).get(name)


def test_an_interrupted_write_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    vault = Vault(tmp_path)
    vault.put(b"other")
    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        vault.put(b"photo")
    monkeypatch.undo()
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [sha256(b"other")]


def test_what_is_acknowledged_was_synced_file_then_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of calls is the promise: file synced, renamed, folder synced."""
    import os

    calls: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        target = Path(os.readlink(f"/proc/self/fd/{descriptor}"))  # noqa: PTH115
        calls.append("sync folder" if target.is_dir() else "sync file")
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        calls.append("rename")
        return real_replace(self, target)

    vault = Vault(tmp_path)
    vault.path(sha256(b"photo")).parent.mkdir()
    monkeypatch.setattr("os.fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    vault.put(b"photo")
    assert calls == ["sync file", "rename", "sync folder"]
