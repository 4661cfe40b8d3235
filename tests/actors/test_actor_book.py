"""The book of actors: found in texts with offsets, by name and by dataset code, followed to parents and sides."""

from __future__ import annotations

import csv
import gzip
import time

import pytest
from tests.corpora import shared

from holdfire import actors
from holdfire.errors import BadAgreement

OWN = b"""
actors:
- {id: north, name: Northland, kind: state, side: north, demonyms: [Northern], metonyms: [Norville]}
- {id: north-army, name: Northern Army, kind: force, parent: north, names: {en: [the northerners]}, codes: {ged: [Army of N]}}
- {id: north-general, name: Ann Fell, kind: person, parent: north-army, role: general}
- {id: band, name: Band of Ten, kind: armed_group, names: {en: [al-Ashara], ar: [\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb4\xd8\xb1\xd8\xa9]}}
"""


@pytest.fixture(scope="module")
def own() -> actors.Actors:
    return actors.load(OWN)


def found(book: actors.Actors, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.actor) for m in book.find(text)]


def test_longest_name_whole_words_and_possessive(own: actors.Actors) -> None:
    text = "The Northern Army's Ann Fell spoke; Northlanders and the northerners listened."
    assert found(own, text) == [("Northern Army", "north-army"), ("Ann Fell", "north-general"), ("the northerners", "north-army")]
    assert all(text[m.start : m.end] == m.text for m in own.find(text))


def test_kinds_of_names_are_told_apart(own: actors.Actors) -> None:
    name, demonym, metonym = own.find("Northland, a Northern envoy, Norville")
    assert (name.metonym, name.demonym) == (False, False)
    assert demonym.demonym
    assert metonym.metonym


def test_small_first_letter_may_open_a_sentence_but_case_counts_elsewhere(own: actors.Actors) -> None:
    assert found(own, "Al-Ashara attacked.") == [("Al-Ashara", "band")]
    assert found(own, "NORTHLAND and northland") == []


def test_arabic_name_with_a_joined_particle(own: actors.Actors) -> None:
    assert found(own, "قالت والعشرة") == [("العشرة", "band")]


def test_curly_apostrophes_and_line_breaks_are_levelled(own: actors.Actors) -> None:
    assert found(own, "Northern\nArmy’s") == [("Northern\nArmy", "north-army")]


def test_an_organ_beside_a_state_is_one_mention(own: actors.Actors) -> None:
    text = "Norville's defence ministry, the Northern police and the air force of Northland; a northern army."
    assert found(own, text) == [
        ("Norville's defence ministry", "north-mod"), ("Northern police", "north-police"),
        ("air force of Northland", "north-air-force"),
    ]
    made = own.get("north-air-force")
    assert made is not None
    assert (made.kind, made.parent, made.name) == ("force", "north-forces", "Air Force of Northland")
    assert own.ancestors("north-air-force") == ("north-air-force", "north-forces", "north")
    assert own.side("north-air-force") == "north"
    assert own.get("north-circus") is None
    assert own.get("band-police") is None, "only states have organs"


def test_an_organ_that_a_file_tells_of_is_that_actor() -> None:
    book = actors.load(OWN.replace(b"kind: force, parent: north,", b"kind: force, parent: north, organ: forces,"))
    assert found(book, "Northland's troops") == [("Northland's troops", "north-army")]
    assert book.ancestors("north-air-force") == ("north-air-force", "north-army", "north")
    with pytest.raises(BadAgreement, match="`circus` is none of mod, mfa"):
        actors.load(OWN.replace(b"kind: force,", b"kind: force, organ: circus,"))


def test_russian_names_in_any_case_and_arabic_ones_with_what_is_joined_to_them() -> None:
    book = actors.load(
        """
actors:
- {id: north, name: Northland, kind: state, side: north, demonyms: [северский, شمالاني], names: {ru: [Северия], ar: [شمالانيا]}}
- {id: band, name: Band, kind: armed_group, names: {ru: [Отряд десяти, ОД], ar: [الكتيبة الخضراء]}}
""".encode()
    )
    russian = "Отрядом десяти и северской армией, а также ОД; Северию, МИД Северии, отряды"
    assert found(book, russian) == [
        ("Отрядом десяти", "band"), ("северской армией", "north-forces"), ("ОД", "band"), ("Северию", "north"),
        ("МИД Северии", "north-mfa"),
    ]
    arabic = "وقالت للكتيبة الخضراء وبالكتيبةُ الخضراء إن الجيش الشمالاني ووزارة الخارجية الشمالانية وشمالانيا"
    assert [actor for _, actor in found(book, arabic)] == ["band", "band", "north-forces", "north-mfa", "north"]
    assert all(text[m.start : m.end] == m.text for text in (russian, arabic) for m in book.find(text))


