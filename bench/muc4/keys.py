"""Files of MUC-4 documents and templates (answer keys, or responses in their form) to records, and back to text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SLOTS = {
    0: "MESSAGE: ID", 1: "MESSAGE: TEMPLATE", 2: "INCIDENT: DATE", 3: "INCIDENT: LOCATION", 4: "INCIDENT: TYPE",
    5: "INCIDENT: STAGE OF EXECUTION", 6: "INCIDENT: INSTRUMENT ID", 7: "INCIDENT: INSTRUMENT TYPE",
    8: "PERP: INCIDENT CATEGORY", 9: "PERP: INDIVIDUAL ID", 10: "PERP: ORGANIZATION ID",
    11: "PERP: ORGANIZATION CONFIDENCE", 12: "PHYS TGT: ID", 13: "PHYS TGT: TYPE", 14: "PHYS TGT: NUMBER",
    15: "PHYS TGT: FOREIGN NATION", 16: "PHYS TGT: EFFECT OF INCIDENT", 17: "PHYS TGT: TOTAL NUMBER",
    18: "HUM TGT: NAME", 19: "HUM TGT: DESCRIPTION", 20: "HUM TGT: TYPE", 21: "HUM TGT: NUMBER",
    22: "HUM TGT: FOREIGN NATION", 23: "HUM TGT: EFFECT OF INCIDENT", 24: "HUM TGT: TOTAL NUMBER",
}  # fmt: skip
SCORED = tuple(range(2, 25))
"""The slots that are scored; 0 and 1 only name the template."""
TAGGED = frozenset({7, 11, 13, 14, 15, 16, 19, 20, 21, 22, 23})
"""Slots whose fills may point at a string of another slot."""

_LINE = re.compile(r"^\s*(\d{1,2})\.\s+([A-Z ]+: [A-Z ]+?)(?:\s{2,}|\s+(?=[\"*?(-])|$)(.*)$")
_DOC = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_STRING = re.compile(r'"+((?:\\"|[^"])*)"+')


@dataclass(frozen=True)
class Fill:
    """One fill: any of its values will do; `tags` are the strings it may point at; an optional one may be missing."""

    values: tuple[str, ...]
    tags: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """One template of a document: slot number -> fills. An optional one may be missing as a whole."""

    doc: str
    slots: dict[int, tuple[Fill, ...]] = field(default_factory=dict)
    optional: bool = False

    def fills(self, slot: int) -> tuple[Fill, ...]:
        """The fills of a slot; none where it is `-` or `*`."""
        return self.slots.get(slot, ())


Templates = dict[str, list[Template]]
"""Document id -> its templates; an empty list where the document tells of no incident."""


def documents(paths: Iterable[Path]) -> dict[str, str]:
    """Document id -> text, of files of documents; each begins with a line that names it."""
    found: dict[str, str] = {}
    for path in paths:
        content = path.read_text(encoding="latin-1")
        marks = list(_DOC.finditer(content))
        for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(content)], strict=True):
            found.setdefault(mark[1], content[mark.end() : after].strip("\n"))
    return found


def templates(paths: Iterable[Path]) -> Templates:
    """The templates of key files, by document; lines that begin with `;` are remarks."""
    found: Templates = {}
    for path in paths:
        for block in _blocks(path.read_text(encoding="latin-1").splitlines()):
            doc = _DOC.match(block[0][1])
            if doc is None:
                continue
            listed = found.setdefault(doc[1], [])
            number = next((text for slot, text in block if slot == 1), "*")
            if not number.strip().startswith("*"):
                listed.append(_template(doc[1], block, optional="OPTIONAL" in number))
    return found


def _blocks(lines: Iterable[str]) -> Iterator[list[tuple[int, str]]]:
    """Runs of (slot, one line of its fill): a new one begins at slot 0."""
    block: list[tuple[int, str]] = []
    for line in lines:
        if line.lstrip().startswith(";"):
            continue
        found = _LINE.match(line)
        if found and int(found[1]) == 0:
            if block:
                yield block
            block = [(0, found[3].strip())]
        elif found and block:
            block.append((int(found[1]), found[3].strip()))
        elif block and line.strip():
            block.append((block[-1][0], line.strip()))
    if block:
        yield block


def _template(doc: str, block: list[tuple[int, str]], *, optional: bool) -> Template:
    slots: dict[int, tuple[Fill, ...]] = {}
    for slot, line in _joined(block):
        if slot in SCORED and (fill := _fill(slot, line)) is not None:
            slots[slot] = (*slots.get(slot, ()), fill)
    return Template(doc, slots, optional)


def _joined(block: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A line that begins or ends with `/`, or that leaves a quotation open, goes on in the next."""
    out: list[tuple[int, str]] = []
    for slot, line in block:
        before = out[-1][1] if out and out[-1][0] == slot else ""
        if before and (line.startswith("/") or before.endswith(("/", ":")) or _open(before)):
            out[-1] = (slot, f"{before} {line}")
        else:
            out.append((slot, line))
    return out


