"""Evidence and disclosure as a person types them: the demo's Sednaya, a photo's life, refusals in one line."""

import json

import pytest
from tests.demo_case import copied, demo
from tests.doors import run
from tests.evidence.test_replays import saved, scene

NEGATIVE = ("the Russians",)


def test_the_demo_says_who_was_shown_the_evidence_on_sednaya_and_whose_word_it_is():
    case = str(demo() / "case")
    by_item = run("seen", case, "--item", "Sednaya", "--jsonl").json()
    said = {tuple(r["to_whom"]): r for r in by_item if r["schema"] == "holdfire/seen/1"}
    assert (said[NEGATIVE]["shown"], said["reporters",]["shown"]) == (False, True)
    assert said["reporters",]["what"] == ["newly declassified reporting", "satellite photos"]
    assert {r["by"] for r in said.values()} == {"Stuart Jones"}
    assert all(r["publisher"] and r["url"] and not r["entry"] for r in said.values())
    looked = by_item[-1]
    assert (looked["schema"], looked["disclosures"]) == ("holdfire/looked/1", 0)
    assert "not presented this evidence to the Russians" in run("seen", case, "--by", "Russia").out
    page = (demo() / "bulletin" / "index.md").read_text(encoding="utf-8")
    assert "| evidence | not shown | the Russians | Stuart Jones" in page
    assert "| newly declassified reporting; satellite photos | shown | reporters | Stuart Jones" in page


@pytest.fixture
def case(tmp_path):
    return copied(tmp_path)


def test_a_photo_from_intake_to_its_proof(case, tmp_path):
    photo, redacted = tmp_path / "field.jpg", tmp_path / "field-redacted.jpg"
    photo.write_bytes(saved(scene(7)))
    redacted.write_bytes(saved(scene(8)))
    given = ("--claimed", "15 May", "--collector", "A resident", "--graphic", "--as", "Desk")
    (item,) = run("evidence", "add", str(case), str(photo), *given, "--jsonl").json()
    assert (item["outcome"], item["media_type"]) == ("stored", "image/jpeg")
    made = ("--derived-from", "field.jpg", "--derivation", "redaction", "--as", "Desk")
    assert run("evidence", "add", str(case), str(redacted), *made).code == 0
    assert run("evidence", "custody", str(case), "field.jpg", "--from", "Desk", "--to", "An archivist", "--as", "Desk").code == 0
    out = tmp_path / "out.jpg"
    shown = run(
        "disclose", str(case), "field.jpg", "--to", "A party", "--authority", "Rule 7", "--derivative", "field-redacted.jpg",
        "--out", str(out), "--as", "Desk", "--jsonl",
    ).json()[0]  # fmt: skip
    assert out.read_bytes() == redacted.read_bytes()
    assert shown["disclosure"]["derivative"] != item["exhibit"].removeprefix("exhibit:")
    assert run("run", str(case), "--audience", "mechanism").code == 0
    (told,) = [e for e in run("evidence", "list", str(case), "--audience", "mechanism", "--jsonl").json() if e["key"] == item["exhibit"]]
    assert (told["graphic"], told["times"]["claimed"], len(told["custody"])) == (True, "15 May", 2)
    lines = run("evidence", "show", str(case), "field.jpg", "--audience", "mechanism").out
    assert "made of it" in lines
    assert "A resident to Desk" in lines
    proof = tmp_path / "proof.json"
    answer = run("seen", str(case), "--by", "B party", "--proof", str(proof), "--jsonl").json()
    assert {"holdfire/unshown/1", "holdfire/looked/1"} == {line["schema"] for line in answer}
    assert run("seen", str(case), "--check", str(proof)).code == 0
    forged = json.loads(proof.read_text(encoding="utf-8"))
    forged["entries"].pop()
    proof.write_text(json.dumps(forged), encoding="utf-8")
    assert run("seen", str(case), "--check", str(proof)).code == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("seen", "CASE"), "E455"),
        (("seen", "CASE", "--item", "nothing"), "E450"),
        (("evidence", "show", "CASE", "nothing.jpg"), "E450"),
        (("evidence", "add", "CASE", "nowhere.jpg", "--as", "Desk"), "E404"),
        (("evidence", "mark", "CASE", "calibration-card.jpg", "--as", "Desk"), "E418"),
        (("disclose", "CASE", "calibration-card.jpg", "--authority", "x", "--as", "Desk"), "E451"),
        (("seen", "CASE", "--by", "ru", "--audience", "public", "--proof", "p.json"), "E456"),
    ],
)
def test_a_mistake_is_one_line(words, code):
    done = run(*(str(demo() / "case") if w == "CASE" else w for w in words))
    assert (done.code, code in done.err, len(done.err.strip().splitlines())) == (2, True, 1)


def test_a_pdf_that_is_damaged_inside_is_kept_and_said_to_be(case, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj << /Nothing\n%%EOF\n")
    done = run("add", str(case), str(tmp_path / "broken.pdf"), "--as", "Desk")
    assert done.code == 0
    assert done.out.startswith("stored")
    assert "kept, and not read: E105" in done.out


def test_what_keeps_a_hostile_file_in_is_told():
    told = run("evidence", "walls", "--jsonl").json()[0]
    assert {"network", "files", "wrapper", "seconds", "memory"} <= set(told)
