"""case.toml: what it may say, and that every fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.corpora import ROOT
from tests.store.cases import TOML

from holdfire.errors import BadCase
from holdfire.records import Audience, Mandate, Policy
from holdfire.store import config


def faults(text: str) -> str:
    with pytest.raises(BadCase) as caught:
        config.read(text)
    assert "\n" not in caught.value.line()
    return caught.value.line()


def test_the_least_a_case_must_say_has_safe_defaults() -> None:
    settings = config.read(TOML)
    assert settings.audiences == (Audience(id="public"), Audience(id="mechanism"))
    assert settings.audiences[0].policy == Policy(delay_hours=48)
    assert settings.mandate is None


def test_an_audience_inherits_the_common_policy() -> None:
    settings = config.read(
        TOML
        + """
[mandate]
body = "Joint commission"
standard = "balance of probabilities"
[policy]
delay_hours = 96
[[audiences]]
id = "public"
[[audiences]]
id = "parties"
policy = { delay_hours = 12, why = "they comment first" }
"""
    )
    assert settings.mandate == Mandate(body="Joint commission", standard="balance of probabilities")
    assert [(a.id, a.policy.delay_hours) for a in settings.audiences] == [("public", 96), ("parties", 12)]


def test_all_faults_are_named_with_their_lines() -> None:
    line = faults(
        """format = 1
name = 3
zoen = "UTC"
country = "SY"
[[audiences]]
id = "public"
[[audiences]]
id = "parties"
[audiences.policy]
delay_hours = "long"
"""
    )
    for fault in ("line 2: name: Expected", "line 3: zoen: unknown key", "zone: missing",
                  "line 10: audiences[1].policy.delay_hours", "mend the 4 fault(s)"):
        assert fault in line


@pytest.mark.parametrize(
    ("addition", "fault"),
    [
        ('cutoff = "24:30"', "line 5: cutoff"),
        ('period = "year"', "line 5: period"),
        ("[policy]\ndelay_hours = 1", "audiences[0]: its policy is weaker"),
        ('[policy]\nhide_place_kinds = ["hospital"]', "weaker"),
        ('audiences = "public"', "expected tables"),
        ('mandate = "us"', "expected a table"),
        ('[[audiences]]\nid = "friends"', "ids must be"),
        ('[[audiences]]\nid = "public"\n[[audiences]]\nid = "public"', "ids must be"),
        ('sources = ["../elsewhere.yml"]', "must lie below the case"),
        ('[[audiences]]\nname = "public"', "audiences[0].id: missing"),
    ],
)
def test_faults_one_by_one(addition: str, fault: str) -> None:
    assert fault in faults(TOML + addition)


def test_zone_and_country_must_exist() -> None:
    assert "line 3: zone: 'Asia/Atlantis'" in faults(TOML.replace("Damascus", "Atlantis"))
    assert "country" in faults(TOML.replace('"SY"', '"Syria"'))


def test_formats() -> None:
    assert faults("format = 2").startswith("E303")
    assert faults("format = 0").startswith("E304")
    assert faults('format = "one"').startswith("E302")
    assert "line 2" in faults("format = 1\nname = ]")


def test_the_packaged_case_has_no_fault() -> None:
    for file in sorted((ROOT / "examples").glob("*/case.toml")):
        assert config.read(Path(file).read_text(encoding="utf-8")).name
