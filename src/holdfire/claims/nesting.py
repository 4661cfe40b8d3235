"""Drafts to parents: A says that B said."""

from __future__ import annotations

from collections.abc import Sequence

from holdfire.claims.draft import Draft
from holdfire.records import Range


def parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the number of the narrowest one inside whose content its cue stands."""
    return [_parent(number, drafts) for number in range(len(drafts))]


def _parent(number: int, drafts: Sequence[Draft]) -> int | None:
    inner = drafts[number]
    mark = inner.cue or inner.source
    if mark is None:
        return None
    around = [
        (_size(outer), other)
        for other, outer in enumerate(drafts)
        if other != number and _size(outer) > _size(inner) and any(_holds(part, mark) for part in outer.content)
    ]
    return min(around)[1] if around else None


def _holds(outer: Range, inner: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _size(draft: Draft) -> int:
    """Words of content: a parent's is always more, so that no two drafts can be each other's parent."""
    return sum(last - first for first, last in draft.content)
