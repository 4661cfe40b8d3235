"""A tree of YAML nodes to one record, the record's own types deciding what may stand where; every misfit is a fault."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import yaml
from msgspec import inspect

from holdfire.agreement.faults import FaultList, nearest
from holdfire.agreement.nodes import is_null, line, plain

NOT_WRITTEN = frozenset({"key", "rests_on", "doubts", "geometry_sha256"})
"""Fields of the records that `load` fills in: no file may hold them."""
LOCAL = re.compile(r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$")
"""A date, or a local time with or without an offset."""
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_WANTED = {
    inspect.StructType: "a block of `name: value` lines",
    inspect.VarTupleType: "a list",
    inspect.DictType: "a block of `name: value` lines",
    inspect.BoolType: "true or false",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.DateTimeType: "a date or a local time, `2017-05-06` or `2017-05-06T12:00`",
    inspect.DateType: "a date, `2017-05-06`",
}


class Shaper:
    """Shapes one file. Where something does not fit, an empty value stands in, so that the rest is still looked at."""

    def __init__(self, faults: FaultList) -> None:
        self.faults = faults
        self.zone = ZoneInfo("UTC")

    def record(self, node: yaml.MappingNode, kind: type[msgspec.Struct]) -> Any:
        """The whole file as a record of this kind."""
        shape = inspect.type_info(kind)
        assert isinstance(shape, inspect.StructType)
        return self._struct(node, shape, "")

    def _value(self, node: yaml.Node, kind: inspect.Type, path: str) -> Any:
        self.faults.lines.setdefault(path, line(node))
        if isinstance(kind, inspect.AnyType):
            return None if is_null(node) else plain(node)
        if isinstance(kind, inspect.UnionType):
            if is_null(node):
                return None
            kind = next(t for t in kind.types if not isinstance(t, inspect.NoneType))
        if isinstance(kind, inspect.StructType) and isinstance(node, yaml.MappingNode):
            return self._struct(node, kind, path)
        if isinstance(kind, inspect.VarTupleType) and isinstance(node, yaml.SequenceNode):
            return tuple(self._value(n, kind.item_type, f"{path}[{i}]") for i, n in enumerate(node.value))
        if isinstance(kind, inspect.DictType) and isinstance(node, yaml.MappingNode):
            pairs = self._pairs(node, path).items()
            return {name: self._value(value, kind.value_type, f"{path}.{name}") for name, value in pairs}
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, kind, path)
        return self._misfit(kind, path, "a list" if isinstance(node, yaml.SequenceNode) else "a block of lines")

    def _struct(self, node: yaml.MappingNode, kind: inspect.StructType, path: str) -> Any:
        fields = {field.name: field for field in kind.fields if field.name not in NOT_WRITTEN}
        pairs = self._pairs(node, path)
        outside, self.zone = self.zone, self._zone_of(pairs, fields, path)
        values: dict[str, Any] = {}
        for name, value in pairs.items():
            if name in fields and fields[name].required and is_null(value):
                self.faults.shape("E233", _join(path, name), f"`{name}` is empty", "write it")
                values[name] = empty(fields[name].type)
            elif name in fields:
                values[name] = self._value(value, fields[name].type, _join(path, name))
            else:
                known = ", ".join(sorted(fields))
                todo = nearest(name, fields, f"take it out; known here: {known}")
                self.faults.error("E231", _join(path, name), f"unknown key `{name}`", todo)
        for name, field in fields.items():
            if field.required and name not in pairs:
                self.faults.shape("E233", _join(path, name), f"`{name}` is missing", "write it")
                values[name] = empty(field.type)
        if "zone" in values:
            values["zone"] = self.zone.key  # a zone that does not exist has its fault already
        self.zone = outside
        return kind.cls(**{"key": f"instrument:{values['id']}"} if not path else {}, **values)

    def _pairs(self, node: yaml.MappingNode, path: str) -> dict[str, yaml.Node]:
        pairs: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            self.faults.lines[_join(path, name)] = line(key)
            if name in pairs:
                self.faults.error("E235", _join(path, name), f"`{name}` stands here twice", "keep one of them")
            pairs[name] = value
        return pairs

    def _zone_of(self, pairs: dict[str, yaml.Node], fields: dict[str, inspect.Field], path: str) -> ZoneInfo:
        """Times inside a block that names a time zone are read in it."""
        node = pairs.get("zone")
        if "zone" not in fields or not isinstance(node, yaml.ScalarNode) or is_null(node):
            return self.zone
        try:
            return ZoneInfo(node.value)
        except (ZoneInfoNotFoundError, ValueError):
            todo = "give an IANA name such as `Asia/Damascus`"
            self.faults.error("E236", _join(path, "zone"), f"there is no time zone `{node.value}`", todo)
            return self.zone

    def _scalar(self, node: yaml.ScalarNode, kind: inspect.Type, path: str) -> Any:
        text = "" if is_null(node) else str(node.value)
        if isinstance(kind, inspect.StrType):
            return text.strip()
        if isinstance(kind, inspect.LiteralType | inspect.EnumType):
            return self._one_of(text, kind, path)
        if isinstance(kind, inspect.DateTimeType) and LOCAL.match(text):
            return self._instant(text, path)
        if isinstance(kind, inspect.DateType) and _DAY.match(text):
            instant = self._instant(text, path)
            return instant.astimezone(self.zone).date() if instant else empty(kind)
        if isinstance(kind, inspect.BoolType) and text in {"true", "false"}:
            return text == "true"
        if isinstance(kind, inspect.IntType) and re.fullmatch(r"-?\d+", text):
            return int(text)
        if isinstance(kind, inspect.FloatType) and re.fullmatch(r"-?\d+(\.\d+)?", text):
            return float(text)
        return self._misfit(kind, path, f"`{text}`" if text else "nothing")

    def _one_of(self, text: str, kind: inspect.LiteralType | inspect.EnumType, path: str) -> Any:
        values = kind.values if isinstance(kind, inspect.LiteralType) else tuple(kind.cls)
        known = {str(value): value for value in values}
        if text in known:
            return known[text]
        todo = nearest(text, known, f"write one of: {', '.join(word for word in known if word)}")
        self.faults.shape("E234", path, f"`{text}` is not one of the words known here", todo)
        return empty(kind)

    def _instant(self, text: str, path: str) -> datetime | None:
        try:
            parsed = datetime.fromisoformat(text)
        except ValueError as error:
            self.faults.shape("E236", path, f"`{text}` is no date: {error}", "mend it")
            return None
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=self.zone)).astimezone(UTC)

    def _misfit(self, kind: inspect.Type, path: str, got: str) -> Any:
        wanted = _WANTED.get(type(kind), "a few words")
        code = "E236" if isinstance(kind, inspect.DateTimeType | inspect.DateType) else "E232"
        self.faults.shape(code, path, f"{got} stands where {wanted} is expected", f"write {wanted}")
        return empty(kind)


def empty(kind: inspect.Type) -> Any:
    """The value that stands in for one that was missing or did not fit."""
    if isinstance(kind, inspect.StructType):
        return kind.cls(**{f.name: empty(f.type) for f in kind.fields if f.required})
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    if isinstance(kind, inspect.EnumType):
        return next(iter(kind.cls))
    if isinstance(kind, inspect.VarTupleType):
        return ()
    if isinstance(kind, inspect.DictType):
        return {}
    if isinstance(kind, inspect.DateType):
        return date(1, 1, 1)
    if isinstance(kind, inspect.BoolType | inspect.IntType | inspect.FloatType):
        return 0
    return "" if isinstance(kind, inspect.StrType) else None


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
