"""The strike on the market of Atarib on 13 November 2017, end to end: one incident, its toll as it rose, and a dispute
over who did it. Told once by the shared files, and once in words of our own that always run."""

from __future__ import annotations

import csv
import gzip
import io
import random
import zipfile
from datetime import UTC, datetime
from functools import cache

import pytest
from tests.corpora import shared
from tests.stories.atarib import File, Story, story

from holdfire.records import Attribution, Incident, Support

PRINTED = {
    "1923848252": datetime(2017, 11, 13, 18, tzinfo=UTC),
    "1926479150": datetime(2017, 11, 14, 12, tzinfo=UTC),
    "1924058106": datetime(2017, 11, 14, 15, tzinfo=UTC),
    "1924058213": datetime(2017, 11, 17, 12, tzinfo=UTC),
}
COLUMNS = """id year type_of_violence side_a side_b where_prec where_coordinates adm_1 latitude longitude country
date_prec date_start date_end low best high deaths_a deaths_b deaths_civilians deaths_unknown source_office
source_date source_original source_headline""".split()  # noqa: SIM905
ROW = {
    "id": "1", "year": "2017", "type_of_violence": "1", "side_a": "Government of Syria", "side_b": "Syrian insurgents",
    "where_prec": "1", "where_coordinates": "Al Atarib town", "adm_1": "Aleppo Governorate", "latitude": "36.139",
    "longitude": "36.825", "country": "Syria", "date_prec": "1", "date_start": "2017-11-13", "date_end": "2017-11-13",
    "low": "83", "best": "83", "high": "83", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "13",
    "deaths_unknown": "70", "source_office": "SOHR;SOHR;SOHR;SOHR;SOHR",
    "source_date": "2017-11-13;2017-11-14;2017-11-15;2017-11-18;2017-12-16", "source_original": "SOHR",
    "source_headline": "Market toll rises to 53;Market toll rises to 61;Market toll rises to 69;"
    "Toll of the market rises to 82;Death of a wounded woman raises the toll to 83",
}  # fmt: skip
OWN = (
    (
        "ahram",
        13,
        ("Air strikes killed at least 29 people at a market in Atarib on Monday, the Syrian Observatory for Human Rights "
         "said. It said that it was not clear whether Syrian or Russian aircraft carried out the strikes."),
    ),
    (
        "etilaf",
        14,
        ("Russian aircraft bombed the market in the town of Atarib on Monday, killing 40 civilians, the Syrian National "
         "Coalition said."),
    ),
    (
        "trt",
        14,
        "Air strikes on Atarib on Monday killed 61 people, the Syrian Observatory for Human Rights said on Tuesday.",
    ),
    (
        "dailysabah",
        15,
        ("Syrian government warplanes bombed the town of Atarib on Monday, killing 61 people, rescuers said. "
         "Russia denied any involvement."),
    ),
    (
        "syrian-archive",
        20,
        ("The market in Atarib was bombed on 13 November 2017. The air strikes killed 69 civilians. "
         "It is not clear whether Syrian or Russian aircraft carried out the air strikes."),
    ),
)


