"""People's decisions to records as the next stage sees them: applied where the record was made."""

from holdfire.reviews.apply import apply, saw
from holdfire.reviews.complaints import Move, move_of, states_after
from holdfire.reviews.pairs import pair_doubts, pairs

__all__ = ["Move", "apply", "move_of", "pair_doubts", "pairs", "saw", "states_after"]
