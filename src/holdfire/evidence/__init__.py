"""Files to exhibits: what each says of itself, its times kept apart, what people stated, where it is replayed."""

from holdfire.evidence.exhibit import exhibit
from holdfire.evidence.replays import Replay, doubts_of, replays
from holdfire.evidence.stated import linked, stated

__all__ = ["Replay", "doubts_of", "exhibit", "linked", "replays", "stated"]
