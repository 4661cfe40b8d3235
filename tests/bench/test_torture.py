"""The torture itself: that its disk forgets what was not synced, that its trials pass, and that each mutant is caught."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.torture import cuts, disk, faults, forks, judge, kills, recorded
from bench.torture.recorded import Op

needs_strace = pytest.mark.skipif(not recorded.strace(), reason="no strace: apt install strace")


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory, where a sync costs nothing: none of the trials rests on a real disk's."""
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shm if os.access(shm, os.W_OK) else None) as folder:
        yield Path(folder)


def _states(*ops: Op, more: int = 0) -> list[dict[str, bytes | None]]:
    made = disk.Disk("/d")
    for op in ops:
        made.apply(op)
    return list(made.states(random.Random(1), more))


def _file(*, synced: bool) -> list[Op]:
    ops = [Op("make", "/d/.tmp"), Op("write", "/d/.tmp", b"bytes")]
    return [*ops, *([Op("sync", "/d/.tmp")] if synced else []), Op("rename", "/d/.tmp", to="/d/file")]


def test_a_disk_keeps_what_was_synced_and_may_lose_all_else() -> None:
    whole = _states(*_file(synced=True), Op("sync", "/d"), more=20)
    assert all(state == {"": None, "/file": b"bytes"} for state in whole)
    without_folder = _states(*_file(synced=True))
    assert {"": None} in without_folder, "the name may be lost"
    assert {"": None, "/file": b"bytes"} in without_folder
    without_file = _states(*_file(synced=False), Op("sync", "/d"))
    assert {"": None, "/file": b""} in without_file, "the name may come without the bytes"


def test_a_write_may_be_torn_and_a_journal_keeps_names_in_order() -> None:
    ops = [Op("make", "/d/a"), Op("sync", "/d/a"), Op("sync", "/d"), Op("write", "/d/a", b"x" * 2048)]
    assert {len(state.get("/a") or b"") for state in _states(*ops, more=60)} > {0, 2048}, "some in between"
    names = [Op("make", "/d/a"), Op("make", "/d/b"), Op("sync", "/d/a")]
    assert any("/b" in state and "/a" in state for state in _states(*names))


def test_strace_is_read_as_calls() -> None:
    path = "".join(f"\\x{byte:02x}" for byte in b"/d/a")
    text = (
        f'1 openat(AT_FDCWD</>, "{path}", O_WRONLY|O_CREAT|O_EXCL, 0600) = 3<{path}>\n'
        f'1   write(3<{path}>, "\\x61\\x62", 2) = 2\n1 write(3<{path}>, "\\x63", 1) = 1\n'
        f"1 fsync(3<{path}>) = 0 (INJECTED)\n1 fsync(3<{path}>) = -1 EIO (Input/output error) (INJECTED)\n"
        f'1 fdatasync(3<{path}>) = 0\n1 write(1<\\x70>, "\\x61\\x63\\x6b", 3) = 3\n+++ exited with 0 +++\n'
    )
    assert [(op.kind, op.path, op.data, op.at, op.nth) for op in recorded.read(text, "/d")] == [
        ("make", "/d/a", b"", 0, 1),
        ("write", "/d/a", b"ab", 0, 1),
        ("write", "/d/a", b"c", 2, 2),
        ("sync", "/d/a", b"", 0, 1),
        ("say", "", b"ack", 0, 3),
    ]


@needs_strace
def test_no_power_cut_loses_what_was_acknowledged(memory: Path) -> None:
    calls, tried, wrong = cuts.run(memory, cuts.record(memory, items=1), more=0)
    assert (calls > 150, tried > 80, wrong) == (True, True, [])


@needs_strace
@pytest.mark.parametrize(
    "mutant",
    [
        "synchronous NORMAL",
        "no file fsync",
        "no directory fsync",
        "eatmydata",
        "acknowledged too early",
    ],
)
def test_power_cuts_catch_each_mutant(memory: Path, mutant: str) -> None:
    assert cuts.run(memory, cuts.record(memory, mutant, items=1), more=0, mutant=mutant)[2]


@needs_strace
def test_a_failing_disk_is_one_line_and_loses_nothing(memory: Path) -> None:
    tried, wrong = faults.run(memory, every=40)
    assert (tried >= 6, wrong) == (True, [])


def test_kills_rollbacks_and_forks(memory: Path) -> None:
    assert kills.run(memory / "kills", 6)[1] == []
    assert forks.run(memory / "forks", 3)[1] == []


def test_the_judge_names_what_is_lost(tmp_path: Path) -> None:
    told = judge.said(["open", f"ack 2 {'0' * 64}", "ack 3"])
    assert told.acks == ((2, "0" * 64),)
    assert judge.lost(tmp_path / "case", tmp_path, told)[0].startswith("does not open: E301")
    assert judge.lost(tmp_path / "case", tmp_path, judge.said([])) == []
