"""What only the mechanism may see changes no byte of what the public gets: the packaged case with and without it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.demo_case import demo
from tests.doors import run

from holdfire.flow import derive, publish

SECRET = (
    "Air strikes hit the market of Atarib on Monday, killing at least 97 people, the patrol leader Omar Hidden said. "
    "Russia carried out the strikes, Hidden said. The Syrian government denied that Russian aircraft had struck the town. "
    "Shells hit Talbiseh on 16 May 2017 and killed four people, residents said.\n"
)
DAYS = ("--from", "2017-11-13", "--to", "2017-11-14")
SURFACES = {
    **{f"bulletin {form}": ("bulletin", "CASE", "--date", "2017-11-13", "--format", form) for form in ("html", "md", "json")},
    "findings": ("findings", "CASE", *DAYS, "--jsonl"),
    "findings of May": ("findings", "CASE", "--from", "2017-05-16", "--to", "2017-05-16", "--all", "--jsonl"),
    "readings": ("readings", "CASE", "--jsonl"),
    "reconcile": ("reconcile", "CASE", "--jsonl"),
    "duties": ("duties", "CASE", "--jsonl"),
    "coverage": ("coverage", "CASE", "--jsonl"),
    "doubts": ("doubts", "CASE", "--jsonl"),
    "explain": ("explain", "CASE", "INCIDENT"),
    **{f"export {what} {form}": ("export", "CASE", what, "--format", form, *DAYS)
       for what, form in (("findings", "csv"), ("incidents", "geojson"), ("claims", "jsonl"), ("incidents", "jsonl"))},
}  # fmt: skip
"""Everything that the public gets. `log` is not among it: it is the mechanism's own."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The case as it is, and run again with a hidden report and a decision on it. Each is loaded once."""
    folder = tmp_path_factory.mktemp("noninterference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(folder / "config"))
        secret = Path(shutil.copytree(demo() / "case", folder / "case", symlinks=True))
        hide(secret, folder / "secret.txt")
        assert run("run", str(secret)).code == 0
        once(patch, derive, "look", lambda case, view: (case.path, view))
        once(patch, publish, "compose", lambda case, outcome, day, now: (case.path, outcome.derived.view, day))
        yield str(demo() / "case"), str(secret)


def once(patch: pytest.MonkeyPatch, module: Any, name: str, key: Callable[..., Hashable]) -> None:
    """Let a function work once for each key: loading and composing take seconds, and give the same each time."""
    function, known = getattr(module, name), {}

    def remembering(*given: Any) -> Any:
        if key(*given) not in known:
            known[key(*given)] = function(*given)
        return known[key(*given)]

    patch.setattr(module, name, remembering)


def hide(case: Path, file: Path) -> None:
    """A report that the public may not see, and a person's decision on what it tells."""
    file.write_text(SECRET, encoding="utf-8")
    stated = ("--source", "Hidden source", "--published", "2017-11-13", "--clearance", "mechanism", "--as", "Desk")
    assert run("add", str(case), str(file), *stated).code == 0
    assert run("run", str(case), "--audience", "mechanism").code == 0
    claims = run("export", str(case), "claims", "--format", "jsonl", *DAYS, "--audience", "mechanism").json()
    hidden = [c["key"] for c in claims if "Hidden" in str(c)]
    assert hidden, "the mechanism reads it"
    assert run("review", str(case), "reject", hidden[0], "--why", "a slip", "--as", "Desk").code == 0


@pytest.mark.parametrize("surface", SURFACES)
def test_nothing_hidden_changes_a_byte_of_what_the_public_gets(surface: str, cases: tuple[str, str]) -> None:
    printed = [run(*(filled(part, case) for part in SURFACES[surface])) for case in cases]
    assert [done.code for done in printed] == [0, 0], printed[0].err + printed[1].err
    assert printed[0].raw
    assert printed[0].raw == printed[1].raw
    assert b"Hidden" not in printed[1].raw


def filled(part: str, case: str) -> str:
    """The words of a command for one case."""
    if part == "INCIDENT":
        return str(run("findings", case, *DAYS, "--verdict", "contrary", "--jsonl").json()[0]["incident"])
    return part.replace("CASE", case)
