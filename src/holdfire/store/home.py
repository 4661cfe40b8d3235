"""The environment to the folder of the user's own configuration: pins, keys, authorities. Never part of a case."""

from __future__ import annotations

import os
from pathlib import Path


def folder() -> Path:
    """HOLDFIRE_CONFIG, or holdfire/ in the user's configuration folder."""
    configured = os.environ.get("HOLDFIRE_CONFIG")
    if configured:
        return Path(configured)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "holdfire"
