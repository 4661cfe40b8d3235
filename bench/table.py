"""Rows of strings to a table that reads well on a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is flush left, numbers flush right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    rule = ["-" * width if at == 0 else "-" * (width - 1) + ":" for at, width in enumerate(widths)]
    return "\n".join(_line(row, widths) for row in (head, rule, *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join([first.strip().ljust(widths[0]), *others])} |"
