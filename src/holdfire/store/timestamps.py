"""Bytes to trusted timestamps (RFC 3161): asked of the user's authorities by the user's own command, checked twice.

holdfire itself reaches no network. Which authority is asked, and by which way out, stands in authorities.toml in the
user's configuration and never in a case: a case from elsewhere cannot make this machine call anybody.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from holdfire.errors import BadCase
from holdfire.store import home

FILE = "authorities.toml"
SECONDS = 60
"""How long an authority's command may take."""
REQUEST = "{request}"
"""In a command: the path of the file with the request. Without it the request comes on standard input."""


class Authority(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who says by when bytes existed."""

    name: str
    command: tuple[str, ...]
    """Turns a request into a reply on standard output."""
    certificates: str
    """PEM file with the root (and what lies between), below the configuration folder."""


class _Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    authority: tuple[Authority, ...] = ()


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What two verifiers say of one reply."""

    when: datetime | None = None
    """Not later than this did the bytes exist; None: no verifier accepts it."""
    by: tuple[str, ...] = ()
    """The verifiers that accept it: `rfc3161-client`, `openssl`."""
    why: str = ""
    """What those say that do not."""

    def line(self) -> str:
        """One line for a person."""
        if self.when is None:
            return f"refused: {self.why}"
        but = f"; {self.why}" if self.why else ""
        return f"existed by {self.when:%Y-%m-%d %H:%M:%S} UTC (checked by {' and '.join(self.by)}{but})"


def authorities() -> tuple[Authority, ...]:
    """Those of authorities.toml; none where there is no such file. Raises BadCase (E322) when it has faults."""
    file = home.folder() / FILE
    if not file.exists():
        return ()
    try:
        found = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _Listed).authority
    except (ValueError, UnicodeDecodeError) as error:
        raise BadCase(
            "E322", f"it has a fault: {error}", where=str(file), todo="mend it; docs/custody.md shows one"
        ) from error
    names = [authority.name for authority in found]
    if len(set(names)) < len(names) or not all(name.isidentifier() for name in names):
        raise BadCase("E322", "names must be different, of letters, digits and _", where=str(file), todo="mend it")
    return found


def certificates(authority: Authority) -> bytes:
    """Its PEM file. Raises BadCase (E322) when it is not there."""
    file = home.folder() / authority.certificates
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadCase(
            "E322", "the authority's certificates are not there", where=str(file), todo="put them there"
        ) from error


def request(data: bytes) -> bytes:
    """A request for a timestamp over the sha256 of bytes, with a nonce."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def ask(authority: Authority, asked: bytes) -> bytes:
    """The authority's raw reply. Raises BadCase (E323) when its command gives none."""
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        file = Path(folder) / "request.tsq"
        file.write_bytes(asked)
        command = [word.replace(REQUEST, str(file)) for word in authority.command]
        try:
            done = subprocess.run(command, input=asked, capture_output=True, check=True, timeout=SECONDS)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as error:
            raise BadCase(
                "E323", f"authority {authority.name} gave no reply: {error}", where=FILE, todo="try again"
            ) from error
    if not done.stdout:
        raise BadCase("E323", f"authority {authority.name} gave an empty reply", where=FILE, todo="try again")
    return done.stdout


def verify(reply: bytes, data: bytes, pem: bytes) -> Stamp:
    """What both verifiers say. Where one alone accepts, its word stands and the other's objection beside it."""
    told = {"rfc3161-client": _by_library(reply, data, pem), "openssl": _by_openssl(reply, data, pem)}
    good = {name: said for name, said in told.items() if isinstance(said, datetime)}
    why = "; ".join(f"{name}: {said}" for name, said in told.items() if isinstance(said, str))
    return Stamp(when=max(good.values(), default=None), by=tuple(good), why=why)


def _by_library(reply: bytes, data: bytes, pem: bytes) -> datetime | str:
    from cryptography import x509
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        decoded = decode_timestamp_response(reply)
        certificates = x509.load_pem_x509_certificates(pem)
        roots = [one for one in certificates if one.issuer == one.subject]
        between = [one for one in certificates if one.issuer != one.subject]
        VerifierBuilder(roots=roots, intermediates=between).build().verify_message(decoded, data)
        return decoded.tst_info.gen_time.astimezone(UTC)
    except (VerificationError, ValueError) as error:
        return str(error).partition(": ErrorStack")[0] or type(error).__name__


def _by_openssl(reply: bytes, data: bytes, pem: bytes) -> datetime | str:
    tool = shutil.which("openssl")
    if not tool:
        return "not installed"
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        names = {"reply": reply, "data": data, "pem": pem}
        files = {name: str(Path(folder) / name) for name in names}
        for name, content in names.items():
            Path(files[name]).write_bytes(content)
        text = _openssl(tool, "ts", "-reply", "-in", files["reply"], "-text").stdout.decode(errors="replace")
        when = _gen_time(text)
        if when is None:
            return "the reply holds no time"
        # As of its own time: an authority's certificate ends, what it said while it was good stands.
        done = _openssl(tool, "ts", "-verify", "-data", files["data"], "-in", files["reply"], "-CAfile", files["pem"],
                        "-untrusted", files["pem"], "-attime", str(int(when.timestamp())))  # fmt: skip
    return when if done.returncode == 0 else _last_line(done.stdout + done.stderr)


def _openssl(tool: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603
        [tool, *arguments],
        capture_output=True,
        check=False,
        timeout=SECONDS,
        env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
    )


def _gen_time(text: str) -> datetime | None:
    for line in text.splitlines():
        if line.startswith("Time stamp: "):
            stated = line.removeprefix("Time stamp: ").strip().removesuffix(" GMT")
            for form in ("%b %d %H:%M:%S %Y", "%b %d %H:%M:%S.%f %Y"):
                try:
                    return datetime.strptime(stated, form).replace(tzinfo=UTC)
                except ValueError:
                    continue
    return None


def _last_line(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if "error" in line.lower()]
    return lines[-1].rpartition(":")[2].strip() or lines[-1] if lines else "refused"
