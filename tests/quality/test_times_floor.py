"""How often words of time are found and read rightly, against the development part of TempEval-3 (news of 1989-1998)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.corpora import shared

from holdfire import times

FLOOR_FOUND, FLOOR_VALUE = 0.88, 0.73
"""F1 of spans that overlap, and of those that carry the value as well. Raise them when the rules get better."""
TAG = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)

Span = tuple[int, int, str]


def annotated(path: Path) -> tuple[str, str, list[Span]]:
    """(text, day of publication, spans with values) of one TimeML file; other tags dropped."""
    whole = path.read_text(encoding="utf-8")
    created = re.search(r'functionInDocument="CREATION_TIME"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*CREATION_TIME', whole)
    assert created is not None
    body = re.search(r"<TEXT>(.*)</TEXT>", whole, re.DOTALL)
    assert body is not None
    bare = re.sub(r"<(?!/?TIMEX3)[^>]*>", "", body[1])
    text, spans, at = "", [], 0
    for tag in TAG.finditer(bare):
        text += html.unescape(bare[at : tag.start()])
        value = re.search(r'value="([^"]*)"', tag[1])
        inside = html.unescape(tag[2])
        spans.append((len(text), len(text) + len(inside), value[1] if value else ""))
        text, at = text + inside, tag.end()
    return text + html.unescape(bare[at:]), created[1] or created[2], spans


def files() -> Iterator[tuple[str, str, list[Span]]]:
    """Every file of the development part."""
    for path in sorted(shared("tempeval3/dev").glob("*/*.tml")):
        yield annotated(path)


def scores() -> tuple[float, float]:
    """(F1 of overlapping spans, F1 of overlapping spans with the same value)."""
    found = right = valued = wanted = 0
    for text, created, spans in files():
        published = datetime.fromisoformat(created[:10]).replace(hour=12, tzinfo=UTC)
        mentions = times.find(text, published, "UTC")
        found, wanted = found + len(mentions), wanted + len(spans)
        for start, end, value in spans:
            over = [m for m in mentions if m.start < end and start < m.end]
            right += bool(over)
            valued += any(m.value == value for m in over)
    return 2 * right / (found + wanted), 2 * valued / (found + wanted)


@pytest.mark.corpora
def test_floor() -> None:
    spans, values = scores()
    print(f"\ntimes, TempEval-3 dev: spans F1 {spans:.3f}, values F1 {values:.3f}")
    assert spans >= FLOOR_FOUND
    assert values >= FLOOR_VALUE
