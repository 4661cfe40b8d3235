"""The packaged trees of codes to the vocabulary that instruments are checked against."""

from __future__ import annotations

from holdfire import data
from holdfire.agreement.checks.context import Vocabulary


def packaged() -> Vocabulary:
    """The codes that ship with holdfire: acts.yaml, weapons.yaml, exceptions.yaml."""
    from holdfire.data import ontology

    exceptions = data.load("exceptions.yaml")
    return Vocabulary(ontology.acts(), ontology.weapons(), frozenset(exceptions))
