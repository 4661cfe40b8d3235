"""A room imports only rooms below it: import-linter's verdict on the contract in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.shape.code import ROOT, SRC

LINTER = Path(sys.executable).parent / "lint-imports"

HOUSE = {
    "pyproject.toml": """
[tool.importlinter]
root_package = "house"
[[tool.importlinter.contracts]]
name = "down only"
type = "layers"
exhaustive = true
containers = ["house"]
layers = ["roof", "cellar"]
""",
    "house/__init__.py": "",
    "house/roof.py": "import house.cellar\n",
    "house/cellar.py": "",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the linter on the pyproject.toml of a folder."""
    command = [str(LINTER), "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def built(folder: Path, **changed: str) -> Path:
    """A small house of two rooms, with files replaced or added (`cellar="..."` is house/cellar.py)."""
    files = HOUSE | {f"house/{name}.py": text for name, text in changed.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_all_arrows_point_down() -> None:
    outcome = lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout[-3000:]


def test_the_contract_is_exhaustive_and_ignores_no_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    assert contract["exhaustive"] is True
    assert "ignore_imports" not in contract
    rooms = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    there = {path.name.removesuffix(".py") for path in SRC.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert there - {"__init__", "__main__", "__pycache__"} == rooms


def test_the_linter_sees_an_arrow_that_points_up(tmp_path: Path) -> None:
    assert lint(built(tmp_path / "good")).returncode == 0
    assert lint(built(tmp_path / "up", cellar="import house.roof\n", roof="")).returncode == 1
    assert lint(built(tmp_path / "unlisted", attic="")).returncode == 1
