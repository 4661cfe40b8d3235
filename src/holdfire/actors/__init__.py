"""Names in texts and codes in tables to actors: states, bodies, groups and persons, with whom each belongs to."""

from holdfire.actors.book import ActorMention, Actors
from holdfire.actors.load import load, packaged

__all__ = ["ActorMention", "Actors", "load", "packaged"]
