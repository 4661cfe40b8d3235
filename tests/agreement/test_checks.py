"""Every fault that a lawyer can make is named with its file, line, path and code; each case changes one passage."""

from __future__ import annotations

import itertools

import pytest
from tests.agreement.made import SMALL, load, swapped

SQUARE = "{type: Polygon, coordinates: [[[36, 34], [37, 34], [37, 35], [36, 35], [36, 34]]]}"
GEOMETRY = f"    geometry: {SQUARE}"
LINE = "{type: LineString, coordinates: [[36, 34], [37, 34]]}"
POINT = "{type: Point, coordinates: [36, 34]}"
FACT = "{on: 2017-05-10, state: met, by: paper, words: w}"
TERM = "acts: [hostilities]"
OPTIONS = SMALL[SMALL.index("      - {id: in,") :]
SECOND = '      - {id: out, words: "it is not", holders: ["analyst\'s"], effects: [{kind: bound, actor: hezbollah, result: fail}]}\n'

FAULTY = [
    # shape
    ("unknown key", "title: A small truce", "titel: A small truce", "E231", "titel"),
    ("missing field", "title: A small truce\n", "", "E233", "title"),
    ("empty field", "title: A small truce", "title:", "E233", "title"),
    ("missing field of a term", "    modality: prohibit\n", "", "E233", "terms[0].modality"),
    ("text where a list stands", "by: [north, south]", "by: north", "E232", "terms[0].by"),
    ("a list where text stands", "id: truce", "id: [truce]", "E232", "id"),
    ("a number with words", "uncertainty_m: 500", "uncertainty_m: half a kilometre", "E232", "zones[0].uncertainty_m"),
    ("yes for true", "open: true", "open: yes", "E232", "parties[1].open"),
    ("an unknown word", "role: acceding", "role: acceeding", "E234", "parties[1].role"),
    ("an unknown modality", "modality: prohibit", "modality: forbid", "E234", "terms[0].modality"),
    ("a key twice", "country: SY", "country: SY\ncountry: SY", "E235", "country"),
    ("no such day", "at: 2017-05-04", "at: 2017-02-30", "E236", "dates[0].at"),
    ("a day in words", "at: 2017-05-04", "at: 4 May 2017", "E236", "dates[0].at"),
    ("no such time zone", "zone: Asia/Damascus", "zone: Asia/Damaskus", "E236", "zone"),
    # references
    ("unknown actor", "actor: ahrar-al-sham", "actor: ahrar-al-shaam", "E240", "parties[1].actors[0].actor"),
    ("unknown excluded actor", "actors: [is]", "actors: [isis]", "E240", "exclusions[0].actors[0]"),
    ("unknown covered actor", "covers: [sy-armed-opposition]", "covers: [nobody]", "E240", "parties[1].covers[0]"),
    ("unknown holder", "holders: [paper]", "holders: [papper]", "E240", "choices[0].options[0].holders[0]"),
    ("unknown act", TERM, "acts: [hostility]", "E241", "terms[0].acts[0]"),
    ("unknown weapon", TERM, TERM + "\n    weapons: [trebuchet]", "E242", "terms[0].weapons[0]"),
    ("unknown exception", TERM, TERM + "\n    exceptions: [{id: e, kind: self_defense, words: w}]", "E243",
     "terms[0].exceptions[0].kind"),
    ("dangling citation", "{actor: sy, how: signature, since: 2017-05-04, source: paper}",
     "{actor: sy, how: signature, since: 2017-05-04, source: papper}", "E244", "parties[0].actors[0].source"),
    ("dangling party", "by: [north, south]", "by: [north, sout]", "E244", "terms[0].by[1]"),
    ("dangling target", TERM, TERM + "\n    against: [civilianz]", "E240", "terms[0].against[0]"),
    ("dangling zone", "zones: [valley]", "zones: [vallee]", "E244", "terms[0].zones[0]"),
    ("dangling declared state", "choices:", "states: [{id: a, on: 2017-06-10, state: lapsed, by: sy}]\nchoices:\n  - {id: s, question: q, options: [{id: a, words: w, holders: [sy], effects: [{kind: state, name: b, result: fail}]}, {id: b, words: w, holders: [paper]}]}",
     "E244", "choices[0].options[0].effects[0].name"),
    ("two declared states of one name", "choices:", "states: [{id: a, on: 2017-06-10, state: lapsed, by: sy}, {id: a, on: 2017-06-11, state: in_force, by: sy}]\nchoices:", "E245", "states[1].id"),
    ("dangling start", TERM, TERM + "\n    start: in_force", "E244", "terms[0].start"),
    ("dangling term", TERM, TERM + "\n    concurrent_with: nothing", "E244", "terms[0].concurrent_with"),
    ("dangling choice of a zone", "    how: from two hills", "    how: from two hills\n    choice: suburp\n    options: [in]",
     "E244", "zones[0].choice"),
    ("dangling option of a zone", "    how: from two hills", "    how: from two hills\n    choice: suburb\n    options: [inn]",
     "E244", "zones[0].options[0]"),
    ("a choice without its options", "    how: from two hills", "    how: from two hills\n    choice: suburb", "E244", "zones[0]"),
    ("two parties of one id", "- id: south", "- id: north", "E245", "parties[1].id"),
    ("two terms of one id", "- id: committee", "- id: cease", "E245", "terms[1].id"),
    ("two clauses of one number", 'clause: "2"', 'clause: "1"', "E246", "terms[1].clause"),
    # dates
    ("a date of nothing", "rule: signed + 1 day, source", "source", "E250", "dates[1]"),
    ("a date twice said", "at: 2017-05-04,", "at: 2017-05-04, rule: end,", "E250", "dates[0]"),
    ("a rule in words", "rule: signed + 1 day", "rule: the day after signing", "E251", "dates[1].rule"),
    ("a rule from nothing", "rule: signed + 1 day", "rule: sealed + 1 day", "E244", "dates[1].rule"),
    ("a rule from itself", "rule: signed + 1 day", "rule: end - 1 day", "E252", "dates[1].rule"),
    ("a date that turns on itself in one reading", "{kind: bound, actor: hezbollah, result: fail}",
     "{kind: date, name: operative, rule: end - 1 day}", "E252", "terms[0].start"),
    ("an end before the start", "rule: operative + 6 months", "rule: signed - 1 month", "E253", "terms[0].start"),
    ("a member that leaves first", "until: 2017-09-01", "until: 2017-05-01", "E253", "parties[1].actors[0].until"),
    ("a zone before the agreement", "valid_from: 2017-05-04", "valid_from: 2017-05-03", "E254", "zones[0].valid_from"),
    ("a deadline of nothing", "      rule: signed + 14 days\n", "", "E255", "terms[1].deadline"),
    ("a deadline in words", "rule: signed + 14 days", "rule: within 14 days", "E251", "terms[1].deadline.rule"),
    # readings
    ("no holder", 'holders: ["analyst\'s"]', "holders: []", "E260", "choices[0].options[1]"),
    ("one option", SECOND, "", "E261", "choices[0].options"),
    ("nothing changes", OPTIONS, "      - {id: a, words: a, holders: [paper]}\n      - {id: b, words: b, holders: [paper]}\n",
     "E262", "choices[0]"),
    ("an effect on no date", "effects: [{kind: bound, actor: hezbollah, result: fail}]",
     "effects: [{kind: date, name: start, at: 2017-05-06}]", "E244", "choices[0].options[1].effects[0].name"),
    ("an effect without a date", "effects: [{kind: bound, actor: hezbollah, result: fail}]",
     "effects: [{kind: date, name: operative}]", "E250", "choices[0].options[1].effects[0]"),
    ("an effect on nobody", "{kind: bound, actor: hezbollah, result: fail}", "{kind: bound, result: fail}", "E263",
     "choices[0].options[1].effects[0]"),
    ("an effect of no result", "actor: hezbollah, result: fail}", "actor: hezbollah, result: maybe}", "E264",
     "choices[0].options[1].effects[0].result"),
    ("judged as itself", 'result: "as:sy"', 'result: "as:hezbollah"', "E264", "choices[0].options[0].effects[0].result"),
    ("an exclusion of nothing", "actors: [is], ", "", "E263", "exclusions[0]"),
    ("covers, and is not open", "    open: true\n", "", "E263", "parties[1].covers"),
    # zones
    ("crossing rings", SQUARE, "{type: Polygon, coordinates: [[[36, 34], [37, 35], [37, 34], [36, 35], [36, 34]]]}", "E270",
     "zones[0].geometry"),
    ("an unclosed ring", SQUARE, "{type: Polygon, coordinates: [[[36, 34], [37, 34], [37, 35], [36, 35]]]}", "E271",
     "zones[0].geometry"),
    ("a latitude beyond the pole", SQUARE, "{type: Polygon, coordinates: [[[36, 94], [37, 34], [37, 35], [36, 94]]]}", "E272",
     "zones[0].geometry"),
    ("no coordinates", SQUARE, "{type: Polygon}", "E272", "zones[0].geometry"),
    ("no geometry", f"    geometry: {SQUARE}\n", "", "E276", "zones[0].geometry"),
    ("a line for a polygon", SQUARE, "{type: LineString, coordinates: [[36, 34], [37, 34]]}", "E276", "zones[0].geometry"),
    ("a file that is not there", SQUARE, "zones/valley.geojson#valley", "E237", "zones[0].geometry"),
    ("a reconstruction that does not say how", "    how: from two hills\n", "", "E273", "zones[0].how"),
    ("a reconstruction without a band", "    uncertainty_m: 500\n", "", "E274", "zones[0].uncertainty_m"),
    ("an official map of nobody", "provenance: reconstruction", "provenance: official_map", "E275", "zones[0].source"),
    # kinds of zones: a line or a point, and how far the zone reaches from it
    ("a corridor without a width", GEOMETRY, f"    kind: corridor\n    geometry: {LINE}", "E277", "zones[0]"),
    ("a buffer without a distance", GEOMETRY, f"    kind: line_buffer\n    geometry: {LINE}", "E277", "zones[0]"),
    ("a buffer without a baseline", f"{GEOMETRY}\n", "    kind: line_buffer\n    per_side_m: 25000\n", "E276", "zones[0].geometry"),
    ("a buffer drawn as a polygon", GEOMETRY, f"    kind: line_buffer\n    per_side_m: 25000\n{GEOMETRY}", "E276",
     "zones[0].geometry"),
    ("a circle without a radius", GEOMETRY, f"    kind: circle\n    geometry: {POINT}", "E277", "zones[0]"),
    ("positions that reach nowhere", GEOMETRY, f"    kind: positions\n    geometry: {POINT}", "E277", "zones[0]"),
    ("a buffer of two distances", GEOMETRY,
     f"    kind: line_buffer\n    per_side_m: 25000\n    width_between_m: 50000\n    geometry: {LINE}", "E278",
     "zones[0].width_between_m"),
    ("a radius of a polygon", GEOMETRY, f"    radius_m: 500\n{GEOMETRY}", "E278", "zones[0].radius_m"),
    ("a distance below nothing", GEOMETRY, f"    kind: circle\n    radius_m: -5\n    geometry: {POINT}", "E278",
     "zones[0].radius_m"),
    ("a line of nobody's", GEOMETRY,
     f"    kind: line_buffer\n    per_side_m: 25000\n    baseline_of: nort\n    geometry: {LINE}", "E244", "zones[0].baseline_of"),
    ("a hole that is not there", GEOMETRY, f"    holes: [zones/town.geojson]\n{GEOMETRY}", "E237", "zones[0].holes[0]"),
    ("a hole that is a point", GEOMETRY, f"    holes: [{POINT}]\n{GEOMETRY}", "E276", "zones[0].holes[0]"),
    ("a hole that swallows the zone", GEOMETRY, f"    holes: [{SQUARE}]\n{GEOMETRY}", "E279", "zones[0].holes"),
    ("a width in words", GEOMETRY, f"    kind: corridor\n    width_m: five kilometres\n    geometry: {LINE}", "E232",
     "zones[0].width_m"),
    # conditions
    ("concurrent with itself", TERM, TERM + "\n    concurrent_with: cease", "E256", "terms[0].concurrent_with"),
    ("facts of no condition", TERM, TERM + f"\n    condition_facts: [{FACT}]", "E256", "terms[0].condition_facts"),
    ("a condition by nobody's word", TERM, TERM + f"\n    conditions: [peace]\n    condition_facts: [{FACT.replace('paper', 'papper')}]",
     "E240", "terms[0].condition_facts[0].by"),
    ("a duty to prevent one's own acts", TERM, TERM + "\n    duty_to_prevent: [south]", "E256", "terms[0].duty_to_prevent"),
    ("an opt-in by no date", "    role: acceding\n", "    role: acceding\n    opt_in_by: noon\n", "E244", "parties[1].opt_in_by"),
    # exceptions
    ("an exception for all acts", TERM, TERM + "\n    exceptions: [{id: e, kind: self_defence, words: w, acts: [hostilities]}]",
     "E280", "terms[0].exceptions[0]"),
    ("an exception for all parties", TERM, TERM + "\n    exceptions: [{id: e, kind: self_defence, words: w, by: [south, north]}]",
     "E280", "terms[0].exceptions[0]"),
]  # fmt: skip


