"""Timestamps of real authorities, good and bad, as two verifiers see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.corpora import shared

from holdfire.store import timestamps

BOTH = ("rfc3161-client", "openssl")
FIXTURES = "custody/tsr/rfc3161-client/test/fixtures"


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("reply", "by"),
    [
        ("sigstage/response-sha256.tsr", BOTH),
        ("sigstage/response-sha384.tsr", BOTH),
        ("sigstage/response-sha512.tsr", BOTH),
        ("sigstage/response-no-embedded-cert.tsr", ("openssl",)),
        ("sigstage/response-invalid-signature.tsr", ()),
        ("test_tsa/response.tsr", BOTH),
        ("test_tsa/response-injected-certs.tsr", BOTH),
        ("test_tsa/other_response.tsr", ()),
    ],
)
def test_real_replies(reply: str, by: tuple[str, ...]) -> None:
    folder = shared(FIXTURES)
    pem = (folder / reply).with_name("ts_chain.pem").read_bytes()
    raw = (folder / reply).read_bytes()
    stamp = timestamps.verify(raw, b"hello", pem)
    assert stamp.by == by, stamp.line()
    assert (stamp.when is None) is (by == ())
    assert timestamps.verify(raw, b"hellp", pem).when is None, "a timestamp of other bytes"


@pytest.mark.corpora
def test_an_untrusted_root_is_refused_by_both() -> None:
    folder = shared(FIXTURES)
    other = (folder / "test_tsa" / "ts_chain.pem").read_bytes()
    assert timestamps.verify((folder / "sigstage/response-sha256.tsr").read_bytes(), b"hello", other).when is None


def test_what_is_no_reply_is_refused() -> None:
    assert timestamps.verify(b"not a reply", b"hello", b"no certificate").line().startswith("refused: rfc3161-client:")


def test_no_file_no_authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(tmp_path))
    assert timestamps.authorities() == ()
