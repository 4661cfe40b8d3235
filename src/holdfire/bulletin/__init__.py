"""Findings and all that stands beside them -> one bulletin for one audience: HTML, Markdown, JSON, a map, exports."""

from holdfire.bulletin.compose import compose
from holdfire.bulletin.export import export
from holdfire.bulletin.material import Correction, Material, Outline, Period, Reconciled, Side, Unread
from holdfire.bulletin.model import Bulletin
from holdfire.bulletin.render import render_html, render_json, render_markdown

__all__ = [
    "Bulletin",
    "Correction",
    "Material",
    "Outline",
    "Period",
    "Reconciled",
    "Side",
    "Unread",
    "compose",
    "export",
    "render_html",
    "render_json",
    "render_markdown",
]
