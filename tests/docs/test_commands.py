"""Every example that some command's help shows does what it says, on a copy of the packaged case and small files."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docs.commands import commands, examples, page
from tests.demo_case import copied, demo
from tests.doors import run
from tests.shape.code import ROOT

from holdfire.flow.derive import look
from holdfire.records import View
from holdfire.store import open_case

SKIPPED = {
    "keys": "the packaged case is not encrypted; tests/store/test_shredding.py opens and shares one that is",
    "consult": "no model is served here; tests/flow/test_consult.py types it before a stand-in",
    "bench": "fetches its peers; tests/bench holds what it answers",
    "demo": "every example here runs on the case that it made",
    "research": "one dataset tells of nearly all of the packaged case, so that there are no three lists; see tests/cli",
}
QUIET = {"findings": "no incident of that week is contrary in the packaged case"}
SHORTENED = {"export": ["--from", "2017-11-13", "--to", "2017-11-19"]}
"""Words added, so that one week is exported and not three years."""
WORDS = (
    "Air strikes hit the town of Atarib on Monday, killing at least 29 people, the Syrian Observatory for Human Rights "
    "said. A resident said that rescue workers were still digging in the rubble of the market. Damascus denied it."
)
PAGE = f"<html><head><title>A strike</title></head><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
PHOTO = ROOT / "examples/astana-2017/photos/calibration-card.jpg"
KEY = re.compile(r"\b(?:finding|incident|claim|account|complaint|report|disclosure):\w+")


@dataclass(frozen=True)
class Desk:
    """A folder in which somebody works, and the keys that stand in `mycase` for those of the examples."""

    folder: Path
    keys: dict[str, list[str]]

    def typed(self, line: str) -> list[str]:
        """The words of an example, less `holdfire`, with keys that exist and absolute paths below the folder."""
        left = {kind: iter(keys) for kind, keys in self.keys.items()}
        known = KEY.sub(lambda found: next(left[found[0].partition(":")[0]]), line)
        return [f"{self.folder}{word}" if word.startswith("/") else word for word in shlex.split(known)[1:]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    case = copied(folder).rename(folder / "mycase")
    with open_case(case) as opened:
        derived = look(opened, View(audience="public")).derived
        complaints = [c.key for c in opened.complaints()]
    finding = run("findings", str(case), "--verdict", "contrary", "--jsonl").json()[0]["key"]
    shutil.copytree(demo() / "case" / "agreements", folder / "agreements")
    shutil.copy(PHOTO, folder / "photo.jpg")
    assert run("add", str(case), str(folder / "photo.jpg"), "--as", "Desk").code == 0
    shown = run("disclose", str(case), "photo.jpg", "--to", "A party", "--authority", "Rule 7", "--as", "Desk", "--jsonl")
    (folder / "article.txt").write_text(WORDS + "\n", encoding="utf-8")
    (folder / "article.html").write_text(PAGE, encoding="utf-8")
    (folder / "reports").mkdir()
    for name in ("one", "two"):
        (folder / "reports" / f"{name}.txt").write_text(f"{WORDS} {WORDS}\n", encoding="utf-8")
    decided = {a.key for a in derived.accounts[:2]}  # examples of `review` change what these tell of
    others = [i.key for i in derived.incidents if decided.isdisjoint(i.accounts)]
    keys = {"finding": [finding], "claim": [derived.claims[0].key], "complaint": complaints,
            "report": [r.key for r in derived.reports if r.format == "photo"] or [derived.reports[0].key],
            "incident": others[:1], "account": [a.key for a in derived.accounts[:2]],
            "disclosure": [shown.json()[0]["disclosure"]["key"]]}  # fmt: skip
    return Desk(folder, keys)


def runnable() -> Iterator[tuple[str, str]]:
    """(first word, line) of each example."""
    yield from ((path[0], line) for path, line in examples() if path[0] not in SKIPPED)


@pytest.mark.parametrize(("command", "line"), list(runnable()))
def test_every_example_does_what_it_shows(
    command: str, line: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    if command == "init":
        (desk.folder / "new").mkdir()
        monkeypatch.chdir(desk.folder / "new")
        agreement = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/agreements.md").read_text(encoding="utf-8"), re.DOTALL)
        Path("memorandum.yml").write_text(agreement[0], encoding="utf-8")
    done = run(*desk.typed(line), *SHORTENED.get(command, []))
    assert done.code == 0, done.err
    assert done.raw.strip() or command in QUIET, "an example that shows nothing"


def test_every_command_has_an_example() -> None:
    shown = {path for path, _ in examples()}
    assert [path for path, _ in commands() if path not in shown] == []


def test_the_page_shows_every_option() -> None:
    text = page()
    written = {option for _, command in commands() for p in command.params for option in p.opts if option.startswith("--")}
    assert [option for option in sorted(written) if f"`{option}" not in text] == []


def test_keys_and_paths_of_an_example_are_replaced() -> None:
    desk = Desk(Path("here"), {"account": ["account:aa", "account:bb"]})
    line = 'holdfire review mycase same account:1a --other account:2b --why "a b" --out /tmp/x'
    assert desk.typed(line)[2:] == ["same", "account:aa", "--other", "account:bb", "--why", "a b", "--out", "here/tmp/x"]
