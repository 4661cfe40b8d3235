"""Small files and small functions; no folder for a single file."""

from __future__ import annotations

import ast

from tests.shape.code import ROOT, SRC, Module, definitions, module, modules

FILE_LINES = 400
FUNCTION_LINES = 60


def too_long(of: Module, *, functions: bool = True) -> list[str]:
    """A file of 400 lines or more, functions of more than 60."""
    lines = len(of.text.splitlines())
    found = [f"{of.path}: {lines} lines, fewer than {FILE_LINES} wanted"] if lines >= FILE_LINES else []
    for node in definitions(of) if functions else ():
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if not isinstance(node, ast.ClassDef) and length > FUNCTION_LINES:
            found.append(f"{of.path}:{node.lineno} {node.name} has {length} lines, at most {FUNCTION_LINES} wanted")
    return found


def lonely(paths: list[str]) -> list[str]:
    """Folders that hold one Python file and nothing below them."""
    folders = {path.rpartition("/")[0] for path in paths}
    inside = {folder: [path for path in paths if path.startswith(f"{folder}/")] for folder in folders if folder}
    return sorted(folder for folder, files in inside.items() if len(files) == 1)


def test_files_and_functions_of_the_product_are_small() -> None:
    assert [line for of in modules() for line in too_long(of)] == []


def test_files_of_tests_benches_and_scripts_are_small() -> None:
    others = [of for top in ("tests", "bench", "docs", "scripts") for of in modules(ROOT / top)]
    assert [line for of in others for line in too_long(of, functions=False)] == []


def test_no_folder_for_one_file() -> None:
    assert lonely([path.relative_to(SRC).as_posix() for path in SRC.rglob("*.py")]) == []


def test_the_checks_see_what_is_wrong() -> None:
    long_function = "def f():\n" + "    x = 1\n" * 60
    assert too_long(module("a.py", long_function)) == ["a.py:1 f has 61 lines, at most 60 wanted"]
    assert too_long(module("a.py", long_function), functions=False) == []
    assert too_long(module("a.py", "x = 1\n" * 400)) == ["a.py: 400 lines, fewer than 400 wanted"]
    assert lonely(["a/__init__.py", "b/__init__.py", "b/c.py", "top.py"]) == ["a"]
