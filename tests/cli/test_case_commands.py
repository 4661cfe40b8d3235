"""The commands of a case, on the packaged one: what a person types after `make demo`, and what comes back."""

import csv
import io
import json

import pytest
from tests.demo_case import copied, demo
from tests.doors import run


@pytest.fixture(scope="module")
def case():
    return str(demo() / "case")


def first_contrary(case):
    return run("findings", case, "--verdict", "contrary", "--jsonl").json()[0]


def test_findings_by_verdict_zone_party_and_days(case):
    lines = run("findings", case, "--from", "2017-11-13", "--to", "2017-11-13", "--verdict", "contrary", "--jsonl").json()
    assert lines
    assert {f["verdict"] for f in lines} == {"contrary"}
    assert {f["schema"] for f in lines} == {"holdfire/finding/1"}
    assert all(f["reading"] for f in lines), "what turns on a reading says on which"
    assert not run("findings", case, "--from", "2018-11-13", "--jsonl").json()
    zone = lines[0]["zone"]
    assert {f["zone"] for f in run("findings", case, "--verdict", "contrary", "--zone", zone, "--jsonl").json()} == {zone}


def test_a_reading_narrows_and_a_wrong_one_is_refused(case):
    reading = ",".join(f"{c}={o}" for c, o in sorted(first_contrary(case)["reading"].items()))
    under = run("findings", case, "--reading", reading, "--from", "2017-11-13", "--to", "2017-11-13", "--jsonl").json()
    assert "contrary" in {f["verdict"] for f in under}
    refused = run("findings", case, "--reading", "force=never")
    assert (refused.code, "E410" in refused.err) == (2, True)


def test_explain_reaches_the_sentence(case):
    finding = first_contrary(case)
    told = run("explain", case, finding["key"])
    assert told.code == 0
    for part in ("checks", "clause", "support", "sentence", "rival reading", "held by"):
        assert part in told.out, part
    assert run("explain", case, "finding:nothing").code == 2


def test_explain_shows_what_fills_the_slots_and_the_toll_as_it_was_told(case):
    told = run("explain", case, first_contrary(case)["incident"]).out
    assert "author    “Russian aircraft” [" in told
    days = [line.split("told ")[1][:10] for line in told.splitlines() if line.startswith("  killed ")]
    assert days == sorted(days)
    assert len(set(days)) > 4
    assert "on the word of " in told


def test_incidents_of_a_case_are_those_that_were_derived(case):
    lines = run("incidents", case, "--jsonl").json()
    assert {line["schema"] for line in lines} == {"holdfire/incidents/1"}
    whole = [i for line in lines for i in line["incidents"]]
    wanted = first_contrary(case)["incident"]
    (atarib,) = [i for i in whole if i["id"] == wanted]
    slots = [s for a in atarib["accounts"] for s in a["slots"]]
    assert {"act", "author", "place", "time", "denial"} <= {s["slot"] for s in slots}
    assert all(s["words"] and s["span"][1] - s["span"][0] == len(s["words"]) for s in slots)
    accounts = {a["id"] for a in atarib["accounts"]}
    assert all(t["accounts"] and accounts.issuperset(t["accounts"]) for t in atarib["tolls"])
    assert atarib["support"] == "corroborated"
    assert atarib["number"]
    assert f"{atarib['number']}: air_strike | Al Atarib" in run("incidents", case).out


def test_readings_name_their_holders_and_no_default(case):
    told = run("readings", case)
    assert told.code == 0
    assert "force:" in told.out
    assert "misreport, never run" in told.out
    assert all(o["holders"] for c in run("readings", case, "--jsonl").json() for o in c["options"])


def test_reconcile_a_day(case):
    lines = run("reconcile", case, "--date", "2017-06-25", "--jsonl").json()
    assert {line["schema"] for line in lines} >= {"holdfire/reconciliation/1", "holdfire/conflict/1"}
    assert "Damascus" in run("reconcile", case, "--date", "2017-06-25").out


def test_duties_on_a_day(case):
    told = {d["key"]: d["state"] for d in run("duties", case, "--date", "2017-05-10", "--jsonl").json()}
    assert "pending" in told.values()
    later = {d["key"]: d["state"] for d in run("duties", case, "--date", "2017-07-10", "--jsonl").json()}
    assert "late" in later.values()


