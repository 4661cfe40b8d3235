"""Files written by hand to plain entries, with every fault named by file and path instead of only the first."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import yaml

from holdfire.errors import BadAgreement

T = TypeVar("T")


class Faults:
    """Gathers what is wrong with hand-written files, so that a person mends it all in one go."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def add(self, file: str, path: str, what: str) -> None:
        """One fault: in which file, at which path (`actors[3].parent`), and what it is."""
        self.found.append((file, path, what))

    def raise_any(self) -> None:
        """Raises BadAgreement (E222) with all faults, sorted by file and path; nothing when there are none."""
        if not self.found:
            return
        lines = [f"{file}: {path}: {what}" for file, path, what in sorted(set(self.found))]
        files = ", ".join(sorted({file for file, _, _ in self.found}))
        raise BadAgreement("E222", "; ".join(lines), where=files, todo=f"mend the {len(lines)} fault(s) named")


def parse(data: bytes, file: str) -> Any:
    """YAML bytes to plain data. Raises BadAgreement (E221) with the line when it is not YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(data, Loader=loader)  # noqa: S506  a safe loader either way
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}, line {mark.line + 1}" if mark else file
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise BadAgreement("E221", f"not valid YAML: {problem}", where=where, todo="mend the line named") from error


def entries(data: bytes, file: str, head: str, kind: type[T], faults: Faults) -> list[tuple[str, T]]:
    """The list under `head` of a YAML file as (path, typed entry); what does not fit goes to `faults`."""
    parsed = parse(data, file)
    listed = parsed.get(head) if isinstance(parsed, dict) else None
    if not isinstance(listed, list):
        faults.add(file, head, f"expected a list under `{head}:`")
        return []
    for extra in sorted(set(parsed) - {head, "about"}, key=str):
        faults.add(file, str(extra), f"unknown key; this file holds `{head}:` (and `about:`)")
    typed: list[tuple[str, T]] = []
    for number, raw in enumerate(listed):
        path = f"{head}[{number}]"
        try:
            typed.append((path, msgspec.convert(raw, kind, strict=False)))
        except msgspec.ValidationError as error:
            faults.add(file, path, str(error))
    return typed
