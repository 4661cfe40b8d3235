"""The packaged case in words: what a monitor must get right about it, whatever else changes."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from tests.demo_case import AT, demo
from tests.flow_cases import AGREEMENT, PUBLIC, add, small_case
from tests.intake.given import GED, table
from tests.stories import pages
from tests.stories.astana import MEMORANDUM, Story, story, where

from holdfire import bulletin
from holdfire.bulletin import Bulletin
from holdfire.bulletin.model import Entry
from holdfire.corroboration import smallest
from holdfire.flow import ask, publish, weigh
from holdfire.flow.demo import packaged
from holdfire.flow.derive import derive
from holdfire.records import Attribution, Because, Incident, Support, Verdict
from holdfire.store import open_case

SEDNAYA, ATARIB, JISR = date(2017, 5, 15), date(2017, 11, 13), date(2017, 9, 25)
NOT_COVERED = "This agreement does not address it. That says nothing on whether it happened or whether it was lawful under other law."


@cache
def composed(day: date) -> Bulletin:
    """The public bulletin of the week that holds a day."""
    with open_case(demo() / "case") as case:
        return publish.compose(case, story().outcome, day, AT)


def entry(day: date, incident: Incident) -> Entry:
    """An incident as its week's bulletin prints it."""
    return next(e for e in composed(day).entries if e.key == incident.key)


def sednaya() -> Incident:
    """The killing of detainees alleged on 15 May 2017."""
    return story().told_of("killing_of_detainees", "Sednaya")


def atarib() -> Incident:
    """The strike on the market of 13 November 2017."""
    return story().told_of("air_strike", "Atarib")


def jisr() -> Incident:
    """The strike of 25 September 2017."""
    return story().told_of("air_strike", "Jisr")


def names() -> list[str]:
    """What is called as others call it: instruments, bodies, reports."""
    know, reports = story().outcome.know, story("mechanism").derived.reports
    return (
        [i.title for i in know.instruments]
        + [a.name for a in know.actors.all()]
        + [r.title for r in reports if r.title]
    )


def files(of: Story, incident: Incident) -> set[str]:
    """The files that an incident's accounts are out of."""
    return {of.file(a) for a in of.of(incident)}


# Sednaya


def test_sednaya_is_not_covered_because_of_place_and_act() -> None:
    found = story().under(sednaya())
    zones = {t.id: t.zones for i in story().outcome.know.instruments if i.id == MEMORANDUM for t in i.terms}
    assert len(found) > 5
    assert {f.verdict for f in found} == {Verdict.NOT_COVERED}
    assert all(f.reading == {} for f in found), "under every reading"
    for finding in found:
        assert set(finding.because) >= ({Because.PLACE, Because.ACT} if zones[finding.term] else {Because.ACT}), (
            finding.term
        )
        assert NOT_COVERED in finding.sentence


def test_sednaya_is_not_covered_by_any_other_instrument_either() -> None:
    assert {s.verdict for s in story().standings[sednaya().key]} == {Verdict.NOT_COVERED}


def test_what_not_covered_does_not_mean_is_printed_beside_it() -> None:
    held = [h for h in entry(SEDNAYA, sednaya()).held if "de-escalation areas in the Syrian" in h.title]
    assert [h.sentence for h in held] == [NOT_COVERED]
    assert NOT_COVERED in bulletin.render_markdown(composed(SEDNAYA))


def test_the_accusation_of_sednaya_is_one_voice_and_its_denial_is_shown() -> None:
    incident = sednaya()
    speakers = {story().claims[key].speaker.actor for blame in incident.attributed_to for key in blame.by}
    assert [b.actor for b in incident.attributed_to] == ["sy"]
    assert speakers <= {"us", "us-jones", "us-dos"}
    assert {v.id for v in incident.voices} <= {"us", "us-jones", "us-dos"}
    assert len(incident.voices) == 1
    assert incident.denied_by == ("sy-mfa",)
    assert files(story(), incident) == {"2017-05-15-us-briefing.txt", "2017-05-16-damascus-denial.txt"}
    printed = entry(SEDNAYA, incident)
    assert any("United States" in s.sentence or "Jones" in s.sentence for s in printed.stated)
    assert any("Syrian Ministry of Foreign Affairs" in line for line in printed.denied_by)


def test_support_of_sednaya_is_capped_and_says_why() -> None:
    assert sednaya().support is Support.SINGLE_VOICE
    assert "nobody independent has examined" in sednaya().support_capped
    assert "examined" in entry(SEDNAYA, sednaya()).support_capped


def test_the_accuseds_denial_lowers_nothing() -> None:
    assert sednaya().support is not Support.DISPUTED
    assert sednaya().attribution is Attribution.SINGLE_VOICE


