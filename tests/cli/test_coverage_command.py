"""`holdfire coverage`: a table by zone and week with what is usual, what nobody saw, and who could look."""

from tests.demo_case import copied
from tests.doors import run

ACCESS = """
coverage:
  - {zone: ZONE, from: 2017-05-16, to: 2017-05-17, who: A team, how: by road, access: none,
     restrictions: [the road was closed], source: its own note}
"""
WEEK = ("--from", "2017-05-15", "--to", "2017-05-21")


def written(case, text):
    (case / "coverage.yml").write_text(text, encoding="utf-8")
    toml = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text('coverage = ["coverage.yml"]\n' + toml, encoding="utf-8")


def test_the_table_shows_effort_access_and_that_silence_is_not_compliance(tmp_path):
    case = copied(tmp_path)
    lines = run("coverage", str(case), "--jsonl").json()
    assert {line["schema"] for line in lines} == {"holdfire/coverage/1", "holdfire/effort/1"}
    zone = next(line["zone"] for line in lines if line["zone"])
    written(case, ACCESS.replace("ZONE", zone))
    assert run("run", str(case)).code == 0
    shown = run("coverage", str(case), *WEEK).out
    assert f"({zone})" in shown
    assert "could not look: by road: A team | restricted: the road was closed | source: its own note" in shown
    assert "a week)" in shown
    assert "Silence is not compliance" in shown
    (told,) = [line for line in run("coverage", str(case), *WEEK, "--jsonl").json() if line.get("access")]
    assert (told["access"], told["period_start"]) == ("none", "2017-05-15"), "no finer than the policy allows: a week"


def test_a_faulty_coverage_file_is_one_clear_line(tmp_path):
    case = copied(tmp_path)
    written(case, ACCESS.replace("ZONE", "nowhere").replace("none", "never"))
    done = run("run", str(case))
    assert done.code == 2
    assert "E222" in done.err
    assert "no agreement of the case has a zone `nowhere`" in done.err
    assert "`never` is none of full, partial, none" in done.err


def test_totals_of_readings_have_what_was_not_read_beside_them(tmp_path):
    shown = run("readings", str(copied(tmp_path))).out
    assert "not read by machine. Silence is not compliance" in shown
