"""Incidents, accounts and texts to independence, support and attribution: a voice counts once however often printed."""

from holdfire.corroboration.compared import Compared, compared
from holdfire.corroboration.copies import copies
from holdfire.corroboration.crediting import credited
from holdfire.corroboration.evenness import Even, Told, evenness, smallest
from holdfire.corroboration.grade import grade
from holdfire.corroboration.independence import Copies, Ties, independent_voices
from holdfire.corroboration.paths import Link, Merge, merges

__all__ = [
    "Compared", "Copies", "Even", "Link", "Merge", "Ties", "Told", "compared", "copies", "credited", "evenness",
    "grade", "independent_voices", "merges", "smallest",
]  # fmt: skip