def test_what_was_not_shown_to_the_russians_is_in_the_bulletin() -> None:
    said = bulletin.render_markdown(composed(SEDNAYA)).partition("## Who has seen what")[2].partition("\n## ")[0]
    assert "Jones said that he had not presented this evidence to the Russians." in said
    assert "withholding" in said


def test_the_demand_on_russia_is_an_asserted_term_of_no_clause() -> None:
    rows = [row for row in composed(SEDNAYA).asserted.rows if "Russia must bear responsibility" in row[0]]
    assert len(rows) == 1
    assert "none speaks of it" in rows[0]


# Atarib


def test_atarib_is_one_incident_of_all_its_reports_and_the_row_of_the_table() -> None:
    of = files(story(), atarib())
    assert "ged_syria_2017_04_12.csv.gz" in of
    assert len([name for name in of if "atarib" in name or "inquiry" in name]) >= 6
    others = [i for i in story().told if i.key != atarib().key]
    assert not [name for i in others for name in files(story(), i) if "atarib" in name]


def test_three_printings_of_one_agency_text_are_one_voice() -> None:
    of, printings = story(), {f"2017-11-13-atarib-{name}.txt" for name in ("northwire", "courier", "ledger")}
    observatory = [v for v in atarib().voices if v.id == "sohr"]
    assert len(observatory) == 1
    assert {of.reports[v].filename for v in observatory[0].via if v in of.reports} >= printings
    assert not {v.id for v in atarib().voices} & {"case-northwire", "case-harbour-courier", "case-levant-ledger"}
    keys = {r.key for r in of.derived.reports if r.filename in printings}
    assert {(c.a in keys, c.b in keys) for c in of.derived.copies if c.kind == "copy"} == {(True, True)}


def test_who_prints_a_voice_lends_it_no_ties() -> None:
    assert next(v for v in atarib().voices if v.id == "sohr").affiliated_to == ()


def test_the_tolls_rise_and_are_all_kept() -> None:
    killed = {c.low for c in atarib().casualties if c.kind == "killed" and c.group == "unstated"}
    assert killed >= {29, 61, 69, 83, 84}
    of = story()
    dated = sorted((of.reports[a.report].published, c.low) for a in of.of(atarib()) if a.row is None
                   for c in a.casualties if c.kind == "killed" and c.group == "unstated" and c.high is None)  # fmt: skip
    assert [low for _, low in dated] == sorted(low for _, low in dated)
    assert all(c.by for c in atarib().casualties)
    assert any("at least 29" in line for line in entry(ATARIB, atarib()).casualties)


def test_who_is_said_to_have_struck_atarib_is_disputed_and_stands_with_who_says_so() -> None:
    said = {b.actor: b for b in atarib().attributed_to}
    assert {actor: b.status for actor, b in said.items()} == {
        "ru-vks": Attribution.CORROBORATED,
        "sy-air-force": Attribution.SINGLE_VOICE,
    }
    assert {story().claims[key].speaker.actor for key in said["ru-vks"].by} == {"un", "sy-snc"}
    assert all(key.startswith("text:") for key in said["sy-air-force"].by), "an outlet's own words"
    assert atarib().attribution is Attribution.DISPUTED
    for account in story().of(atarib()):
        if {v.id for v in account.voices} & {"sohr", "syrian-archive"}:
            assert account.attributed_to == (), "neither could say whose aircraft"


def test_the_denial_of_atarib_is_shown_and_lowers_nothing() -> None:
    assert set(atarib().denied_by) == {"ru", "ru-forces"}
    assert [v.id for v in atarib().against] == ["ru"]
    assert atarib().support is Support.CORROBORATED
    assert len(entry(ATARIB, atarib()).denied_by) == 2


def test_atarib_turns_on_four_choices_and_no_other() -> None:
    assert story().turns_on(atarib()) == {"basis", "damascus", "guarantor_fire", "target"}
    told = story().verdicts
    whole = {"basis": "tacit", "damascus": "bound", "guarantor_fire": "supported", "target": "any"}
    assert told(atarib(), **whole) == {Verdict.CONTRARY}
    assert told(atarib(), **{**whole, "basis": "lapsed"}) == {Verdict.NOT_COVERED}
    assert told(atarib(), **{**whole, "damascus": "not"}) == {Verdict.NOT_COVERED}
    assert told(atarib(), **{**whole, "damascus": "conditional"}) == {Verdict.UNDETERMINED}
    assert told(atarib(), **{**whole, "guarantor_fire": "outside"}) == {Verdict.UNDETERMINED}, "of two one is not bound"
    assert told(atarib(), **{**whole, "guarantor_fire": "outside", "damascus": "not"}) == {Verdict.NOT_COVERED}
    assert told(atarib(), **{**whole, "target": "between"}) == {Verdict.UNDETERMINED}
    assert entry(ATARIB, atarib()).label == "alleged violation"


