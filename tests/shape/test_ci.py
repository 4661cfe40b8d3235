""".ci/run tells the truth: its exit status and last lines, with a `make` that only pretends."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.shape.code import ROOT


def ran(tmp_path: Path, said: str, status: int, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs .ci/run with a make that prints `said` and exits with `status`."""
    make = tmp_path / "make"
    make.write_text(f"#!/bin/sh\nprintf '%s\\n' '{said}'\nexit {status}\n")
    make.chmod(0o755)
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOLDFIRE_SHARED": str(tmp_path / "shared"), **environment}
    return subprocess.run([ROOT / ".ci" / "run"], env=variables, capture_output=True, text=True, check=False)


@pytest.fixture
def corpora(tmp_path: Path) -> None:
    (tmp_path / "shared" / "data").mkdir(parents=True)


@pytest.mark.usefixtures("corpora")
def test_a_good_run_ends_with_pytests_closing_line(tmp_path: Path) -> None:
    good = ran(tmp_path, "7 passed, 1 skipped in 3.21s", 0)
    assert good.returncode == 0
    assert good.stdout.splitlines()[-2:] == ["corpora: present", "7 passed, 1 skipped in 3.21s"]


@pytest.mark.usefixtures("corpora")
def test_a_failure_is_a_failure(tmp_path: Path) -> None:
    bad = ran(tmp_path, "1 failed, 6 passed in 3.21s", 2)
    assert bad.returncode == 2
    assert bad.stdout.splitlines()[-1] == "1 failed, 6 passed in 3.21s"


@pytest.mark.usefixtures("corpora")
def test_tests_that_never_ran_are_a_failure(tmp_path: Path) -> None:
    assert ran(tmp_path, "nothing to be done", 0).returncode == 1


def test_absent_corpora_are_a_failure_unless_waived(tmp_path: Path) -> None:
    absent = ran(tmp_path, "7 passed in 3.21s", 0)
    assert absent.returncode == 1
    assert absent.stdout.splitlines() == ["corpora: absent"]
    waived = ran(tmp_path, "7 passed in 3.21s", 0, HOLDFIRE_NO_CORPORA="1")
    assert waived.returncode == 0
    assert waived.stdout.splitlines()[-2:] == ["corpora: absent", "7 passed in 3.21s"]
