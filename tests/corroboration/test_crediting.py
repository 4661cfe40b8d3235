"""A credit is read where texts put one, on the days on which the publisher carries the agency; a mention is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from tests.incidents.made import ACTORS, SOURCES, Sources, account, report, voice

from holdfire import seals
from holdfire.corroboration import credited, grade
from holdfire.incidents import fuse
from holdfire.records import Affiliation, Credit, Support, Text

BODY = "Shells fell on the market at noon. " * 30


def found(content: str, published: datetime | None = datetime(2017, 11, 13, tzinfo=UTC)) -> tuple[Credit, ...]:
    tie = Affiliation(to="watch", since=date(2017, 1, 1), until=date(2018, 1, 1), why="prints its reports")
    sources = Sources(*(replace(s, carries=(tie,)) if s.id == "north" else s for s in SOURCES))
    of = report("r", published=published)
    text = Text(key="text:r", report=of.key, sha256=seals.sha256(content.encode()), content=content, language="en",
                extractor="plain/1", doc="r")  # fmt: skip
    return credited([text], [of], sources)


@pytest.mark.parametrize(
    "content",
    [
        "MARKET TOWN (The Watch) - " + BODY,
        "MARKET TOWN (TW/Reuters) - " + BODY,
        "MARKET TOWN, TW - " + BODY,
        "Shelling in town\nBy The Watch\n" + BODY,
        BODY + "\nSource: TW",
        BODY + "\n(TW)",
        BODY + "\nTW, agencies",
        BODY + "\nTW and AFP",
    ],
)
def test_where_credits_stand(content: str) -> None:
    (credit,) = found(content)
    assert (credit.publisher, credit.agency, credit.why) == ("north", "watch", "prints its reports")
    signed = content[credit.start : credit.end]
    assert "TW" in signed or "The Watch" in signed
    assert len(signed) < 40


@pytest.mark.parametrize(
    "content",
    [
        BODY,
        "The Watch said that shells fell. " + BODY,
        BODY + "A picture of the market (TW) was shown. " + BODY,
        "MARKET TOWN (TWX) - " + BODY,
        BODY + "\nHe wrote to The Watch about it, and they answered that nothing was known of it there.",
    ],
)
def test_a_mention_is_no_credit(content: str) -> None:
    assert found(content) == ()


def test_only_on_the_days_on_which_it_carries_the_agency() -> None:
    signed = "MARKET TOWN (The Watch) - " + BODY
    assert found(signed, datetime(2018, 1, 1, tzinfo=UTC)) == ()
    assert found(signed, None) == ()  # undated: the relation has ended


def test_a_credited_report_corroborates_nothing_its_agency_says() -> None:
    told = [account("r", voice("north"), source="north"), account("w", voice("watch"), source="watch")]
    (incident,) = fuse(told)
    (credit,) = found("MARKET TOWN (The Watch) - " + BODY)
    (alone,) = grade([incident], told, [], Sources(), ACTORS)
    (credited_,) = grade([incident], told, [credit], Sources(), ACTORS)
    assert (alone.support, len(alone.voices)) == (Support.CORROBORATED, 2)
    assert (credited_.support, [v.id for v in credited_.voices]) == (Support.SINGLE_VOICE, ["watch"])
    assert "voice:north" in credited_.voices[0].via
