"""A timestamp authority of the tests' own, made and run by openssl: no network, no key that ships."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

CONFIG = """[req]
distinguished_name = dn
[dn]
[tsa_ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ca_ext]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
{chain}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def make(folder: Path, name: str, *, chain: bool = False) -> str:
    """Makes an authority below a configuration folder; returns its lines for authorities.toml."""
    there = folder / name
    there.mkdir(parents=True)
    config = there / "openssl.cnf"
    config.write_text(CONFIG.format(folder=there, chain=f"certs = {there}/ca.pem" if chain else ""))
    (there / "serial").write_text("01\n")
    for key in ("ca", "tsa"):
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{there}/{key}.key")
    _openssl("req", "-x509", "-new", "-key", f"{there}/ca.key", "-subj", f"/CN={name} root", "-days", "3650",
             "-config", f"{config}", "-extensions", "ca_ext", "-out", f"{there}/ca.pem")  # fmt: skip
    _openssl("req", "-new", "-key", f"{there}/tsa.key", "-subj", f"/CN={name}", "-config", f"{config}", "-out", f"{there}/tsa.csr")
    _openssl("x509", "-req", "-in", f"{there}/tsa.csr", "-CA", f"{there}/ca.pem", "-CAkey", f"{there}/ca.key", "-days", "3650",
             "-CAcreateserial", "-extfile", f"{config}", "-extensions", "tsa_ext", "-out", f"{there}/tsa.pem")  # fmt: skip
    command = ["openssl", "ts", "-reply", "-config", str(config), "-section", "one", "-queryfile", "{request}"]
    return f'[[authority]]\nname = "{name}"\ncommand = {command!r}\ncertificates = "{name}/ca.pem"\n'.replace("'", '"')


def configure(*names: str) -> Path:
    """The tests' own configuration with authorities of these names; `chain` sends its root along."""
    folder = Path(os.environ["HOLDFIRE_CONFIG"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "authorities.toml").write_text("".join(make(folder, name, chain=name == "chain") for name in names))
    return folder


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
