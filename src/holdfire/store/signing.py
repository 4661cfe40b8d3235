"""The user's own signing key: made at first use, kept in the user's configuration, never in a case."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from holdfire.errors import BadCase
from holdfire.seals import sha256
from holdfire.seals.note import Checkpoint, Key, sign
from holdfire.store import durable, home

SECRET_BYTES = 32


def own_key() -> Key:
    """The public half, to be given to others. Raises BadCase (E321) when the key file is damaged."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(_secret()).public_key().public_bytes_raw()
    return Key(name=_name(public), public=public)


def signed(checkpoint: Checkpoint) -> str:
    """The checkpoint as a note, signed with the user's key."""
    return sign(checkpoint, own_key().name, _secret())


def path() -> Path:
    """Where the secret half lies: 64 hex digits, readable by its owner alone."""
    return home.folder() / "keys" / "checkpoint.key"


def _name(public: bytes) -> str:
    return f"holdfire-{sha256(public)[:8]}"


def _secret() -> bytes:
    file = path()
    if not file.exists():
        durable.make_folder(file.parent)
        made = secrets.token_hex(SECRET_BYTES)
        durable.write(file, made.encode(), mode=0o600)
    try:
        secret = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise _unreadable(file) from error
    if len(secret) != SECRET_BYTES or file.stat().st_mode & 0o077:
        raise _unreadable(file)
    return secret


def _unreadable(file: Path) -> BadCase:
    why = "it cannot be read" if not os.access(file, os.R_OK) else "it is damaged, or others may read it"
    todo = f"restore it, `chmod 600` it, or move it away: a new one is made, and signs under another name; now {why}"
    return BadCase("E321", "your signing key cannot be used", where=str(file), todo=todo)
