"""People's decisions to records as the next stage sees them: applied where the record was made."""

from holdfire.reviews.apply import apply
from holdfire.reviews.pairs import pair_doubts, pairs

__all__ = ["apply", "pair_doubts", "pairs"]
