"""UTF-8 stands as it is; whatever is assumed of other bytes is said."""

from __future__ import annotations

import pytest

from holdfire.intake.decode import decode, is_text


def codes(data: bytes, *, html: bool = False) -> tuple[str, list[str]]:
    content, doubts = decode(data, where="report:1", html=html)
    return content, [doubt.code for doubt in doubts]


def test_utf8_is_kept_exactly() -> None:
    assert codes("a\r\nб\tع\n".encode()) == ("a\r\nб\tع\n", [])


def test_a_byte_order_mark_is_kept_and_noted() -> None:
    assert codes(b"\xef\xbb\xbfa") == ("\ufeffa", ["text-bom"])


@pytest.mark.parametrize("name", ["utf-16", "utf-32"])
def test_wide_encodings_are_read_by_their_mark(name: str) -> None:
    data = "Перемирие соблюдалось".encode(name)
    assert is_text(data)
    assert codes(data) == ("Перемирие соблюдалось", ["text-encoding-assumed"])


def test_an_old_encoding_is_guessed_and_the_guess_is_said() -> None:
    words = "Министерство обороны сообщило о нарушениях режима прекращения боевых действий. " * 9
    content, doubts = decode(words.encode("cp1251"), where="report:1")
    assert content == words
    assert "cp1251" in doubts[0].why


def test_a_page_declares_its_encoding() -> None:
    page = '<html><meta charset="windows-1256"><p>هدنة</p>'
    assert codes(page.encode("cp1256"), html=True) == (page, ["text-encoding-assumed"])


def test_a_declared_codec_that_is_no_encoding_is_not_used() -> None:
    page = b'<html><meta charset="rot13"><p>' + "Qu\u00e9 dijo \u00e9l de la tregua. ".encode("latin-1") * 20
    assert "dijo" in codes(page, html=True)[0]


def test_one_broken_byte_does_not_turn_the_text_into_another_encoding() -> None:
    content, found = codes("ع".encode() * 2000 + b"\xff" + "ع".encode() * 2000)
    assert content == "ع" * 2000 + "\ufffd" + "ع" * 2000
    assert found == ["text-bytes-unreadable"]


def test_binaries_are_no_text() -> None:
    assert not is_text(bytes(range(256)))
    assert not is_text(b"words\0words")
    assert is_text("слова\tи\r\nслова".encode())
