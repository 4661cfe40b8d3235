"""Small cases for tests of the whole run: one short agreement, a few lines of news, a table of two rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from holdfire.flow.derive import Outcome, derive
from holdfire.flow.derived import to_files
from holdfire.records import View
from holdfire.store import Case, create

AT = datetime(2030, 1, 1, tzinfo=UTC)
PUBLIC = View(audience="public")

TOML = """\
format = 1
name = "A small case"
zone = "Asia/Damascus"
country = "SY"
period = "week"
[[audiences]]
id = "public"
policy = { delay_hours = 0, why = "a test" }
"""

AGREEMENT = """\
id: small
title: A small truce
kind: agreement
publication: published
text_status: authentic
zone: Asia/Damascus
country: SY
sources:
  - {id: text, words: the text itself}
dates:
  - {name: signed, at: 2017-05-04, source: text}
  - {name: operative, rule: signed + 1 day, source: text}
parties:
  - id: sides
    name: the sides
    role: signatory
    actors:
      - {actor: sy, how: signature}
      - {actor: ru, how: signature}
terms:
  - id: cessation
    clause: "1"
    what: no hostilities
    modality: prohibit
    quote: {words: hostilities cease, status: authentic, source: text}
    acts: [hostilities]
    by: [sides]
"""

NEWS = {
    "strike.txt": (
        "Air strikes hit Atarib on Monday, killing at least 29 people, the Syrian Observatory for Human Rights said. "
        "The Syrian government denied that its aircraft had struck the town.\n"
    ),
    "blame.txt": (
        "The Syrian National Coalition accused Russia of bombing the market in Atarib on Monday. "
        "It said 61 people were killed.\n"
    ),
    "prison.txt": "The United States said the Syrian government had killed detainees in Sednaya prison.\n",
    "pledge.txt": "Turkey said it would keep its observers at the posts around Idlib.\n",
    "corrected.txt": (
        "Air strikes hit Atarib on Monday, killing at least 53 people, the Syrian Observatory for Human Rights said.\n"
    ),
}
PUBLISHED = datetime(2017, 11, 14, 9, tzinfo=UTC)


def small_case(path: Path, agreement: str = AGREEMENT) -> Case:
    """An empty case around the small truce."""
    return create(path, toml=TOML, agreements={"small.yml": agreement.encode()}, who="tester", at=AT)


def add(case: Case, name: str, *, minute: int = 0, **fields: Any) -> str:
    """Take in one of NEWS (or any words); returns the report's key."""
    words = NEWS.get(name, name)
    base: Mapping[str, Any] = {
        "source": f"outlet-{name.partition('.')[0]}", "url": "", "format": "text", "filename": name[:20],
        "language": "en", "published": PUBLISHED, "clearance": "public",
    }  # fmt: skip
    at = AT + timedelta(minutes=minute)
    return case.add_report({**base, **fields}, words.encode(), who="tester", at=at).report.key


def bytes_of(outcome: Outcome) -> dict[str, bytes]:
    """Everything derived, as it would be saved."""
    return to_files(outcome.derived, outcome.held)


def derived(case: Case, view: View = PUBLIC) -> dict[str, bytes]:
    """The bytes that a run gives now."""
    return bytes_of(derive(case, view))
