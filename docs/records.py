"""Turns the record types of src/holdfire/records, with the words that stand beside each field, into docs/records.md."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

from holdfire import records
from holdfire.records import agreement, base, claim, evidence, finding, incident, intake, mechanism, view, words

MODULES: tuple[tuple[str, ModuleType], ...] = (
    ("What every record has", base),
    ("What is received", intake),
    ("What is said", claim),
    ("What is shown", evidence),
    ("What is said to have happened", incident),
    ("What was agreed", agreement),
    ("What follows", finding),
    ("What people decide and publish", mechanism),
    ("Who looks", view),
    ("The closed vocabularies", words),
)
"""(title of the section, module of the room), from what comes in to what goes out."""

HEAD = """\
# Records

Every record is frozen and typed. Each has a `key`, made from what it is about and never from a version of code or data,
`rests_on`, the references of what it was made from, and its `doubts`. Its `rev`, the hash of its content, is computed
when it is asked for and printed with `--jsonl`. `holdfire schema NAME` prints a record's JSON Schema. Made by
`make docs` from src/holdfire/records.

"""


def page() -> str:
    """The text of docs/records.md."""
    return HEAD + _references() + "".join(_section(title, module) for title, module in MODULES)


def _references() -> str:
    """The opening words of the room, which say how times, offsets and references are written."""
    first, _, rest = inspect.cleandoc(records.__doc__ or "").partition("\n\n")
    told, _, listed = rest.partition("\n\n")
    return f"{first}\n\n{told}\n\n```\n{inspect.cleandoc(listed)}\n```\n"


def _section(title: str, module: ModuleType) -> str:
    tree = ast.parse(inspect.getsource(module))
    classes = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name in records.__all__]
    told = " ".join((ast.get_docstring(tree) or "").split())
    return f"\n## {title}\n\n{told}\n" + "".join(map(_record, classes))


def _record(node: ast.ClassDef) -> str:
    told = " ".join((ast.get_docstring(node) or "").split())
    if any(isinstance(of, ast.Name) and of.id == "StrEnum" for of in node.bases):
        values = ", ".join(f"`{value}`" for value in getattr(records, node.name))
        return f"\n### {node.name}\n\n{told}\n\n{values}\n"
    fields = "".join(f"| `{name}` | {kind} | {default} | {said} |\n" for name, kind, default, said in _fields(node))
    return f"\n### {node.name}\n\n{_cell(told)}\n\n| field | type | else | |\n|---|---|---|---|\n{fields}"


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    """Name, type, default and the string that stands below each field."""
    for field, below in zip(node.body, [*node.body[1:], None], strict=True):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        default = _code(field.value) if field.value is not None else "required"
        yield field.target.id, _code(field.annotation), default, _cell(_said(below))


def _said(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""


def _code(node: ast.expr) -> str:
    return f"`{_cell(ast.unparse(node))}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
