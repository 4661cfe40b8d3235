"""The trees of codes (acts, weapons, exceptions, targets): what stands below what, and which words signal a code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from holdfire import data
from holdfire.data.hand import Faults, parse
from holdfire.data.phrases import Phrases

DATASETS = ("acled", "plover", "ged")


class Coded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What coders of others would write for an act."""

    acled: tuple[str, ...] = ()
    """sub_event_types, the likeliest first."""
    cameo: tuple[str, ...] = ()
    """Root codes, two digits; none where CAMEO knows no such event."""


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"excludes": "not"}):
    """One code as the file has it. Codes are final once shipped: later work adds, never renames."""

    name: str
    scope: str
    parent: str | None = None
    examples: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    """What it is not."""
    words: tuple[str, ...] = ()
    """English phrases that signal it."""
    acled: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    ged: tuple[str, ...] = ()
    coded: Coded = Coded()
    targets: tuple[str, ...] = ()
    """Target classes that it usually strikes."""
    calibre_mm: tuple[float, float] | None = None
    """Weapons: least and greatest."""
    range_km: float | None = None
    """Weapons: greatest, of common types."""
    source: str = ""


class Ontology:
    """One tree of codes, checked when made: parents known, no cycle, no word or dataset hint claimed twice."""

    def __init__(self, codes: Mapping[str, Code]) -> None:
        self._codes = dict(codes)
        self._up = {code: self._climb(code) for code in self._codes}
        tops = [code for code, entry in self._codes.items() if entry.parent is None]
        self.root = tops[0]
        """The widest code: a source says no more. In a file of several trees, the first."""
        self._hints = {dataset: self._hints_of(dataset) for dataset in DATASETS}
        self._phrases = Phrases(((w, c) for c, entry in self._codes.items() for w in entry.words), ignore_case=True)

    def codes(self) -> tuple[str, ...]:
        """Every code, in the file's order: each parent before its children."""
        return tuple(self._codes)

    def get(self, code: str) -> Code | None:
        """The entry of a code."""
        return self._codes.get(code)

    def name(self, code: str) -> str:
        """The printed name of a code; the code itself when unknown."""
        entry = self._codes.get(code)
        return entry.name if entry else code

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The code and what it stands below, upwards; empty when unknown."""
        return self._up.get(code, ())

    def is_a(self, code: str, ancestor: str) -> bool:
        """Whether a code is `ancestor` or stands below it."""
        return ancestor in self._up.get(code, ())

    def match(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, code) of each signal phrase, left to right, longest first, case ignored; in code points."""
        return list(self._phrases.find(text))

    def from_hint(self, dataset: str, hint: str) -> str | None:
        """The code that a dataset's own word maps to (`acled`: sub_event_type, `ged`: type_of_violence, `plover`)."""
        return self._hints.get(dataset, {}).get(hint.strip())

    def sub_event_type(self, code: str) -> str | None:
        """The ACLED sub_event_type that a coder would most likely write for a code; None when there is none."""
        entry = self._codes.get(code)
        return entry.coded.acled[0] if entry and entry.coded.acled else None

    def _climb(self, code: str) -> tuple[str, ...]:
        chain: list[str] = []
        step: str | None = code
        while step is not None and step in self._codes and step not in chain:
            chain.append(step)
            step = self._codes[step].parent
        return tuple(chain)

    def _hints_of(self, dataset: str) -> dict[str, str]:
        """Hint -> the widest code that claims it; the file's order among equals."""
        claimed = [(hint, code) for code, e in self._codes.items() for hint in getattr(e, dataset)]
        found: dict[str, str] = {}
        for hint, code in sorted(claimed, key=lambda item: len(self._up[item[1]])):
            found.setdefault(hint, code)
        return found


@cache
def acts() -> Ontology:
    """Event acts, from acts.yaml."""
    return load(data.read("acts.yaml"), "acts.yaml")


@cache
def weapons() -> Ontology:
    """Weapon classes, from weapons.yaml."""
    return load(data.read("weapons.yaml"), "weapons.yaml")


@cache
def exceptions() -> Ontology:
    """What may be invoked against "contrary", from exceptions.yaml."""
    return load(data.read("exceptions.yaml"), "exceptions.yaml")


@cache
def targets() -> Ontology:
    """Target classes, from targets.yaml."""
    return load(data.read("targets.yaml"), "targets.yaml")


def labels() -> dict[str, str]:
    """Code -> printed name over all four trees; an act's name wins where a weapon bears the same code."""
    trees = (targets(), exceptions(), weapons(), acts())
    return {code: tree.name(code) for tree in trees for code in tree.codes()}


def load(content: bytes, file: str) -> Ontology:
    """A file of codes (YAML, code -> entry) to a tree. Raises BadAgreement: E221 not YAML, E222 with every fault."""
    faults = Faults()
    parsed = parse(content, file)
    codes: dict[str, Code] = {}
    for code, raw in (parsed if isinstance(parsed, dict) else {}).items():
        try:
            codes[code] = msgspec.convert(raw, Code)
        except msgspec.ValidationError as error:
            faults.add(file, str(code), str(error))
    if not codes:
        faults.add(file, "", "no code in it")
    _check(codes, file, faults)
    faults.raise_any()
    return Ontology(codes)


def _check(codes: dict[str, Code], file: str, faults: Faults) -> None:
    seen: set[str] = set()
    owners: dict[str, str] = {}
    for code, entry in codes.items():
        if entry.parent is not None and entry.parent not in seen:
            faults.add(file, f"{code}.parent", f"`{entry.parent}` must stand above it in the file")
        seen.add(code)
        for kind, words in (("word", entry.words), ("acled", entry.acled), ("ged", entry.ged)):
            for word in words:
                owner = owners.setdefault(f"{kind} `{word.casefold()}`", code)
                if owner != code:
                    faults.add(file, code, f"the {kind} `{word}` is claimed by `{owner}` too")