# 25 September


def test_an_exception_counts_because_somebody_invokes_it_and_is_accepted_by_nobody() -> None:
    assert story().verdicts(jisr(), guarantor_fire="own", target="any") == {Verdict.CONTRARY_UNLESS_EXCEPTION}
    assert Verdict.CONTRARY not in story().verdicts(jisr())
    invoked = {(e.exception, e.by, e.claim) for f in story().under(jisr()) for e in f.exceptions}
    assert {(exception, by) for exception, by, _ in invoked} == {("listed-groups", "ru-konashenkov")}
    assert {story().claims[claim].speaker.name for _, _, claim in invoked} <= {
        "Igor Konashenkov",
        "Spokesman Igor Konashenkov",
    }
    printed = entry(JISR, jisr())
    lines = [line for h in printed.held for t in h.terms for line in t.exceptions]
    assert any("Igor Konashenkov" in line and "Syrian Observatory" in line for line in lines)
    assert "exception invoked" in printed.label


# Tables and tallies


def test_a_state_based_row_never_yields_an_author() -> None:
    with gzip.open(packaged() / "tables" / "ged_syria_2017_04_12.csv.gz", "rt", encoding="utf-8") as rows:
        kind = {row["id"]: row["type_of_violence"] for row in csv.DictReader(rows)}
    accounts = [a for a in story().derived.accounts if a.row]
    between = [a for a in accounts if kind[a.row.rpartition("#")[2]] in {"1", "2"}]
    assert len(between) > 3000
    assert not [a.row for a in between if a.attributed_to]
    assert all(len(a.attributed_to) <= 1 for a in accounts)
    keys = {a.key for a in between}
    alone = [i for i in story().derived.incidents if keys.issuperset(i.accounts)]
    assert {i.attribution for i in alone} == {Attribution.NONE_STATED}


def test_published_counts_have_units_and_no_place_that_was_not_printed() -> None:
    counts = story().derived.counts
    assert len(counts) == 730
    assert all(c.unit for c in counts)
    assert all(c.area_name for c in counts if c.zone)
    printed = {r.key for r in story().derived.reports if r.format == "tally"}
    assert not [a for a in story().derived.accounts if a.report in printed], "a count is no incident"


def test_counts_of_two_sides_stand_side_by_side_and_are_never_added() -> None:
    whole = [row for row in ask.reconciled(story().outcome, SEDNAYA) if not row.area]
    assert [{s.recorded_by: s.numbers for s in row.sides} for row in whole] == [{"ru": (6,), "tr": (3,)}]
    made = composed(SEDNAYA)
    told = {row[:2]: (row[-3:], opens) for row, opens in zip(made.tallies.rows, made.tallies.opens, strict=True)}
    ((ru, tr, known), opens) = told["15 May 2017", "the whole area"]
    assert (ru, tr) == ("6", "3")
    assert known.split()[0] == str(len(whole[0].incidents)) == str(len(opens)), "each opens to its incident"
    assert whole[0].incidents, "and what is known stands beside them"


def test_registered_by_is_not_committed_by() -> None:
    of, misread = story(), "2017-03-15-seventeen-violations.txt"
    assert misread in {r.filename for r in of.derived.reports}, "it is kept"
    assert not [a for a in of.derived.accounts if of.file(a) == misread]
    assert not [
        c for c in of.derived.counts if any(r in of.reports and of.reports[r].filename == misread for r in c.rests_on)
    ]
    for page in sorted((demo() / "bulletin").rglob("*.html")):
        assert "17 violations" not in page.read_text(encoding="utf-8")
    week = composed(date(2017, 3, 15))
    assert week.entries == ()
    assert pages.unfounded_violations(pages.ours(bulletin.render_html(week), names())) == []


def test_misreports_are_listed_and_never_run() -> None:
    told = " ".join(ask.misreports(story().outcome))
    for misreport in ("in force on the day of signing", "working group in 10 days", "maps by 27 May", "maps by 22 May"):
        assert misreport in told
    choices = story().outcome.know.law.choices().values()
    says = {m.says for i in story().outcome.know.instruments for m in i.misreports}
    assert not says & {o.words for c in choices for o in c.options}
    assert all(o.holders for c in choices for o in c.options), "every reading has a holder"
    assert len(composed(SEDNAYA).misreports.rows) == len(says)


# Duties


