"""BagIt: the public conformance bags, and what is wrong is named by file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from bench.torture import vectors
from tests.corpora import SHARED, shared

from holdfire.store import bagit_faults


@pytest.mark.corpora
def test_public_conformance_bags() -> None:
    assert shared("custody/bagit-conformance").is_dir()
    assert vectors.bags(SHARED / "data") == (48, [])


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_bytes(b"a")
    (tmp_path / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (tmp_path / "manifest-sha256.txt").write_text(f"{hashlib.sha256(b'a').hexdigest()}  data/a\n")
    assert bagit_faults(tmp_path) == ()
    (tmp_path / "data" / "a").write_bytes(b"b")
    assert [file for file, _ in bagit_faults(tmp_path)] == ["data/a"]
    (tmp_path / "data" / "b").write_bytes(b"more")
    assert [file for file, _ in bagit_faults(tmp_path)] == ["data/b"], "what is there comes before what it holds"
    (tmp_path / "bagit.txt").write_text("BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n")
    assert [file for file, _ in bagit_faults(tmp_path)] == ["bagit.txt"]
    (tmp_path / "bagit.txt").unlink()
    assert bagit_faults(tmp_path)
