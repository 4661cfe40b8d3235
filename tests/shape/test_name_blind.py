"""The code knows no actor, party, outlet or place: names live in data files, and swapping them changes nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.shape.code import Module, module, modules
from tests.shape.names import WORD, proper, proper_names

LONGEST = 5
"""Words of the longest name looked for."""
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")
"""In a docstring an example may name somebody, in quotation marks or backticks; the docstring itself may not."""
ZONE = re.compile(r"\b(?:Africa|America|Asia|Europe)/\w+")
"""A time zone is called after a town."""


def named(of: Module, names: frozenset[str]) -> list[str]:
    """Names in string literals as written, in docstrings outside examples, and in identifiers whatever their case."""
    lower = {name.lower() for name in names if " " not in name}
    found = [(line, name) for line, text in _strings(of.tree) for name in _phrases(ZONE.sub(" ", text)) & names]
    parts = [(line, part) for line, word in _identifiers(of.tree) for part in PARTS.findall(word)]
    found += [(line, part) for line, part in parts if part.lower() in lower]
    return [f"{of.path}:{line} {name}" for line, name in sorted(set(found))]


def _phrases(text: str) -> set[str]:
    words = WORD.findall(text)
    return {" ".join(words[at : at + size]) for size in range(1, LONGEST + 1) for at in range(len(words))}


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of every string; of a docstring, or a string that stands alone below a field, less its examples."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, QUOTED.sub(" ", node.value) if id(node) in alone else node.value


def _identifiers(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def test_the_code_names_nobody() -> None:
    names = proper_names()
    assert len(names) > 1000, "the data files were not found"
    assert [line for of in modules() for line in named(of, names)] == []


def test_the_check_sees_what_is_wrong() -> None:
    names = frozenset(filter(None, map(proper, ["Ruritania", "Army of Ruritania", "rebels", "RUR", "Руритания"])))
    assert names == {"Ruritania", "Army of Ruritania", "Руритания"}
    bad = (
        'def of_ruritania(x):\n'
        '    """The Army of Ruritania; `in Ruritania` is no actor."""\n'
        '    return x in ("Руритания", "rebels", "ruritanian", "Europe/Ruritania")\n'
    )
    assert named(module("a.py", bad), names) == [
        "a.py:1 ruritania", "a.py:2 Army of Ruritania", "a.py:2 Ruritania", "a.py:3 Руритания",
    ]