def _open(line: str) -> bool:
    return line.replace('\\"', "").replace('""', '"').count('"') % 2 == 1


def _fill(slot: int, line: str) -> Fill | None:
    """A fill as written; None where the line fills nothing. `- / "A"` and `? "A"` are optional fills."""
    line = line.strip()
    optional = line.startswith("?") or "OPTIONAL" in line
    line = line.lstrip("? ").replace("(OPTIONAL)", "").strip()
    tags: tuple[str, ...] = ()
    if slot in TAGGED:
        line, tags = _parted(slot, line)
    values = [_bare(value) for value in _alternatives(line)]
    nothing = {"-", "*", "", "N/A"}
    kept = tuple(v for v in values if v not in nothing)
    if not kept:
        return None
    return Fill(kept, tags, optional or len(kept) < len(values))


def _parted(slot: int, line: str) -> tuple[str, tuple[str, ...]]:
    """The fill proper, and the strings behind its colon; a description is itself a string."""
    strings = list(_STRING.finditer(line))
    if slot == 19:  # "MAYOR" / "THE MAYOR": "TORRES"
        colon = next((s.end() for s in strings if line[s.end() :].lstrip().startswith(":")), None)
        if colon is None:
            return line, ()
        return line[:colon], tuple(_clean(s[1]) for s in strings if s.start() >= colon)
    head, _, tail = line.partition(":")
    return head, tuple(_clean(s[1]) for s in _STRING.finditer(tail))


def _alternatives(line: str) -> list[str]:
    """Parted at slashes outside of quotations."""
    out, depth, begun = [], False, 0
    for at, sign in enumerate(line):
        if sign == '"' and line[at - 1 : at] != "\\":
            depth = not depth
        elif sign == "/" and not depth:
            out.append(line[begun:at])
            begun = at + 1
    return [*out, line[begun:]]


def _bare(value: str) -> str:
    value = value.strip()
    if value.startswith("(") and value.endswith(")") and '"' not in value and value.count("(") == 1:
        value = value[1:-1]
    strings = [_clean(s[1]) for s in _STRING.finditer(value)]
    return " ".join(strings) if strings else " ".join(value.split())


def _clean(text: str) -> str:
    return " ".join(text.replace('\\"', '"').split())


def written(template: Template, number: int) -> str:
    """A template in the form of the answer keys."""
    lines = []
    for slot, name in SLOTS.items():
        told = {0: template.doc, 1: str(number)}.get(slot)
        fills = [told] if told is not None else [_as_written(slot, f) for f in template.fills(slot)] or ["-"]
        lines += [f"{slot}.".ljust(4) + name.ljust(32) + fills[0], *(" " * 36 + more for more in fills[1:])]
    return "\n".join(lines) + "\n"


def _as_written(slot: int, fill: Fill) -> str:
    quoted = slot in (6, 9, 10, 12, 18, 19)
    value = " / ".join(f'"{v}"' if quoted else v for v in fill.values)
    return value + (": " + " / ".join(f'"{t}"' for t in fill.tags) if fill.tags else "")
