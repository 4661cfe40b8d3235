"""What all tests share: deterministic property tests, and `--golden` to regenerate the checked-in stories."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

settings.register_profile(
    "holdfire", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("holdfire")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden stories afresh instead of comparing")


@pytest.fixture(autouse=True, scope="module")
def _configuration_of_the_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Likewise for what a module makes once: it is made before any test of it has a folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(autouse=True)
def _own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pins of the tests' cases go to a folder of the test, never to the user's own configuration."""
    monkeypatch.setenv("HOLDFIRE_CONFIG", str(tmp_path_factory.mktemp("config")))
