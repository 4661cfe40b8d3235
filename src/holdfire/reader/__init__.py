"""Text to marks: sentences, paragraphs, quotations, cues and hedges with their offsets; `read` does all of it."""

from holdfire.reader.cues import Cue, CueHit, Hedge, lexicon
from holdfire.reader.language import covers
from holdfire.reader.marks import VERSION, Marks, read
from holdfire.reader.quotations import Quotation
from holdfire.reader.words import Words, words

__all__ = ["VERSION", "Cue", "CueHit", "Hedge", "Marks", "Quotation", "Words", "covers", "lexicon", "read", "words"]
