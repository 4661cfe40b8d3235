"""What people are called: one list, by which a surname is told from a town and a person from a body."""

from __future__ import annotations

from functools import cache

from holdfire import data


def is_given_name(word: str) -> bool:
    """Whether people are called so; capitals make no difference."""
    return word.lower() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(data.read("given_names.txt").decode().lower().split())