AT = {
    "dangling declared state": "- {id: s,",
    "missing field": "id: truce",
    "missing field of a term": "- id: cease",
    "dangling option of a zone": "options: [inn]",
    "a choice without its options": "- id: valley",
    "a date that turns on itself in one reading": "- id: cease",
    "an end before the start": "- id: cease",
    "a deadline of nothing": "deadline:",
    "one option": "options:",
    "nothing changes": "- id: suburb",
    "no geometry": "- id: valley",
    "a corridor without a width": "- id: valley",
    "a buffer without a distance": "- id: valley",
    "a buffer without a baseline": "- id: valley",
    "a circle without a radius": "- id: valley",
    "positions that reach nowhere": "- id: valley",
    "a buffer drawn as a polygon": "geometry:",
    "a buffer of two distances": "width_between_m:",
    "a distance below nothing": "radius_m:",
    "a line of nobody's": "baseline_of:",
    "a width in words": "width_m:",
    "a condition by nobody's word": "condition_facts:",
    "a reconstruction that does not say how": "- id: valley",
    "a reconstruction without a band": "- id: valley",
    "an official map of nobody": "- id: valley",
}
"""Where what is missing or contradicts is reported: the start of that line, for cases other than the changed line."""


def where(text: str) -> int:
    """The first line that the change touched."""
    pairs = itertools.zip_longest(SMALL.splitlines(), text.splitlines())
    return next(i for i, (a, b) in enumerate(pairs, 1) if a != b)


