"""A bulletin -> HTML in one file, Markdown, JSON. No clock, no network: the same bulletin gives the same bytes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from holdfire.bulletin.model import Bulletin
from holdfire.bulletin.words import DEFAULT, INVISIBLE, visible
from holdfire.data import load

SECTIONS = (
    ("figures", "figures"),
    ("readings", "readings"),
    ("map", "map"),
    ("findings", "findings"),
    ("clauses", "clauses"),
    ("counts", "tallies"),
    ("undertakings", "undertakings_duties"),
    ("complaints", "complaints"),
    ("coverage", "coverage"),
    ("disclosure", "disclosure"),
    ("said", "text_disputes"),
    ("changes", "changes"),
    ("method", "method"),
)
"""(anchor, name of its title among the words)."""
_SPACE = re.compile(r"\s+")
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


@cache
def _environment(*, html: bool) -> Environment:
    env = Environment(
        loader=PackageLoader("holdfire.bulletin"), undefined=StrictUndefined,
        autoescape=html,  # noqa: S701  Markdown is escaped by `_markdown`, not as HTML
        finalize=_shown if html else _markdown, keep_trailing_newline=True,
    )  # fmt: skip
    env.filters.update(linkable=linkable, host=host, asis=Markup)
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
