"""What is read outside the box, or looked at before it, ends hostile files in one line within seconds and memory."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from tests.intake.given import GED, report, table

from holdfire.errors import BadInput
from holdfire.intake import box, columns

SECONDS, MEGABYTES = 5, 512
PROGRAM = """
import sys, time
from pathlib import Path
from holdfire.flow.loose import read_loose
from holdfire.errors import BadInput
started = time.process_time()
try:
    read = read_loose(Path(sys.argv[1]), None, "UTC")
    line = next((d.why for d in read.extracted.doubts if d.code == "unreadable"), "taken")
except BadInput as error:
    line = error.line()
print(line)
peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(time.process_time() - started, int(peak) // 1024)
"""


def _gzip_bomb() -> bytes:
    """A table's head, then a gigabyte of nothing in a megabyte."""
    return gzip.compress(table([GED]), mtime=0) + gzip.compress(bytes(10**8), compresslevel=1, mtime=0) * 10


@pytest.mark.parametrize(
    ("name", "made", "line"),
    [
        ("a.csv.gz", _gzip_bomb, "E109 it unpacks to more than 200 MB"),
        ("many.gz", lambda: gzip.compress(b"", mtime=0) * 150_000, "E109 it unpacks to more than 100,000 parts"),
        ("a.txt", lambda: "\U0001f54a".encode() + b"a" * 60_000_000, "E102 a text of 60 MB"),
    ],
)
def test_a_bomb_ends_in_one_line_within_seconds_and_memory(tmp_path: Path, name: str, made: object, line: str) -> None:
    bomb = tmp_path / name
    bomb.write_bytes(made())  # type: ignore[operator]
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(bomb)], capture_output=True, text=True, check=True)
    said, figures = done.stdout.splitlines()
    seconds, megabytes = map(float, figures.split())
    assert said.startswith(line)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_a_table_goes_through_the_box_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(job: str, *_: object, filename: str, **__: object) -> dict[str, object]:
        raise BadInput("E106", f"{job} makes its parser crash", where=filename)

    monkeypatch.setattr(box, "ask", dies)
    with pytest.raises(BadInput, match="E106 lines makes its parser crash"):
        columns.read(report(table([GED]), "ged"), table([GED]), "ged")


def test_a_table_that_grows_is_stopped_in_the_box() -> None:
    order = b'{"delimiter":",","columns":["a"],"wanted":["a"],"header_lines":1}\n'
    with pytest.raises(BadInput, match=r"E106 this file (needs more than|makes)"):
        box.ask("lines", order + b"a\n" + b"b\n" * 30_000_000, filename="a.csv", memory=400 * 2**20)
    assert box.ask("lines", order + b"a\nb\nc\n", filename="a.csv", memory=columns.ARROW_MEMORY) == {"rows": 2}
