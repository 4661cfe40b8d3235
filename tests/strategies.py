"""A hypothesis strategy for any record, built from its type: what the type allows is what the laws are tried on."""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import msgspec
from hypothesis import strategies as st

from holdfire import records

RECORDS: tuple[type[msgspec.Struct], ...] = tuple(
    kind
    for name in sorted(records.__all__)
    if isinstance(kind := getattr(records, name), type) and issubclass(kind, msgspec.Struct)
)
"""Every struct that the records room exports."""

_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
# Coordinates are kept to 1e-7 degree: a record as it is stored has no finer number.
_number = st.integers(-(10**10), 10**10).map(lambda n: round(n / 10**7, 7))
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _number | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=6,
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _text,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: _number,
    type(None): st.none(),
    datetime: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    date: st.dates(),
    Any: _json,
}


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type: plain types, enums, structs, tuples, lists, dicts and unions of them."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(kind)
    return _compound(typing.get_origin(kind), typing.get_args(kind))


def _struct(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    return st.deferred(lambda: st.builds(kind, **{name: of(hints[name]) for name in kind.__struct_fields__}))


def _compound(origin: Any, of_what: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*map(of, of_what))
    if origin is tuple and of_what[-1] is not Ellipsis:
        return st.tuples(*map(of, of_what))
    if origin in (tuple, list):
        return st.lists(of(of_what[0]), max_size=2).map(origin)
    if origin is dict:
        return st.dictionaries(of(of_what[0]), of(of_what[1]), max_size=2)
    if origin is typing.Literal:
        return st.sampled_from(of_what)
    raise TypeError(f"no strategy for {origin}{of_what}")
