"""Exhibits in a case with trusted timestamps: which authority covers which, when, and what each audience is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.flow_cases import AT, add, small_case
from tests.store.authority import configure

from holdfire.flow.derive import run
from holdfire.records import Exhibit, View
from holdfire.store import Case, checkpoints

MECHANISM, PUBLIC = View(audience="mechanism"), View(audience="public")
PHOTO = Path(__file__).resolve().parents[2] / "examples/astana-2017/photos/calibration-card.jpg"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(tmp_path / "config"))
    configure("one", "two")
    with small_case(tmp_path / "case") as case:
        yield case


def take_in(case: Case, more: bytes = b"") -> None:
    photo = {"source": "agency", "url": "", "format": "photo", "filename": f"photo{len(more)}.jpg", "collected": AT}
    case.add_report({**photo, "clearance": "public"}, PHOTO.read_bytes() + more, who="tester", at=AT)


def exhibits(case: Case, view: View) -> tuple[Exhibit, ...]:
    return run(case, view).derived.exhibits


def test_an_exhibit_shows_each_authority_that_covers_it(case: Case, tmp_path: Path) -> None:
    take_in(case)
    assert exhibits(case, MECHANISM)[0].stamps == ()
    pushed = checkpoints.push(case, tmp_path / "checkpoint", who="tester", at=AT)
    (exhibit,) = exhibits(case, MECHANISM)
    assert [stamp.authority for stamp in exhibit.stamps] in (["one", "two"], ["two", "one"])
    assert {stamp.size for stamp in exhibit.stamps} == {pushed.checkpoint.size}
    assert all(set(stamp.checked_by) == {"rfc3161-client", "openssl"} for stamp in exhibit.stamps)
    assert exhibit.times.trusted == min(stamp.when for stamp in exhibit.stamps)
    assert datetime.now(UTC) - exhibit.times.trusted < timedelta(minutes=10)
    assert (exhibit.times.logged, exhibit.times.collected) == (AT, AT)  # the five stay apart


def test_a_checkpoint_from_before_covers_nothing_that_came_after(case: Case, tmp_path: Path) -> None:
    checkpoints.push(case, tmp_path / "early", who="tester", at=AT)
    take_in(case)
    assert exhibits(case, MECHANISM)[0].stamps == ()
    first = checkpoints.push(case, tmp_path / "first", who="tester", at=AT)
    checkpoints.push(case, tmp_path / "second", who="tester", at=AT)
    take_in(case, b"\n")
    old, new = sorted(exhibits(case, MECHANISM), key=lambda e: len(e.stamps), reverse=True)
    assert {stamp.size for stamp in old.stamps} == {first.checkpoint.size}  # the first that covers it, not the last
    assert new.stamps == ()


def test_others_are_told_who_and_when_and_not_how_many_entries_there_are(case: Case, tmp_path: Path) -> None:
    take_in(case)
    checkpoints.push(case, tmp_path / "checkpoint", who="tester", at=AT)
    (ours,), (theirs,) = exhibits(case, MECHANISM), exhibits(case, PUBLIC)
    assert [(s.authority, s.when) for s in theirs.stamps] == [(s.authority, s.when) for s in ours.stamps]
    assert all(s.size is None and s.checkpoint is None for s in theirs.stamps)


def test_a_reply_that_no_verifier_accepts_bounds_nothing(case: Case, tmp_path: Path) -> None:
    (tmp_path / "config/two/ca.pem").write_bytes((tmp_path / "config/one/ca.pem").read_bytes())
    take_in(case)
    checkpoints.push(case, tmp_path / "checkpoint", who="tester", at=AT)
    assert [stamp.authority for stamp in exhibits(case, MECHANISM)[0].stamps] == ["one"]


def test_what_was_known_before_a_checkpoint_has_no_stamp(case: Case, tmp_path: Path) -> None:
    take_in(case)
    before = case.head()[0] - 1
    checkpoints.push(case, tmp_path / "checkpoint", who="tester", at=AT)
    add(case, "The truce held.\n", source="agency", title="Later")
    assert exhibits(case, View(audience="mechanism", as_of=before))[0].stamps == ()
