"""The keys of an encrypted case: one for the case, wrapped for the people who may open it, and one for each vault file.

A vault file can be read only with its own key, and that only with the case key. Destroying the small key file makes
every copy of the vault file unreadable, wherever it lies. A copy of the key file undoes that: keep those of keys/ few.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path
from typing import Any

from holdfire.errors import BadCase, BadRequest, Tampered
from holdfire.store import durable, home

FOLDER = "keys"
CASE_KEY = "case.age"
NONCE_BYTES, KEY_BYTES = 12, 32


class Keys:
    """Names and keys of vault files, in CASE/keys. `secret`: the case key."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self.folder, self._secret = folder, secret
        self._inner = hmac.digest(secret, b"inner", "sha256")

    def name(self, sha: str) -> str:
        """How the file of this sha256 is called: nobody without the case key can tell whether a case holds it."""
        return hmac.digest(self._secret, b"name " + sha.encode(), "sha256").hex()

    def path(self, sha: str) -> Path:
        """Where the key of this file lies, or would lie."""
        name = self.name(sha)
        return self.folder / name[:2] / name

    def seal(self, sha: str, data: bytes) -> bytes:
        """Bytes encrypted under a key of their own, which is durable on return."""
        path = self.path(sha)
        durable.make_folder(path.parent)
        if not path.exists():
            durable.write(path, _sealed(self._secret, secrets.token_bytes(KEY_BYTES), sha), mode=0o600)
        return _sealed(self._own(sha), data, sha)

    def open(self, sha: str, sealed: bytes) -> bytes:
        """The bytes again. Raises Tampered (E502) when they, or their key, were changed, E503 when the key is gone."""
        return _opened(self._own(sha), sealed, sha)

    def shut(self, data: bytes, about: str) -> bytes:
        """Bytes encrypted under the case key, good only where the same `about` is said: an entry, a derived file."""
        return _sealed(self._inner, data, about)

    def unshut(self, sealed: bytes, about: str) -> bytes:
        """The bytes again. Raises Tampered (E502) when they were changed or are those of something else."""
        return _opened(self._inner, sealed, about)

    def word(self, word: str) -> str:
        """A word in place of a word that shall be looked up and not be read."""
        return hmac.digest(self._secret, b"word " + word.encode(), "sha256").hex()[:32]

    def destroy(self, sha: str) -> None:
        """Overwrites and deletes the key of a file; durable on return."""
        path = self.path(sha)
        if path.exists():
            durable.overwrite(path, bytes(NONCE_BYTES + KEY_BYTES + 16), sync=True)
            path.unlink()
        durable.sync_folder(path.parent if path.parent.exists() else self.folder)

    def wrap(self, recipients: list[str]) -> None:
        """Writes the case key for these people alone. Raises BadRequest (E486) for one that is no recipient."""
        import pyrage

        try:
            to = [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recipients)]
        except pyrage.RecipientError as error:
            raise BadRequest("E486", f"a recipient cannot be read: {error}", todo="give age1...") from error
        durable.write(self.folder / CASE_KEY, pyrage.encrypt(self._secret, to), mode=0o600)

    def _own(self, sha: str) -> bytes:
        path = self.path(sha)
        try:
            return _opened(self._secret, path.read_bytes(), sha)
        except FileNotFoundError as error:
            what = "the key of a vault file is missing"
            raise Tampered("E503", what, where=str(path), todo="restore keys/ from where it is kept") from error


def create(case: Path) -> Keys:
    """A case key, made at random and wrapped for the user alone; `share` wraps it for others."""
    folder = case / FOLDER
    durable.make_folder(folder)
    made = Keys(folder, secrets.token_bytes(KEY_BYTES))
    made.wrap([own_recipient()])
    return made


def load(case: Path) -> Keys:
    """The keys of a case. Raises BadCase (E324) when the user's identity does not open it."""
    import pyrage

    file = case / FOLDER / CASE_KEY
    if not file.exists():
        raise BadCase("E324", "there is no case key: it is not encrypted, or keys/ is missing", where=str(file))
    try:
        secret = pyrage.decrypt(file.read_bytes(), [_identity()])
    except (OSError, pyrage.DecryptError) as error:
        what = "the case is encrypted, and your key does not open it"
        todo = "ask somebody who can open it to run `holdfire keys share`"
        raise BadCase("E324", what, where=str(file), todo=todo) from error
    return Keys(case / FOLDER, secret)


def share(case: Path, recipients: list[str]) -> int:
    """Wraps the case key for these people and the user; returns how many that are.

    Raises BadRequest (E486) for one that is no recipient. Who is left out can still open copies made before, and has
    whatever they have read.
    """
    everybody = list(dict.fromkeys([own_recipient(), *recipients]))
    load(case).wrap(everybody)
    return len(everybody)


def own_recipient() -> str:
    """The public half of the user's age identity, to be given to who shares a case."""
    return str(_identity().to_public())


def _identity() -> Any:
    import pyrage

    file = home.folder() / "keys" / "age.key"
    if not file.exists():
        durable.make_folder(file.parent)
        durable.write(file, str(pyrage.x25519.Identity.generate()).encode(), mode=0o600)
    try:
        return pyrage.x25519.Identity.from_str(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise BadCase("E321", "your key cannot be used", where=str(file), todo="restore it from a copy") from error


def _sealed(key: bytes, data: bytes, about: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, about.encode())


def _opened(key: bytes, sealed: bytes, about: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Tampered(
            "E502", "an encrypted file, or its key, was changed", where=about, todo="restore a copy"
        ) from error
