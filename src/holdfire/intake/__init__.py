"""Bytes to texts, event rows, counts, observations: one file per format, no network, no case files.

`detect` says what a file is, `read` what it holds; `sidecar` reads what people know of files beside them.
"""

from holdfire.intake.candidates import Scope, candidates
from holdfire.intake.countries import bounds
from holdfire.intake.detect import MAX_BYTES, check_size, detect
from holdfire.intake.events import EVENT_SCHEMA, row
from holdfire.intake.examined import Examined, examine, tools
from holdfire.intake.language import language
from holdfire.intake.leads import LEAD_SCHEMA
from holdfire.intake.media import PHOTO_TYPES, media_type, medium_of
from holdfire.intake.pdf import fault as pdf_fault
from holdfire.intake.read import EVENTS, EXTRACTORS, read, read_events
from holdfire.intake.sidecar import Known, sidecar
from holdfire.intake.taken import Actors, Places, Taken

__all__ = [
    "EVENTS",
    "EVENT_SCHEMA",
    "EXTRACTORS",
    "LEAD_SCHEMA",
    "MAX_BYTES",
    "PHOTO_TYPES",
    "Actors",
    "Examined",
    "Known",
    "Places",
    "Scope",
    "Taken",
    "bounds",
    "candidates",
    "check_size",
    "detect",
    "examine",
    "language",
    "media_type",
    "medium_of",
    "pdf_fault",
    "read",
    "read_events",
    "row",
    "sidecar",
    "tools",
]
