#!/usr/bin/env python3
"""Checks a copy of an encrypted holdfire case: python3 unlock.py IDENTITY FOLDER [CHECKPOINT [KEY]]

IDENTITY is the file with your age key (AGE-SECRET-KEY-1...). All is decrypted in memory; nothing is written. The checks
are those of verify.py, which lies beside this file; it needs Python 3.9, nothing of holdfire. The pieces are public
standards: age-encryption.org/v1, X25519 (RFC 7748), HKDF (RFC 5869), ChaCha20-Poly1305 (RFC 8439).
"""
from __future__ import annotations
import base64, hashlib, hmac, runpy, struct, sys  # noqa: E401
from pathlib import Path
from typing import Any, Iterator

FILE, VERIFIER = "unlock.py", "verify.py"  # as both are called where they lie beside a copy
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
PRIME, PRIME_1305, AT_ONCE = 2**255 - 19, 2**130 - 5, 1 << 16
ROUND = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
_mac: Any = lambda key, said: hmac.new(key, said, hashlib.sha256).digest()
_hkdf: Any = lambda key, salt, info: _mac(_mac(salt or bytes(32), key), info + b"\1")
_number: Any = lambda data: int.from_bytes(data, "little")

def _unpadded(text: str) -> bytes:
    data = base64.b64decode(text + "=" * (-len(text) % 4))
    if base64.b64encode(data).decode().rstrip("=") != text: raise ValueError("it is not written as base64 should be")
    return data

def _x25519(secret: bytes, point: bytes) -> bytes:
    scalar, x1 = _number(secret) & ~7 & (1 << 254) - 1 | 1 << 254, _number(point) & (1 << 255) - 1
    x2, z2, x3, z3 = 1, 0, x1, 1
    for at in range(254, -1, -1):
        if scalar >> at & 1: x2, z2, x3, z3 = x3, z3, x2, z2
        left, right, da, cb = (x2 + z2) ** 2, (x2 - z2) ** 2, (x3 - z3) * (x2 + z2), (x3 + z3) * (x2 - z2)
        x2, z2 = left * right % PRIME, (left - right) * (left + 121665 * (left - right)) % PRIME
        x3, z3 = (da + cb) ** 2 % PRIME, x1 * (da - cb) ** 2 % PRIME
        if scalar >> at & 1: x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")

def _chacha(key: bytes, nonce: bytes, first: int, blocks: int) -> bytes:
    """Blocks of the key stream, from number `first`: all at once, in lanes of 64 bits of a few very long numbers."""
    ones = _number(b"\1\0\0\0\0\0\0\0" * blocks)
    lanes, keep = [word * ones for word in struct.unpack("<16I", b"expand 32-byte k" + key + bytes(4) + nonce)], ones * 0xFFFFFFFF
    lanes[12] = _number(b"".join(at.to_bytes(8, "little") for at in range(first, first + blocks)))
    now = list(lanes)
    for a, b, c, d in ROUND * 10:
        for one, two, turned, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            now[one] = now[one] + now[two] & keep
            mixed = now[turned] ^ now[one]
            now[turned] = (mixed << by | mixed >> 32 - by) & keep
    words = [(x + y & keep).to_bytes(8 * blocks, "little") for x, y in zip(now, lanes)]
    return b"".join(word[8 * at : 8 * at + 4] for at in range(blocks) for word in words)

