"""How often words of time are found and read rightly, against the development part of TempEval-3 (news of 1989-1998)."""

from __future__ import annotations

import hashlib
import html
import re
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.corpora import shared

from holdfire import times

FLOOR_FOUND, FLOOR_VALUE = 0.935, 0.80
"""F1 of spans that overlap, and of those that carry the value as well. Raise them when the rules get better."""
FLOOR_UNSEEN = 0.785
"""F1 of values on the half at whose errors nobody looked when the rules were written."""
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


def half(path: Path) -> int:
    """1 for the half that stays unseen: only the errors on half 0 were looked at."""
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % 2


def counted(path: Path) -> Counter[str]:
    """How many spans are wanted, found, rightly found, and found with their value, in one file."""
    text, created, spans = annotated(path)
    published = datetime.fromisoformat(created[:10]).replace(hour=12, tzinfo=UTC)
    mentions = times.find(text, published, "UTC")
    told = Counter(wanted=len(spans), found=len(mentions))
    for start, end, value in spans:
        over = [m for m in mentions if m.start < end and start < m.end]
        told.update(right=bool(over), valued=any(m.value == value for m in over))
    return told


def f1(told: Counter[str], of: str) -> float:
    """Of what was found and what was wanted."""
    return 2 * told[of] / (told["found"] + told["wanted"])


@pytest.mark.corpora
def test_floor() -> None:
    halves: dict[int, Counter[str]] = {0: Counter(), 1: Counter()}
    began, paths = time.monotonic(), sorted(shared("tempeval3/dev").glob("*/*.tml"))
    for path in paths:
        halves[half(path)] += counted(path)
    rate = 60 * len(paths) / (time.monotonic() - began)
    whole = halves[0] + halves[1]
    for name, told in (("whole", whole), ("half looked at", halves[0]), ("half unseen", halves[1])):
        print(f"\ntimes, TempEval-3 dev, {name}: spans F1 {f1(told, 'right'):.3f}, values F1 {f1(told, 'valued'):.3f}")
    print(f"{rate:.0f} documents a minute")
    assert f1(whole, "right") >= FLOOR_FOUND
    assert f1(whole, "valued") >= FLOOR_VALUE
    assert f1(halves[1], "valued") >= FLOOR_UNSEEN
