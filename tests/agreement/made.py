"""What the tests of this room build on: a small instrument file, its vocabulary, and the packaged one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from holdfire import actors, agreement
from holdfire.agreement import Fault, Vocabulary
from holdfire.records import Instrument

ROOT = Path(__file__).resolve().parent.parent.parent
ASTANA = ROOT / "examples/astana-2017/agreements"


class Tree:
    """A tree of codes: code -> parent."""

    def __init__(self, parents: Mapping[str, str]) -> None:
        self.parents = parents

    def codes(self) -> Iterable[str]:
        return self.parents

    def is_a(self, code: str, ancestor: str) -> bool:
        return code == ancestor or (code in self.parents and self.is_a(self.parents[code], ancestor))


WORDS = Vocabulary(
    Tree({"hostilities": "", "air_strike": "hostilities", "shelling": "hostilities", "obstruct_aid": ""}),
    Tree({"weapon": "", "mortar": "weapon"}),
    Tree({"self_defence": "", "excluded_group": ""}),
    Tree({"civilians": ""}),
)

SMALL = """\
id: truce
title: A small truce
kind: agreement
publication: published
text_status: authentic
zone: Asia/Damascus
country: SY
sources:
  - {id: paper, words: "the paper of record"}
dates:
  - {name: signed, at: 2017-05-04, source: paper}
  - {name: operative, rule: signed + 1 day, source: paper}
  - {name: end, rule: operative + 6 months, source: paper}
parties:
  - id: north
    name: the north
    role: signatory
    actors:
      - {actor: sy, how: signature, since: 2017-05-04, source: paper}
  - id: south
    name: the south
    role: acceding
    open: true
    covers: [sy-armed-opposition]
    actors:
      - {actor: ahrar-al-sham, how: accession, since: 2017-06-01, until: 2017-09-01, source: paper}
exclusions:
  - {id: listed, actors: [is], basis: list, source: paper}
zones:
  - id: valley
    name: the valley
    version: "1"
    words: the valley
    provenance: reconstruction
    how: from two hills
    uncertainty_m: 500
    valid_from: 2017-05-04
    geometry: {type: Polygon, coordinates: [[[36, 34], [37, 34], [37, 35], [36, 35], [36, 34]]]}
terms:
  - id: cease
    clause: "1"
    what: fire ceases
    modality: prohibit
    quote: {words: "all fire shall cease", status: authentic, paragraph: "1", source: paper}
    acts: [hostilities]
    by: [north, south]
    zones: [valley]
  - id: committee
    clause: "2"
    what: form a committee
    modality: oblige
    quote: {words: "within fourteen days", status: authentic, source: paper}
    by: [north]
    deadline:
      rule: signed + 14 days
      state_facts:
        - {on: 2017-05-10, state: pending, by: paper, words: "not yet formed", source: paper}
choices:
  - id: suburb
    question: Is the suburb in?
    options:
      - {id: in, words: "it is", holders: [paper], effects: [{kind: bound, actor: hezbollah, result: "as:sy"}]}
      - {id: out, words: "it is not", holders: ["analyst's"], effects: [{kind: bound, actor: hezbollah, result: fail}]}
"""


def swapped(old: str, new: str, text: str = SMALL) -> str:
    """The small instrument with one passage changed; the passage must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def load(*texts: str, **more: bytes) -> tuple[tuple[Instrument, ...], tuple[Fault, ...]]:
    """Instruments and faults of texts called a.yml, b.yml, ..."""
    files = {f"{letter}.yml": text.encode() for letter, text in zip("abcdef", texts, strict=False)} | more
    return agreement.load(files, actors=actors.packaged(), words=WORDS)


def small(*changes: tuple[str, str]) -> Instrument:
    """The small instrument, changed, which must be without an error."""
    text = SMALL
    for old, new in changes:
        text = swapped(old, new, text)
    instruments, faults = load(text)
    assert [f.text() for f in faults if f.severity == "error"] == []
    return instruments[0]


@cache
def astana() -> tuple[dict[str, Instrument], tuple[Fault, ...]]:
    """The packaged case's instruments by id, and their faults."""
    found = [*ASTANA.glob("*.yml"), *ASTANA.glob("zones/*.geojson")]
    files = {str(p.relative_to(ASTANA)): p.read_bytes() for p in found}
    instruments, faults = agreement.load(files, actors=actors.packaged())
    return {i.id: i for i in instruments}, faults
