"""A gzip file unpacks whole, or ends in one line."""

from __future__ import annotations

import gzip

import pytest

from holdfire.errors import BadInput
from holdfire.intake import unpack
from holdfire.intake.unpack import gunzip


def test_all_members_are_unpacked() -> None:
    assert gunzip(gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0) + b"\0\0", filename="a.gz") == b"one two"


def test_a_bomb_ends_at_the_limit() -> None:
    bomb = gzip.compress(bytes(50_000_000), mtime=0)
    assert len(bomb) < 60_000
    with pytest.raises(BadInput, match="E109 it unpacks to more than 1 MB"):
        gunzip(bomb, filename="a.gz", limit=10**6)


def test_many_members_do_not_pass_the_limit_together() -> None:
    with pytest.raises(BadInput, match="E109"):
        gunzip(gzip.compress(bytes(600_000), mtime=0) * 3, filename="a.gz", limit=10**6)


@pytest.mark.parametrize("data", [gzip.compress(b"words" * 99, mtime=0)[:-3], gzip.compress(b"words", mtime=0) + b"trailing words"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="E105"):
        gunzip(data, filename="a.gz")


def test_a_large_table_unpacks_and_what_grows_too_many_times_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "ANY", 1000)
    rows = b"".join(b"%d,%d\n" % (n, n * n) for n in range(20_000))
    packed = gzip.compress(rows, mtime=0)
    assert unpack.ANY < len(rows) < unpack.TIMES * len(packed)
    assert gunzip(packed, filename="a.csv.gz") == rows
    with pytest.raises(BadInput, match="E109 it unpacks to more than"):
        gunzip(gzip.compress(bytes(1_000_000), mtime=0), filename="a.csv.gz")