def table(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def own() -> list[File]:
    """In our own words."""
    texts = [
        File(f"{source}.txt", words.encode(), source, datetime(2017, 11, day, 18, tzinfo=UTC))
        for source, day, words in OWN
    ]
    return [*texts, File("ged.csv", table([{c: ROW[c] for c in COLUMNS}]), "ucdp-ged", datetime(2019, 1, 1, tzinfo=UTC))]


def theirs() -> list[File]:
    """Four publishers, the investigation in two languages, and the row."""
    with gzip.open(shared("fakes_syria_news") / "FA-KES-Dataset.utf8.csv.gz", "rt", encoding="utf-8") as news:
        rows = {row["unit_id"]: row for row in csv.DictReader(news)}
    files = [
        File(f"{rows[unit]['source']}.txt", rows[unit]["article_content"].encode(), rows[unit]["source"], day)
        for unit, day in PRINTED.items()
    ]
    with zipfile.ZipFile(shared("syrian_archive") / "investigations_md_en_ar.zip") as pages:
        files += [
            File(name.rpartition("/")[2][:-3] + ".txt", pages.read(name), "syrian-archive",
                 datetime(2017, 12, 20, tzinfo=UTC))
            for name in sorted(pages.namelist())
            if "Atarib-Market-Bombing" in name and name.endswith(".md")
        ]  # fmt: skip
    with gzip.open(shared("ucdp_ged_syria") / "ged_syria_2017.csv.gz", "rt", encoding="utf-8") as events:
        row = next(row for row in csv.DictReader(events) if row["id"] == "250382")
    return [*files, File("ged.csv", table([row]), "ucdp-ged", datetime(2019, 1, 1, tzinfo=UTC))]


@cache
def told(name: str) -> Story:
    return story(own(), "rules") if name == "own" else story(theirs(), "")


def rising(of: Story, incident: Incident) -> dict[int, str]:
    """Figure -> the day on which it was told first."""
    totals = [t for t in of.series(incident) if t.day and t.group in ("unstated", "civilians")]
    return {t.low: t.day for t in sorted(totals, reverse=True)}


def test_our_own_words_make_one_incident() -> None:
    of = told("own")
    assert [of.sources(i) for i in of.incidents] == [
        {"ahram", "etilaf", "trt", "dailysabah", "syrian-archive", "ucdp-ged"}
    ]


def test_its_toll_rises_day_by_day_and_is_never_averaged() -> None:
    of = told("own")
    rose = rising(of, of.main())
    assert {n: rose[n] for n in (29, 53, 61, 69, 82, 83)} == {
        29: "2017-11-13", 53: "2017-11-13", 61: "2017-11-14", 69: "2017-11-15", 82: "2017-11-18", 83: "2017-12-16",
    }  # fmt: skip
    assert set(rose) <= {13, 29, 40, 53, 61, 69, 82, 83}


def test_who_did_it_is_disputed_and_the_denial_is_an_account_of_it() -> None:
    incident = told("own").main()
    assert incident.attribution is Attribution.DISPUTED
    assert {b.actor for b in incident.attributed_to} >= {"ru-vks"}
    assert "ru" in {d.actor for d in incident.denials}
    assert all(d.by for d in incident.denials)


def test_the_order_of_files_changes_nothing() -> None:
    files = own()
    random.Random(5).shuffle(files)
    again = story(files, "rules")
    assert {i.key: set(i.accounts) for i in again.incidents} == {
        i.key: set(i.accounts) for i in told("own").incidents
    }


@pytest.mark.corpora
def test_the_shared_files_make_one_incident_of_the_strike() -> None:
    of = told("theirs")
    incident = of.main()
    assert of.sources(incident) == {"ahram", "etilaf", "trt", "dailysabah", "ucdp-ged", "syrian-archive"}
    assert incident.place is not None
    assert incident.place.name == "Al Atarib"
    rose = rising(of, incident)
    assert [n for n in sorted(rose) if n in (29, 53, 61, 69, 82, 83)] == [29, 53, 61, 69, 82, 83]
    assert [rose[n] for n in (29, 53, 61, 69, 82)] == sorted(rose[n] for n in (29, 53, 61, 69, 82))


@pytest.mark.corpora
def test_the_shared_files_dispute_who_did_it_and_not_that_it_happened() -> None:
    incident = told("theirs").main()
    assert incident.attribution is Attribution.DISPUTED
    assert {b.actor for b in incident.attributed_to} >= {"ru-vks", "sy-air-force"}
    assert "ru" in {d.actor for d in incident.denials}
    # A monitor that cannot say whose aircraft they were denies nothing.
    assert "sohr" not in {d.actor for d in incident.denials}
    assert incident.support is Support.CORROBORATED
