"""Every data file that ships says where it is from; NOTICE and the lock of hashes agree with what ships."""

from __future__ import annotations

import subprocess
import sys

import pytest
from scripts import build_example
from scripts.notice import LOCK, ROOT, SOURCES, Entry, data_files, faults, lock, notice, read_entries

AGAIN = "run `make notice` and commit what it writes"


def entry(file: str) -> Entry:
    return Entry(file=file, source="nobody", licence="none", how_made="by hand")


def test_every_data_file_has_one_entry() -> None:
    assert faults(data_files(ROOT), read_entries(ROOT)) == []


def test_every_entry_says_something() -> None:
    for of in read_entries(ROOT):
        assert of.source.strip() and of.licence.strip() and of.how_made.strip(), of.file  # noqa: PT018


def test_notice_is_up_to_date() -> None:
    made = notice(data_files(ROOT), read_entries(ROOT))
    assert (ROOT / "NOTICE").read_text(encoding="utf-8") == made, f"NOTICE is stale: {AGAIN}"


def test_the_lock_is_up_to_date() -> None:
    assert (ROOT / LOCK).exists(), f"{LOCK} is missing: {AGAIN}"
    stale = (ROOT / LOCK).read_text(encoding="utf-8") != lock(ROOT, data_files(ROOT))
    assert not stale, f"a data file changed and {LOCK} still has its old hash: {AGAIN}"


def test_the_checks_see_what_is_wrong() -> None:
    path = "src/holdfire/data/acts.yaml"
    assert faults([path], [entry("acts.yaml")]) == []
    assert faults([path], [])[0].startswith(f"{path}: 0 entries in {SOURCES}, expected one")
    assert "2 entries" in faults([path], [entry("acts.yaml"), entry("*.yaml")])[0]
    assert "no such file" in faults([path], [entry("acts.yaml"), entry("examples/x/*")])[0]


def test_the_packaged_case_is_what_its_script_makes() -> None:
    command = [sys.executable, "-m", "scripts.build_example", "--check"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_a_changed_file_of_the_packaged_case_is_seen(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_example, "CASE", tmp_path)
    assert build_example.main([]) == 0
    assert build_example.main(["--check"]) == 0
    photo = tmp_path / "photos" / "calibration-card.jpg"
    photo.write_bytes(photo.read_bytes()[:-1])
    assert build_example.main(["--check"]) == 1


def test_quoted_words_are_left_out_of_remarks() -> None:
    assert build_example.plainly('adds "by terrorists", says 8') == "adds [words left out], says 8"
