"""Publishers' names and addresses to sources, and the parties that each was tied to on a day."""

from holdfire.sources.book import Sources
from holdfire.sources.load import load, packaged

__all__ = ["Sources", "load", "packaged"]
