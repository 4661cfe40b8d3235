"""Commands run in this process, as `holdfire ...` would run them: exit code, stdout, stderr."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from holdfire.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """stdout as text."""
        return self.raw.decode()

    def json(self) -> list[dict[str, Any]]:
        """stdout as JSON lines; a mistake fails the test with its line."""
        assert self.code == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str) -> Done:
    """Run one command to its end."""
    import io

    class Pipe(io.TextIOWrapper):
        """A pipe, not a terminal."""

    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["holdfire", *arguments])
        patch.setattr(sys, "stdout", Pipe(out, encoding="utf-8", newline=""))
        patch.setattr(sys, "stderr", Pipe(err, encoding="utf-8", newline=""))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        return Done(code, out.getvalue(), err.getvalue().decode())


