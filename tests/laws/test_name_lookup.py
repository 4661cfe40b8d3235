"""Laws of looking names up: any text is survived, offsets are true, folding settles, case and accents change no key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from holdfire import actors, places
from holdfire.data.folding import fold
from holdfire.data.phrases import Phrases

NAMES = ["al-Bab", "Khan Shaykhun", "the", "Idlib province", "القابون", "İzmir", "Syrian", "Army", "’s", "-", "\n", "Al", "ǅ", "at"]
TEXT = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(NAMES), max_size=10).map(" ".join))


@given(TEXT)
def test_place_mentions_are_ordered_and_true(text: str) -> None:
    end = 0
    for mention in places.packaged().find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.name
        assert (mention.place.area is None) == (mention.place.radius_m > 0)
        end = mention.end


@given(TEXT)
def test_actor_mentions_are_ordered_and_true(text: str) -> None:
    end = 0
    for mention in actors.packaged().find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(TEXT)
def test_any_name_has_an_answer(name: str) -> None:
    assert places.packaged().resolve(name) is not None
    assert places.packaged().area_id(name) is None or name
    actors.packaged().by_name(name)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1, max_size=20))
def test_case_changes_no_key(name: str) -> None:
    assert fold(name.lower()) == fold(name.lower().upper().lower())


@given(st.lists(st.sampled_from(["a b", "a", "b c", "c"]), max_size=8).map(" ".join))
def test_a_phrase_is_found_wherever_it_stands(text: str) -> None:
    found = list(Phrases([("a b", 1), ("a", 2), ("b c", 3), ("c", 4), ("b", 5)]).find(text))
    assert " ".join(text[start:end] for start, end, _ in found) == text
