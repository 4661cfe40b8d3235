"""Every command: help with an example, a mistake in one line with exit code 2, and the JSON that outsiders rely on."""

import json
from pathlib import Path

import pytest
from tests.doors import run

from holdfire.cli import COMMANDS

ARTICLE = (
    "Acting Assistant Secretary Stuart Jones said on Monday that the Syrian government had killed detainees in Sednaya "
    "prison. “I have not presented this evidence to the Russians,” Jones said.\n\n"
    "Air strikes hit the town of Atarib on 13 November 2017, killing at least 29 people, the Syrian Observatory for "
    "Human Rights said. Damascus denied it.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(name):
    done = run(name, "--help")
    assert done.code == 0
    assert "Example" in done.out


def test_the_list_of_commands_comes_without_importing_any():
    done = run("--help")
    assert all(name in done.out for name in COMMANDS)


MISTAKES = [
    (["claims", "nowhere.txt"], "E404"),
    (["run", "nowhere"], "E301"),
    (["init", "x", "--agreement", "nowhere.yml"], "E404"),
    (["schema", "nothing"], "E409"),
    (["times", "ARTICLE", "--published", "someday"], "E403"),
    (["findings", "nowhere"], "E301"),
]


@pytest.mark.parametrize(("arguments", "code"), MISTAKES)
def test_a_mistake_is_one_clear_line(arguments, code, article):
    done = run(*[str(article) if a == "ARTICLE" else a for a in arguments])
    assert done.code == 2
    assert code in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.err


def test_an_unknown_option_is_a_mistake_too():
    done = run("claims", "--nothing")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_claims_carry_what_the_contract_says(article):
    (line,) = run("claims", str(article), "--jsonl").json()
    assert {"doc", "claims", "schema", "reader", "doubts", "path", "text_sha256"} <= set(line)
    assert line["doc"] == "article"
    claim = line["claims"][0]
    assert set(claim) >= {"id", "source", "cue", "content", "act", "kind", "polarity", "speaker", "about", "evidence",
                          "certainty", "parent"}  # fmt: skip
    for spans in ("source", "cue", "content"):
        assert all(0 <= s < e <= len(ARTICLE) for c in line["claims"] for s, e in c[spans])
    (disclosure,) = [c for c in line["claims"] if c["kind"] == "disclosure"]
    assert disclosure["polarity"] == "negative"


def test_incidents_carry_what_the_contract_says(article):
    (line,) = run("incidents", str(article), "--published", "2017-11-14", "--jsonl").json()
    (strike,) = [i for i in line["incidents"] if i["act"] == "air_strike"]
    assert set(strike) >= {"id", "act", "weapon", "participants", "attributed_to", "denied_by", "target", "place", "time",
                           "casualties", "asserted_by", "span"}  # fmt: skip
    assert strike["place"]["radius_m"] > 0
    killed = next(c for c in strike["casualties"] if c["kind"] == "killed")
    assert (killed["low"], killed["high"]) == (29, None)


def test_acts_tell_a_file_or_its_lines(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Rebels shelled the town.\n\nPolice used tear gas on protesters.\n", encoding="utf-8")
    one, two = run("acts", str(notes), "--lines", "--jsonl").json()
    assert (one["act"], one["acled"], one["span"]) == ("shelling", "Shelling/artillery/missile attack", [0, 24])
    assert (two["act"], two["cameo"]) == ("protest_broken_up", ["17"])
    text = notes.read_text(encoding="utf-8")
    assert "tear gas" in [text[s:e] for s, e in two["because"]]
    (whole,) = run("incidents", str(notes), "--jsonl").json()
    assert (whole["act"], whole["acled"]) == ("shelling", "Shelling/artillery/missile attack")


def test_places_and_times_carry_what_the_contract_says(article):
    (line,) = run("places", str(article), "--jsonl").json()
    names = {ARTICLE[p["span"][0] : p["span"][1]] for p in line["places"]}
    assert "Atarib" in names
    assert set(line["places"][0]) >= {"span", "name", "lat", "lon", "radius_m", "geonames_id", "kind", "confidence"}
    (line,) = run("times", str(article), "--published", "2017-05-15", "--jsonl").json()
    assert "2017-11-13" in {t["value"] for t in line["times"]}


def test_places_of_given_spans_and_uses(article, tmp_path):
    spans = tmp_path / "spans.jsonl"
    at = ARTICLE.index("Damascus")
    spans.write_text(json.dumps({"doc": "article", "spans": [[at, at + 8]]}) + "\n", encoding="utf-8")
    (line,) = run("places", str(article), "--spans", str(spans), "--jsonl").json()
    told = {p["name"]: p for p in line["places"]}
    assert (told["Damascus"]["use"], told["Syrian"]["use"], told["Atarib"]["use"]) == ("speaker", "people", "place")
    assert told["Syrian"]["area"] == "SY"
    assert all(p["lat"] is not None and p["radius_m"] > 0 for p in line["places"])
    assert "its government" in run("places", str(article)).out


@pytest.mark.parametrize(("line", "code"), [("[]", "E191"), ('{"doc": "article", "spans": [[0, 999999]]}', "E491")])
def test_spans_that_are_none_are_a_mistake(line, code, article, tmp_path):
    spans = tmp_path / "spans.jsonl"
    spans.write_text(line, encoding="utf-8")
    done = run("places", str(article), "--spans", str(spans), "--jsonl")
    assert done.code == 2
    assert code in done.err


def test_copies_finds_the_pair(tmp_path):
    words = "The observatory said that air strikes on the market of the town had killed at least 29 people on Monday, "
    words += "among them children, and that rescue workers were still digging in the rubble of the destroyed stalls. " * 3
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    (tmp_path / "three.txt").write_text(ARTICLE, encoding="utf-8")
    (line,) = run("copies", str(tmp_path), "--jsonl").json()
    assert (line["a"], line["b"], line["kind"]) == ("one", "two", "copy")


def test_text_is_the_file_exactly(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Ein Wort.\r\nÉté — 𝄞.\r\n".encode())
    assert run("text", str(path)).raw == path.read_bytes()


def test_schemas_are_json_schema():
    for name in ("claim", "finding", "incident", "agreement"):
        described = json.loads(run("schema", name).out)
        assert "$ref" in described or "properties" in described


def test_text_of_strangers_cannot_command_the_terminal(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Officials said \x1b[31mthe truce held\x1b[0m in the town, and nothing more was known of it.\n", encoding="utf-8")
    assert "\x1b" not in run("claims", str(path)).out
