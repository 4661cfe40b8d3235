"""Which languages this reader reads. A text in any other is kept and doubted, never dropped."""

from __future__ import annotations

COVERED = frozenset({"en"})


def covers(language: str) -> bool:
    """Whether the rules can read a language, given as ISO 639-1 (`en`, `en-GB`); "und" is not covered."""
    return language.lower().partition("-")[0] in COVERED
