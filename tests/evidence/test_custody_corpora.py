"""Hostile files from outside pass through without harm: each taken in or refused in one line. `make custody` runs all."""

from __future__ import annotations

import pytest
from scripts import custody
from tests.corpora import shared

EVERY = 71
"""Each n-th file here, so that the suite stays short."""


@pytest.mark.corpora
def test_a_sample_of_hostile_files_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custody, "SHARED", shared("custody"))
    done = [custody.through(path) for path in custody.files(EVERY)]
    assert [one for one in done if one.outcome == "harm"] == []
    assert len(done) > 15
    assert {"taken", "refused"} <= {one.outcome for one in done}


def test_harm_would_be_told(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("Some words of no consequence.\n", encoding="utf-8")
    assert custody.through(tmp_path / "a.txt").outcome == "taken"
    monkeypatch.setattr(custody, "read_loose", lambda *_: 1 / 0)
    assert custody.through(tmp_path / "a.txt").outcome == "harm"
