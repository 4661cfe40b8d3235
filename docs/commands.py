"""Turns the help that every command prints into docs/commands.md, and gives the examples to the test that runs them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from holdfire.cli import COMMANDS, doors

HEAD = """\
# Commands

`holdfire COMMAND --help` prints the same. `python -m holdfire` is the same program. Made by `make docs`.

- A command exits with 0 when it did what was asked, 2 on a user's mistake (one line: what, where, what to do), 1 on a
  failure of holdfire's own, 3 when `verify` found something, 130 on Ctrl-C. The [codes](errors.md) are explained.
- `--jsonl` prints one JSON object a line to stdout and nothing else there. Every object names its `schema`;
  [records](records.md) says what stands in it. Progress and doubts about files go to stderr.
- Offsets are code points, half-open, into what `holdfire text PATH` prints. Days are half-open in the case's time zone,
  `--to` is inclusive. PATH may be a file or a folder.
- Who acts is named by `--as PERSON` or the variable HOLDFIRE_PERSON; the ledger keeps the name.
- Everything works offline, but for `bench`, which fetches its peers once into an environment of their own.
"""
EXAMPLE = re.compile(r"\n*\x08\nExamples?:\n(?P<lines>(?:  .+\n?)+)")
"""Where a command's docstring shows how it is called."""

Path = tuple[str, ...]
"""The words by which a command is called: ("complaint", "add")."""


def commands() -> Iterator[tuple[Path, click.Command]]:
    """Every command and every command of a group, in the order in which a new user meets them."""
    context = click.Context(doors, info_name="holdfire")
    for name in COMMANDS:
        command = doors.get_command(context, name)
        assert command is not None, name
        yield (name,), command
        if isinstance(command, click.Group):
            yield from (((name, own), below) for own, below in command.commands.items())


def examples() -> Iterator[tuple[Path, str]]:
    """Each line that some command's help shows as an example."""
    for path, command in commands():
        found = EXAMPLE.search(_help(command))
        yield from ((path, line.strip()) for line in (found["lines"].splitlines() if found else ()))


def page() -> str:
    """The text of docs/commands.md."""
    listed = "".join(f"| [`{name}`](#{name}) | {line} |\n" for name, (_, line) in COMMANDS.items())
    return f"{HEAD}\n| command | does |\n|---|---|\n{listed}" + "".join(_section(*of) for of in commands())


def _section(path: Path, command: click.Command) -> str:
    told = EXAMPLE.sub("", _help(command)).strip()
    usage = " ".join(["holdfire", *path, *command.collect_usage_pieces(click.Context(command))])
    shown = "\n".join(line for of, line in examples() if of == path)
    options = "".join(_option(p) for p in command.params if isinstance(p, click.Option))
    listed = f"\n| option | |\n|---|---|\n{options}" if options else ""
    return f"\n## {' '.join(path)}\n\n{told}\n\n```\n{usage}\n```\n{listed}\nExample:\n\n```\n{shown}\n```\n"


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _option(option: click.Option) -> str:
    """One row: how it is written, what it does, what holds without it."""
    kind = "" if option.is_flag else " " + option.make_metavar(click.Context(click.Command("")))
    told = [option.help or "", "required" if option.required else ""]
    told.append(f"default: {option.default}" if option.show_default else "")
    said = "; ".join(words if words.endswith("...") else words.removesuffix(".") for words in told if words)
    written = (", ".join(option.opts) + kind).replace("|", "\\|")
    return f"| `{written}` | {said} |\n"
