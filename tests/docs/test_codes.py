"""The codes in the code are the codes in the docs, and the pages are made from them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from docs.generate import DOCS, ERROR, codes, pages
from tests.shape.code import Module, module, modules

DOUBT = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
FAMILY = {"BadInput": "1", "BadAgreement": "2", "BadCase": "3", "BadRequest": "4", "Tampered": "5", "Broken": "9"}
AGAIN = "run `make docs` and commit what it writes"


def strings(of: Module) -> set[str]:
    """Every string in the module that is not documentation."""
    alone = {id(node.value) for node in ast.walk(of.tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(of.tree) if isinstance(node, ast.Constant) and id(node) not in alone)
    return {node.value for node in constants if isinstance(node.value, str)}


def errors(of: Module) -> set[str]:
    """Error codes that the module names."""
    return {text for text in strings(of) if ERROR.fullmatch(text)}


def doubts(of: Module) -> set[str]:
    """Codes given to Doubt(code=...) in so many words."""
    return {value for _, call in _calls(of, {"Doubt"}) for value in _texts(call, "code")}


def misfiled(of: Module) -> list[str]:
    """Errors raised under a code of another family."""
    found = []
    for name, call in _calls(of, set(FAMILY)):
        code = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        if isinstance(code, str) and ERROR.fullmatch(code) and code[1] != FAMILY[name]:
            found.append(f"{of.path}:{call.lineno} {name} with {code}")
    return found


def _calls(of: Module, names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(of.tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield called, node


def _texts(call: ast.Call, keyword: str) -> Iterator[str]:
    """The strings that a keyword argument may hold: one, or either branch of a condition."""
    for given in call.keywords:
        if given.arg == keyword:
            for node in ast.walk(given.value):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOUBT.fullmatch(node.value):
                    yield node.value


def test_every_code_in_the_code_has_a_page() -> None:
    used = {code for of in modules() for code in errors(of) | doubts(of)}
    assert sorted(used - codes().keys()) == []


def test_every_code_with_a_page_is_in_the_code() -> None:
    said = {text.partition(":")[0] for of in modules() for text in strings(of)}  # `time-midnight: why` names one too
    assert sorted(codes().keys() - said) == []


def test_every_code_is_well_formed_and_explained() -> None:
    for code, rooms in codes().items():
        assert ERROR.fullmatch(code) or DOUBT.fullmatch(code), code
        for room, told in rooms.items():
            assert all((told.what.strip(), told.why.strip(), told.do.strip())), f"{code} in {room}"


def test_every_error_is_raised_under_a_code_of_its_family() -> None:
    assert [line for of in modules() for line in misfiled(of)] == []


def test_the_pages_are_up_to_date() -> None:
    for name, text in pages(codes()).items():
        path = DOCS / name
        assert path.exists(), f"docs/{name} is missing: {AGAIN}"
        assert path.read_text(encoding="utf-8") == text, f"docs/{name} is stale: {AGAIN}"


def test_the_checks_see_what_is_wrong() -> None:
    bad = module("a.py", (
        'def f(x):\n    """E999 is only talked about."""\n'
        '    if x: raise BadCase("E101", "no")\n'
        '    return Doubt(code="time-odd" if x else "place-odd", where="not-a-code")\n'
    ))  # fmt: skip
    assert errors(bad) == {"E101"}
    assert doubts(bad) == {"time-odd", "place-odd"}
    assert misfiled(bad) == ["a.py:3 BadCase with E101"]
