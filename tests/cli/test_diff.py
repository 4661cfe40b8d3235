"""`diff`: what a review changed between two states of the packaged case, and mistakes told in one line."""

from tests.demo_case import copied
from tests.doors import run


def test_a_review_is_what_changed(tmp_path):
    case = str(copied(tmp_path))
    finding = run("findings", case, "--verdict", "contrary", "--all", "--jsonl").json()[0]
    last = run("log", case, "--jsonl").json()[-1]["position"]
    told = ("review", case, "set", finding["incident"], "--field", "act", "--value", '"detention"', "--why", "w")
    assert run(*told, "--as", "R").code == 0
    assert run("run", case).code == 0
    found = run("diff", case, str(last), "public", "--jsonl").json()
    assert {c["incident"] for c in found} == {finding["incident"]}
    assert all(c["why"] == [f"{finding['incident']} rests on, act"] for c in found), found[0]["why"]
    lines = run("diff", case, str(last), "public").out.splitlines()
    assert lines[-1].startswith("findings: ")
    assert any("act: pass act-named -> fail act-not-named" in line for line in lines)
    assert run("diff", case, "public", "public").out == "findings: 0 appeared, 0 vanished, 0 changed\n"


def test_a_state_that_is_not_there(tmp_path):
    case = str(copied(tmp_path))
    for name, code in (("99999", "E424"), ("public@x", "E424"), ("guarantors@3", "E311")):
        found = run("diff", case, name, "public")
        assert (found.code, code in found.err) == (2, True)
