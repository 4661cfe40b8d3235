"""What a text tells happened: by explicit agency, at places and times that its words give, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.corpora import shared
from tests.incidents.made import report

from holdfire import actors, claims, places, reader, seals, sources
from holdfire.incidents import Book, accounts_from_claims, fuse
from holdfire.incidents.page import Page, page
from holdfire.records import Account, Text

BOOK = Book(actors.packaged(), places.packaged(), sources.packaged(), "Asia/Damascus", "SY")
PUBLISHED = datetime(2017, 11, 14, 12, tzinfo=UTC)
HEAD = "A report from Syria.\n\n"


def read(words: str, published: datetime | None = PUBLISHED) -> tuple[Account, ...]:
    content = HEAD + words
    sha = seals.sha256(content.encode())
    text = Text(
        key=f"text:{sha}", report="report:r", doc="r", content=content, sha256=sha, extractor="t/1", language="en"
    )
    found = claims.find(text, reader.read(text), BOOK.actors)
    accounts, doubts = accounts_from_claims(text, found, report("r", published=published), BOOK)
    assert set(doubts) == {d for a in accounts for d in a.doubts}
    for account in accounts:
        assert account.span is not None
        assert account.rests_on[0] == f"text:{sha}#{account.span[0]}-{account.span[1]}"
    return accounts


def page_of(words: str, book: Book) -> Page:
    sha = seals.sha256(words.encode())
    text = Text(
        key=f"text:{sha}", report="report:r", doc="r", content=words, sha256=sha, extractor="t/1", language="en"
    )
    return page(text, report("r", published=PUBLISHED), book)


def one(words: str) -> Account:
    (account,) = read(words)
    return account


def blamed(words: str) -> list[str]:
    return [b.actor for a in read(words) for b in a.attributed_to]


def test_a_narrative_sentence_is_the_publishers_word() -> None:
    account = one("Warplanes bombed the market in the town of Atarib on Monday, killing at least 29 people.")
    assert [v.id for v in account.voices] == ["north"]
    assert (account.act, account.target, account.attributed_to) == ("air_strike", "market", ())
    assert account.place is not None
    assert account.place.name == "Al Atarib"
    assert account.time is not None
    assert account.time.start == datetime(2017, 11, 12, 22, tzinfo=UTC)
    assert [(c.low, c.high) for c in account.casualties] == [(29, None)]
    assert account.asserted_by == ()


def test_a_claim_is_its_speakers_word() -> None:
    account = one("Air strikes killed four civilians in Atarib, the Syrian Observatory for Human Rights said.")
    assert [v.id for v in account.voices] == ["sohr"]
    assert len(account.asserted_by) == 1
    assert account.casualties[0].by == account.asserted_by


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Russian air strikes hit Atarib on Monday.", ["ru"]),
        ("Russian aircraft bombed the town of Atarib on Monday.", ["ru-vks"]),
        ("The town of Atarib was shelled by the Syrian army on Monday.", ["sy-army"]),
        ("Syrian army positions in Atarib were shelled on Monday.", []),
        ("Shelling of Atarib was recorded by Russia on Monday.", []),
        ("Air strikes on Atarib were documented by the Syrian Observatory for Human Rights.", []),
        ("It is not clear whether Syrian or Russian aircraft carried out the air strikes on Atarib.", []),
    ],
)
def test_blame_needs_words_of_agency(words: str, who: list[str]) -> None:
    assert blamed(words) == who


@pytest.mark.parametrize(
    "words",
    [
        "Any clashes between the government forces and opposition groups must stop within the zones in Idlib.",
        "The agreement presumes the cessation of airstrikes in Idlib.",
        "Russia will bomb Atarib on Friday.",
        "If shelling hits Atarib, the truce ends.",
        "Washington demanded that Damascus stop the air strikes on Atarib.",
        "Russia and Turkey committed 17 violations of the ceasefire in Syria.",
        "Who bombed Atarib?",
        "The war has killed hundreds of thousands of people since 2011 in air strikes and shelling.",
        "Aid reached the besieged town of Talbiseh on Monday.",
        "Air strikes go on in Syria.",
    ],
)
def test_terms_plans_demands_and_counts_tell_of_nothing_that_happened(words: str) -> None:
    assert read(words) == ()


def test_the_speakers_city_and_the_dateline_are_not_where_it_was() -> None:
    account = one("DAMASCUS, 14 November 2017 - Air strikes killed nine people, an official said in Damascus.")
    assert account.place is None
    assert account.time is None
    assert {"place-unknown", "time-unknown"} <= {d.code for d in account.doubts}


def test_a_bearing_is_not_the_place() -> None:
    account = one("Russian aircraft struck 187 targets north of Hama on Monday.")
    assert account.place is None


def test_a_distance_and_a_bearing_are_a_stretch_of_land_as_wide_as_they_are_vague() -> None:
    account = one("Air strikes killed nine people 15 km east of Aleppo on Monday.")
    assert account.place is not None
    assert (account.place.lat, account.place.lon) == pytest.approx((36.2, 37.33), abs=0.02)
    assert account.place.radius_m > 9000
    assert account.place.provenance.startswith("15000 m east of ")


def test_a_village_named_with_its_bearing_is_where_it_is() -> None:
    account = one("Air strikes hit Atarib, 25 km west of Aleppo, on Monday.")
    assert account.place is not None
    assert account.place.name == "Al Atarib"
    assert "place-several" not in {d.code for d in account.doubts}


def test_since_the_truce_began_is_since_the_day_that_the_cases_agreement_gives() -> None:
    day = date(2017, 11, 3)
    book = replace(BOOK, effects=((day, day),))
    words = "Air strikes killed nine people in Atarib on the day after the ceasefire took effect."
    assert [m.interval and m.interval.start for m in page_of(words, book).times if m.value == "2017-11-03"]
    assert not [m for m in page_of(words, BOOK).times if m.value == "2017-11-03"]


def test_without_a_day_of_publication_monday_is_no_date_but_a_date_is() -> None:
    (relative,) = read("Air strikes hit Atarib on Monday.", published=None)
    (absolute,) = read("Air strikes hit Atarib on 13 November 2017.", published=None)
    assert relative.time is None
    assert absolute.time is not None


def test_a_denial_is_an_account_of_what_it_denies() -> None:
    account = one("The Russian Defence Ministry denied that its aircraft had killed civilians in Atarib.")
    assert (account.stance, account.denied_by) == ("denies", ("ru-mod",))
    assert [b.actor for b in account.attributed_to] == ["ru-mod"]


def test_blame_without_an_act_is_about_the_event_told_before() -> None:
    accounts = read(
        "Air strikes on the market in Atarib killed 61 people on Monday. The Syrian National Coalition blamed the Russian"
        " air force."
    )
    blame = accounts[-1]
    assert [b.actor for b in blame.attributed_to] == ["ru-vks"]
    assert [v.id for v in blame.voices] == ["sy-snc"]
    assert blame.casualties == ()
    assert len(fuse(accounts)) == 1


def test_whoever_counts_the_dead_is_not_blamed_for_their_wounds() -> None:
    words = "The Syrian Observatory for Human Rights said that four people died of their wounds in Atarib on Monday."
    assert blamed(words) == []


def test_a_pronoun_is_not_one_voice_more() -> None:
    accounts = read(
        "The Syrian Observatory for Human Rights said that air strikes hit Atarib on Monday. It said that shelling killed"
        " four people in Atarib."
    )
    assert {v.id for a in accounts for v in a.voices} == {"sohr"}


@pytest.mark.corpora
def test_the_seed_article_alleges_killing_and_disposal_of_bodies_at_sednaya() -> None:
    content = shared("seed/article.txt").read_text(encoding="utf-8")
    accounts = read(content, datetime(2017, 5, 15, 20, tzinfo=UTC))
    acts = {a.act for a in accounts if a.place and "Sednaya" in a.place.name}
    assert {"killing_of_detainees", "destruction_of_evidence"} <= acts
    assert {b.actor for a in accounts for b in a.attributed_to} == {"sy"}
    assert {v.id for a in accounts for v in a.voices} == {"us-jones", "us-dos"}
    assert all(a.time is None for a in accounts)
    assert all({"time-unknown", "evidence-not-examined"} <= {d.code for d in a.doubts} for a in accounts)
    assert {i.act for i in fuse(accounts)} == {"killing_of_detainees", "destruction_of_evidence"}


def test_neither_the_day_of_telling_nor_that_of_printing_dates_it() -> None:
    told = read("Warplanes bombed the town of Atarib, killing 29 people, state television said on Monday.")
    assert [a.time for a in told] == [None]
    (printed,) = read("12 November 2017 8 killed in the shelling of Atarib.")
    assert (printed.time, [c.low for c in printed.casualties]) == (None, [8])


def test_a_day_on_which_a_toll_was_raised_dates_nothing() -> None:
    told = read("A relief group on Tuesday raised the toll of the air strikes on Atarib the previous day to 61 dead.")
    assert [a.time.start for a in told if a.time] == [datetime(2017, 11, 12, 22, tzinfo=UTC)]


@pytest.mark.parametrize(
    "open_words",
    [
        "it was not immediately clear whether the strikes on Atarib on Monday had been carried out by Syrian warplanes",
        "it couldn't say whether the strikes on Atarib on Monday were carried out by Syrian warplanes",
        "it wasn't yet known whether the strikes on Atarib on Monday had been carried out by Syrian warplanes",
    ],
)
def test_who_cannot_say_who_did_it_denies_nothing_and_blames_nobody(open_words: str) -> None:
    told = read(f"Amnesty International said {open_words}.")
    assert [(a.stance, a.attributed_to) for a in told] == [("asserts", ())]


def test_what_points_back_means_no_town_nearby_and_no_seat_of_government() -> None:
    words = (
        "Warplanes bombed a market in the town of Atarib on Monday. It lies outside the control of the government in "
        "Damascus, whose forces entered the nearby city of Aleppo. The raids on the market killed nine people."
    )
    assert [a.place.name for a in read(words) if a.casualties and a.place] == ["Al Atarib"]


def test_an_hour_without_a_day_dates_nothing_and_leaves_its_doubt() -> None:
    hour = one("Warplanes bombed the town of Atarib at 14:07, killing 29 people.")
    assert hour.time is None
    assert {"time-unknown", "time-day-unsaid"} <= {d.code for d in hour.doubts}
    dated = one("Warplanes bombed the town of Atarib on Monday at 14:07, killing 29 people.")
    assert dated.time is not None
    assert dated.time.precision == "minute"


def test_the_doubt_of_a_date_is_one_of_the_account() -> None:
    account = one("Warplanes bombed the town of Atarib on Monday, 14 November 2017, killing 29 people.")
    (doubt,) = (d for d in account.doubts if d.code == "time-weekday")
    start = len(HEAD) + len("Warplanes bombed the town of Atarib on ")
    assert doubt.where == f"text:{account.text}#{start}-{start + len('Monday, 14 November 2017')}"


def test_initial_reports_are_no_voice_of_their_own() -> None:
    account = one("Initial reports said that air strikes hit Atarib on Monday, killing nine people.")
    assert [v.id for v in account.voices] == ["north"]
