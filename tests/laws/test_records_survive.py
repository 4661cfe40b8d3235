"""Law: every record survives its canonical bytes and JSON, and the store."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.cases import NOW, a_case
from tests.strategies import RECORDS, of

from holdfire.records import Disclosure, Report, Review
from holdfire.seals import canonical
from holdfire.store.kinds import KINDS


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_json_and_back(kind: type[msgspec.Struct], data: st.DataObject) -> None:
    record = data.draw(of(kind))
    encoded = canonical(record)
    decoded = msgspec.json.decode(encoded, type=kind)
    assert decoded == record
    assert canonical(decoded) == encoded
    assert canonical(msgspec.json.decode(encoded)) == encoded, "plain data and record have one encoding"


STORED: dict[str, type[msgspec.Struct]] = {"report": Report, "review": Review, "disclosure": Disclosure}


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_store_and_back(kind: str, data: st.DataObject, tmp_path: Path) -> None:
    """Every kind of entry, as its fields allow, comes back equal; so does the record that is folded from it."""
    facts = data.draw(of(KINDS[kind]))
    path = tmp_path / f"case-{len(list(tmp_path.iterdir()))}"
    with a_case(path) as case:
        fields = {name: getattr(facts, name) for name in facts.__struct_fields__}
        entry = case.append(kind, fields, who="observer", at=NOW)
        assert msgspec.convert(entry.fields, KINDS[kind]) == facts
        assert list(case.entries())[-1] == entry
        record = STORED.get(kind)
        if record is not None:
            folded = {"report": case.reports, "review": case.reviews, "disclosure": case.disclosures}[kind]()[-1]
            assert {name: getattr(folded, name) for name in fields} == fields
            assert msgspec.json.decode(canonical(folded), type=record) == folded


def test_times_are_kept_as_instants() -> None:
    report = msgspec.json.decode(b'{"key":"k","item":"i","shown":true,"to_whom":[],"by":"b","on":"2017-05-15T12:00:00+03:00"}',
                                 type=Disclosure)
    again = msgspec.json.decode(canonical(report), type=Disclosure)
    assert again.on == datetime(2017, 5, 15, 9, tzinfo=UTC) == report.on
