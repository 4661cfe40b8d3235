"""The JSON Schema is read off the records: what `load` takes, the schema allows, field by field."""

from __future__ import annotations

import json

import msgspec
import pytest
import yaml
from msgspec import inspect
from tests.agreement.made import ASTANA, SMALL, load, swapped

from holdfire.agreement import schema
from holdfire.agreement.shape import NOT_WRITTEN
from holdfire.records import Instrument


def structs(kind: inspect.Type, seen: dict[str, inspect.StructType]) -> dict[str, inspect.StructType]:
    """Every record inside a record, by name."""
    if isinstance(kind, inspect.StructType) and kind.cls.__name__ not in seen:
        seen[kind.cls.__name__] = kind
        for field in kind.fields:
            structs(field.type, seen)
    for inner in ("item_type", "value_type"):
        if hasattr(kind, inner):
            structs(getattr(kind, inner), seen)
    for inner_type in getattr(kind, "types", ()):
        structs(inner_type, seen)
    return seen


def test_it_describes_every_field_that_a_file_may_hold_and_no_other() -> None:
    drawn = schema()["$defs"]
    for name, kind in structs(inspect.type_info(Instrument), {}).items():
        if name == "Doubt":
            continue
        wanted = {f.name for f in kind.fields} - NOT_WRITTEN
        assert set(drawn[name]["properties"]) == wanted, name
        assert set(drawn[name]["required"]) == {f.name for f in kind.fields if f.required} - NOT_WRITTEN, name
        assert drawn[name]["additionalProperties"] is False


def test_it_helps_whoever_writes() -> None:
    drawn = schema()
    assert drawn["$defs"]["Party"]["properties"]["open"]["description"].startswith("More may have joined than are listed")
    assert "observer_of_talks" in drawn["$defs"]["Party"]["properties"]["role"]["enum"]
    assert "pattern" in json.dumps(drawn["$defs"]["DateEntry"]["properties"]["at"])
    assert json.loads(json.dumps(drawn)) == drawn
    assert not {"#/$defs/Doubt"} & set(json.dumps(drawn).split('"'))


@pytest.mark.parametrize("path", sorted(ASTANA.glob("*.yml")), ids=lambda p: p.stem)
def test_the_packaged_files_hold_only_what_it_allows(path: object) -> None:
    def walk(value: object, block: dict[str, object]) -> None:
        if "$ref" in block:
            block = drawn["$defs"][str(block["$ref"]).rsplit("/", 1)[1]]
        if isinstance(value, dict) and "properties" in block:
            assert set(value) <= set(block["properties"])
            assert set(block["required"]) <= set(value)
            for name, inner in value.items():
                walk(inner, block["properties"][name])
        if isinstance(value, list) and isinstance(block.get("items"), dict):
            for inner in value:
                walk(inner, block["items"])

    drawn = schema()
    walk(yaml.load(path.read_text(), Loader=yaml.BaseLoader), drawn)


def test_an_instrument_survives_json() -> None:
    instruments, _ = load(SMALL)
    assert msgspec.json.decode(msgspec.json.encode(instruments[0]), type=Instrument) == instruments[0]


def test_a_words_list_is_closed_in_both() -> None:
    roles = schema()["$defs"]["Party"]["properties"]["role"]["enum"]
    for role in roles:
        assert load(swapped("role: acceding", f"role: {role}"))[1] == ()