@pytest.mark.parametrize(("name", "old", "new", "code", "path"), FAULTY, ids=[c[0] for c in FAULTY])
def test_a_fault_is_named_where_it_stands(name: str, old: str, new: str, code: str, path: str) -> None:
    text = swapped(old, new)
    instruments, faults = load(text)
    errors = [f for f in faults if f.severity == "error"]
    assert (code, path, "a.yml") in [(f.code, f.path, f.file) for f in errors]
    fault = next(f for f in errors if (f.code, f.path) == (code, path))
    if name in AT:
        assert text.splitlines()[fault.line - 1].strip().startswith(AT[name])
    else:
        assert fault.line == where(text)
    assert fault.todo
    assert fault.what
    assert instruments == ()


def test_exact_lines() -> None:
    text = swapped("actor: ahrar-al-sham", "actor: ahrar-al-shaam", swapped("by: [north, south]", "by:\n      - north\n      - sout"))
    _, faults = load(text)
    lines = text.splitlines()
    assert {f.path: lines[f.line - 1].strip() for f in faults} == {
        "parties[1].actors[0].actor": lines[25].strip(),
        "terms[0].by[1]": "- sout",
    }


def test_all_faults_are_reported_not_the_first() -> None:
    text = SMALL
    for old, new in (("title: A", "titel: A"), ("actors: [is]", "actors: [isis]"), ("zones: [valley]", "zones: [vallee]")):
        text = swapped(old, new, text)
    _, faults = load(text)
    assert [f.code for f in faults] == ["E233", "E231", "E240", "E244"]


