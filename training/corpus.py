"""PolNeAR's texts and standoff files to tokens, tags and links: what the network is taught."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from holdfire.reader.layout import paragraphs
from holdfire.reader.pieces import Tokens, tokens

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
TAG = {tag: number for number, tag in enumerate(TAGS)}
SPAN = re.compile(r"(\w+) ([\d; ]+)")


@dataclass(frozen=True)
class Taught:
    """One article as one annotator read it."""

    name: str
    content: str
    cut: Tokens
    tag: list[int]
    cue_source: dict[int, int]
    """First token of each cue -> first token of its source, or -1 where it has none."""
    content_cue: dict[int, int]
    """First token of each content fragment -> first token of its cue, or -1."""


def articles(folder: Path) -> Iterator[list[Taught]]:
    """Every article of a split, once for each annotator, in the order of names."""
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            content = file.read()
        cut = tokens(content, paragraphs(content))
        marked = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if marked:
            yield [_taught(path.stem, content, cut, claims(one)) for one in marked]


def claims(path: Path) -> list[dict[str, list[tuple[int, int]]]]:
    """The attributions of a standoff file: role -> character ranges."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            match = SPAN.match(rest)
            if match:
                pairs = [part.split() for part in match[2].split(";")]
                spans[name] = [(int(a), int(b)) for a, b in pairs]
        elif name.startswith("E") and rest.startswith("Attribution"):
            claim: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
            for part in rest.split()[1:]:
                role, _, target = part.partition(":")
                role = role.rstrip("0123456789").lower()
                if role in claim:
                    claim[role] += spans.get(target, [])
            found.append(claim)
    return found


def _taught(name: str, content: str, cut: Tokens, marked: list[dict[str, list[tuple[int, int]]]]) -> Taught:
    at = {offset: token for token in range(len(cut.start)) for offset in range(cut.start[token], cut.end[token])}
    part = [number for number, (first, last) in enumerate(cut.parts) for _ in range(first, last)]
    tag = [0] * len(cut.start)
    cue_source: dict[int, int] = {}
    content_cue: dict[int, int] = {}
    for claim in marked:
        runs = {role: _runs(claim[role], at, part, content, cut) for role in ROLES}
        for role in ROLES:
            for first, last in runs[role]:
                _write(tag, role, first, last)
        cue = runs["cue"][0][0] if runs["cue"] else -1
        if cue >= 0:
            near = [first for first, _ in runs["source"] if part[first] == part[cue]]
            if near or not runs["source"]:
                cue_source[cue] = near[0] if near else -1
        for first, _ in runs["content"]:
            content_cue[first] = cue if cue >= 0 and part[cue] == part[first] else -1
    return Taught(name, content, cut, tag, cue_source, content_cue)


def _runs(
    spans: list[tuple[int, int]], at: dict[int, int], part: list[int], content: str, cut: Tokens
) -> list[tuple[int, int]]:
    """Unbroken runs of tokens, cut at paragraphs and at line ends."""
    own = sorted({at[offset] for start, end in spans for offset in range(start, end) if offset in at})
    runs: list[tuple[int, int]] = []
    for token in own:
        joined = runs and runs[-1][1] == token and part[token] == part[token - 1]
        if joined and "\n" not in content[cut.end[token - 1] : cut.start[token]]:
            runs[-1] = (runs[-1][0], token + 1)
        else:
            runs.append((token, token + 1))
    return runs


def _write(tag: list[int], role: str, first: int, last: int) -> None:
    """Tag a span where nothing has been tagged before: of spans that overlap the first read stays."""
    if any(tag[first:last]):
        return
    if last - first == 1:
        tag[first] = TAG[f"S-{role}"]
        return
    tag[first:last] = [TAG[f"I-{role}"]] * (last - first)
    tag[first], tag[last - 1] = TAG[f"B-{role}"], TAG[f"E-{role}"]