@pytest.mark.parametrize(
    ("day", "group", "maps"),
    [(date(2017, 5, 10), "pending", "pending"), (date(2017, 6, 10), "not_verifiable", "not_verifiable"),
     (date(2017, 7, 10), "partly_met", "late")],
)  # fmt: skip
def test_the_guarantors_duties_on_three_days(day: date, group: str, maps: str) -> None:
    duties = {d.what: d for d in ask.duties(story().outcome, day) if d.instrument == MEMORANDUM}
    working, mapping = (
        duties["form a joint working group"],
        duties["complete the maps of the areas and of the security zones"],
    )
    assert (working.state.value, mapping.state.value) == (group, maps)
    assert "18 May 2017" in working.reckoned
    assert "4 June 2017" in mapping.reckoned
    assert any("10 days" in rival for rival in working.rivals)
    assert any("27 May" in rival for rival in mapping.rivals)
    assert all(d.by_whose_word or d.state.value == "not_verifiable" for d in (working, mapping))


# What is printed


def test_the_bulletins_name_no_author_and_no_violation_of_their_own() -> None:
    for page in sorted((demo() / "bulletin").rglob("*.html")):
        lines = pages.ours(page.read_text(encoding="utf-8"), names())
        assert len(lines) > 1000
        assert pages.unfounded_violations(lines) == []
        assert pages.unattributed_authors(lines) == []


def test_the_check_of_pages_sees_what_it_is_for() -> None:
    page = "<p>Russia committed 17 violations</p><p>an alleged violation</p><q>they carried out violations</q><p>X says that Y did it</p>"
    assert pages.unfounded_violations(pages.ours(page, ())) == ["Russia committed 17 violations"]
    assert pages.unattributed_authors(pages.ours(page, ())) == ["Russia committed 17 violations"]


def test_every_finding_of_the_demo_is_computed_and_says_so() -> None:
    for day in (SEDNAYA, JISR, ATARIB):
        assert {e.status.partition(" ")[0] for e in composed(day).entries} == {"computed"}
        assert {e.label.partition(",")[0] for e in composed(day).entries} <= {"reported incident", "alleged violation"}


# Author not established


def test_where_both_who_are_named_are_bound_the_author_of_atarib_is_not_established() -> None:
    contrary = [f for f in story().under(atarib()) if f.verdict is Verdict.CONTRARY]
    assert contrary
    for finding in contrary:
        assert (finding.author_established, finding.because) == (False, (Because.AUTHOR,))
        assert finding.candidates == ("ru-vks", "sy-air-force")
        assert "author not established" in finding.sentence
    printed = [v for h in entry(ATARIB, atarib()).held for v in h.overall if v.verdict == "contrary"]
    assert printed
    assert all("author not established" in v.words + v.because for v in printed)


def test_no_other_incident_of_the_packaged_case_is_contrary() -> None:
    standing = story().standings
    assert {key for key, of in standing.items() if Verdict.CONTRARY in {s.verdict for s in of}} == {atarib().key}


def test_of_a_table_row_whose_sides_are_both_bound_the_author_is_not_established(tmp_path: Path) -> None:
    sides = AGREEMENT.replace("{actor: ru, how: signature}", "{actor: jaysh-al-islam, how: signature}")
    row = {**GED, "side_a": "Government of Syria", "side_b": "Jaysh al-Islam", "adm_1": "Rif Dimashq governorate",
           "where_coordinates": "Douma town", "latitude": "33.57", "longitude": "36.40", "source_office": "SOHR"}  # fmt: skip
    with small_case(tmp_path / "case", sides) as case:
        add(
            case,
            table([row]).decode(),
            format="ged",
            filename="ged.csv",
            source="ucdp-ged",
            published=datetime(2018, 1, 1, tzinfo=UTC),
        )
        of = Story(derive(case, PUBLIC))
        (incident,) = of.derived.incidents
        (finding,) = of.under(incident, "small")
        told = publish.compose(case, of.outcome, date(2017, 5, 6), AT)
    assert incident.attributed_to == ()
    assert (finding.verdict, finding.author_established, finding.because) == (
        Verdict.CONTRARY,
        False,
        (Because.AUTHOR,),
    )
    assert finding.candidates == ("jaysh-al-islam", "sy")
    assert "author not established" in finding.sentence
    assert "author not established" in bulletin.render_markdown(told)
    assert where(incident).startswith("Douma")


def test_support_does_not_hang_on_the_accused() -> None:
    """For the same act, evidence and number of voices; beside it whose voices they are, and where anyone looked."""
    lines, told, looked = weigh.evenness(story().outcome)
    by_class: dict[tuple[str, str, int], set[tuple[str, ...]]] = {}
    for line in lines:
        by_class.setdefault((line.act, line.evidence, line.voices), set()).add(tuple(line.support))
    assert [name for name, grades in by_class.items() if len(grades) > 1] == []
    assert smallest(lines) == 1
    assert {line.accused for line in lines} == {side.accused for side in told}
    assert sum(zone.weeks for zone in looked) > 100