def test_abbreviations_differ_by_a_letter_and_by_case() -> None:
    book = actors.load(
        b"actors:\n- {id: a, name: Army of Aa, kind: armed_group, names: {en: [JEM]}}\n"
        b"- {id: b, name: Band of Bb, kind: armed_group, names: {en: [JeM, JIM]}}\n"
    )
    assert [book.by_name(name) for name in ("JEM", "JeM", "JIM")] == ["a", "b", "b"]


def test_by_name_levels_spelling(own: actors.Actors) -> None:
    assert own.by_name("the Band of Ten") == own.by_name("BAND OF TEN") == own.by_name("ashara") == "band"
    assert own.by_name("nobody") is None


def test_ancestors_and_side(own: actors.Actors) -> None:
    assert own.ancestors("north-general") == ("north-general", "north-army", "north")
    assert own.side("north-general") == "north"
    assert own.side("band") is None
    assert own.ancestors("nobody") == ()


def test_codes_of_datasets(own: actors.Actors) -> None:
    assert own.from_code("ged", "Army of N") == "north-army"
    assert own.from_codes("ged", "Army of N, Nobody, Band of Ten") == (
        ("Army of N", "north-army"), ("Nobody", None), ("Band of Ten", "band"),
    )  # fmt: skip


def test_a_case_file_replaces_and_adds(own: actors.Actors) -> None:
    more = actors.load(b"actors: [{id: band, name: The Twelve, kind: armed_group, parent: north}]", base=own)
    assert more.side("band") == "north"
    assert more.by_name("Band of Ten") is None
    assert own.by_name("Band of Ten") == "band"


def test_order_of_entries_is_irrelevant(own: actors.Actors) -> None:
    head, *lines = OWN.decode().strip().splitlines()
    turned = actors.load("\n".join([head, *reversed(lines)]).encode())
    assert turned.all() == own.all()


def test_every_fault_is_named_with_file_and_path() -> None:
    bad = b"""
actors:
- {id: a, name: Alpha, kind: state, parent: nobody}
- {id: b, name: Beta, kind: tribe, parent: c}
- {id: c, name: Gamma, kind: force, parent: b}
- {id: d, name: Delta, kind: force, names: {en: [Alfa, Alpha]}}
- {id: d, name: Delta2, kind: force, side: ghost}
- {id: e, naem: E}
"""
    with pytest.raises(BadAgreement) as caught:
        actors.load(bad, names=("mine.yml",))
    line = caught.value.line()
    assert caught.value.code == "E222"
    assert line.startswith("E222 mine.yml: actors[0].parent: unknown actor `nobody`")
    for part in ("actors[1].kind", "actors[1].parent: `b` is its own", "stands 2 times", "unknown actor `ghost`", "actors[5]"):
        assert part in line, part


def test_a_name_claimed_twice_is_a_fault() -> None:
    with pytest.raises(BadAgreement, match="claimed by a too"):
        actors.load(b"actors: [{id: a, name: One Two, kind: body}, {id: b, name: one two, kind: body}]")


def test_what_is_not_yaml_says_the_line() -> None:
    with pytest.raises(BadAgreement) as caught:
        actors.load(b"actors:\n- {id: a\n- b", names=("mine.yml",))
    assert caught.value.code == "E221"
    assert "mine.yml, line" in caught.value.line()


def test_packaged_book_holds_the_main_persons_and_bodies() -> None:
    book = actors.packaged()
    wanted = {
        "Bashar Assad": "sy-assad", "Walid al-Moallem": "sy-muallem", "Rudskoy": "ru-rudskoy", "Stuart Jones": "us-jones",
        "Сергей Лавров": "ru-lavrov", "هيئة تحرير الشام": "hts", "White Helmets": "white-helmets", "UNIFIL": "unifil",
    }  # fmt: skip
    assert {name: book.by_name(name) for name in wanted} == wanted
    assert book.side("us-jones") == "us"
    assert book.from_code("tally", "Turkey") == "tr"


def test_fast_enough_for_bulk() -> None:
    book = actors.packaged()
    text = "The Syrian army said in Damascus that Russian aircraft had not struck, Reuters wrote of the talks. " * 1000
    book.find(text[:100])  # makes the index of organs
    start = time.perf_counter()
    book.find(text)
    assert len(text.split()) / (time.perf_counter() - start) > 100_000


@pytest.mark.corpora
def test_every_side_of_ged_syria_2017_is_known() -> None:
    path = shared("ucdp_ged_syria/ged_syria_2017.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        sides = {row[side] for row in csv.DictReader(lines) for side in ("side_a", "side_b")}
    book = actors.packaged()
    assert [part for side in sides for part in book.from_codes("ged", side) if part[1] is None] == []
