"""Text and marks to claims: who says what about whom, by which act, on what evidence; `find` does all of it."""

from holdfire.claims.find import find
from holdfire.claims.mentions import ActorBook, ActorMention

__all__ = ["ActorBook", "ActorMention", "find"]
