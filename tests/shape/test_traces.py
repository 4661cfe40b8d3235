"""Nothing committed names a path of somebody's machine, and the lock names no place to download from."""

from __future__ import annotations

import re
from pathlib import Path

from tests.shape.code import ROOT, committed

MACHINE = re.compile(r"(?<![\w./:-])/(?:work|home|root|Users|mnt|media)/[\w.-]+|\b[A-Z]:\\Users\\")
DOWNLOAD = re.compile(r"^\s*--?(?:i|f|(?:extra-)?index-url|find-links|trusted-host)\b", re.MULTILINE)
BINARY = {".gz", ".jpg", ".jpeg", ".onnx", ".png", ".pdf", ".parquet", ".sqlite", ".zip", ".woff2"}
ALLOWED: dict[str, str] = {}
"""Path -> why a path of a machine may stand in it."""


def traces(path: str, text: str) -> list[str]:
    """Each line that names a path of a machine."""
    lines = enumerate(text.splitlines(), start=1)
    return [f"{path}:{number} {found[0]}" for number, line in lines if (found := MACHINE.search(line))]


def test_nothing_committed_names_a_path_of_a_machine() -> None:
    texts = [path for path in committed() if Path(path).suffix not in BINARY and path not in ALLOWED]
    found = []
    for path in texts:
        found += traces(path, (ROOT / path).read_text(encoding="utf-8", errors="replace"))
    assert found == []


def test_the_lock_names_no_place_to_download_from() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert DOWNLOAD.search(text) is None


def test_the_checks_see_what_is_wrong() -> None:
    home = "/" + "home/somebody/project"
    assert traces("a.py", f"x = 1\nopen('{home}')\n") == ["a.py:2 /" + "home/somebody"]
    assert traces("a.py", "see https://host.example/home/page and ./root/x") == []
    assert DOWNLOAD.search("a==1\n--index-url https://mirror.example/simple\n")