def _unseal(key: bytes, nonce: bytes, sealed: bytes, about: bytes = b"") -> bytes:
    """The bytes again; ValueError when they were changed, or sealed with another key or about something else."""
    text, tag = sealed[:-16], sealed[-16:]
    blocks = 1 + -(-len(text) // 64)
    stream = b"".join(_chacha(key, nonce, at, min(AT_ONCE, blocks - at)) for at in range(0, blocks, AT_ONCE))
    rate, end = _number(stream[:16]) & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF, _number(stream[16:32])
    told = about + bytes(-len(about) % 16) + text + bytes(-len(text) % 16) + struct.pack("<QQ", len(about), len(text))
    total = 0
    for at in range(0, len(told), 16):
        total = (total + (_number(told[at : at + 16]) | 1 << 128)) * rate % PRIME_1305
    if len(tag) != 16 or (total + end) % 2**128 != _number(tag): raise ValueError("it does not open: changed, or of another key")
    return (_number(text) ^ _number(stream[64 : 64 + len(text)])).to_bytes(len(text), "little")

def _file_keys(lines: list[str], identity: bytes) -> Iterator[bytes]:
    own = _x25519(identity, (9).to_bytes(32, "little"))
    for said, wrapped in zip(lines, lines[1:]):
        if said.startswith("-> X25519 "):
            share = _unpadded(said[10:])
            try: yield _unseal(_hkdf(_x25519(identity, share), share + own, b"age-encryption.org/v1/X25519"), bytes(12), _unpadded(wrapped))
            except ValueError: continue

def _case_key(wrapped: bytes, identity: bytes) -> bytes:
    head, mark, rest = wrapped.partition(b"\n---")
    mac, _, payload = rest.partition(b"\n")
    for key in _file_keys(head.decode().splitlines(), identity):
        if _mac(_hkdf(key, b"", b"header"), head + mark) == _unpadded(mac.decode()[1:]):
            return _unseal(_hkdf(key, payload[:16], b"payload"), bytes(11) + b"\1", payload[16:])
    raise ValueError("E324 the case key is not wrapped for this identity, or was changed")

class Cover:
    """What lies over the rows and files of an encrypted case; verify.py has the one of a case in the clear."""

    def __init__(self, folder: Path, identity: str) -> None:
        bits = 0
        for letter in identity.strip().lower().rpartition("1")[2][:-6]: bits = bits << 5 | LETTERS.index(letter)
        self.keys, self.case_key = folder / "keys", _case_key((folder / "keys/case.age").read_bytes(), (bits >> 4).to_bytes(32, "big"))
        self.inner = _mac(self.case_key, b"inner")

    def body(self, body: bytes, at: int) -> bytes:
        return _unseal(self.inner, body[:12], body[12:], f"entry {at}".encode()) if at else body

    def word(self, word: str | None, at: int | None) -> str | None:
        return _mac(self.case_key, b"word " + word.encode()).hex()[:32] if word is not None and at != 0 else word

    def name(self, sha: str) -> str:
        return str(_mac(self.case_key, b"name " + sha.encode()).hex())

    def whole(self, sha: str | None, file: Path) -> bool:
        if sha is None: return True  # no entry refers to it: nobody can say what it should hold
        try:
            sealed, kept = file.read_bytes(), (self.keys / file.name[:2] / file.name).read_bytes()
            own = _unseal(self.case_key, kept[:12], kept[12:], sha.encode())
            return hashlib.sha256(_unseal(own, sealed[:12], sealed[12:], sha.encode())).hexdigest() == sha
        except (ValueError, OSError):
            return False

def main(identity: Path, folder: Path, *more: Any, check: Any = None) -> list[str]:
    """What is wrong with a folder, a line each; `check`: the `main` of verify.py, when it lies elsewhere."""
    try:
        cover = Cover(folder, identity.read_text("ascii"))
    except (ValueError, OSError) as error:
        return [str(error) if str(error).startswith("E324") else f"E324 {folder}: the case key cannot be had: {error}"]
    check = check or runpy.run_path(str(Path(__file__).with_name(VERIFIER)))["main"]
    return list(check(folder, *more, cover=cover))

if __name__ == "__main__":
    found = main(Path(sys.argv[1]), Path(sys.argv[2]), *map(Path, sys.argv[3:4]), *sys.argv[4:5])
    print("\n".join(found) or "all is as it was recorded; that says nothing of its truth")
    sys.exit(3 if found else 0)
