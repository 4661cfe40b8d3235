"""The packaged case, run once per test process at a fixed hour; tests that write take a copy."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from holdfire.flow.demo import demo as make

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@cache
def demo() -> Path:
    """The folder that `holdfire demo` fills."""
    folder = Path(tempfile.mkdtemp(prefix="holdfire-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "summary.txt").write_text("", encoding="utf-8")
    lines = make(folder / "demo", at=AT)
    (folder / "summary.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "demo"


def copied(to: Path) -> Path:
    """A copy of the case that a test may write to."""
    return Path(shutil.copytree(demo() / "case", to / "case", symlinks=True))
