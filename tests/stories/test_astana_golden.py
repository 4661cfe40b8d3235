"""The packaged case as it came out when it was last looked at; `make golden` writes it afresh, and the diff is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.demo_case import AT, demo
from tests.stories import retold
from tests.stories.astana import story

from holdfire.flow.demo import demo as make

GOLDEN = Path(__file__).resolve().parent / "astana_2017"
LARGEST = 300_000
"""Bytes: more, and nobody reads the diff."""


def summary() -> str:
    """What `holdfire demo` prints."""
    return (demo().parent / "summary.txt").read_text(encoding="utf-8").replace(str(demo()), "DIR")


def digest() -> str:
    """The bulletin of the first week, shortened where it speaks of table rows alone."""
    return retold.digest((demo() / "bulletin" / "index.md").read_text(encoding="utf-8"))


def standings() -> str:
    """What stands for the incidents told in texts and observations."""
    public, mechanism = story(), story("mechanism")
    besides = [i for i in mechanism.told if i.key not in {p.key for p in public.told}]
    return f"{retold.standings(public, public.told)}\nseen by the mechanism alone\n\n{retold.standings(mechanism, besides)}"


STORIES = {
    "summary.txt": summary,
    "incidents_from_reports.yml": lambda: retold.incidents(story(), story("mechanism")),
    "standings.txt": standings,
    "tallies.txt": lambda: retold.tallies(story()),
    "bulletin_2017-05-15.md": digest,
}


@pytest.mark.parametrize("name", STORIES)
def test_the_packaged_case_comes_out_as_checked_in(name: str, request: pytest.FixtureRequest) -> None:
    path, text = GOLDEN / name, STORIES[name]()
    if request.config.getoption("--golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), "`make golden` writes it"
    assert path.read_text(encoding="utf-8").splitlines() == text.splitlines(), (
        "if this is meant: `make golden`, and read the diff"
    )
    assert len(text.encode()) < LARGEST


def test_nothing_else_is_checked_in_as_golden() -> None:
    assert sorted(p.name for p in GOLDEN.iterdir()) == sorted(STORIES)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "again", at=AT)
    first, again = demo() / "bulletin", tmp_path / "again" / "bulletin"
    pages = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert pages == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert [p for p in pages if (first / p).read_bytes() != (again / p).read_bytes()] == []
