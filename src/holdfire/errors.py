"""The tree of errors: each has a code, a page in docs/errors.md and a way out.

    HoldfireError
    ├── UserMistake        exit 2: one clear line: what, where, what to do
    │   ├── BadInput       a file that cannot be taken in (E1xx)
    │   ├── BadAgreement   an agreement or data file with faults (E2xx)
    │   ├── BadCase        a case that is missing, locked, of another format (E3xx)
    │   └── BadRequest     an option or a name that does not fit (E4xx)
    ├── Tampered           exit 3: verify found something (E5xx)
    └── Broken             exit 1: a failure of holdfire's own (E9xx)
"""

from __future__ import annotations


class HoldfireError(Exception):
    """What went wrong, where, and what to do about it: one line each, no traceback for the user."""

    exit_code = 1

    def __init__(self, code: str, what: str, *, where: str = "", todo: str = "") -> None:
        self.code, self.what, self.where, self.todo = code, what, where, todo
        super().__init__(self.line())

    def line(self) -> str:
        """The single line a person sees: `E101 what (where): what to do`."""
        place = f" ({self.where})" if self.where else ""
        way_out = f": {self.todo}" if self.todo else ""
        return f"{self.code} {self.what}{place}{way_out}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.code, self.what, self.where, self.todo))


class UserMistake(HoldfireError):
    """Something the person who typed the command can mend."""

    exit_code = 2


class BadInput(UserMistake):
    """A file that cannot be taken in; nothing is lost, the rest is stored."""


class BadAgreement(UserMistake):
    """An agreement or data file with faults; `holdfire check` lists them all."""


class BadCase(UserMistake):
    """A case folder that is missing, locked, of a newer format or on a filesystem that cannot keep it."""


class BadRequest(UserMistake):
    """An option, a key or a name that does not fit the case."""


class Tampered(HoldfireError):
    """`verify` found something that differs from what the ledger says."""

    exit_code = 3


class Broken(HoldfireError):
    """A failure of holdfire's own; please report it with the code."""

    exit_code = 1


def _rebuild(kind: type[HoldfireError], code: str, what: str, where: str, todo: str) -> HoldfireError:
    return kind(code, what, where=where, todo=todo)
