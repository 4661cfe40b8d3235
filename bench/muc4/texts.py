"""A MUC-4 document as holdfire reads it: the line ends of the wire taken out, a line for each paragraph."""

from __future__ import annotations

import re


def prepared(raw: str) -> str:
    """Paragraphs with single blanks."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", raw))
    return "\n\n".join(part for part in parts if part)
