"""Where a case may lie, and who holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfire import data
from holdfire.errors import BadCase
from holdfire.store.lock import WriteLock
from holdfire.store.mounts import filesystem, refuse_network


def test_network_filesystems_are_refused_with_the_reason(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "a share"
    share.mkdir()
    escaped = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nhost:/x {escaped} nfs4 rw 0 0\n")
    refuse_network(tmp_path, mounts)
    with pytest.raises(BadCase, match="E306 a case cannot be kept on nfs4, because its locks"):
        refuse_network(share / "case", mounts)
    refuse_network(share, tmp_path / "absent")


def test_the_deepest_and_latest_mount_counts() -> None:
    mounts = "a / ext4 rw 0 0\nb /srv cifs rw 0 0\nc /srv/local xfs rw 0 0\nd /srv/local btrfs rw 0 0\nbroken\n"
    assert filesystem(Path("/srv/local/case"), mounts) == "btrfs"
    assert filesystem(Path("/srv/localcase"), mounts) == "cifs"
    assert filesystem(Path("/srv/local/case"), "") == ""


def test_every_refusal_has_a_reason() -> None:
    refused = data.load("filesystems.yaml")["refused"]
    assert {"nfs", "nfs4", "cifs", "smb3", "9p"} <= set(refused)
    assert all(len(reason) > 20 for reason in refused.values())


def test_the_lock_is_free_again_after_release(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path, person="first")
    with pytest.raises(BadCase, match=r"E305 .*first"):
        WriteLock(tmp_path)
    (tmp_path / ".lock").write_bytes(b"")
    with pytest.raises(BadCase, match="another process that is just starting"):
        WriteLock(tmp_path)
    lock.release()
    WriteLock(tmp_path).release()
