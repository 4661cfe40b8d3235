"""A language model is asked at a person's word, once; what it answers is kept, checked, listed and counted when accepted."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.doors import run as typed
from tests.flow_cases import AGREEMENT, AT, PUBLIC, TOML, add, bytes_of
from tests.model_server import serving

from holdfire.errors import BadRequest
from holdfire.flow.consult import Consulted, consult, endpoint_of
from holdfire.flow.decide import review
from holdfire.flow.derive import derive, run
from holdfire.flow.proceed import Said
from holdfire.store import Case, create, shredding, verify
from holdfire.store.endpoint import Endpoint
from holdfire.store.shredding import By

NAMED = 'reader = "rules"\n' + TOML + '[model]\nname = "m"\n'
FRENCH = "Le ministère a déclaré que ses avions n'avaient pas frappé le marché de la ville de Dorn ce jour-là.\n"
ENGLISH = "To the shopkeepers of Atarib it is plain that Russia bombed the market on Monday, killing 61 people.\n"
HERE = {
    "ministère": {"source": "Le ministère", "cue": "a déclaré", "content": ["que ses avions n'avaient pas frappé le marché"],
                  "act": "deny"},
    "Atarib": {"source": "the shopkeepers of Atarib", "content": ["that Russia bombed the market on Monday, killing 61 people"],
               "act": "accuse"},
}  # fmt: skip


def model(passage: str) -> str:
    return json.dumps({"claims": [claim for word, claim in HERE.items() if word in passage]})


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return create(tmp_path / "case", toml=NAMED, agreements={"small.yml": AGREEMENT.encode()}, who="tester", at=AT)


def ask(case: Case, url: str, *, again: bool = False, audience: str = "public", seconds: float = 5) -> list[Consulted]:
    server = Endpoint(url=url, model="m", seconds=seconds)
    return list(consult(case, server, audience=audience, again=again, who="A. Person", at=AT + timedelta(hours=1)))


def test_answers_are_kept_and_the_same_run_comes_out_with_no_server(case: Case) -> None:
    add(case, FRENCH, language="fr")
    with serving(model) as server:
        assert [(c.outcome, c.claims, c.doubts) for c in ask(case, server.url)] == [("asked", 1, 0)]
        assert [(c.outcome, c.claims) for c in ask(case, server.url)] == [("known", 1)]
    assert len(server.asked) == 1
    first = derive(case, PUBLIC)
    (claim,) = first.derived.claims
    assert claim.reader == "model:m/prompt-1"
    assert "model-read" in {doubt.code for doubt in first.derived.doubts}
    assert bytes_of(first) == bytes_of(derive(case, PUBLIC))
    assert verify(case.path) == ()


def test_no_stage_asks_and_an_unnamed_model_is_not_listed(tmp_path: Path) -> None:
    case = create(tmp_path / "case", toml=TOML, agreements={"small.yml": AGREEMENT.encode()}, who="tester", at=AT)
    add(case, FRENCH, language="fr")
    with serving(model) as server:
        derive(case, PUBLIC)
        assert server.asked == []
        ask(case, server.url)
        assert derive(case, PUBLIC).derived.claims == ()


def test_it_counts_when_a_person_accepts_it(case: Case) -> None:
    add(case, ENGLISH)
    with serving(model) as server:
        ask(case, server.url)
    before = run(case, PUBLIC).derived
    (claim,) = (c for c in before.claims if c.reader.startswith("model:"))
    assert claim.key not in {key for account in before.accounts for key in account.rests_on}
    review(case, "accept", claim.key, Said(why="read it"), who="P. Person", at=AT + timedelta(hours=2))
    after = derive(case, PUBLIC).derived
    assert any(claim.key in account.rests_on for account in after.accounts)


def test_what_the_reader_found_is_not_listed_twice(case: Case) -> None:
    add(case, "prison.txt")
    read = {claim.key for claim in derive(case, PUBLIC).derived.claims}
    answer = {"claims": [{"content": ["the Syrian government had killed detainees in Sednaya prison"], "act": "accuse"}]}
    with serving(lambda _: json.dumps(answer)) as server:
        assert ask(case, server.url)[0].claims == 1
    assert {claim.key for claim in derive(case, PUBLIC).derived.claims} == read


def test_a_failing_server_leaves_doubts_until_it_is_asked_again(case: Case) -> None:
    add(case, FRENCH, language="fr")
    with serving(lambda _: 500) as server:
        assert [(c.claims, c.doubts) for c in ask(case, server.url)] == [(0, 1)]
    assert "model-unanswered" in {doubt.code for doubt in derive(case, PUBLIC).derived.doubts}
    with serving(model) as server:
        assert ask(case, server.url)[0].outcome == "known"
        assert [(c.outcome, c.claims, c.doubts) for c in ask(case, server.url, again=True)] == [("asked", 1, 0)]
        assert ask(case, server.url, again=True)[0].outcome == "known"
    assert "model-unanswered" not in {doubt.code for doubt in derive(case, PUBLIC).derived.doubts}


def test_only_what_the_audience_may_see_is_sent_and_listed(case: Case) -> None:
    add(case, FRENCH, language="fr", clearance="mechanism")
    with serving(model) as server:
        assert ask(case, server.url) == []
        assert len(ask(case, server.url, audience="mechanism")) == 1
    assert derive(case, PUBLIC).derived.claims == ()


def test_an_answer_goes_with_the_report_that_it_repeats(case: Case) -> None:
    key = add(case, FRENCH, language="fr")
    with serving(model) as server:
        ask(case, server.url)
    report = next(r for r in case.reports() if r.key == key)
    shredding.ask(case, report, By(who="A. One", at=AT, why="consent was withdrawn"))
    shredding.confirm(case, report, who="B. Two", at=AT)
    assert not [p for p in (case.path / "vault").rglob("*") if p.is_file() and b"minist\xc3\xa8re" in p.read_bytes()]
    assert derive(case, PUBLIC).derived.claims == ()
    assert verify(case.path) == ()


def test_nothing_is_asked_that_nobody_named(tmp_path: Path) -> None:
    case = create(tmp_path / "case", toml=TOML, agreements={"small.yml": AGREEMENT.encode()}, who="tester", at=AT)
    for url, name in (("http://127.0.0.1:1", ""), ("", "m")):
        with pytest.raises(BadRequest, match="E448"):
            endpoint_of(case, url=url, model=name, anywhere=False)


def test_the_command(case: Case) -> None:
    add(case, FRENCH, language="fr")
    path = str(case.path)
    case.close()
    with serving(model) as server:
        done = typed("consult", path, "--endpoint", server.url, "--model", "m", "--as", "A. Person")
        other = typed("consult", path, "--endpoint", server.url, "--model", "other", "--as", "A. Person")
        far = typed("consult", path, "--endpoint", "http://93.184.216.34/v1", "--model", "third", "--as", "A. Person")
    assert (done.code, other.code, far.code) == (0, 0, 2)
    assert b"1 texts asked about, 1 claims of m" in done.raw
    assert b'name = "other"' in other.raw
    assert "E446" in far.err
