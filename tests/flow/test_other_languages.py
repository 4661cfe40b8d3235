"""A report in a language that the full reader does not cover is recognised, kept, listed, and completed by a person."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.flow_cases import AT, PUBLIC, PUBLISHED, add, small_case

from holdfire.flow.decide import review
from holdfire.flow.derive import Outcome, derive
from holdfire.flow.material import material
from holdfire.flow.period import period_of
from holdfire.flow.proceed import Said
from holdfire.reader import SMALL
from holdfire.store import Case

REPORTS = {
    "ar": "قالت وزارة الدفاع الروسية إن طائراتها لم تقصف السوق في البلدة. وأضافت أن التحقيق مستمر.\n",
    "ru": "Минобороны России сообщило, что его самолеты не наносили ударов по рынку в этом городе.\n",
    "fr": "Le ministère russe de la Défense a déclaré que ses avions n'avaient pas frappé le marché de la ville.\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return small_case(tmp_path / "case")


def taken(case: Case, language: str) -> tuple[str, Outcome]:
    key = add(case, REPORTS[language], language="")
    return key, derive(case, PUBLIC)


@pytest.mark.parametrize("language", ["ar", "ru"])
def test_what_the_small_reader_finds_is_listed_with_its_doubt_and_counted_nowhere(case: Case, language: str) -> None:
    key, outcome = taken(case, language)
    derived = outcome.derived
    (text,) = derived.texts
    assert (text.language, text.content) == (language, REPORTS[language])
    assert derived.unread == (key,)
    claim = derived.claims[0]
    assert claim.reader == SMALL
    assert claim.speaker is not None
    assert (claim.speaker.actor, claim.speaker.side) == ("ru-mod", "ru")
    assert "small-reader" in {d.code for d in claim.doubts}
    assert derived.accounts == ()
    assert derived.incidents == ()


def test_a_language_that_nothing_reads_is_kept_and_listed(case: Case) -> None:
    key, outcome = taken(case, "fr")
    assert (outcome.derived.texts[0].language, outcome.derived.claims, outcome.derived.unread) == ("fr", (), (key,))
    assert "no-reader-for-language" in {d.code for d in outcome.derived.doubts}


def test_the_bulletin_says_which_of_the_two_it_is(case: Case) -> None:
    arabic, french = (add(case, REPORTS[language], language="") for language in ("ar", "fr"))
    outcome = derive(case, PUBLIC)
    period = period_of(PUBLISHED.date(), outcome.know.config.period)
    shown = material(case, outcome, (period, None), (), AT + timedelta(days=9))
    why = {item.report: item.why for item in shown.unread}
    assert why[arabic] == "only the small reader covers its language: its claims are listed, none is counted"
    assert why[french] == "no reader covers its language"


def test_a_person_adds_the_claim_that_no_reader_found(case: Case) -> None:
    report, outcome = taken(case, "ar")
    text = outcome.derived.texts[0]
    cue = text.content.index("التحقيق")
    own = {
        "report": report, "text": text.sha256, "doc": text.doc, "content": [[cue, cue + len("التحقيق مستمر")]],
        "speaker": {"name": "وزارة الدفاع الروسية", "actor": "ru-mod", "side": "ru"}, "act": "announce", "reader": "a person",
    }  # fmt: skip
    said = Said(value=json.dumps(own), why="read by a translator")
    review(case, "add", "claim", said, who="T. Translator", at=AT + timedelta(minutes=5))
    after = derive(case, PUBLIC).derived
    (added,) = (c for c in after.claims if c.reader == "a person")
    assert [text.content[a:b] for a, b in added.content] == ["التحقيق مستمر"]
    assert any(ref.startswith("review:") for ref in added.rests_on)
    assert len(after.claims) == len(outcome.derived.claims) + 1
