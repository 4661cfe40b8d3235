"""Every hostile file of the custody corpora to what becomes of it: taken in, kept as an exhibit, or refused.

    python -m scripts.custody [EVERY]

EVERY takes each n-th file only. Prints a table by folder; exits 1 when a file did harm: an error of ours instead of a
line, or more than six times as long as one parser is given, by the processor's clock. A parser itself cannot: it is
stopped after 5 seconds of it.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec

from holdfire import evidence, intake, seals
from holdfire.errors import BadInput
from holdfire.flow.loose import read_loose
from holdfire.intake import box
from holdfire.records import Report

SHARED = Path(os.environ.get("HOLDFIRE_SHARED", "../shared")) / "data/custody"
JOBS = 6
"""Jobs of the box that one file may be given to, each with its own five seconds; our own part may take as long."""


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file."""

    path: str
    outcome: str
    """taken | refused | harm"""
    exhibit: bool
    """It can be kept as an exhibit whatever it is."""
    seconds: float
    line: str = ""


def through(path: Path) -> Passed:
    """One file as a report and as an exhibit."""
    start, outcome, line = time.process_time(), "taken", ""
    data = path.read_bytes()
    try:
        read = read_loose(path, None, "UTC")
        line = next((d.why for d in read.extracted.doubts if d.code == "unreadable"), "")
        outcome = "refused" if line else "taken"
    except BadInput as error:
        outcome, line = "refused", error.line()
    except Exception as error:  # noqa: BLE001  any error of ours is what is looked for
        outcome, line = "harm", f"{type(error).__name__}: {error}"
    kept = bool(data) and outcome != "harm"
    if kept:
        try:
            evidence.exhibit(_report(path, data), data, zone="UTC")
        except Exception as error:  # noqa: BLE001  likewise
            kept, outcome, line = False, "harm", f"{type(error).__name__}: {error}"
    spent = time.process_time() - start
    if "\n" in line or spent > JOBS * (box.SECONDS + 1):
        outcome = "harm"
    return Passed(path=str(path), outcome=outcome, exhibit=kept, seconds=spent, line=line)


def _report(path: Path, data: bytes) -> Report:
    sha = seals.sha256(data)
    kind = intake.media_type(data)
    form = "photo" if kind in intake.PHOTO_TYPES else "exhibit"
    return Report(
        key=seals.key("report", "unknown", "", sha), source="unknown", format=form, filename=path.name, sha256=sha,
        size=len(data), position=0,
    )  # fmt: skip


def files(every: int = 1) -> list[Path]:
    """The corpora's files, sorted; each n-th."""
    return sorted(p for p in SHARED.rglob("*") if p.is_file())[::every]


def main(every: int = 1) -> int:
    """Print the table; 0 when nothing did harm."""
    done = [through(path) for path in files(every)]
    box._box._stop()  # noqa: SLF001  so that its memory is counted
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    by: dict[str, Counter[str]] = {}
    for one in done:
        by.setdefault(Path(one.path).relative_to(SHARED).parts[0], Counter())[one.outcome] += 1
    print(f"{'folder':20}{'files':>7}{'taken':>7}{'refused':>9}{'harm':>6}")
    for folder, counted in sorted(by.items()):
        told = "".join(f"{counted[name]:>{wide}}" for name, wide in (("taken", 7), ("refused", 9), ("harm", 6)))
        print(f"{folder:20}{sum(counted.values()):>7}{told}")
    slowest = max(done, key=lambda one: one.seconds)
    took = f"{slowest.seconds:.1f} s of our own processor time over {Path(slowest.path).name}"
    print(f"slowest: {took}; peak of a parser: {peak} MB")
    print(f"walls: {box.walls()}")
    harmed = [one for one in done if one.outcome == "harm"]
    for one in harmed:
        print(f"HARM {one.path}: {one.line}")
    return 1 if harmed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
