"""checkpoint, proof, copy --bag, shred, hold and keys, as typed, on a small case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.doors import run
from tests.flow_cases import add, small_case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with small_case(tmp_path / "case") as opened:
        add(opened, "strike.txt")
    return tmp_path / "case"


def test_a_checkpoint_is_pushed_checked_and_proves_an_entry(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.checkpoint"
    pushed = run("checkpoint", "push", str(case), str(file), "--as", "A. One")
    assert (pushed.code, "3 entries" in pushed.out, "two authorities are advised" in pushed.err) == (0, True, True)
    key = run("checkpoint", "key").out.strip()
    checked = run("checkpoint", "check", str(case), str(file), "--key", key)
    assert (checked.code, "3 entries then, 4 now" in checked.out, "(good)" in checked.out) == (0, True, True)
    assert "not checked: give --key" in run("checkpoint", "check", str(case), str(file)).out
    assert "E484" in run("checkpoint", "check", str(case), str(file), "--key", "no").err
    assert run("checkpoint", "check", str(case)).code == 0
    proof = json.loads(run("proof", str(case), "2").out)
    assert (proof["schema"], proof["position"], proof["size"]) == ("proof", 2, 4)
    assert json.loads(run("proof", str(case), "3", "--since").out)["old_size"] == 3
    assert run("proof", str(case), "9").code == 2
    text = file.read_text()
    file.write_text(text.replace("\n3\n", "\n2\n"))
    assert run("checkpoint", "check", str(case), str(file)).code == 3


def test_a_bag_is_made_and_verified(case: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    made = run("copy", str(case), str(bag), "--bag", "--entry", "2")
    assert (made.code, "a bag of 1 entries" in made.out) == (0, True), made.err
    assert run("verify", str(bag)).code == 0
    (bag / "data" / "entries.jsonl").write_text("x\n")
    found = run("verify", str(bag))
    assert (found.code, "E514" in found.err) == (3, True)
    assert "E485" in run("copy", str(case), str(tmp_path / "x"), "--entry", "2").err


def test_shred_takes_two_and_a_hold_blocks_it(case: Path) -> None:
    shred = ("shred", str(case), "strike.txt")
    assert "E419" in run(*shred, "--as", "A. One").err
    assert run(*shred, "--why", "withdrawn", "--as", "A. One").code == 0
    assert "E490" in run(*shred, "--confirm", "--as", "A. One").err
    assert run("hold", str(case), "strike.txt", "--why", "proceedings", "--as", "C").code == 0
    assert "E488" in run(*shred, "--confirm", "--as", "B. Two").err
    assert run("hold", str(case), "strike.txt", "--why", "ended", "--lift", "--as", "C").code == 0
    done = run(*shred, "--confirm", "--as", "B. Two")
    assert (done.code, "asked by A. One, confirmed by B. Two: withdrawn" in done.out) == (0, True)
    assert "its title, address, name and source are gone" in done.out
    assert run("verify", str(case)).code == 0
    log = run("log", str(case))
    assert (log.code, "report shredded" in log.out, "strike.txt" in log.out) == (0, True, False)
    proof = str(case.parent / "proof.json")
    assert run("seen", str(case), "--by", "A liaison officer", "--proof", proof).code == 0
    assert run("seen", str(case), "--check", proof).code == 0


def test_an_encrypted_case_is_made_filled_and_shared(case: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    made = run("init", str(secret), "--agreement", str(case / "agreements" / "small.yml"), "--encrypted", "--as", "A. One")
    assert made.code == 0, made.err
    words = tmp_path / "words.txt"
    words.write_text("The canary sang in Atarib.")
    assert run("add", str(secret), str(words)).code == 0
    assert run("keys", "share", str(secret), run("keys", "mine").out.strip()).out.startswith("1 key(s) open")
    assert run("verify", str(secret)).code == 0
    assert not [p for p in (secret / "vault").rglob("*") if p.is_file() and b"canary" in p.read_bytes()]
    assert "E324" in run("keys", "share", str(case)).err