def test_a_near_miss_is_suggested() -> None:
    _, faults = load(swapped("actor: ahrar-al-sham", "actor: ahrar-al-shaam"))
    assert faults[0].todo == "did you mean `ahrar-al-sham`?"
    _, faults = load(swapped("title: A small truce", "titel: A small truce"))
    assert "did you mean `title`?" in {f.todo for f in faults}


@pytest.mark.parametrize(("old", "new", "code", "path"), [
    ("text_status: authentic", "text_status: paraphrase", "E290", "terms[0].quote.status"),
    ("status: authentic, paragraph", "status: paraphrase, paragraph", "E291", "terms[0].quote.paragraph"),
    ('words: "the paper of record"', 'words: "the paper of record", seen: false', "E292", "dates[0]"),
    ("country: SY", "country: SY\namends: [other]", "E293", "amends"),
    ("hezbollah, result: fail}", "hezbollah, result: fail, instrument: other}", "E293",
     "choices[0].options[1].effects[0].instrument"),
    ("at: 2017-05-04, source", "at: 2017-05-04, seen: false, source", "E292", "dates[0]"),
])  # fmt: skip
def test_a_doubt_is_a_warning_and_the_instrument_stays(old: str, new: str, code: str, path: str) -> None:
    instruments, faults = load(swapped(old, new))
    assert (code, path, "warning") in [(f.code, f.path, f.severity) for f in faults]
    assert len(instruments) == 1


