"""Forms of names: what may have been the name, and that nothing is made up of a short word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holdfire.places import endings


def test_cases_of_one_word() -> None:
    assert "Идлиб" in [n for _, n in endings.originals("Идлибом")]
    assert "Авдеевка" in [n for _, n in endings.originals("Авдеевки")]
    assert "Харків" in [n for _, n in endings.originals("Харкова")]


def test_each_word_of_a_name_may_be_bent() -> None:
    assert "Донецкая область" in [n for _, n in endings.originals("Донецкой области")]


def test_joined_letters() -> None:
    assert list(endings.originals("وبإدلب")) == [(1, "بإدلب"), (2, "إدلب")]
    assert (2, "الرقة") not in list(endings.originals("للرقة"))
    assert (1, "الرقة") in list(endings.originals("للرقة"))


def test_latin_names_are_left_alone() -> None:
    assert not endings.bends("Idlib")
    assert list(endings.originals("Idlib")) == []


@given(st.text(alphabet="абвийоыья -", max_size=30))
def test_any_word_is_survived(text: str) -> None:
    assert len(list(endings.originals(text))) <= endings.MOST
