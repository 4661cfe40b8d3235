"""Text to marks: sentences, paragraphs, quotations, cues and hedges with their offsets; `read` does all of it."""

from holdfire.reader.attributed import Attributed, Means
from holdfire.reader.cues import Cue, CueHit, Hedge, lexicon
from holdfire.reader.encoder import READERS, means
from holdfire.reader.fillers import FillerMeans, Scored, filler_means, made_means, scored, shipped_fillers
from holdfire.reader.language import covers
from holdfire.reader.marks import VERSION, Marks, read
from holdfire.reader.notes import NoteMeans, note_means
from holdfire.reader.quotations import Quotation
from holdfire.reader.small import VERSION as SMALL
from holdfire.reader.small import reads as small_reads
from holdfire.reader.words import Words, words

__all__ = [
    "READERS",
    "SMALL",
    "VERSION",
    "Attributed",
    "Cue",
    "CueHit",
    "FillerMeans",
    "Hedge",
    "Marks",
    "Means",
    "NoteMeans",
    "Quotation",
    "Scored",
    "Words",
    "covers",
    "filler_means",
    "lexicon",
    "made_means",
    "means",
    "note_means",
    "read",
    "scored",
    "shipped_fillers",
    "small_reads",
    "words",
]
