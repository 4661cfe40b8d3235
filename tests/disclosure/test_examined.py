"""Whose examination lifts the cap on a claim's support: somebody's of another camp, who examined it and did not only see it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from holdfire.disclosure import examined
from holdfire.records import Claim, Disclosure, Exhibit, ExhibitTimes, Speaker

CLAIM = Claim(key="claim:1", report="report:a", text="t", doc="d", speaker=Speaker(name="An envoy", actor="north"), reader="r/1")
EXHIBIT = Exhibit(
    key="exhibit:1", report="report:a", sha256="1", media_type="image/png", times=ExhibitTimes(), about=("claim:1",)
)
COPY = replace(EXHIBIT, key="exhibit:2", sha256="2", about=(), derived_from="exhibit:1")
SHOWN = Disclosure(key="disclosure:1", item="claim:1", shown=True, to_whom=("A reviewer",), by="us", on=None, examined=True)


def camps(name: str) -> frozenset[str]:
    return frozenset({"north"} if name in {"north", "northern-agency"} else {name})


@pytest.mark.parametrize(
    ("entry", "lifted"),
    [
        (SHOWN, True),
        (replace(SHOWN, item="exhibit:1"), True),
        (replace(SHOWN, item="exhibit:2"), True),
        (replace(SHOWN, item="exhibit:3"), False),
        (replace(SHOWN, examined=False), False),
        (replace(SHOWN, shown=False), False),
        (replace(SHOWN, to_whom=("northern-agency",)), False),
        (replace(SHOWN, to_whom=("northern-agency", "A reviewer")), True),
    ],
)
def test_who_lifts_the_cap(entry: Disclosure, lifted: bool) -> None:
    found = examined((entry,), (CLAIM,), (), (EXHIBIT, COPY), camps)
    assert found == ({"claim:1": True} if lifted else {})
