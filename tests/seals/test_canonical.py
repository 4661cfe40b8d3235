"""Canonical bytes: one encoding per value, and what has none is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.errors import Broken
from holdfire.records import Place, Support
from holdfire.seals import canonical, commitment, entry_leaf, key, rev, sha256

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner),
    max_leaves=20,
)


@given(_json)
def test_decoding_and_encoding_again_changes_nothing(value: object) -> None:
    encoded = canonical(value)
    assert canonical(msgspec.json.decode(encoded)) == encoded


def test_one_encoding_for_what_is_the_same() -> None:
    assert canonical({"b": 1, "a": [True, None]}) == b'{"a":[true,null],"b":1}'
    assert canonical(36.0) == canonical(36) == canonical(36.00000000001) == b"36"
    assert canonical(-0.0) == b"0"
    assert canonical(33.51380001) == canonical(33.5138) == b"33.5138"
    assert canonical({"x", "a"}) == canonical(["a", "x"])
    assert canonical(Support.OBSERVED) == b'"observed"'
    assert canonical(date(2017, 5, 4)) == b'"2017-05-04"'
    local = datetime(2017, 5, 5, 0, 0, tzinfo=timezone(timedelta(hours=3)))
    assert canonical(local) == canonical(local.astimezone(UTC)) == b'"2017-05-04T21:00:00Z"'


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), datetime(2017, 5, 4), object(), "\ud800", {1: "a", "1": "b"}, b"bytes"]  # noqa: DTZ001
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(Broken, match="E901"):
        canonical([value])


def test_rev_follows_the_content_and_key_the_inputs() -> None:
    place = Place(name="Sednaya", lat=33.6961, lon=36.3772, radius_m=1500)
    assert rev(place) == rev(msgspec.structs.replace(place, lat=33.69610000001))
    assert rev(place) != rev(msgspec.structs.replace(place, radius_m=1501))
    assert key("claim", "text:1", [0, 4]) == "claim:" + sha256(b'["claim","text:1",[0,4]]')[:20]


def test_a_leaf_binds_case_position_and_every_field() -> None:
    salt = "00" * 16
    fields = [commitment("a", salt, 1), commitment("b", salt, 2)]
    leaf = entry_leaf("c" * 32, 7, fields)
    assert leaf == entry_leaf("c" * 32, 7, reversed(fields))
    others = [entry_leaf("d" * 32, 7, fields), entry_leaf("c" * 32, 8, fields), entry_leaf("c" * 32, 7, fields[:1]),
              entry_leaf("c" * 32, 7, [fields[0], commitment("b", "11" * 16, 2)])]
    assert len({leaf, *others}) == 5
