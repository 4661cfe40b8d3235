"""A text to the language it is written in, or "und": a wrong language is worse than none."""

from __future__ import annotations

from functools import cache
from typing import Any

SHORT = 40
"""Letters below which no guess is made."""
SURE = 0.7
"""Share of probability below which the guess is not used."""
NO_LANGUAGE = "zxx"
"""What the library answers for words of no language."""
ENOUGH = 4000
"""Characters that are looked at: more never changed the answer and costs time."""


def language(content: str) -> str:
    """ISO 639-1 code of a text, "und" when it is short or the guess unsure."""
    head = content[:ENOUGH]
    if sum(c.isalpha() for c in head) < SHORT:
        return "und"
    code, share = _identifier().classify(head)
    return str(code) if share >= SURE and code != NO_LANGUAGE else "und"


@cache
def _identifier() -> Any:
    # Imported here: loading its model takes 0.7 s, and most commands identify nothing.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
