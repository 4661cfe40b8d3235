"""A plain-text file becomes itself; its language is said only when it is sure."""

from __future__ import annotations

from tests.intake.given import taken

from holdfire import intake, seals

ENGLISH = "The truce held in the north on Monday, two officials said, and no shelling was reported.\r\n"


def test_the_text_is_the_file() -> None:
    text = taken(ENGLISH.encode(), filename="folder/2017-05-15.note.txt").texts[0]
    assert text.content == ENGLISH
    assert text.key == f"text:{seals.sha256(ENGLISH.encode())}"
    assert (text.sha256, text.doc, text.language) == (seals.sha256(ENGLISH.encode()), "2017-05-15.note", "en")
    assert text.extractor == intake.EXTRACTORS["text"]
    assert text.rests_on == (text.report,)


def test_a_language_that_a_person_stated_wins() -> None:
    assert taken(ENGLISH.encode(), language="ru").texts[0].language == "ru"


def test_languages() -> None:
    assert intake.language("قصفت طائرات حربية البلدة صباح اليوم وقتل عدد من المدنيين بحسب ناشطين") == "ar"
    assert intake.language("Министерство обороны сообщило о нарушениях режима прекращения огня") == "ru"
    assert intake.language("Short words.") == "und"
    assert intake.language("12 : 45 : 3 kjhd lkjhs df lkjhsdf lkjh sdflkjh sdf kjh kjhkjh") == "und"


def test_doubts_of_decoding_stand_on_the_text() -> None:
    found = taken(b"\xef\xbb\xbf" + ENGLISH.encode())
    assert [d.code for d in found.texts[0].doubts] == ["text-bom"]
    assert found.doubts == ()