def test_the_bulletin_in_three_formats(case):
    assert run("bulletin", case, "--date", "2017-05-15").out.startswith("#")
    assert "<!doctype html>" in run("bulletin", case, "--date", "2017-05-15", "--format", "html").out.lower()
    assert json.loads(run("bulletin", case, "--date", "2017-05-15", "--format", "json").out)


@pytest.mark.parametrize("what", ["findings", "incidents", "claims"])
def test_exports_can_be_read_again(case, what):
    days = ("--from", "2017-11-13", "--to", "2017-11-19")
    rows = list(csv.DictReader(io.StringIO(run("export", case, what, "--format", "csv", *days).out)))
    lines = [json.loads(line) for line in run("export", case, what, "--format", "jsonl", *days).out.splitlines()]
    shapes = json.loads(run("export", case, what, "--format", "geojson", *days).out)
    assert shapes["type"] == "FeatureCollection"
    assert len(rows) == len(lines) == len(shapes["features"]) > 0


def test_doubts_coverage_and_log(case):
    assert any(d["code"] == "small-reader" for d in run("doubts", case, "--jsonl").json())
    assert run("coverage", case, "--from", "2017-05-15", "--to", "2017-05-21", "--jsonl").json()
    assert [e["position"] for e in run("log", case, "--jsonl").json()][:3] == [0, 1, 2]


def test_verify_is_content_and_then_is_not(tmp_path):
    case = copied(tmp_path)
    assert run("verify", str(case)).code == 0
    blob = next(p for p in sorted((case / "vault").rglob("*")) if p.is_file())
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.chmod(0o600)
    blob.write_bytes(bytes(data))
    found = run("verify", str(case))
    assert found.code == 3
    assert blob.name[:16] in found.err


def test_a_review_is_kept_applied_and_shown(tmp_path):
    case = str(copied(tmp_path))
    claim = next(line for line in run("export", case, "claims", "--format", "jsonl", "--from", "2017-11-13", "--to",
                                      "2017-11-19").out.splitlines())  # fmt: skip
    key = json.loads(claim)["key"]
    assert run("review", case, "reject", key, "--why", "misquoted").code == 2  # nobody says who
    assert run("review", case, "reject", key, "--why", "misquoted", "--as", "R. Reviewer").code == 0
    assert run("run", case).code == 0
    derived = run("log", case).out
    assert "R. Reviewer: review reject" in derived
    kept = run("export", case, "claims", "--format", "jsonl", "--from", "2017-11-13", "--to", "2017-11-19").out
    assert key not in kept


def test_an_assessment_is_a_persons_and_a_ruling_needs_a_mandate(tmp_path):
    case = str(copied(tmp_path))
    key = first_contrary(case)["key"]
    assert run("review", case, "assess", key, "--why", "read the chain", "--as", "A. Analyst").code == 0
    assert run("run", case).code == 0
    status = {f["key"]: f["status"] for f in run("findings", case, "--verdict", "contrary", "--jsonl").json()}
    assert status[key] == "assessed"
    ruling = run("review", case, "rule", key, "--why", "so it is", "--as", "A. Analyst")
    assert (ruling.code, "E417" in ruling.err) == (2, True)


def test_decisions_are_listed_in_order_with_their_reasons(tmp_path):
    case = str(copied(tmp_path))
    assert run("review", "list", case).out == "no decision has been put in\n"
    key = first_contrary(case)["key"]
    run("review", case, "assess", key, "--why", "read the chain", "--as", "A. Analyst")
    run("review", "decide", case, "gravity", key, "--value", "minor", "--why", "nobody was hurt", "--as", "B. Analyst")
    assert run("run", case).code == 0
    lines = run("review", "list", case).out.splitlines()
    assert ["A. Analyst: assess" in lines[0], "nobody was hurt" in lines[1]] == [True, True]
    assert [r["decision"] for r in run("review", "list", case, "--by", "B. Analyst", "--jsonl").json()] == ["gravity"]
    assert "gravity     minor, set by B. Analyst" in run("explain", case, key).out


