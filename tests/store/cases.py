"""Small cases for the store's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from holdfire import store

NOW = datetime(2017, 5, 16, 9, 30, tzinfo=UTC)
TOML = """format = 1
name = "A case"
zone = "Asia/Damascus"
country = "SY"
"""
REPORT: dict[str, Any] = {"source": "outlet", "format": "text", "filename": "report.txt"}


def a_case(path: Path, toml: str = TOML) -> store.Case:
    """A new case with one agreement: two entries (opened, inputs)."""
    return store.create(path, toml=toml, agreements={"truce.yml": b"instruments: []\n"}, who="clerk", at=NOW)


def a_full_case(path: Path, reports: int = 12, toml: str = TOML) -> store.Case:
    """A case with entries of most kinds."""
    case = a_case(path, toml)
    for number in range(reports):
        fields = {**REPORT, "url": f"https://example.org/{number}", "title": f"Report {number}", "published": NOW}
        case.add_report(fields, f"Bytes of report {number}. ".encode() * (1 + 40 * (number % 4)), who="clerk", at=NOW)
    case.append("review", {"decision": "accept", "target": "claim:1", "why": "read in full"}, who="judge", at=NOW)
    opened = case.open_complaint({"complainant": "side a", "words": "shelling at night"}, who="clerk", at=NOW)
    case.move_complaint({"complaint": opened.key, "state": "under_inquiry", "why": "visited"}, who="judge", at=NOW)
    case.append("disclosure", {"item": "exhibit:1", "shown": True, "to_whom": ("side b",), "by": "clerk", "on": NOW},
                who="clerk", at=NOW)
    case.issue({"audience": "public", "as_of": None, "period_start": NOW.date(), "period_end": NOW.date(), "keys": {}},
               {"bulletin.html": b"<p>frozen</p>"}, who="judge", at=NOW)
    return case
