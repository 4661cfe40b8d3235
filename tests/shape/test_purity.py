"""Nothing phones home, and a stage knows neither clock nor disk nor chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.shape.code import Module, imports, module, modules

NETWORK = ("socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3")

DOORS = {"store", "flow", "cli", "api", "data", "__main__", "__init__"}
"""Rooms that may touch disk and clock. All others are stages or reference knowledge: pure."""
BOXES = {
    "intake/box.py": "runs a parser as its own process, so that a hostile file ends that process and nothing else",
    "intake/boxed.py": "is that process",
    "intake/boxed_media.py": "runs in that process: what it reads of pictures, videos and recordings",
    "intake/boxed_walls.py": "runs in that process: keeps it from the network and from files",
}
CALLERS = {"store/endpoint.py": ("http", "socket", "ssl")}
"""What may reach a network, and by what: only `holdfire consult` calls it, at a person's word."""
IMPURE = (
    "os", "time", "random", "secrets", "uuid", "subprocess", "multiprocessing", "threading", "signal", "resource",
    "tempfile", "shutil", "glob", "sqlite3", "logging", "sys", "pathlib.Path", "importlib.resources",
)
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint"}
CLOCK = {"now", "today", "utcnow"}


def network(of: Module) -> list[str]:
    """Imports that could reach a network."""
    return [f"{of.path}:{line} imports {name}" for line, name in imports(of) if _among(name, NETWORK)]


def impure(of: Module) -> list[str]:
    """Imports and calls by which a stage could see a clock, a disk or chance."""
    found = [f"{of.path}:{line} imports {name}" for line, name in imports(of) if _among(name, IMPURE)]
    return found + [f"{of.path}:{line} calls {name}" for line, name in _impure_calls(of.tree)]


def _among(name: str, listed: tuple[str, ...]) -> bool:
    return any(name == entry or name.startswith(f"{entry}.") for entry in listed)


def _impure_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            yield node.lineno, node.func.id
        if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield node.lineno, node.func.attr


def test_nothing_phones_home() -> None:
    assert [line for of in modules() if of.path not in CALLERS for line in network(of)] == []


def test_only_what_a_person_types_leads_to_the_network() -> None:
    def importers(name: str) -> set[str]:
        return {of.path for of in modules() if any(_among(to, (name,)) for _, to in imports(of))}

    assert importers("holdfire.store.endpoint") == {"flow/consult.py"}
    assert importers("holdfire.flow.consult") == {"cli/consulting.py"}
    assert importers("holdfire.cli.consulting") == set()  # by its name in the list of commands only


def test_stages_are_pure() -> None:
    stages = [of for of in modules() if of.room not in DOORS and of.path not in BOXES]
    assert [line for of in stages for line in impure(of)] == []


def test_every_exception_is_still_needed() -> None:
    there = {of.path: of for of in modules()}
    assert [path for path in BOXES if path not in there or not impure(there[path])] == []
    unused = [(path, name) for path, names in CALLERS.items() for name in names
              if not any(_among(to, (name,)) for _, to in imports(there[path]))]  # fmt: skip
    assert unused == []


def test_the_checks_see_what_is_wrong() -> None:
    assert network(module("a.py", "import urllib.request\nfrom http import client\nimport urllib.parse\n")) == [
        "a.py:1 imports urllib.request", "a.py:2 imports http", "a.py:2 imports http.client",
    ]
    bad = "import os.path\nfrom datetime import datetime\nx = datetime.now()\nopen('f')\nimport timeit, random\n"
    assert impure(module("a.py", bad)) == [
        "a.py:1 imports os.path", "a.py:5 imports random", "a.py:3 calls now", "a.py:4 calls open",
    ]
