"""Values to the one deterministic encoding that is hashed: JSON with sorted keys, NFC nowhere, NaN refused."""

from __future__ import annotations

import hashlib
import math
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import msgspec

from holdfire.errors import Broken

COORDINATE_DIGITS = 7
"""1e-7 degree is about a centimetre: below any source's precision, above float noise."""

_encoder = msgspec.json.Encoder(order="sorted")


def sha256(data: bytes) -> str:
    """Hex digest: the identity of bytes."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """The canonical bytes of a record or of plain data: sorted keys, UTC times, floats rounded to 1e-7.

    Raises Broken (E901) on NaN, infinity, a naive datetime, half a surrogate pair, or two keys that are written
    alike: msgspec would write NaN as null silently.
    """
    try:
        return _encoder.encode(_plain(value))
    except UnicodeEncodeError as error:
        raise Broken("E901", "a text with half a surrogate pair has no canonical form") from error


def rev(record: msgspec.Struct) -> str:
    """Hash of a record's content: 16 hex digits. Changes exactly when the content does."""
    return sha256(canonical(record))[:16]


def key(kind: str, *parts: Any) -> str:
    """`kind:` + 20 hex digits of the hash of what the record is about. Give inputs only, never a version."""
    return f"{kind}:{sha256(canonical([kind, *parts]))[:20]}"


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:  # nearly every value is: this is asked of each field that the store seals
        return value
    if kind in _NESTED:
        return _NESTED[kind](value)
    for kinds, plain in _FORMS:
        if isinstance(value, kinds):
            return plain(value)
    raise Broken("E901", f"a value of type {type(value).__name__} has no canonical form")


def _mapping(value: dict[Any, Any]) -> dict[str, Any]:
    plain = {str(k): _plain(v) for k, v in value.items()}
    if len(plain) != len(value):
        raise Broken("E901", "two keys of one mapping are written alike")
    return plain


def _number(value: float) -> float | int:
    if not math.isfinite(value):
        raise Broken("E901", f"{value} has no canonical form")
    rounded = round(value, COORDINATE_DIGITS)
    return int(rounded) if rounded.is_integer() else rounded


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise Broken("E901", f"the time {value} has no zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _listed(value: list[Any] | tuple[Any, ...]) -> list[Any]:
    return [item if type(item) in _PLAIN else _plain(item) for item in value]


def _same(value: Any) -> Any:
    return value


_FORMS: tuple[tuple[Any, Any], ...] = (
    # Order matters: an enum is a str, a bool is an int, a datetime is a date.
    (Enum, lambda v: v.value),
    ((str, bool, int, type(None)), _same),
    (float, _number),
    (datetime, _instant),
    (date, lambda v: v.isoformat()),
    (msgspec.Struct, lambda v: {name: _plain(getattr(v, name)) for name in v.__struct_fields__}),
    (dict, _mapping),
    ((list, tuple), _listed),
    ((set, frozenset), lambda v: sorted((_plain(item) for item in v), key=repr)),
)
_PLAIN = frozenset((str, bool, int, type(None)))
_NESTED: dict[type, Any] = {list: _listed, tuple: _listed, dict: _mapping}
"""Those of the forms that are met most, by their exact type."""
