"""Random bit flips over a case's ledger and vault, and what `verify` says of each: found, changes no fact, or missed.

`python -m bench.flips [FLIPS] [SEED] [1: ENCRYPTED]` prints the table. A flip is missed only when a fact or a stored
byte reads otherwise than before and nothing was found. The verifier that ships with copies judges each flip as well.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from holdfire import store
from holdfire.store import home, standalone, unlock
from holdfire.store.ledger import DAMAGE

NOW = datetime(2017, 5, 16, tzinfo=UTC)
OURS_ALONE = ("E505", "E509")
"""What only the pinned head can tell."""
ENCRYPTED = "encrypted = true\n"
TOML = 'format = 1\nname = "Flips"\nzone = "Asia/Damascus"\ncountry = "SY"\n'
QUERY = "SELECT position, leaf, body, kind, key FROM entries ORDER BY position"
HEADS = "SELECT size, root, peaks FROM heads ORDER BY size"


def build(path: Path, *, reports: int = 60, seed: int = 0, toml: str = TOML) -> None:
    """A case of `reports` reports with bytes of 10 to 3,000 and a review of each tenth."""
    dice = random.Random(seed)
    with store.create(path, toml=toml, agreements={"truce.yml": b"instruments: []\n"}, who="bench", at=NOW) as case:
        for number in range(reports):
            title = "word " * (number % 50)
            fields = {"source": "outlet", "format": "text", "filename": f"{number}.txt", "title": title}
            case.add_report(fields, dice.randbytes(dice.randint(10, 3000)), who="bench", at=NOW)
            if number % 10 == 0:
                review = {"decision": "accept", "target": f"claim:{number}", "why": "read"}
                case.append("review", review, who="bench", at=NOW)


def files(path: Path) -> list[Path]:
    """The ledger, every vault file and every key of one."""
    below = (p for name in ("vault", "keys") for p in (path / name).rglob("*") if p.is_file())
    return [path / "ledger.sqlite", *sorted(below)]


@contextmanager
def flipped(file: Path, bit: int) -> Iterator[None]:
    """The file with one bit changed, put back afterwards."""
    whole = file.read_bytes()
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << (bit % 8)
    try:
        _write(file, bytes(changed))
        yield
    finally:
        for left in ("-wal", "-shm"):
            file.with_name(file.name + left).unlink(missing_ok=True)
        _write(file, whole)


def _write(file: Path, data: bytes) -> None:
    mode = file.stat().st_mode
    file.chmod(0o600)
    file.write_bytes(data)
    file.chmod(mode)


def facts(path: Path) -> Any:
    """All that the ledger says, read by SQLite alone; None when it cannot be read."""
    try:
        db = sqlite3.connect(f"file:{path / 'ledger.sqlite'}?mode=ro&immutable=1", uri=True)
        db.text_factory = bytes
        try:
            return db.execute(QUERY).fetchall(), db.execute(HEADS).fetchall()
        finally:
            db.close()
    except DAMAGE:
        return None


def judge(path: Path, file: Path, before: Any) -> str:
    """What became of one flip; MISSED, MISNAMED and DISAGREED are the three that must not happen."""
    problems = store.verify(path)
    named = [p for p in problems if p.changes_fact]
    if bool(alone(path)) is not any(p.code not in OURS_ALONE for p in named):
        return "DISAGREED"
    if "keys" in file.relative_to(path).parts:
        return "key: found" if named else "MISSED"
    return _judged(path, file, before, problems)


def alone(path: Path) -> list[str]:
    """What the verifier says that ships with copies and has none of our code."""
    if not (path / "keys").exists():
        return standalone.main(path)
    return unlock.main(home.folder() / "keys" / "age.key", path, check=standalone.main)


def _judged(path: Path, file: Path, before: Any, problems: tuple[store.Problem, ...]) -> str:
    named = [p for p in problems if p.changes_fact]
    if file.name != "ledger.sqlite":
        right = [p for p in named if p.where.endswith(file.name)]
        return "vault byte: found, the file named" if right else "MISNAMED" if named else "MISSED"
    after = facts(path)
    if after == before:
        if named:
            return "no fact: refused (header, or a row that only plain SQL still reads)"
        return "no fact: SQLite's structure, told apart" if problems else "no fact: free space, nothing to find"
    if not named:
        return "MISSED"
    if after is None:
        whole = all(p.where == "ledger.sqlite" for p in named)
        return "ledger fact: found, the whole file named" if whole else "ledger fact: found, rows named"
    wheres = [f"{p.where} " for p in named]
    if wheres == ["ledger.sqlite "]:
        return "ledger fact: found, the whole file named"
    unnamed = [row for row in lost_rows(before, after) if not any(row in where for where in wheres)]
    return "MISNAMED" if unnamed else "ledger fact: found, rows named"


def lost_rows(before: Any, after: Any) -> list[str]:
    """How `verify` should name each row that is no longer read as it was.

    A head whose own size was flipped is named by the size that it now has: which sizes have heads is recorded nowhere.
    """
    entries = [f"entry {row[0]} " for row in before[0] if row not in after[0]]
    return [*entries, *("head" for row in before[1] if row not in after[1])]


def run(path: Path, flips: int, seed: int) -> Counter[str]:
    """Flips as many random bits, ledger and vault by turns, and counts what became of them."""
    dice = random.Random(seed)
    ledger, *vault = files(path)
    before = facts(path)
    outcomes: Counter[str] = Counter()
    for number in range(flips):
        file = ledger if number % 2 == 0 else dice.choice(vault)
        with flipped(file, dice.randrange(file.stat().st_size * 8)):
            outcome = judge(path, file, before)
        outcomes[outcome] += 1
        if outcome.isupper():
            print(f"{outcome}: flip {number} of seed {seed} in {file.name}", file=sys.stderr)
    return outcomes


def main(flips: int = 10_000, seed: int = 1, encrypted: int = 0) -> int:
    """Prints the table; 1 when a flip was missed, misnamed, or not judged alike by the standalone verifier."""
    folder = Path(tempfile.mkdtemp(prefix="holdfire-flips-"))
    os.environ["HOLDFIRE_CONFIG"] = str(folder / "config")
    try:
        build(folder / "case", toml=TOML + ENCRYPTED * bool(encrypted))
        started = time.perf_counter()
        outcomes = run(folder / "case", flips, seed)
        seconds = time.perf_counter() - started
    finally:
        shutil.rmtree(folder)
    print(f"{flips} flips, seed {seed}, {seconds:.0f} s")
    for outcome, count in sorted(outcomes.items(), key=lambda item: -item[1]):
        print(f"{count:7}  {outcome}")
    return int(any(outcome.isupper() for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
