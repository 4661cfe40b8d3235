"""A folder to its faults as a BagIt bag: every file named with its hash, none missing, none more, none outside."""

from __future__ import annotations

import re
from pathlib import Path

_SINCE_STRICT = re.compile(rb"BagIt-Version\s*:\s*[1-9]")
_DECLARATION = re.compile(rb"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: \S+(\r?\n)?")


def faults(bag: Path) -> tuple[tuple[str, str], ...]:
    """(file, what is wrong), sorted; empty for a good bag. Bags of versions 0.93 to 1.0 are read.

    A good bag is whole; whoever makes its manifests again makes another good bag.
    """
    import bagit

    bagit.LOGGER.disabled = True  # what it finds is returned; a log line beside it would be said twice

    try:
        declared = (bag / "bagit.txt").read_bytes()
        # Version 1.0 forbids what earlier ones let pass: blanks about the colon.
        if _SINCE_STRICT.match(declared) and not _DECLARATION.fullmatch(declared):
            return (("bagit.txt", "its two lines are not written as BagIt asks"),)
        bagit.Bag(str(bag)).validate()
    except bagit.BagValidationError as error:
        named = [(getattr(detail, "path", "bag"), str(detail)) for detail in error.details]
        return tuple(sorted(named)) or (("bag", str(error)),)
    except (bagit.BagError, OSError, ValueError) as error:
        return (("bag", str(error)),)
    return ()
