"""Coverage files written by hand: read whole, and every fault named at once."""

from datetime import date

import pytest

from holdfire.errors import BadAgreement
from holdfire.findings import Access, load_access

GOOD = b"""
coverage:
  - zone: z
    from: 2030-05-10
    to: 2030-05-20
    who: The mission
    how: on foot, 08:00 to 16:00
    access: partial
    restrictions: [the east bank was closed]
    source: the mission's weekly report of 21 May 2030
  - {zone: z, from: 2030-06-01, who: Anyone, how: by satellite, access: full, source: published imagery}
"""
BAD = b"""
coverage:
  - {zone: zz, from: 2030-05-10, to: 2030-05-01, who: A, how: on foot, access: some, source: s}
  - {zone: z, from: 2030-05-10, who: "", how: on foot, access: none, source: " "}
  - {zone: z, from: 2030-05-10, who: B, how: h, access: full, source: s}
  - {zone: z, from: 2030-05-10, who: B, how: h, access: full, source: t}
  - {zone: z, from: someday, who: B, how: h, access: full, source: s}
  - {zone: z, from: 2030-05-10, who: B, how: h, access: full, source: s, colour: red}
more: 1
"""
FAULTS = (
    "coverage.yml: coverage[0].zone: no agreement of the case has a zone `zz`; did you mean `z`?",
    "coverage[0].to: 2030-05-01 is before 2030-05-10",
    "coverage[0].access: `some` is none of full, partial, none",
    "coverage[1].restrictions: access that is not full needs the restriction",
    "coverage[1].who: it is empty",
    "coverage[1].source: it is empty",
    "coverage[2]: the same person or body, zone, day and way of looking stand twice",
    "coverage[3]: the same person or body",
    "coverage[4]: Invalid RFC3339",
    "coverage[5]: Object contains unknown field `colour`",
    "more: unknown key",
)


def test_a_file_is_read_whole():
    first, second = load_access(GOOD, zones={"z"})
    assert first == Access(
        zone="z", first=date(2030, 5, 10), last=date(2030, 5, 20), who="The mission", how="on foot, 08:00 to 16:00",
        access="partial", restrictions=("the east bank was closed",), source="the mission's weekly report of 21 May 2030",
    )  # fmt: skip
    assert (second.last, second.restrictions) == (None, ())


def test_every_fault_is_named_at_once():
    with pytest.raises(BadAgreement) as raised:
        load_access(BAD, zones={"z"}, names=("coverage.yml",))
    assert raised.value.code == "E222"
    missing = [fault for fault in FAULTS if fault not in str(raised.value)]
    assert missing == [], str(raised.value)
    assert f"mend the {len(FAULTS)} fault(s)" in str(raised.value)


def test_what_is_no_yaml_is_named_with_its_line():
    with pytest.raises(BadAgreement, match="line 2"):
        load_access(b"coverage:\n  - {zone: z, from: [}\n", zones={"z"})
