"""The small reader's marks: lines, sentences and quotations of languages that no full reader covers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from holdfire.reader import SMALL, read, small_reads
from holdfire.reader.small import LONGEST_SENTENCE, paragraphs, quotations, sentences
from holdfire.records import Text
from holdfire.seals import sha256


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, paragraphs(text), quotations(text))]


def marked(content: str, language: str) -> Text:
    return Text(
        key="text:x", report="report:x", doc="x", content=content, sha256=sha256(content.encode()),
        extractor="test/1", language=language,
    )  # fmt: skip


def test_a_stop_ends_a_sentence_outside_quotations_and_not_behind_initials_or_abbreviations() -> None:
    text = "Он сказал: «Нет. Никогда». Генерал А. Б. Орлов ушел, 5 тыс. осталось.\nПочему? Не знаю."
    assert cut(text) == [
        "Он сказал: «Нет. Никогда».", "Генерал А. Б. Орлов ушел, 5 тыс. осталось.", "Почему?", "Не знаю.",
    ]


def test_every_kind_of_quotation_mark_and_one_inside_another() -> None:
    text = "«А «Б» В» и “г” и „д“ и \"е\" и «не закрыто\nно здесь»"
    assert [text[q.start : q.end] for q in quotations(text)] == ["«А «Б» В»", "“г”", "„д“", "\"е\""]


def test_the_marks_say_which_reader_made_them_and_that_it_is_small() -> None:
    marks = read(marked("قال المسؤول إن الطريق مغلق.", "ar"))
    assert (marks.reader, [d.code for d in marks.doubts], marks.cues) == (SMALL, ["small-reader"], ())
    assert small_reads("ar-SY")
    assert not small_reads("en")


@given(st.text(alphabet="аб. !?؟«»“”\"\n\r\t؛,А", max_size=200))
def test_sentences_are_in_order_apart_and_hold_every_printed_sign(text: str) -> None:
    spans = sentences(text, paragraphs(text), quotations(text))
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_a_line_without_stops_is_cut() -> None:
    assert max(len(s) for s in cut("слово " * 1000)) == LONGEST_SENTENCE
