"""A path to whether its filesystem can keep a ledger: network filesystems cannot, and are refused with the reason."""

from __future__ import annotations

import re
from pathlib import Path

from holdfire import data
from holdfire.errors import BadCase

MOUNTS = Path("/proc/self/mounts")


def refuse_network(path: Path, mounts: Path = MOUNTS) -> None:
    """Raises BadCase (E306) when `path` lies on a filesystem of filesystems.yaml. Nothing where there is no /proc."""
    if not mounts.exists():
        return
    kind = filesystem(path, mounts.read_text(errors="replace"))
    reason = data.load("filesystems.yaml")["refused"].get(kind)
    if reason:
        raise BadCase(
            "E306",
            f"a case cannot be kept on {kind}, because {reason}",
            where=str(path),
            todo="move it to a local disk with `holdfire copy`",
        )


def filesystem(path: Path, mounts: str) -> str:
    """The filesystem type of the mount that `path` lies on, given the text of /proc/self/mounts. "" = none found."""
    real = path.resolve()
    best, kind = -1, ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        # Spaces and the like are written as octal escapes; a later mount on the same point hides the earlier.
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), words[1]))
        if real.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), words[2]
    return kind
