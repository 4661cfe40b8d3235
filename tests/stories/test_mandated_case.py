"""A case with a mandated body: a complaint, its inquiry, the finding put to the parties, a comment, the ruling."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.flow_cases import AGREEMENT, AT, TOML, add

from holdfire import bulletin
from holdfire.errors import BadRequest
from holdfire.flow import ask, chain, publish
from holdfire.flow.complaints import Change, move
from holdfire.flow.decide import review
from holdfire.flow.derive import run
from holdfire.flow.proceed import Said
from holdfire.records import ComplaintState, Status, Verdict, View
from holdfire.store import create

BODY, STANDARD = "The Joint Commission", "reasonable grounds to believe"
MANDATED = TOML.replace("[[audiences]]", f"""\
comment_days = 7
complaints = "public"
[mandate]
body = "{BODY}"
standard = "{STANDARD}"
[[audiences]]""")
NEWS = "The Syrian National Coalition accused Russia of bombing the market in Atarib on Monday. It said 61 people were killed.\n"
DAY = date(2017, 11, 13)
WORDS = "None of our aircraft flew there, and “the market” was not a target.\nWe ask for the flight logs to be compared."
PUBLIC = View(audience="public")


@pytest.fixture
def case(tmp_path):
    with create(tmp_path / "case", toml=MANDATED, agreements={"small.yml": AGREEMENT.encode()}, who="Desk", at=AT) as case:
        add(case, NEWS)
        case.open_complaint({"complainant": "ru", "against": "sy", "words": "The market of Atarib was bombed."}, who="Desk", at=AT)
        run(case, PUBLIC)
        yield case


def strike(case):
    """The finding that the story is about."""
    outcome = run(case, PUBLIC)
    (found,) = [f for f, _ in ask.findings(outcome, ask.Question(verdict="contrary"))]
    return found


def decide(case, decision, days, **said):
    return review(case, decision, strike(case).key, Said(why="the rules of procedure", **said), who="The secretary",
                  at=AT + timedelta(days=days))  # fmt: skip


def changed(case, state, days, **more):
    change = Change(complaint="1", state=ComplaintState(state), why="the rules of procedure", **more)
    return move(case, change, who="The secretary", at=AT + timedelta(days=days))


def printed(case, days):
    made = publish.compose(case, run(case, PUBLIC), DAY, AT + timedelta(days=days))
    return made, bulletin.render_html(made), bulletin.render_markdown(made)


def refused(code):
    return pytest.raises(BadRequest, match=code)


def test_from_a_complaint_to_a_ruling(case):
    finding = strike(case)
    assert (finding.verdict, finding.status) == (Verdict.CONTRARY, Status.COMPUTED)
    with refused("E422"):
        changed(case, "ruled_violation", 1)
    changed(case, "under_inquiry", 1, incident=finding.incident)
    with refused("E420"):  # nobody has been asked
        decide(case, "rule", 1, value="violation")
    decide(case, "assess", 1)
    put = decide(case, "put_to_parties", 2, of=("ru",))
    # 3 January in Damascus, and seven days more: until midnight there.
    assert put.due == datetime(2030, 1, 10, 21, tzinfo=UTC)
    assert strike(case).status is Status.PUT_TO_PARTIES
    with refused("ru until 2030-01-10 23:59"):
        decide(case, "rule", 5, value="violation")
    with refused("E420"):
        changed(case, "ruled_violation", 5)
    decide(case, "comment", 5, of=("ru",), value=WORDS)
    decide(case, "rule", 5, value="violation")
    changed(case, "ruled_violation", 5)
    decide(case, "gravity", 6, value="grave")
    decide(case, "responsibility", 6, value="unknown")
    asked = decide(case, "follow_up", 6, of=("ru",), value="hand over the flight logs", due=date(2030, 1, 20))

    ruled = strike(case)
    assert ruled.status is Status.RULED
    assert ruled.proceedings.comments[0].words == WORDS
    assert (ruled.proceedings.gravity.value, ruled.proceedings.responsibility.value) == ("grave", "unknown")
    assert [(f.what, f.of, f.state) for f in ruled.proceedings.follow_ups] == [("hand over the flight logs", ("ru",), "open")]
    told = "\n".join(chain.explain(run(case, PUBLIC), ruled))
    for part in (WORDS, f"ruled       violation, by {BODY}", STANDARD, "gravity     grave", "hand over the flight logs", "awaited until 2030-01-11 00:00"):
        assert part in told, part
    decide(case, "follow_up_state", 30, other=asked.key, value="met")
    assert "met late" in "\n".join(chain.explain(run(case, PUBLIC), ruled))


def test_the_bulletin_says_violation_only_as_alleged_or_ruled(case):
    changed(case, "under_inquiry", 1, incident=strike(case).incident)
    _, page, _ = printed(case, 1)
    assert "alleged violation" in page
    assert "ruled by" not in page
    decide(case, "put_to_parties", 2, of=("ru",))
    decide(case, "comment", 3, of=("ru",), value=WORDS)
    decide(case, "rule", 4, value="violation")
    changed(case, "ruled_violation", 4)
    decide(case, "gravity", 4, value="serious")
    decide(case, "responsibility", 4, value="individual")
    decide(case, "follow_up", 4, of=("ru",), value="hand over the flight logs", due=date(2030, 1, 20))
    made, page, text = printed(case, 5)
    told = "\n".join(made.entries[0].decisions)
    for part in ("put to Russia on 3 January 2030, for comment until 10 January 2030", f"Russia, 4 January 2030: {WORDS}",
                 "gravity: serious, set by The secretary", "conduct: of individuals", "asked of Russia by 20 January 2030: hand over the flight logs (open)"):
        assert part in told, part
    assert made.comments.rows[0][0] == "Russia"
    assert made.entries[0].label == f"violation, ruled by {BODY} on 5 January 2030 under {STANDARD}"
    assert WORDS in json.dumps(made.plain(), ensure_ascii=False).replace("\\n", "\n")
    for words in (re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)), text):
        for found in re.finditer(r"\bviolations?\b", words):
            around = words[max(0, found.start() - 40) : found.end() + 40]
            assert re.search(r"alleged\s+violation|violation, ruled|ruled (a|no) violation", around), around


def test_a_ruling_may_say_why_it_did_not_wait(case):
    decide(case, "put_to_parties", 1, of=("ru", "sy"), due=date(2030, 1, 20))
    decide(case, "comment", 2, of=("sy",), value="No.")
    with refused("ru until"):
        decide(case, "rule", 3, value="no_violation")
    decide(case, "rule", 3, value="no_violation", unheard="it has said that it will not comment")
    assert strike(case).proceedings.ruling.unheard == "it has said that it will not comment"


def test_after_the_deadline_nobody_is_waited_for_and_a_late_comment_is_shown_as_late(case):
    decide(case, "put_to_parties", 1, of=("ru",), due=date(2030, 1, 5))
    decide(case, "rule", 6, value="inconclusive")
    decide(case, "comment", 7, of=("ru",), value="We were late.")
    assert [c.late for c in strike(case).proceedings.comments] == [True]


def test_what_changed_since_is_judged_anew_and_comments_stay(case):
    decide(case, "put_to_parties", 1, of=("ru",))
    decide(case, "comment", 2, of=("ru",), value="No.")
    add(case, "Russia bombed the market in Atarib on Monday, killing 61 people, the Syrian Observatory for Human Rights said.\n", minute=9)
    later = strike(case)
    assert later.status is Status.COMPUTED
    assert [(c.words, c.earlier) for c in later.proceedings.comments] == [("No.", True)]
    assert "review-stale" in {d.code for d in run(case, PUBLIC).derived.doubts}


@pytest.mark.parametrize(
    ("decision", "said", "code"),
    [
        ("put_to_parties", {}, "E419"),
        ("put_to_parties", {"of": ("nobody-known",)}, "E419"),
        ("put_to_parties", {"of": ("ru",), "due": date(2029, 12, 1)}, "E419"),
        ("comment", {"of": ("ru",)}, "E419"),
        ("comment", {"of": ("ru", "sy"), "value": "x"}, "E419"),
        ("follow_up", {"of": ("ru",), "value": "x"}, "E419"),
        ("follow_up_state", {"other": "review:1", "value": "met"}, "E419"),
        ("rule", {"value": "guilty"}, "E421"),
        ("gravity", {"value": "awful"}, "E421"),
        ("responsibility", {"value": "sy"}, "E421"),
    ],
)
def test_what_is_missing_is_one_clear_line(case, decision, said, code):
    with refused(code) as caught:
        decide(case, decision, 1, **said)
    assert "\n" not in caught.value.line()
