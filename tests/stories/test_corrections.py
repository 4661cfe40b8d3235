"""Issued bulletins stay; what changes upstream, by decision or in our own files is a correction that says was, now, why."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from tests.flow_cases import AGREEMENT, AT, PUBLIC, add, small_case
from tests.intake.given import GED, table

from holdfire.flow import publish
from holdfire.flow.decide import review, withdraw
from holdfire.flow.derive import run
from holdfire.flow.proceed import Said

DAY = date(2017, 11, 13)
LATER = """\
id: second
title: A second truce
kind: agreement
publication: published
text_status: authentic
zone: Asia/Damascus
country: SY
amends: [small]
sources:
  - {id: text, words: the text itself}
dates:
  - {name: operative, at: 2018-01-01, source: text}
parties:
  - id: sides
    name: the sides
    role: signatory
    actors:
      - {actor: sy, how: signature}
      - {actor: ru, how: signature}
terms:
  - id: all
    clause: "1"
    what: no hostilities at all
    modality: prohibit
    quote: {words: all hostilities cease, status: authentic, source: text}
    acts: [hostilities]
    by: [sides]
"""


@pytest.fixture
def case(tmp_path):
    with small_case(tmp_path / "case") as case:
        yield case


def issue(case, minute=1):
    return publish.issue(case, run(case, PUBLIC), DAY, who="Desk", at=AT + timedelta(minutes=minute))


def rows(case, day=DAY):
    """(what, was, now, why) of the corrections that a bulletin composed now prints."""
    made = publish.compose(case, run(case, PUBLIC), day, AT + timedelta(hours=1))
    return [row[:4] for row in made.corrections.rows]


def row(case, ending):
    (found,) = [r for r in rows(case) if r[0].endswith(ending)]
    return found


def wrote(case, name, text):
    (case.path / "agreements" / name).write_text(text, encoding="utf-8")
    case.record_inputs(who="Editor", at=AT + timedelta(minutes=5))


def test_a_corrected_article_is_followed_and_the_bulletin_stays(case):
    first = add(case, "strike.txt")
    issue(case)
    kept = {b.position: {n: case.get(s) for n, s in b.facts.files.items()} for b in case.issued()}
    assert rows(case) == []
    add(case, "corrected.txt", minute=2, replaces=first)
    what, was, now, why = row(case, ": toll")
    assert (was, now) == ("at least 29 killed", "at least 53 killed")
    assert "incident N1, printed as 1 of 2017-11-13 to 2017-11-19" in what
    assert "strike.txt was replaced by corrected.txt" in why
    assert {b.position: {n: case.get(s) for n, s in b.facts.files.items()} for b in case.issued()} == kept


def test_a_correction_is_told_once(case):
    first = add(case, "strike.txt")
    issue(case)
    add(case, "corrected.txt", minute=2, replaces=first)
    issue(case, 3)
    printed = json.loads(case.get(case.issued()[-1].facts.files["bulletin.json"]))["corrections"]["rows"]
    assert [r for r in printed if r[0].endswith(": toll")]
    assert rows(case) == []


def test_a_withdrawn_article_is_kept_and_nothing_rests_on_it(case):
    key = add(case, "strike.txt")
    issue(case)
    made = withdraw(case, key, "taken down on 15 November", who="R. Reviewer", at=AT + timedelta(minutes=2))
    outcome = run(case, PUBLIC)
    assert outcome.derived.incidents == ()
    assert outcome.derived.withdrawn == (key,)
    assert [d.code for d in outcome.derived.doubts if d.where == key] == ["report-withdrawn"]
    (gone,) = [r for r in rows(case) if r[2] == "no longer derived from what is known"]
    assert "withdrawn by its publisher, as R. Reviewer says: taken down on 15 November" in gone[3]
    assert made.key in gone[3]
    assert ("incidents of 2017-11-13 to 2017-11-19", "1", "0") in [r[:3] for r in rows(case)]
    withdraw(case, key, "it was another article", undo=True, who="R. Reviewer", at=AT + timedelta(minutes=3))
    assert rows(case) == []
    assert case.get(case.reports()[0].sha256)


def test_another_voice_and_a_decision_say_why(case):
    add(case, "strike.txt")
    issue(case)
    target = run(case, PUBLIC).derived.incidents[0].key
    review(case, "set", target, Said(field="act", value='"shelling"', why="the crater says so"), who="R. Reviewer", at=AT)
    _, was, now, why = row(case, ": act")
    assert (was, now) == ("air strike", "shelling")
    assert "R. Reviewer decided set act: the crater says so" in why


def test_an_edit_of_our_own_file_is_a_correction_with_its_path(case):
    add(case, "strike.txt")
    issue(case)
    wrote(case, "small.yml", AGREEMENT.replace("at: 2017-05-04", "at: 2017-12-04"))
    told = rows(case)
    (edit,) = [r for r in told if r[0].startswith("our file of A small truce")]
    assert edit[0].endswith("dates/signed/at")
    assert edit[1].startswith("2017-05-03")
    assert edit[2].startswith("2017-12-03")
    _, was, now, why = row(case, "verdict under A small truce")
    assert was.startswith(("contrary", "undetermined"))
    assert now.startswith("not covered")
    assert "agreements/small.yml as recorded by Editor" in why


def test_an_amendment_corrects_nothing_before_its_day(case):
    add(case, "strike.txt")
    issue(case)
    before = told_verdicts(case)
    wrote(case, "second.yml", LATER)
    assert rows(case) == []
    assert {k: v for k, v in told_verdicts(case).items() if k[1] == "small"} == before
    wrote(case, "small.yml", AGREEMENT.replace("how: signature}\n      - {actor: ru", "how: signature}\n      - {actor: ir, how: accession, since: 2018-02-01}\n      - {actor: ru"))
    assert rows(case) == []


def ged(upstream_id, day):
    """One row of a made-up table, on a day of November."""
    return {**GED, "id": upstream_id, "date_start": f"2017-11-{day}", "date_end": f"2017-11-{day}"}


def told_verdicts(case):
    outcome = run(case, PUBLIC)
    held = outcome.held
    return {
        (held.columns.incidents[i].key, held.answers[t].instrument.id, held.readings[r]): c
        for i, t, r, c in zip(held.incident.tolist(), held.term.tolist(), held.reading.tolist(), held.code.tolist(), strict=True)
    }


def test_a_release_that_changes_and_deletes_rows_is_followed(case):
    stay, goes = ged("101", 13), ged("102", 15)
    first = add(case, table([stay, goes]).decode(), source="ged", format="ged", filename="ged171.csv", language=None)
    keys = {a.key for a in run(case, PUBLIC).derived.accounts}
    issue(case)
    add(case, table([{**stay, "best": "5", "high": "5"}]).decode(), source="ged", format="ged", filename="ged181.csv", language=None,
        minute=2, replaces=first)  # fmt: skip
    outcome = run(case, PUBLIC)
    assert len(keys) == 2
    assert {a.key for a in outcome.derived.accounts} < keys
    (gone,) = [d for d in outcome.derived.doubts if d.code == "rows-deleted-upstream"]
    assert "row 102 of ged171.csv not in ged181.csv" in gone.why
    _, was, now, why = row(case, ": toll")
    assert was != now
    assert "row 101 differs" in why
    (deleted,) = [r for r in rows(case) if r[2] == "no longer derived from what is known"]
    assert "ged171.csv was replaced by ged181.csv" in deleted[3]


def test_a_later_edition_of_the_same_table_stands_and_what_it_leaves_out_is_doubted(case):
    stay, goes, last = ged("101", 13), ged("102", 14), ged("103", 15)
    for number, names in enumerate([(stay, goes, last), ({**stay, "best": "5", "high": "5"}, last)]):
        add(case, table(names).decode(), source="ged", format="ged", filename=f"ged17{number}.csv", language=None, minute=number)
    derived = run(case, PUBLIC).derived
    tolls = {a.row.rpartition("#")[2]: max(c.high for c in a.casualties) for a in derived.accounts}
    assert tolls == {"101": 5, "102": 4, "103": 4}
    (left,) = [d for d in derived.doubts if d.code == "row-not-in-later-edition"]
    assert "row 102" in left.why
