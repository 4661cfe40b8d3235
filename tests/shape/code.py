"""Reads the checkout's Python files once, as trees, for the shape tests."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src" / "holdfire"

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies (from the folder it was found under), what it says, and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first folder of its path: `findings` of `findings/hold.py`; the stem for a file that lies on top."""
        return self.path.split("/")[0].removesuffix(".py")


def module(path: str, text: str) -> Module:
    """A module of a given text: how each check is shown a bad sample."""
    return Module(path, text, ast.parse(text))


@cache
def modules(top: Path = SRC) -> tuple[Module, ...]:
    """All Python files below a folder, by path."""
    files = sorted(path for path in top.rglob("*.py") if "__pycache__" not in path.parts)
    return tuple(module(path.relative_to(top).as_posix(), path.read_text(encoding="utf-8")) for path in files)


def definitions(of: Module) -> Iterator[Definition]:
    """Every function and class, however deep."""
    for node in ast.walk(of.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def imports(of: Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported; `from a import b` gives `a` and `a.b`."""
    for node in ast.walk(of.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@cache
def committed() -> tuple[str, ...]:
    """Paths of all files that belong to the checkout: what git tracks, or everything where there is no git."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        return tuple(sorted(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()))
    hidden = {"__pycache__", ".venv"}
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in found if not hidden & set(path.parts)))
