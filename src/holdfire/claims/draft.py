"""What the finders hand on: a claim in words, before speaker, act and key are worked out."""

from __future__ import annotations

import msgspec

from holdfire.reader import Attributed
from holdfire.records import Range


class Draft(msgspec.Struct):
    """Ranges are in words of the page. Still open: a following quotation may be added to `content`."""

    cue: Range | None
    verb: str
    """Name in cues.yaml, or "" for a cue that is no verb."""
    source: Range | None = None
    content: list[Range] = []
    direct: bool = False
    """Its content is a direct quotation."""
    passive: bool = False
    denied: bool = False
    """Its cue is negated ("did not say")."""
    exact: Attributed | None = None
    """The code points that the network saw, where they are not those of whole words."""
    noun: str = ""
    """The noun that is the cue, as in cues.yaml: "claim", "demands"."""
