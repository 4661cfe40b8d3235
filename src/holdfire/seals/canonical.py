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

    Raises Broken (E901) on NaN, infinity or a naive datetime: msgspec would write NaN as null silently.
    """
    return _encoder.encode(_plain(value))


def rev(record: msgspec.Struct) -> str:
    """Hash of a record's content: 16 hex digits. Changes exactly when the content does."""
    return sha256(canonical(record))[:16]


def key(kind: str, *parts: Any) -> str:
    """`kind:` + 20 hex digits of the hash of what the record is about. Give inputs only, never a version."""
    return f"{kind}:{sha256(canonical([kind, *parts]))[:20]}"


def _plain(value: Any) -> Any:  # noqa: PLR0911  one return per kind of value reads best
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(v) for v in value), key=repr)
    raise Broken("E901", f"a value of type {type(value).__name__} has no canonical form")


def _number(value: float) -> float | int:
    if not math.isfinite(value):
        raise Broken("E901", f"{value} has no canonical form")
    rounded = round(value, COORDINATE_DIGITS)
    return int(rounded) if rounded.is_integer() else rounded


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise Broken("E901", f"the time {value} has no zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
