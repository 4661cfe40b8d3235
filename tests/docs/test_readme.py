"""Every command that README.md shows is one that holdfire has."""

from __future__ import annotations

import re

from tests.shape.code import ROOT

SHOWN = re.compile(r"^\s*(?:\$ |> )?(?:\.venv/bin/)?holdfire ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)
BLOCK = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`(?:\.venv/bin/)?holdfire ([a-z]+)")


def shown(text: str) -> set[str]:
    """Commands in code blocks and between backticks."""
    blocks = [match[1] for block in BLOCK.findall(text) for match in SHOWN.finditer(block)]
    return {*blocks, *INLINE.findall(text)}


def test_every_command_shown_exists() -> None:
    from holdfire.cli import COMMANDS

    for page in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / page).read_text(encoding="utf-8") if (ROOT / page).exists() else ""
        assert sorted(shown(text) - set(COMMANDS)) == [], page


def test_the_check_sees_commands() -> None:
    text = "Type `holdfire demo`.\n```\n$ .venv/bin/holdfire run case\nholdfire prints this\n```\nholdfire is a monitor\n"
    assert shown(text) == {"demo", "run", "prints"}
