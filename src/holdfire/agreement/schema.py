"""The records of an instrument to the JSON Schema that an editor reads, their docstrings as its hover help."""

from __future__ import annotations

import ast
import inspect
from datetime import datetime
from typing import Any, get_args

import msgspec

from holdfire.agreement.shape import LOCAL, NOT_WRITTEN
from holdfire.records import Instrument, agreement


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an instrument file. It is read off the types that `load` shapes a file by."""
    drawn: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Instrument)))
    help_of = _docstrings()
    for name, block in drawn["$defs"].items():
        if "properties" not in block:
            continue
        block["properties"] = {k: v for k, v in block["properties"].items() if k not in NOT_WRITTEN}
        block["required"] = [k for k in block.get("required", ()) if k not in NOT_WRITTEN]
        block["additionalProperties"] = False
        for field, words in help_of.get(name, {}).items():
            if field in block["properties"]:
                block["properties"][field]["description"] = words
        for field in _instants(name):
            block["properties"][field]["anyOf"] = [{"type": "string", "pattern": LOCAL.pattern}, {"type": "null"}]
    drawn["$defs"].pop("Doubt", None)
    drawn["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    drawn["title"] = "holdfire instrument"
    return drawn


def _instants(record: str) -> list[str]:
    """The fields of a record that hold a date or a local time."""
    fields = msgspec.structs.fields(getattr(agreement, record)) if hasattr(agreement, record) else ()
    return [field.name for field in fields if datetime in get_args(field.type)]


def _docstrings() -> dict[str, dict[str, str]]:
    """{record: {field: the string written below it}}."""
    found: dict[str, dict[str, str]] = {}
    for block in ast.parse(inspect.getsource(agreement)).body:
        if not isinstance(block, ast.ClassDef):
            continue
        fields = found.setdefault(block.name, {})
        for field, below in zip(block.body, block.body[1:], strict=False):
            words = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else None
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(words, str):
                fields[field.target.id] = inspect.cleandoc(words)
    return found
