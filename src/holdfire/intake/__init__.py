"""Bytes to texts, event rows, counts, observations: one file per format, no network, no case files.

`detect` says what a file is, `read` what it holds; `sidecar` reads what people know of files beside them.
"""

from holdfire.intake.candidates import candidates
from holdfire.intake.detect import MAX_BYTES, check_size, detect
from holdfire.intake.events import EVENT_SCHEMA, row
from holdfire.intake.language import language
from holdfire.intake.leads import LEAD_SCHEMA
from holdfire.intake.photo import PhotoFacts
from holdfire.intake.photo import facts as photo_facts
from holdfire.intake.read import EXTRACTORS, read
from holdfire.intake.sidecar import Known, sidecar
from holdfire.intake.taken import Actors, Places, Taken

__all__ = [
    "EVENT_SCHEMA",
    "EXTRACTORS",
    "LEAD_SCHEMA",
    "MAX_BYTES",
    "Actors",
    "Known",
    "PhotoFacts",
    "Places",
    "Taken",
    "candidates",
    "check_size",
    "detect",
    "language",
    "photo_facts",
    "read",
    "row",
    "sidecar",
]
