"""Where the shared corpora are. A user's clone has none: those tests skip with a reason; CI fails instead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))


def shared(name: str) -> Path:
    """The path of one corpus, `polnear/dev` say; skips the test where it is absent."""
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"corpora absent: {name} (set HOLDFIRE_SHARED)")
    return path
