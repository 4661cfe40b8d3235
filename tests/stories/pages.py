"""A printed bulletin to the sentences that are ours: what stands in quotation, as a headline or as a name is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

QUOTED = re.compile(r"<(q|blockquote|cite|mark|style|title|svg)\b.*?</\1>", re.DOTALL)
"""Elements that hold others' words (or no words)."""


def ours(html: str, names: Iterable[str]) -> list[str]:
    """The text of a page, line by line, without quotations and without the names of texts and bodies."""
    text = unescape(re.sub(r"<[^>]+>", "\n", QUOTED.sub(" ", html)))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return [line.strip() for line in text.splitlines() if line.strip()]


def unfounded_violations(lines: Iterable[str]) -> list[str]:
    """Lines that call something a violation, though it is neither alleged, nor ruled, nor registered by somebody."""
    founded = re.compile(
        r"alleged violations?|violations?,? ruled by|violations? registered|not (?:itself )?a violation", re.IGNORECASE
    )
    return [line for line in lines if re.search(r"violat", founded.sub("", line), re.IGNORECASE)]


def unattributed_authors(lines: Iterable[str]) -> list[str]:
    """Lines that say who did something, though no source is named that says so."""
    said = re.compile(r"\bsays? that\b|\bsources state\b|\bwho did it\b|\bnot committed\b")
    return [
        line
        for line in lines
        if re.search(r"\b(did it(?! run)|carried out|committed|perpetrat|culprit|guilty)", line)
        and not said.search(line)
    ]