@pytest.mark.parametrize(("data", "line"), [
    (b"id: [unclosed\ntitle: x\n", 2), (b"\xff\xfe\x00", 1), (b"", 1), (b"- a\n- b\n", 1), (b"a: &x [1]\nb: *x\n", 1),
])  # fmt: skip
def test_what_is_no_instrument_at_all(data: bytes, line: int) -> None:
    instruments, faults = load(more=b"", **{"x.yml": data})
    assert instruments == ()
    assert [(f.code, f.file) for f in faults] == [("E230", "x.yml")]
    assert abs(faults[0].line - line) <= 1


def test_two_files_of_one_instrument() -> None:
    instruments, faults = load(SMALL, SMALL)
    assert [(f.code, f.file, f.path) for f in faults] == [("E245", "b.yml", "id")]
    assert len(instruments) == 1


def test_two_choices_of_one_id_and_two_zone_versions() -> None:
    zone = SMALL[SMALL.index("  - id: valley") : SMALL.index("terms:")]
    _, faults = load(swapped(zone, zone + zone))
    assert {f.code for f in faults} == {"E245"}
    choice = SMALL[SMALL.index("  - id: suburb") :]
    _, faults = load(SMALL + choice)
    assert [(f.code, f.path) for f in faults] == [("E245", "choices[1].id")]


def test_a_choice_belongs_to_one_instrument_and_a_zone_of_another_may_turn_on_it() -> None:
    other = SMALL.replace("id: truce", "id: other")
    _, faults = load(SMALL, other)
    assert {(f.code, f.file, f.path) for f in faults} == {("E245", f, "choices[0].id") for f in ("a.yml", "b.yml")}
    other = other[: other.index("choices:")].replace("how: from two", "choice: suburb\n    options: [in]\n    how: from two")
    instruments, faults = load(SMALL, other)
    assert faults == ()
    assert [[c.id for c in i.choices] for i in instruments] == [["suburb"], ["suburb"]]


def test_two_choices_that_decide_one_date() -> None:
    decides = swapped("{kind: bound, actor: hezbollah, result: fail}", "{kind: date, name: operative, at: 2017-05-06}")
    again = decides[decides.index("  - id: suburb") :].replace("id: suburb", "id: start")
    _, faults = load(decides + again)
    assert [(f.code, f.path) for f in faults] == [("E250", "dates[1].choice")]
    assert "suburb and start" in faults[0].what


def test_an_exception_that_its_scope_narrows_is_none() -> None:
    narrow = "acts: [hostilities]\n    exceptions: [{id: e, kind: self_defence, words: w, acts: [hostilities], by: [north]}]"
    instruments, faults = load(swapped(TERM, narrow))
    assert faults == ()
    assert instruments[0].terms[0].exceptions[0].by == ("north",)


def test_a_fault_prints_as_one_line() -> None:
    _, faults = load(swapped("zones: [valley]", "zones: [vallee]"))
    assert faults[0].text() == "a.yml:47: error E244 terms[0].zones[0]: there is no zone `vallee`: did you mean `valley`?"


def test_a_superseded_instrument_without_an_end_is_a_warning() -> None:
    """Its terms name no end, or it would be an error; with an end nothing is warned of."""
    later = SMALL.replace("id: truce", "id: later\nsupersedes: [truce]").replace("id: suburb", "id: other_suburb")
    assert load(SMALL, later)[1] == ()
    endless = SMALL.replace("  - {name: end, rule: operative + 6 months, source: paper}\n", "")
    assert [(f.code, f.path, f.file, f.severity) for f in load(endless, later)[1]] == [
        ("E295", "supersedes", "b.yml", "warning")
    ]