def test_complaints_from_receipt_to_their_state(tmp_path):
    case = str(copied(tmp_path))
    (opened,) = run("complaint", "list", case, "--jsonl").json()
    assert opened["state"] == "received"
    moved = ("complaint", "rule", case, opened["key"], "--state", "under_inquiry", "--why", "a visit", "--as", "Desk")
    assert run(*moved).code == 0
    assert run("complaint", "list", case, "--jsonl").json()[0]["state"] == "under_inquiry"
    ruled = run(*moved[:5], "ruled_violation", *moved[6:])
    assert (ruled.code, "E417" in ruled.err) == (2, True)
    added = run("complaint", "add", case, "--complainant", "A party", "--words", "Shelling of a post", "--as", "Desk")
    assert "receipt" in added.out
    assert len(run("complaint", "list", case, "--jsonl").json()) == 2
    second = run("complaint", "list", case, "--state", "received", "--jsonl").json()[0]
    merge = ("complaint", "rule", case, second["key"], "--state", "merged", "--why", "the same post", "--as", "Desk")
    assert "E423" in run(*merge).err
    assert "E423" in run(*merge, "--into", second["key"]).err
    assert run(*merge, "--into", "1").code == 0
    shown = run("complaint", "show", case, "1").out
    assert f"merged with it number 2 ({second['key']})" in shown
    again = run("complaint", "rule", case, "2", "--state", "suspended", "--why", "w", "--as", "Desk")
    assert (again.code, again.err.count("\n"), "E422" in again.err) == (2, 1, True)
    assert "its fate is that of the complaint that it was merged into" in again.err


def test_an_issued_bulletin_stays_and_what_changes_is_a_correction(tmp_path):
    case = str(copied(tmp_path))
    issue = ("bulletin", case, "--date", "2017-11-13", "--issue")
    assert run(*issue).code == 2
    assert "issued: ledger entry" in run(*issue, "--as", "Desk").err
    account = run("export", case, "incidents", "--format", "jsonl", "--from", "2017-11-13", "--to", "2017-11-13").out
    key = json.loads(account.splitlines()[0])["key"]
    assert run("review", case, "set", key, "--field", "act", "--value", '"shelling"', "--why", "w", "--as", "R").code == 0
    assert run("run", case).code == 0
    told = json.loads(run("bulletin", case, "--date", "2017-11-13", "--format", "json").out)
    assert told["corrections"]["rows"]
    assert run("verify", case).code == 0


def test_two_writers_are_refused_by_name(tmp_path):
    from holdfire.store import open_case

    case = copied(tmp_path)
    with open_case(case, write=True, who="First"):
        second = run("run", str(case))
    assert second.code == 2
    assert "First" in second.err


def test_a_path_that_is_not_there_refuses_itself_and_no_other(tmp_path):
    case = str(tmp_path / "case")
    assert run("init", case, "--agreement", str(demo() / "case" / "agreements")).code == 0
    good = tmp_path / "good.txt"
    good.write_text("The truce held on Monday.\n")
    done = run("add", case, str(tmp_path / "nowhere.txt"), str(good))
    assert (done.code, "E404" in done.err, "stored" in done.out) == (2, True, True)
    done = run("evidence", "add", case, str(tmp_path / "nowhere.jpg"), str(good), "--as", "Desk")
    assert (done.code, "E404" in done.err, "good.txt" in done.out) == (2, True, True)


def test_init_add_run_from_nothing(tmp_path):
    agreements = demo() / "case" / "agreements"
    case = str(tmp_path / "mine")
    assert run("init", case, "--agreement", str(agreements), "--period", "week").code == 0
    report = tmp_path / "report.txt"
    report.write_text("Air strikes hit Atarib on Monday, killing 29 people, the Syrian Observatory for Human Rights said.\n",
                      encoding="utf-8")  # fmt: skip
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    stated = ("--source", "A paper", "--published", "2017-11-14")
    first = run("add", case, str(report), str(tmp_path / "empty.txt"), *stated)
    assert (first.code, "stored" in first.out, "E101" in first.err) == (2, True, True)
    assert "known" in run("add", case, str(report), *stated).out
    assert run("run", case).code == 0
    assert run("findings", case, "--from", "2017-11-13", "--to", "2017-11-13", "--jsonl").json()
    assert run("verify", case).code == 0
