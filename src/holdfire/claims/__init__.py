"""Text and marks to claims: who says what, by which act, about whom; and any reader's claims to their speakers."""

from holdfire.claims.find import find
from holdfire.claims.mentions import ActorBook, ActorMention
from holdfire.claims.speakers import with_speakers

__all__ = ["ActorBook", "ActorMention", "find", "with_speakers"]
