"""Acts against MUC-4's keys, sentence by sentence: `python -m bench.acts_muc`. News by others, Latin America, 1988-90.

A note is a sentence of TST1 or TST2 that by the key's own words tells of incidents of one type only; of a text, the
first of each type. A type of MUC-4's may be several of our classes: it is named by the means, the victim or the doer.
A note is right where the class that it is given is one of those. Many of these sentences only mention the incident and
tell of something else, so that nobody would come near 100.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.quality import acts_own
from training.incidents.corpus import taught
from training.incidents.labels import TYPES

from bench.muc4.keys import documents, templates
from bench.muc4.texts import prepared
from bench.polnear import SHARED
from bench.table import table
from holdfire.incidents import class_of
from holdfire.reader.fillers import cut_sentences

FORCE = {"Attack", "Armed clash", "Air/drone strike", "Shelling/artillery/missile attack", "Grenade"}
FITTING = {
    "ATTACK": FORCE | {"Excessive force against protesters"},
    "BOMBING": {"Remote explosive/landmine/IED", "Grenade", "Suicide bomb", "Air/drone strike"}
    | {"Shelling/artillery/missile attack", "Disrupted weapons use"},
    "KIDNAPPING": {"Abduction/forced disappearance"},
    "ARSON": {"Looting/property destruction", "Violent demonstration", "Mob violence"},
    "ROBBERY": {"Looting/property destruction", "Organized crime"},
}
"""Type of MUC-4 -> the classes that it may be. A bomb that did not go off is a BOMBING there, attempted."""


def notes() -> Iterator[tuple[str, str]]:
    """(type, sentence)."""
    folder = SHARED / "data" / "muc4" / "dev"
    texts = documents([folder / "tst1-muc3", folder / "tst2-muc4"])
    keys = templates([folder / "key-tst1.v7", folder / "key-tst2.v4"])
    for name in sorted(texts):
        content = prepared(texts[name])
        read = taught(name, content, cut_sentences(content), keys.get(name, []))
        seen = set()
        for (first, last), types in zip(read.cut.parts, read.types, strict=True):
            kind = TYPES[min(types)] if len(types) == 1 else ""
            if kind in FITTING and kind not in seen:
                seen.add(kind)
                yield kind, content[read.cut.start[first] : read.cut.end[last - 1]]


def main() -> str:
    """Type -> notes; right by a list of words, by the decisions alone, by both; what else was said."""
    readers = (acts_own.listed, acts_own.by_rules, acts_own.decided)
    counts, right, other = Counter[str](), Counter[tuple[int, str]](), Counter[tuple[str, str]]()
    for kind, note in notes():
        counts[kind] += 1
        for at, reader in enumerate(readers):
            given = class_of(reader(note))
            right[at, kind] += given in FITTING[kind]
            other[kind, given] += at == len(readers) - 1 and given not in FITTING[kind]
    rows = [
        (kind, str(counts[kind]), *(f"{100 * right[at, kind] / counts[kind]:.1f}" for at in range(3)))
        for kind in FITTING if counts[kind]
    ]  # fmt: skip
    whole = sum(counts.values())
    shares = (f"{100 * sum(right[at, kind] for kind in FITTING) / whole:.1f}" for at in range(3))
    rows.append(("all", str(whole), *shares))
    worst = [f"{n} x {kind} taken for {given}" for (kind, given), n in other.most_common(12) if n]
    return "\n".join([table(("type", "notes", "list %", "decisions %", "both %"), rows), "", *worst])


if __name__ == "__main__":
    print(main())
