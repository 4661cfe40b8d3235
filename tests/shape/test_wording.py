"""Every file says what it does, every public name is explained, and no name is a bag for anything."""

from __future__ import annotations

import ast
import re

from tests.shape.code import ROOT, Module, definitions, module, modules

BAGS = re.compile(r"(^|_)(utils?|helpers?|managers?)($|_)|(^|_)process_", re.IGNORECASE)
"""Words that say nothing of what is inside."""
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def without_opening(of: Module) -> list[str]:
    """A file that does not open with a docstring; an empty one has nothing to say."""
    return [] if ast.get_docstring(of.tree) or not of.text.strip() else [f"{of.path}: no docstring at its top"]


def unexplained(of: Module) -> list[str]:
    """Public functions, classes and methods without a docstring."""
    found = []
    for owner, node in _public(of.tree, ""):
        if not ast.get_docstring(node):
            found.append(f"{of.path}:{node.lineno} {owner}{node.name} has no docstring")
    return found


def bags(of: Module) -> list[str]:
    """Files, functions, classes and arguments whose name says nothing."""
    names = [(1, part) for part in of.path.removesuffix(".py").split("/")]
    names += [(node.lineno, CAMEL.sub("_", node.name)) for node in definitions(of)]
    return [f"{of.path}:{line} {name}" for line, name in names if BAGS.search(name)]


def _public(tree: ast.Module | ast.ClassDef, owner: str) -> list[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    found: list[tuple[str, ast.FunctionDef | ast.ClassDef]] = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        found.append((owner, node))
        if isinstance(node, ast.ClassDef) and not _is_protocol(node):
            found += _public(node, f"{node.name}.")
    return found


def _is_protocol(node: ast.ClassDef) -> bool:
    """A protocol's methods are explained where they are implemented."""
    return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)


def test_every_file_says_what_it_turns_into_what() -> None:
    everywhere = [of for top in ("src/holdfire", "tests", "bench", "docs", "scripts") for of in modules(ROOT / top)]
    assert [line for of in everywhere for line in without_opening(of)] == []


def test_public_names_are_explained() -> None:
    assert [line for of in modules() for line in unexplained(of)] == []


def test_no_name_is_a_bag() -> None:
    everywhere = [of for top in ("src/holdfire", "bench", "scripts") for of in modules(ROOT / top)]
    assert [line for of in everywhere for line in bags(of)] == []


def test_the_checks_see_what_is_wrong() -> None:
    text = "class FileManager:\n    def shown(self): ...\ndef process_row(x): ...\ndef _own(): ...\n"
    bad = module("rooms/utils.py", text)
    assert without_opening(bad) == ["rooms/utils.py: no docstring at its top"]
    assert [line.split()[1] for line in unexplained(bad)] == ["FileManager", "FileManager.shown", "process_row"]
    assert [line.split()[1] for line in bags(bad)] == ["utils", "File_Manager", "process_row"]
    assert bags(module("processing.py", "def reprocessed(): ...\ndef utility_lines(): ...\n")) == []
