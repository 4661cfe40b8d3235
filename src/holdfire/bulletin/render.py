"""A bulletin -> HTML in one file, Markdown, JSON. No clock, no network: the same bulletin gives the same bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from holdfire.bulletin.model import Bulletin, ChoiceLine, Table, TollLine
from holdfire.bulletin.words import DEFAULT, INVISIBLE, visible
from holdfire.data import load

SECTIONS = (
    ("figures", "figures"),
    ("first", "first"),
    ("map", "map"),
    ("findings", "findings"),
    ("readings", "readings"),
    ("counts", "tallies"),
    ("breakdown", "breakdown"),
    ("undertakings", "undertakings_duties"),
    ("complaints", "complaints"),
    ("coverage", "coverage"),
    ("disclosure", "disclosure"),
    ("said", "text_disputes"),
    ("clauses", "clauses"),
    ("reasons", "reasons"),
    ("changes", "changes"),
    ("method", "method"),
)
"""(anchor, name of its title among the words)."""
_SPACE = re.compile(r"\s+")
REPEATED = 3
"""From so many rows on, a column that never changes is said once above the table."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")


def render_html(bulletin: Bulletin, words: str = DEFAULT) -> str:
    """One self-contained page: style inline, no script, nothing fetched."""
    page = load(words)["page"]
    entries: dict[str, list[int]] = defaultdict(list)
    for entry in bulletin.entries:
        entries[entry.group].append(entry.number)
    return _environment(html=True).get_template("bulletin.html.j2").render(
        b=bulletin, words=load(words), p=page, not_covered=load(words)["not_covered_sentence"],
        sections=[(anchor, page[name]) for anchor, name in SECTIONS],
        groups={f.id: entries[f.id] for f in bulletin.figures},
        first=[entry for entry in bulletin.entries if entry.stands_out],
        svg=Markup(bulletin.map.svg),  # noqa: S704  drawn by map.py, which escapes each word that it writes
        css=Markup(_source("bulletin.css")),  # noqa: S704  our own file
    )  # fmt: skip


def render_markdown(bulletin: Bulletin, words: str = DEFAULT) -> str:
    """The same as Markdown, every text escaped."""
    text = (
        _environment(html=False)
        .get_template("bulletin.md.j2")
        .render(b=bulletin, p=load(words)["page"], not_covered=load(words)["not_covered_sentence"])
    )
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)(^\|.*)\n\n(?=\|)", r"\1\n", text)).strip() + "\n"


def render_json(bulletin: Bulletin) -> str:
    """The model itself, indented, keys in the order of the model."""
    return msgspec.json.format(msgspec.json.encode(bulletin, order="deterministic"), indent=2).decode() + "\n"


def linkable(url: str) -> bool:
    """Whether an address may become a link: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not INVISIBLE.search(url)


def host(url: str) -> str:
    """The host of an address, as the words of its link."""
    return urlsplit(url).hostname or url


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as first and last of each unbroken run: 1, 2, 3, 7 -> (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def alike(choice: ChoiceLine) -> list[tuple[str, list[int]]]:
    """What flips, once for all the entries to which the same words apply; most entries first."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, words in zip(choice.flips, choice.flip_words, strict=True):
        found[words].append(number)
    return sorted(found.items(), key=lambda of: (-len(of[1]), of[1]))


def serial(tolls: Iterable[TollLine]) -> bool:
    """Whether figures of a toll were told on different days or by different accounts, so that they are a series."""
    return len({(line.day, line.opens) for line in tolls}) > 1


class Thinned(NamedTuple):
    """A table without the columns that say the same in every row."""

    said: list[tuple[str, str]]
    """(column, what it says throughout): printed once, above."""
    columns: list[str]
    rows: list[list[str]]


def thinned(table: Table) -> Thinned:
    """A table of several rows with what never changes taken out. The first column and the last stay."""
    last = len(table.columns) - 1
    same = {at for at in range(1, last) if len({row[at] for row in table.rows}) == 1 and len(table.rows) >= REPEATED}
    return Thinned(
        said=[(table.columns[at], table.rows[0][at]) for at in sorted(same) if table.rows[0][at]],
        columns=[column for at, column in enumerate(table.columns) if at not in same],
        rows=[[cell for at, cell in enumerate(row) if at not in same] for row in table.rows],
    )


@cache
def _environment(*, html: bool) -> Environment:
    env = Environment(
        loader=PackageLoader("holdfire.bulletin"), undefined=StrictUndefined,
        autoescape=html,  # noqa: S701  Markdown is escaped by `_markdown`, not as HTML
        finalize=_shown if html else _markdown, keep_trailing_newline=True,
    )  # fmt: skip
    env.filters.update(linkable=linkable, host=host, asis=Markup, ranges=ranges, alike=alike, thinned=thinned)
    env.filters.update(serial=serial)
    return env


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _markdown(value: Any) -> Any:
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _MARKDOWN.sub(r"\\\1", _SPACE.sub(" ", visible(value)))  # the blank at the end of a piece stays one


def _source(name: str) -> str:
    environment = _environment(html=True)
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]
