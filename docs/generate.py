"""Turns what the code says of itself into pages: errors.md and doubts.md, commands.md, records.md.

    python -m docs.generate

docs/codes/*.yml, one file per room, maps each code that the room uses to {what, why, do}: what happened, why it
matters, what to do about it. The other pages are made from the commands' help and from the record types.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import yaml

from docs import commands, records

DOCS = Path(__file__).resolve().parent
ERROR = re.compile(r"E\d{3}")

ERRORS_HEAD = """\
# Errors

Each line that holdfire prints when it cannot go on begins with a code. Made by `make docs` from docs/codes.

| codes | about | exit status |
|---|---|---|
| E1xx | a file that cannot be taken in; the rest is stored | 2 |
| E2xx | an agreement or data file with faults | 2 |
| E3xx | a case that is missing, locked or of another format | 2 |
| E4xx | an option or a name that does not fit | 2 |
| E5xx | `verify` found something that differs from the ledger | 3 |
| E9xx | a failure of holdfire's own; please report it | 1 |
"""

DOUBTS_HEAD = """\
# Doubts

A doubt is a record, not an error: something uncertain or odd that holdfire met, kept beside what it is about.
`holdfire doubts CASE` lists them. Made by `make docs` from docs/codes.
"""


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one room says of one code, a line each."""

    what: str
    why: str
    do: str


Codes = dict[str, dict[str, Told]]
"""Code -> room -> what the room says of it."""


def main() -> None:
    """Writes every page that is made."""
    for name, text in pages(codes()).items():
        (DOCS / name).write_text(text, encoding="utf-8")


def codes(folder: Path = DOCS / "codes") -> Codes:
    """All codes of all rooms. Raises msgspec.ValidationError, naming the file, where one does not fit."""
    found: Codes = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            told = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, dict[str, Told])
        except msgspec.ValidationError as error:
            raise msgspec.ValidationError(f"docs/codes/{path.name}: {error}") from error
        for code, text in told.items():
            found.setdefault(code, {})[path.stem] = text
    return found


def pages(found: Codes) -> dict[str, str]:
    """File name below docs/ -> its text."""
    return {**_code_pages(found), "commands.md": commands.page(), "records.md": records.page()}


def _code_pages(found: Codes) -> dict[str, str]:
    errors = sorted(code for code in found if ERROR.fullmatch(code))
    doubts = sorted(found.keys() - set(errors))
    return {"errors.md": _page(ERRORS_HEAD, errors, found), "doubts.md": _page(DOUBTS_HEAD, doubts, found)}


def _page(head: str, listed: list[str], found: Codes) -> str:
    return head + "".join(f"\n## {code}\n{_entries(found[code])}" for code in listed)


def _entries(rooms: dict[str, Told]) -> str:
    return "".join(
        f"\n{told.what.strip()} *({room})*  \nWhy: {told.why.strip()}  \nDo: {told.do.strip()}\n"
        for room, told in sorted(rooms.items())
    )


if __name__ == "__main__":
    main()
