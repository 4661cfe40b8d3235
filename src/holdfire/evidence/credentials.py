"""A file's content credentials (C2PA) to three answers kept apart: integrity, trust in the signer, ingredients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from holdfire.records import Credentials, Ingredient

TRUST = ("signingCredential.", "timeStamp.untrusted", "timeStamp.outsideValidity")
"""Codes of failure that are about who signed, not about whether the bytes are those that were signed."""
INGREDIENT = "ingredient."


def credentials(told: Mapping[str, Any]) -> Credentials:
    """What the box's job `credentials` found, judged by the codes of the C2PA specification alone.

    `signer_trust` is "untrusted" only for what speaks against a certificate by itself (expired, revoked, invalid).
    That it is on no list says nothing where nobody has chosen a list: then it is "unknown".
    """
    if told["error"]:
        return Credentials(integrity="elsewhere" if told["elsewhere"] else "unreadable", faults=(told["error"],))
    store = told["store"]
    manifest = store.get("manifests", {}).get(store.get("active_manifest", ""), {})
    results = store.get("validation_results") or {}
    active = results.get("activeManifest") or {}
    failed, passed = set(_codes(active.get("failure"))), set(_codes(active.get("success")))
    against = {code for code in failed if not code.startswith((*TRUST, INGREDIENT))}
    signature = manifest.get("signature_info") or {}
    makers = [str(m.get("name", "")) for m in manifest.get("claim_generator_info") or ()]
    return Credentials(
        integrity="changed" if against else "intact",
        signer=", ".join(filter(None, (signature.get("common_name"), signature.get("issuer")))),
        signer_trust=_trust(failed, passed),
        made_with=", ".join(filter(None, makers)) or str(manifest.get("claim_generator") or ""),
        signed_at=str(signature.get("time") or ""),
        ingredients=tuple(_ingredient(i, results) for i in manifest.get("ingredients") or ()),
        faults=tuple(sorted(failed)),
    )


def _trust(failed: set[str], passed: set[str]) -> str:
    if failed & {"signingCredential.expired", "signingCredential.revoked", "signingCredential.invalid"}:
        return "untrusted"
    return "trusted" if "signingCredential.trusted" in passed else "unknown"


def _ingredient(said: Mapping[str, Any], results: Mapping[str, Any]) -> Ingredient:
    faults = set(_codes(said.get("validation_status")))
    faults |= set(_codes(((said.get("validation_results") or {}).get("activeManifest") or {}).get("failure")))
    label = str(said.get("label") or "")
    for delta in results.get("ingredientDeltas") or ():
        if label and label in str(delta.get("ingredientAssertionURI", "")):
            faults |= set(_codes((delta.get("validationDeltas") or {}).get("failure")))
    return Ingredient(
        title=str(said.get("title") or ""),
        relation=str(said.get("relationship") or ""),
        faults=tuple(sorted(f for f in faults if not f.startswith("signingCredential.untrusted"))),
    )


def _codes(listed: Any) -> Iterator[str]:
    yield from (str(item["code"]) for item in listed or () if isinstance(item, dict) and item.get("code"))
