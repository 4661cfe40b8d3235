"""The Python functions do what the commands do, and the example in their page runs."""

from datetime import date

import pytest
from tests.demo_case import copied

from holdfire import api
from holdfire.records import Verdict


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(
        "Air strikes hit Atarib on 13 November 2017, killing at least 29 people, the Syrian Observatory for Human Rights "
        "said. The Syrian government denied that its aircraft had struck the town.\n",
        encoding="utf-8",
    )
    return path


def test_files_by_themselves(article):
    assert [c.act.value for c in api.claims(article)] == ["report", "deny"]
    assert "air_strike" in {i.act for i in api.incidents(article)}
    assert {p.name for p in api.places(article)} >= {"Atarib"}
    assert api.copies(article, article) == ()


def test_a_case_from_run_to_chain(tmp_path):
    with api.case(copied(tmp_path)) as case:
        outcome = api.run(case)
        contrary = api.findings(outcome, api.Question(verdict="contrary"))
        lines = api.explain(outcome, contrary[0])
        page = api.bulletin(case, outcome, date(2017, 11, 13))
    assert {f.verdict for f in contrary} == {Verdict.CONTRARY}
    assert any("sentence" in line for line in lines)
    assert page.head.first == "2017-11-13"
    assert not [p for p in api.verify(tmp_path / "case") if p.changes_fact]

