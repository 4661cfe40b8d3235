"""YAML bytes to a tree of nodes that know their lines; values stay the text that was written."""

from __future__ import annotations

from typing import Any

import yaml

from holdfire.agreement.faults import FaultList

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 12
"""Geometry written inside the YAML is the deepest thing a file may hold."""


def compose(data: bytes, faults: FaultList) -> yaml.MappingNode | None:
    """The file's mapping; None, with a fault, when it is not one. Aliases are refused: they can grow without end."""
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            faults.shape("E230", "", "it uses a YAML alias (`*name`)", "write the value out")
            return None
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        faults.shape("E230", "", f"it is not UTF-8 text (byte {error.start})", "save it as UTF-8")
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        faults.lines[""] = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        faults.shape("E230", "", f"it is not valid YAML: {problem}", "mend the line named")
        return None
    if isinstance(node, yaml.MappingNode):
        return node
    faults.shape("E230", "", "it is empty, or not a list of `name: value` lines", "start with `id:` and `title:`")
    return None


def line(node: yaml.Node) -> int:
    """The line on which a node starts, from 1."""
    return int(node.start_mark.line) + 1


def is_null(node: yaml.Node) -> bool:
    """Whether nothing was written."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in {"", "~", "null"}


def plain(node: yaml.Node, depth: int = 0) -> Any:
    """A node as plain data, numbers as numbers: for geometry written inside the YAML. Too deep is cut to None."""
    if depth > DEEPEST:
        return None
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value, depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, depth + 1) for item in node.value]
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return node.value
    try:
        return float(node.value)
    except ValueError:
        return None if is_null(node) else node.value
