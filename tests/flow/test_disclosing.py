"""The disclosure ledger end to end in a small case: what is entered, who is told, what lifts a cap, what is proven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scripts import check_seen
from tests.flow_cases import AT, add, small_case

from holdfire.disclosure import check_range
from holdfire.errors import BadRequest
from holdfire.flow.derive import derive, run
from holdfire.flow.disclose import Showing, Shown, acknowledge, disclose
from holdfire.flow.seen import Answer, Asked, answer, checked, proof
from holdfire.records import ClaimKind, Support, View
from holdfire.store import Case

MECHANISM, PUBLIC = View(audience="mechanism"), View(audience="public")
PHOTO = Path(__file__).resolve().parents[2] / "examples/astana-2017/photos/calibration-card.jpg"
TOLD = (
    "The United States said on Monday that the Syrian government had killed detainees in Sednaya prison. US official "
    "Stuart Jones said he had shown reporters satellite photos. Jones said that he had not presented this evidence to "
    "the Russians.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with small_case(tmp_path / "case") as case:
        add(case, TOLD, source="agency", title="The prison")
        photo = {"source": "agency", "url": "", "format": "photo", "filename": "photo.jpg", "collected": AT}
        case.add_report({**photo, "clearance": "public"}, PHOTO.read_bytes(), who="tester", at=AT)
        run(case, PUBLIC)
        run(case, MECHANISM)
        yield case


def show(case: Case, item: str, to: str, **said: object) -> Shown:
    return disclose(case, item, Showing(to=(to,), authority="Rule 7", **said), who="Desk", at=AT)  # type: ignore[arg-type]


def ask(case: Case, view: View = MECHANISM, **asked: object) -> Answer:
    return answer(case, view, Asked(**asked))  # type: ignore[arg-type]


def test_a_showing_keeps_the_hash_of_the_exact_bytes_and_its_leaf(case: Case) -> None:
    made = show(case, "photo.jpg", "A liaison officer", caveat="not to be copied")
    assert made.disclosure.derivative == case.reports()[1].sha256
    assert case.entry(made.position).leaf == made.leaf
    (told,) = ask(case, item="photo.jpg").told
    assert (told.row.shown, told.row.to_whom, told.row.caveat) == (True, ("A liaison officer",), "not to be copied")


def test_a_receipt_may_come_later(case: Case) -> None:
    made = show(case, "photo.jpg", "A liaison officer")
    acknowledge(case, made.disclosure.key, "signed, no. 12", on=None, who="Desk", at=AT)
    assert ask(case, item="photo.jpg").told[0].row.receipts == ("signed, no. 12",)
    with pytest.raises(BadRequest, match="E454"):
        acknowledge(case, "disclosure:999", "x", on=None, who="Desk", at=AT)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"withheld": True, "receipt": "x"}, "E452"), ({"withheld": True, "examined": True}, "E452"),
        ({"withheld": True, "clearance": "public"}, "E452"), ({"withheld": True, "derivative": "photo.jpg"}, "E452"),
        ({"clearance": "everyone"}, "E407"), ({"derivative": "nowhere.jpg"}, "E453"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_is_entered(case: Case, said: dict[str, object], code: str) -> None:
    size = case.head()[0]
    with pytest.raises(BadRequest, match=code):
        show(case, "photo.jpg", "Somebody", **said)
    with pytest.raises(BadRequest, match="E452"):
        show(case, "photo.jpg", "public", examined=True)
    with pytest.raises(BadRequest, match="E450"):
        show(case, "nothing.jpg", "Somebody")
    with pytest.raises(BadRequest, match="E451"):
        disclose(case, "photo.jpg", Showing(to=("A",), authority=" "), who="Desk", at=AT)
    assert case.head()[0] == size


def test_claims_about_disclosure_stand_beside_the_ledger_as_claims(case: Case) -> None:
    found = ask(case, item="prison")
    assert {(t.row.shown, t.row.to_whom, t.title, t.row.entry) for t in found.told} == {
        (False, ("the Russians",), "evidence", ""), (True, ("reporters",), "satellite photos", ""),
    }  # fmt: skip
    assert found.looked is not None
    assert (found.looked.disclosures, found.looked.named) == (0, 0)


@pytest.mark.parametrize("name", ["Russia", "the Russians", "ru", "russia"])
def test_what_somebody_is_said_not_to_have_seen_under_any_of_their_names(case: Case, name: str) -> None:
    found = ask(case, by=name)
    assert [t.row.shown for t in found.told] == [False]
    assert [u.item for u in found.unshown] == [f"exhibit:{case.reports()[1].sha256}"]


def test_a_body_of_somebody_is_somebody_and_what_everybody_saw_they_saw(case: Case) -> None:
    show(case, "photo.jpg", "ru-mod")
    assert ask(case, by="ru").unshown == ()
    assert ask(case, by="tr").unshown != ()
    show(case, "photo.jpg", "public")
    assert ask(case, by="tr").unshown == ()


def test_as_things_stood_on_a_day(case: Case) -> None:
    show(case, "photo.jpg", "ru", on=datetime(2030, 3, 1, 12, tzinfo=UTC))
    assert len(ask(case, by="ru", on=date(2030, 2, 28)).unshown) == 1
    assert ask(case, by="ru", on=date(2030, 3, 1)).unshown == ()
    assert ask(case, by="ru", on=date(2017, 1, 1)) == Answer(told=(), unshown=(), looked=ask(case, by="tr").looked)


def test_a_withholding_is_ours_to_know_and_nobody_elses(case: Case) -> None:
    before = ask(case, PUBLIC, by="ru"), ask(case, PUBLIC, item="photo.jpg")
    show(case, "photo.jpg", "ru", withheld=True)
    assert (ask(case, PUBLIC, by="ru"), ask(case, PUBLIC, item="photo.jpg")) == before
    (unshown,) = ask(case, by="ru").unshown
    assert unshown.withheld


def test_the_proof_of_a_negative_answer_holds_and_is_bound_to_this_ledger(case: Case, tmp_path: Path) -> None:
    show(case, "photo.jpg", "tr")
    asked = Asked(by="ru")
    made = json.loads(json.dumps(proof(case, asked, answer(case, MECHANISM, asked))))
    size, root = case.head()
    assert (made["size"], made["root"]) == (size, root)
    assert check_range(made) == checked(case, made) == check_seen.faults(made, root) == []
    show(case, "photo.jpg", "ru")  # later: the proof goes on holding for what was then
    assert checked(case, made) == []
    made["entries"][-1]["fields"][0][2] = "review"
    assert check_range(made)
    assert checked(case, made)
    assert check_seen.faults(made, root)
    with small_case(tmp_path / "other") as other:
        assert checked(other, json.loads(json.dumps(proof(case, asked, answer(case, MECHANISM, asked)))))


def sednaya(case: Case, view: View) -> tuple[Support, str]:
    told = [i for i in derive(case, view).derived.incidents if i.act == "killing_of_detainees"]
    assert len(told) == 1
    return told[0].support, told[0].support_capped


def test_an_independent_examination_lifts_the_cap_for_those_who_may_know_of_it(case: Case) -> None:
    kept = next(
        c.key for c in derive(case, MECHANISM).derived.claims
        if c.kind is ClaimKind.DISCLOSURE and c.to_whom == ("the Russians",)
    )  # fmt: skip
    public, capped = sednaya(case, PUBLIC), sednaya(case, MECHANISM)
    show(case, kept, "us-dod", examined=True)
    assert sednaya(case, MECHANISM) == capped, "the speaker's own side"
    show(case, kept, "R. Reviewer")
    assert sednaya(case, MECHANISM) == capped, "shown, and not examined"
    show(case, kept, "R. Reviewer", examined=True)
    assert sednaya(case, MECHANISM)[1] == ""
    assert sednaya(case, PUBLIC) == public, "the public may not know of it"
    show(case, kept, "R. Reviewer", examined=True, clearance="public")
    assert sednaya(case, PUBLIC)[1] == ""
    assert "nobody independent" in capped[1]
