"""Text and marks to claims: who says what, by which act, about whom; and any reader's claims to their speakers."""

from holdfire.claims.answered import PREFIX as MODEL
from holdfire.claims.answered import Answer, Passage, answered, asked, passages, prompt
from holdfire.claims.find import find
from holdfire.claims.mentions import ActorBook, ActorMention
from holdfire.claims.speakers import with_speakers

__all__ = [
    "MODEL",
    "ActorBook",
    "ActorMention",
    "Answer",
    "Passage",
    "answered",
    "asked",
    "find",
    "passages",
    "prompt",
    "with_speakers",
]
