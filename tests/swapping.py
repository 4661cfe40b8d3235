"""Two names exchanged wherever they stand as ids, in the plain data of any records, and back again."""

from __future__ import annotations

from typing import Any

import msgspec

Pair = tuple[str, str]
WORDS = {"language", "names", "name", "words", "title", "content"}
"""Fields in which an id that stands is no id: language codes and what people wrote."""
BEFORE = {"actor", "source", "as"}
"""What stands before an id: `actor:ID`, `source:ID`, and of an effect of a reading `as:ID`."""


def swapped(value: Any, pair: Pair) -> Any:
    """Plain data with two ids exchanged wherever one stands as a whole value, or behind one of BEFORE."""
    exchange = {pair[0]: pair[1], pair[1]: pair[0]}
    if isinstance(value, dict):
        return {k: v if k in WORDS else swapped(v, pair) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [swapped(v, pair) for v in value]
    if isinstance(value, str):
        head, colon, tail = value.partition(":")
        return f"{head}:{exchange.get(tail, tail)}" if colon and head in BEFORE else exchange.get(value, value)
    return value


def turned(records: Any, kind: Any, pair: Pair) -> list[Any]:
    """Records of a kind with two names exchanged in them."""
    return msgspec.convert(swapped(msgspec.to_builtins(list(records)), pair), list[kind])


def in_order(value: Any) -> Any:
    """Lists whose order is that of names, sorted: a swap may turn them round."""
    if isinstance(value, dict):
        return {k: in_order(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return sorted((in_order(v) for v in value), key=repr)
    return value
