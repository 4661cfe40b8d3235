"""A tree's head to a signed note and back: the text formats of C2SP (signed-note, tlog-checkpoint), ed25519 signatures.

So a checkpoint can be read by people and checked by tools that are not ours.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

import msgspec

ED25519 = b"\x01"
"""The signature type of the format."""
ORIGIN = "holdfire/"
"""Before the case id in the first line of a checkpoint."""
_SIGNATURE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]*")


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What a note says: which log, how many entries, which root over them."""

    case: str
    size: int
    root: str
    """Hex."""

    def text(self) -> str:
        """The three lines that are signed."""
        root = base64.b64encode(bytes.fromhex(self.root)).decode()
        return f"{ORIGIN}{self.case}\n{self.size}\n{root}\n"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's public key: what a note's signature is checked with."""

    name: str
    public: bytes
    """32 bytes."""

    def mark(self) -> bytes:
        """Four bytes that a signature carries to say which key made it."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def text(self) -> str:
        """`NAME+MARK+KEY`: the form in which a key is given to others."""
        return f"{self.name}+{self.mark().hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


def read_key(text: str) -> Key | None:
    """The key in its text form; None when it is none."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not parts[0]:
        return None
    raw = _decoded(parts[2])
    key = Key(name=parts[0], public=raw[1:])
    return key if len(raw) == 33 and raw[:1] == ED25519 and key.mark().hex() == parts[1] else None


def sign(checkpoint: Checkpoint, name: str, secret: bytes) -> str:
    """The checkpoint as a note with one signature. `secret`: 32 bytes; ed25519 needs no chance to sign."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(secret)
    key = Key(name=name, public=private.public_key().public_bytes_raw())
    text = checkpoint.text()
    signature = base64.b64encode(key.mark() + private.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def read(note: str) -> Checkpoint | None:
    """What a note says, whoever signed it; None when it is no checkpoint of a case."""
    lines = note.partition("\n\n")[0].split("\n")
    if len(lines) < 3 or not lines[0].startswith(ORIGIN) or not _SIZE.fullmatch(lines[1]):
        return None
    root = _decoded(lines[2])
    if len(root) != 32 or not re.fullmatch(r"[0-9a-f]{32}", lines[0].removeprefix(ORIGIN)):
        return None
    return Checkpoint(case=lines[0].removeprefix(ORIGIN), size=int(lines[1]), root=root.hex())


def signers(note: str) -> tuple[str, ...]:
    """The names under a note, unchecked."""
    return tuple(name for name, _ in _signatures(note))


def is_signed(note: str, key: Key) -> bool:
    """Whether a signature under the note was made with this key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    text = note.partition("\n\n")[0] + "\n"
    public = Ed25519PublicKey.from_public_bytes(key.public)
    for name, raw in _signatures(note):
        if name == key.name and raw[:4] == key.mark():
            try:
                public.verify(raw[4:], text.encode())
            except InvalidSignature:
                continue
            return True
    return False


def _signatures(note: str) -> list[tuple[str, bytes]]:
    lines = note.partition("\n\n")[2].splitlines()
    found = [match for match in map(_SIGNATURE.fullmatch, lines) if match]
    return [(match[1], _decoded(match[2])) for match in found]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
