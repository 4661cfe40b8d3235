"""Content credentials: integrity, trust in the signer and ingredients are three answers, and none stands for another."""

from __future__ import annotations

import pytest
from tests.corpora import shared
from tests.intake.given import ZONE, report

from holdfire import evidence, intake
from holdfire.evidence.credentials import credentials
from holdfire.records import Credentials


def store(failure: list[str], success: list[str] | None = None, **manifest: object) -> dict[str, object]:
    results = {"activeManifest": {"failure": [{"code": c} for c in failure], "success": [{"code": c} for c in success or []]}}
    return {
        "error": "", "elsewhere": False,
        "store": {"active_manifest": "m", "manifests": {"m": manifest}, "validation_results": results},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("failure", "success", "integrity", "trust"),
    [
        ([], [], "intact", "unknown"),
        (["signingCredential.untrusted"], [], "intact", "unknown"),
        ([], ["signingCredential.trusted"], "intact", "trusted"),
        (["signingCredential.expired", "signingCredential.untrusted"], [], "intact", "untrusted"),
        (["assertion.dataHash.mismatch"], ["signingCredential.trusted"], "changed", "trusted"),
        (["claimSignature.mismatch", "signingCredential.revoked"], [], "changed", "untrusted"),
        (["ingredient.manifest.missing"], [], "intact", "unknown"),
    ],
)
def test_each_question_has_its_own_answer(failure: list[str], success: list[str], integrity: str, trust: str) -> None:
    made = credentials(store(failure, success))
    assert (made.integrity, made.signer_trust, made.faults) == (integrity, trust, tuple(sorted(failure)))


def test_what_lies_at_an_address_is_elsewhere_and_what_cannot_be_read_is_unreadable() -> None:
    assert credentials({"error": "remote manifest", "elsewhere": True}).integrity == "elsewhere"
    assert credentials({"error": "bad box", "elsewhere": False}).integrity == "unreadable"


def test_an_ingredient_keeps_its_own_faults() -> None:
    part = {"title": "E.jpg", "relationship": "componentOf", "validation_status": [{"code": "claimSignature.mismatch"}]}
    made = credentials(store([], ingredients=[part]))
    assert made.integrity == "intact"
    assert [(i.title, i.faults) for i in made.ingredients] == [("E.jpg", ("claimSignature.mismatch",))]


@pytest.mark.corpora
def test_the_public_test_files_come_out_as_they_were_made() -> None:
    """C...: signed; E-... and X...: changed after signing, in the way the name says; A and I: never signed."""
    pytest.importorskip("c2pa")
    found = {}
    for path in sorted(shared("custody/c2pa/image/jpeg").glob("adobe-20220124-*.jpg")):
        data = path.read_bytes()
        name = path.stem.removeprefix("adobe-20220124-")
        if len(name) > 10 or name in ("CACA", "CICACACA"):
            continue  # the like of others, and this test is to stay short
        made = evidence.exhibit(report(data, "photo", filename=path.name), data, zone=ZONE)
        found[name] = made.credentials
    assert {name for name, told in found.items() if told is None} == {"A", "I"}
    told = {name: c for name, c in found.items() if c is not None}
    assert {name for name, c in told.items() if c.integrity == "changed"} == {
        name for name in told if name.startswith(("E-", "X"))
    }
    assert {c.signer_trust for c in told.values()} == {"unknown"}
    parts = told["CIE-sig-CA"].ingredients
    assert (told["CIE-sig-CA"].integrity, "claimSignature.mismatch" in parts[0].faults) == ("intact", True)


def test_without_its_reader_there_are_none_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from holdfire.intake import boxed

    monkeypatch.setattr(boxed._media.importlib.util, "find_spec", lambda _: None)
    assert boxed._media.read_credentials(b"\xff\xd8\xff") == {"found": False}
    assert isinstance(intake.tools(), str)
    assert Credentials(integrity="intact").signer_trust == "unknown"
