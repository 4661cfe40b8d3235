"""Seconds of the store against the bare loop that makes the same syncs, renames and commits, side by side in one run.

What the store adds to the bare loop is its hashing, its salts and seals, its checks and its pin; what a disk needs to
make a thing durable is the same in both.
"""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.flips import NOW, TOML
from bench.table import table
from holdfire import seals, store
from holdfire.store import verify
from holdfire.store.ledger import Ledger, connect
from holdfire.store.tree import Tree

ITEM_BYTES = 20_000
"""About an article."""
BATCH = 100
ROUNDS = 7
VERIFY_FILES, VERIFY_BYTES = 24, 12_000_000
LEAVES = 1_000_000


class Spent(NamedTuple):
    """Seconds by the clock, and of the processor."""

    wall: float
    processor: float


def main() -> str:
    """The tables."""
    with _folder() as folder:
        rows = [_adding(folder, "100 in a batch", 1, BATCH), _adding(folder, "100 one by one", BATCH, 1)]
        read, checked = _verifying(folder)
    with _folder() as folder:
        proofs = _proving(folder)
    megabytes = VERIFY_FILES * VERIFY_BYTES / 1e6
    speed = f"{megabytes / checked:,.0f} MB/s, bare sha256 {megabytes / read:,.0f} MB/s"
    return "\n".join(
        [
            table(("adding, ms an item", "store", "bare loop", "ratio", "processor", "bare"), rows),
            f"\nverify reads {speed}: {read / checked:.0%}",
            f"a proof among {LEAVES:,} entries: {proofs[0]:.2f} ms (median), {proofs[1]:.0%} of 300 within 10 ms",
        ]
    )


def _adding(folder: Path, name: str, commits: int, batch: int) -> tuple[str, ...]:
    """Medians over rounds, store and bare loop by turns, each round on a fresh case and a fresh folder.

    The ratio is that of each pair: a disk that others use is slow for both. Opening and closing are timed in neither.
    """
    ours: list[Spent] = []
    bare: list[Spent] = []
    for number in range(ROUNDS):
        dice = random.Random(number)
        items = [[dice.randbytes(ITEM_BYTES) for _ in range(batch)] for _ in range(commits)]
        with store.create(folder / f"case-{name}-{number}", toml=TOML, agreements={}, who="bench", at=NOW) as case:
            ours.append(_spent(lambda case=case, items=items: _store(case, items)))
        with _bare(folder / f"bare-{name}-{number}") as (vault, db):
            bare.append(_spent(lambda vault=vault, db=db, items=items: _bare_loop(vault, db, items)))
    per_item = 1000 / (commits * batch)
    ratio = statistics.median(one.wall / other.wall for one, other in zip(ours, bare, strict=True))
    walls = (f"{statistics.median(one.wall for one in each) * per_item:.2f}" for each in (ours, bare))
    processor = (f"{min(one.processor for one in each) * per_item:.2f}" for each in (ours, bare))
    return name, *walls, f"{ratio:.2f}", *processor


def _store(case: store.Case, items: list[list[bytes]]) -> None:
    for at, some in enumerate(items):
        known = {"source": "outlet", "format": "text"}
        facts = [({**known, "filename": f"{at}-{number}.txt"}, data) for number, data in enumerate(some)]
        case.add_reports(facts, who="bench", at=NOW)


@contextmanager
def _bare(folder: Path) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """An empty folder, and a table that is committed to as the ledger is."""
    vault = folder / "vault"
    vault.mkdir(parents=True)
    db = sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE entries (position INTEGER PRIMARY KEY, body BLOB)")
    yield vault, db
    db.close()


def _bare_loop(vault: Path, db: sqlite3.Connection, items: list[list[bytes]]) -> None:
    """The same calls upon the disk, and nothing else: temporary file, sync, rename, sync of the folder, one commit."""
    for some in items:
        for data in some:
            _write(vault, hashlib.sha256(data).hexdigest(), data)
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO entries (body) VALUES (?)", [(bytes(900),) for _ in some])
        db.execute("COMMIT")


def _write(vault: Path, name: str, data: bytes) -> None:
    folder = vault / name[:2]
    if not folder.is_dir():
        folder.mkdir()
        _sync(vault)
    temporary = folder / f".tmp-{name}"
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(folder / name)
    _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _verifying(folder: Path) -> tuple[float, float]:
    """(seconds to read and hash the vault's files, seconds to verify the case), medians, by turns."""
    path = folder / "large"
    with store.create(path, toml=TOML, agreements={}, who="bench", at=NOW) as case:
        for number in range(VERIFY_FILES):
            fields = {"source": "outlet", "format": "photo", "filename": f"{number}.jpg"}
            case.add_report(fields, secrets.token_bytes(VERIFY_BYTES), who="bench", at=NOW)
    files = [file for file in sorted((path / "vault").rglob("*")) if file.is_file()]
    read, checked = list[float](), list[float]()
    for _ in range(ROUNDS):
        read.append(_timed(lambda: [_hash(file) for file in files]))
        checked.append(_timed(lambda: verify(path)))
    return statistics.median(read), statistics.median(checked)


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _proving(folder: Path) -> tuple[float, float]:
    """(median milliseconds, share within 10) of a proof of inclusion, checked before it is given out, at random."""
    path = folder / "wide"
    store.create(path, toml=TOML, agreements={}, who="bench", at=NOW).close()
    db = connect(path / "ledger.sqlite", write=True)
    start = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    with db:
        db.execute("BEGIN")
        # Bodies do not matter to the tree: leaves alone are filled in.
        rows = ((at, secrets.token_bytes(32), b"", "review", None) for at in range(start, LEAVES))
        db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", rows)
        peaks = _peaks(db)
        db.execute("INSERT INTO heads VALUES (?, ?, ?)", (LEAVES, seals.bag(peaks), b"".join(peaks)))
    db.close()
    ledger = Ledger(path / "ledger.sqlite")
    tree = Tree(ledger, path / "derived" / "tree")
    tree.keep()
    dice = random.Random(1)
    took = sorted(_timed(lambda: tree.inclusion(dice.randrange(LEAVES))) * 1000 for _ in range(300))
    ledger.close()
    return statistics.median(took), sum(ms < 10 for ms in took) / len(took)


def _peaks(db: sqlite3.Connection) -> list[bytes]:
    peaks: list[bytes] = []
    for at, (leaf,) in enumerate(db.execute("SELECT leaf FROM entries ORDER BY position")):
        seals.push(peaks, at, leaf)
    return peaks


def _spent(work: Callable[[], object]) -> Spent:
    processor = time.process_time()
    wall = _timed(work)
    return Spent(wall=wall, processor=time.process_time() - processor)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder on a real disk: syncs are what is measured."""
    folder = Path(tempfile.mkdtemp(prefix="holdfire-custody-", dir=os.environ.get("HOLDFIRE_BENCH_DISK")))
    os.environ["HOLDFIRE_CONFIG"] = str(folder / "config")
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
