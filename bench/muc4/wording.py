"""Sentences to set fills that no filler of theirs tells: how sure it is that a body did it, what weapon is implied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bench.muc4.kinds import CLAIMED, SHOT, SUSPECTED


def unnamed_weapon(kind: str, sentences: Sequence[str]) -> str:
    """The instrument type of an incident whose weapon is not named: a bombing has a bomb, who is shot a gun."""
    if kind == "BOMBING":
        return "BOMB"
    shot = kind == "ATTACK" and any(_begun(SHOT, sentence.upper()) for sentence in sentences)
    return "GUN" if shot else ""


def confidence(around: Sequence[str]) -> str:
    """What it claims itself goes before what others suspect. By whom it is suspected the words do not tell apart."""
    spoken = [" ".join(sentence.upper().split()) for sentence in around]
    if any(_begun(CLAIMED, sentence) for sentence in spoken):
        return "CLAIMED OR ADMITTED"
    suspected = any(_begun(SUSPECTED, sentence) for sentence in spoken)
    return "SUSPECTED OR ACCUSED" if suspected else "REPORTED AS FACT"


def _begun(stems: Sequence[str], sentence: str) -> bool:
    return any(re.search(rf"\b{re.escape(stem)}", sentence) for stem in stems)
