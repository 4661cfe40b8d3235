"""What is wrong in hand-written instrument files: every fault with file, line, path and what to do about it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Literal

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. An `error` keeps the instrument out of every run; a `warning` is printed and lived with."""

    code: str
    """E2xx; each has its page in docs/errors.md."""
    file: str
    line: int
    """From 1."""
    path: str
    """`terms[2].by[0]`; "" is the whole file."""
    what: str
    todo: str
    severity: Literal["error", "warning"] = "error"

    def text(self) -> str:
        """The single line that `check` prints."""
        return f"{self.file}:{self.line}: {self.severity} {self.code} {self.path or 'file'}: {self.what}: {self.todo}"


class FaultList:
    """The faults of one file. What lies under a path already found faulty is not reported a second time."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[str, int] = {"": 1}
        self.found: list[Fault] = []
        self._spoilt: set[str] = set()

    def line(self, path: str) -> int:
        """The line of a path, or of the nearest thing around it that was written."""
        return next(self.lines[above] for above in _upwards(path) if above in self.lines)

    def error(self, code: str, path: str, what: str, todo: str) -> None:
        """A fault that keeps the instrument from being used."""
        if not any(above in self._spoilt for above in _upwards(path)):
            self._add(code, path, what, todo, "error")

    def shape(self, code: str, path: str, what: str, todo: str) -> None:
        """A fault of form: the value at this path was replaced by an empty one, so nothing more is said of it."""
        self._add(code, path, what, todo, "error")
        self._spoilt.add(path)

    def hide(self, path: str) -> None:
        """Nothing more is said of this path: what it should hold could not be read, which was said already."""
        self._spoilt.add(path)

    def warn(self, code: str, path: str, what: str, todo: str) -> None:
        """Something that a reader must know and may live with."""
        self._add(code, path, what, todo, "warning")

    @property
    def fatal(self) -> bool:
        """Whether the instrument must not be used."""
        return any(fault.severity == "error" for fault in self.found)

    def _add(self, code: str, path: str, what: str, todo: str, severity: Literal["error", "warning"]) -> None:
        fault = Fault(
            code=code, file=self.file, line=self.line(path), path=path, what=what, todo=todo, severity=severity
        )
        if fault not in self.found:
            self.found.append(fault)


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """`did you mean X?` when something known is close, else what to do instead."""
    close = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else otherwise


def _upwards(path: str) -> Iterable[str]:
    while path:
        yield path
        path = re.sub(r"(\.?[^.\[\]]+|\[\d+\])$", "", path)
    yield ""
