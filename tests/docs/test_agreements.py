"""The example of docs/agreements.md is an instrument without an error, and the page names every field."""

from __future__ import annotations

import re

from msgspec import structs
from tests.shape.code import ROOT

from holdfire import actors, agreement
from holdfire.agreement.shape import NOT_WRITTEN
from holdfire.records import Instrument, Term, Zone

PAGE = (ROOT / "docs/agreements.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_example_loads() -> None:
    instruments, faults = agreement.load({"valley-truce.yml": EXAMPLE.encode()}, actors=actors.packaged())
    assert [f.text() for f in faults if f.severity == "error"] == []
    assert {f.code for f in faults} == {"E291", "E292"}  # the two doubts that it shows
    (truce,) = instruments
    assert agreement.reckon(truce, "operative", {"start": "text"}).how.startswith("5 May 2017")


def test_every_field_is_on_the_page() -> None:
    fields = {f.name for kind in (Instrument, Term, Zone) for f in structs.fields(kind)} - NOT_WRITTEN
    assert {name for name in fields if not re.search(rf"\b{name}\b", PAGE)} == {"refs"}
