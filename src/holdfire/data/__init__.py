"""Packaged knowledge: YAML and CSV files that an analyst can correct. Here they are only found and read."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


def read(name: str) -> bytes:
    """The bytes of one packaged data file, named by its path below data/ (`acts.yaml`, `places/syria.csv`)."""
    return resources.files(__name__).joinpath(name).read_bytes()


@cache
def load(name: str) -> Any:
    """One packaged YAML file, parsed once. Callers turn it into their own records and never change it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where libyaml is
    return yaml.load(read(name), Loader=loader)  # noqa: S506  a safe loader either way


def names(folder: str, suffix: str = ".yaml") -> tuple[str, ...]:
    """The packaged files of one folder below data/, sorted: `actors/syria.yaml`, ..."""
    found = resources.files(__name__).joinpath(folder).iterdir()
    return tuple(sorted(f"{folder}/{entry.name}" for entry in found if entry.name.endswith(suffix)))
