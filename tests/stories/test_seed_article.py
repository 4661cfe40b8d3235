"""The article that the project began with, added to the packaged case: what is found in it, and what does not change."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.corpora import shared
from tests.demo_case import copied
from tests.doors import run
from tests.stories.astana import MEMORANDUM, Story, story

from holdfire import bulletin
from holdfire.flow import publish
from holdfire.records import Claim, ClaimKind, Polarity, SpeechAct, Support, Verdict
from holdfire.store import open_case

pytestmark = pytest.mark.corpora
STATED = ("--source", "Sputnik", "--published", "2017-05-16", "--lang", "en", "--as", "Desk")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case with the article, added twice and run."""
    article = str(shared("seed") / "article.txt")
    path = copied(tmp_path_factory.mktemp("seed"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(path.parent / "config"))
        first, again = (run("add", str(path), article, *STATED) for _ in range(2))
        assert (first.code, again.code) == (0, 0), first.err + again.err
        assert ("stored" in first.out, "known" in again.out) == (True, True)
        assert run("run", str(path)).code == 0
        loaded(path)
    return path


@cache
def loaded(case: Path) -> Story:
    """What the run derived."""
    return story("public", case)


def said(case: Path, *words: str) -> list[Claim]:
    """The article's claims whose content has all of these words."""
    of = loaded(case)
    content = {
        c.key: " ".join(of.texts[c.text][s:e] for s, e in c.content) for c in of.derived.claims if c.doc == "article"
    }
    return [of.claims[key] for key, text in content.items() if all(w in text for w in words)]


def one(case: Path, *words: str) -> Claim:
    """The outermost of them."""
    return next(c for c in said(case, *words) if c.parent is None)


def test_added_twice_it_is_stored_once(case: Path) -> None:
    assert [r.filename for r in loaded(case).derived.reports].count("article.txt") == 1
    assert len([t for t in loaded(case).derived.texts if t.doc == "article"]) == 1


@pytest.mark.parametrize(
    "words",
    ["Today we are releasing newly declassified reporting", "treated unarmed civilians", "disposed in mass graves",
     "effort to cover up an extent of mass murders", "we have reasons to be skeptical"],
)  # fmt: skip
def test_what_the_official_says_is_his(case: Path, words: str) -> None:
    speaker = one(case, words).speaker
    assert speaker is not None
    assert (speaker.name, speaker.actor) == ("Stuart Jones", "us-jones")


def test_the_departments_accusation(case: Path) -> None:
    claim = one(case, "installing a crematorium in the Sednaya prison")
    assert (claim.act, claim.speaker.actor if claim.speaker else "") == (SpeechAct.ACCUSE, "us-dos")
    assert "sy" in claim.about


def test_the_demand_on_russia(case: Path) -> None:
    claim = one(case, "Russia must bear responsibility to ensure Syria’s compliance with")
    assert claim.act is SpeechAct.DEMAND
    assert "ru" in claim.about


def test_the_generals_account_of_the_agreement(case: Path) -> None:
    claim = one(case, "presumes the cessation of airstrikes")
    assert claim.speaker is not None
    assert claim.speaker.actor == "ru-rudskoy"


def test_what_was_not_presented_to_the_russians_is_a_disclosure(case: Path) -> None:
    claim = one(case, "I have not presented this particular evidence to the Russians")
    assert (claim.kind, claim.polarity) == (ClaimKind.DISCLOSURE, Polarity.NEGATIVE)
    assert claim.speaker is not None
    assert claim.speaker.actor == "us-jones"
    assert any("evidence" in e.text for e in claim.evidence)
    with open_case(case) as opened:
        made = publish.compose(opened, loaded(case).outcome, opened.config.bulletin_dates[0], opened.entry(0).logged)
    printed = bulletin.render_markdown(made).partition("## Who has seen what")[2].partition("\n## ")[0]
    assert "I have not presented this particular evidence to the Russians" in printed


@pytest.mark.parametrize("act", ["killing_of_detainees", "destruction_of_evidence"])
def test_it_joins_what_is_already_told_of_sednaya(case: Path, act: str) -> None:
    before = [i for i in story().told if i.act == act]
    after = [i for i in loaded(case).told if i.act == act]
    assert (len(before), len(after)) == (1, 1)
    assert set(before[0].accounts) < set(after[0].accounts)
    assert "article.txt" in {loaded(case).file(a) for a in loaded(case).of(after[0])}


@pytest.mark.parametrize("act", ["killing_of_detainees", "destruction_of_evidence"])
def test_sednaya_is_not_covered_still_and_no_better_supported(case: Path, act: str) -> None:
    incident = loaded(case).told_of(act, "")
    assert {s.verdict for s in loaded(case).standings[incident.key]} == {Verdict.NOT_COVERED}
    assert loaded(case).turns_on(incident, MEMORANDUM) == set()
    assert len(incident.voices) == 1, "one camp, however often it is printed"
    assert incident.support is Support.SINGLE_VOICE
    assert "nobody independent has examined" in incident.support_capped
    assert incident.denied_by == ("sy-mfa",)


def test_what_the_press_says_of_the_text_is_no_incident(case: Path) -> None:
    assert len(loaded(case).told) == len(story().told)
