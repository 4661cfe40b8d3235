"""ARCHITECTURE.md tells of the house as it stands: its rooms and their order, and functions that are there."""

from __future__ import annotations

import importlib
import re
import tomllib

import pytest
from tests.shape.code import ROOT, SRC

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PICTURE = re.compile(r"```\n(.*?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
DOTTED = re.compile(r"[a-z]\w*(?:\.\w+)+")
FILES = {"csv", "json", "jsonl", "md", "py", "sqlite", "toml", "yaml", "yml"}
TEST = re.compile(r"tests/\w+(?:/test_\w+\.py)?|\btest_\w+\.py")
LIMIT = 300


def layers(page: str) -> list[str]:
    """The first column of the first picture: one floor a line, as pyproject.toml writes it."""
    found = PICTURE.search(page)
    return [re.split(r" {2,}", line.strip())[0] for line in found[1].splitlines()] if found else []


def rooms(floors: list[str]) -> set[str]:
    return {room.strip() for floor in floors for room in floor.split("|")}


def named(page: str, of: set[str]) -> set[str]:
    """`room.function` between backticks: dotted names that begin with a room and are no file."""
    words = (word for shown in CODE.findall(page) for word in DOTTED.findall(shown) if "/" not in shown)
    return {word for word in words if word.split(".")[0] in of and word.rpartition(".")[2] not in FILES}


def there(dotted: str) -> bool:
    """Whether a name below holdfire exists: a module, or what a module holds, or what a class in it holds."""
    parts = dotted.split(".")
    found: object = importlib.import_module(f"holdfire.{parts[0]}")
    for depth, part in enumerate(parts[1:], start=2):
        if not hasattr(found, part):
            try:
                found = importlib.import_module(".".join(["holdfire", *parts[:depth]]))
            except ModuleNotFoundError:
                return False
            continue
        found = getattr(found, part)
    return True


def test_the_picture_is_the_linters_order() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    assert layers(PAGE) == contract["layers"]


def test_every_room_has_its_paragraph() -> None:
    folders = {path.name for path in SRC.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders <= rooms(layers(PAGE))
    told = re.findall(r"^\*\*(\w+)\*\* In: .*?", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(rooms(layers(PAGE)))


def test_every_function_named_is_there() -> None:
    names = named(PAGE, rooms(layers(PAGE)))
    assert len(names) > 50
    assert [name for name in sorted(names) if not there(name)] == []


def test_every_test_named_is_there() -> None:
    files = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named_there = TEST.findall(PAGE)
    assert [path for path in named_there if "/" in path and not (ROOT / path).exists()] == []
    assert [path for path in named_there if "/" not in path and path not in files] == []


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/install.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_page_stays_short() -> None:
    assert len(PAGE.splitlines()) < LIMIT


def test_the_checks_see_what_is_wrong() -> None:
    page = "```\nroof | attic   two rooms\ncellar         below\n```\nRead `cellar.open(x)` and `cellar.yml`, not `os.path`.\n"
    assert layers(page) == ["roof | attic", "cellar"]
    assert rooms(layers(page)) == {"roof", "attic", "cellar"}
    assert named(page, rooms(layers(page))) == {"cellar.open"}
    assert there("findings.hold")
    assert there("flow.derive.run")
    assert not there("findings.guess")
