"""Derived runs and the cache: atomic, kept for readers, computed again when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from holdfire.errors import BadCase, Broken
from holdfire.store.derived import KEEP, Cache, RunReader, Runs


def test_a_result_is_computed_once_per_key(tmp_path: Path) -> None:
    cache, calls = Cache(tmp_path), []

    def compute() -> bytes:
        calls.append(1)
        return b"result"

    assert cache.memo("claims", ["v1", "text:1"], compute) == cache.memo("claims", ["v1", "text:1"], compute) == b"result"
    assert len(calls) == 1
    cache.memo("claims", ["v2", "text:1"], compute)
    cache.memo("accounts", ["v1", "text:1"], compute)
    assert len(calls) == 3


def test_a_torn_changed_or_misplaced_file_is_computed_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.memo("s", [1], lambda: b"one")
    [one] = [p for p in tmp_path.rglob("*") if p.is_file()]
    whole = one.read_bytes()
    for damage in (b"", whole[:10], whole[:-1], whole[:-1] + b"x"):
        one.write_bytes(damage)
        assert cache.memo("s", [1], lambda: b"again") == b"again"
    cache.memo("s", [2], lambda: b"two")
    [two] = [p for p in tmp_path.rglob("*") if p.is_file() and p != one]
    two.write_bytes(one.read_bytes())
    assert cache.memo("s", [2], lambda: b"two") == b"two"


def test_an_interrupted_computation_leaves_nothing_and_finished_ones_stay(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.memo("s", ["done"], lambda: b"done")

    def interrupted() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.memo("s", ["next"], interrupted)
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
    assert cache.memo("s", ["done"], interrupted) == b"done"


def test_the_same_files_are_the_same_run(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    first = runs.save("public", {"findings.parquet": b"f", "records/claims.jsonl": b"c"})
    assert runs.save("mechanism", {"records/claims.jsonl": b"c", "findings.parquet": b"f"}) == first
    assert runs.save("public", {"findings.parquet": b"g"}) != first
    assert runs.names() == ("mechanism", "public")
    with runs.current("mechanism") as reader:
        assert reader.read("records/claims.jsonl") == b"c"
        with pytest.raises(Broken, match="E911"):
            reader.read("nothing")


def test_a_reader_keeps_its_run_through_later_saves(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    runs.save("public", {"n": b"first"})
    reader = runs.current("public")
    for number in range(KEEP + 3):
        runs.save("public", {"n": b"%d" % number})
    assert reader.read("n") == b"first"
    reader.close()
    runs.save("public", {"n": b"last"})
    assert not reader.folder.exists(), "nobody reads it any more"
    assert len([p for p in tmp_path.iterdir() if p.name != "current"]) == KEEP + 1
    assert runs.current("public").read("n") == b"last"


def test_damage_is_named_and_mended_by_the_next_save(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    run = runs.save("public", {"n": b"bytes"})
    (tmp_path / run / "n").write_bytes(b"other")
    with runs.current("public") as reader, pytest.raises(BadCase, match="E310"):
        reader.read("n")
    assert runs.save("public", {"n": b"bytes"}) == run
    assert runs.current("public").read("n") == b"bytes"
    (tmp_path / run / "manifest.json").write_bytes(b"{}")
    with pytest.raises(BadCase, match="E310"):
        runs.current("public")
    with pytest.raises(BadCase, match="E311"):
        runs.current("parties")


def test_an_interrupted_save_keeps_the_old_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(tmp_path)
    runs.save("public", {"n": b"old"})

    def interrupted(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        runs.save("public", {"n": b"new"})
    monkeypatch.undo()
    assert runs.current("public").read("n") == b"old"
    assert not list(tmp_path.glob(".tmp*"))


def test_what_a_killed_save_left_is_pruned(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    (tmp_path / ".tmp-dead").mkdir()
    runs.save("public", {"n": b"x"})
    assert not (tmp_path / ".tmp-dead").exists()


def test_readers_do_not_leak_descriptors(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    runs.save("public", {"n": b"x"})
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(20):
        with runs.current("public"):
            pass
    with pytest.raises(BadCase):
        (tmp_path / "bare").mkdir() or RunReader(tmp_path / "bare")
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
