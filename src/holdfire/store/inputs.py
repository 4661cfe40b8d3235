"""The hand-written files of a case: case.toml, everything under agreements/, and what case.toml names."""

from __future__ import annotations

from pathlib import Path

from holdfire.errors import BadCase
from holdfire.store import config
from holdfire.store.config import CaseConfig

AGREEMENTS = "agreements"


def read_config(case: Path) -> CaseConfig:
    """The settings of the case in a folder. Raises BadCase: E301 when there is none, E302 to E304 for its case.toml."""
    file = case / config.FILE
    if not file.is_file():
        what = "there is no case here (no case.toml)"
        raise BadCase("E301", what, where=str(case), todo="make one with `holdfire init`")
    try:
        return config.read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadCase("E302", "it is not UTF-8 text", where=str(file), todo="save it as UTF-8") from error


def paths(case: Path, settings: CaseConfig) -> dict[str, Path]:
    """Path below CASE -> file, sorted. Raises BadCase (E302) when case.toml names one that is not there."""
    named = {name: case / name for name in (config.FILE, *settings.actors, *settings.sources, *settings.coverage)}
    for name, file in named.items():
        if not file.is_file():
            raise BadCase("E302", f"case.toml names a file that is not there: {name}", where=str(file))
    return dict(sorted({**named, **agreements(case)}.items()))


def agreements(case: Path) -> dict[str, Path]:
    """Path below CASE -> file, of every file under agreements/ that is not hidden, sorted."""
    files = (p for p in sorted((case / AGREEMENTS).rglob("*")) if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(case).as_posix(): p for p in files}
