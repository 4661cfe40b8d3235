"""Every bench that can be named is there, with a `main` to run."""

from __future__ import annotations

from importlib import import_module

import pytest
from bench.__main__ import BENCHES, WITH_OPTIONS, main


@pytest.mark.parametrize("name", sorted(BENCHES))
def test_a_bench_imports_what_it_needs(name: str) -> None:
    modules = {"ragged": "matching", "areas": "matching", "places": "toponyms", "copies": "copying"}
    assert callable(import_module(f"bench.{modules.get(name, name)}").main)
    assert BENCHES[name].title


@pytest.mark.parametrize("name", sorted(WITH_OPTIONS))
def test_a_bench_with_options_does_too(name: str) -> None:
    assert callable(import_module(WITH_OPTIONS[name]).main)


def test_a_bench_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert capsys.readouterr().err.startswith("there is no bench 'nothing': one of ")
