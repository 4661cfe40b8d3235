"""Support and attribution are graded on two axes by independent voices, exactly as words.md says."""

from __future__ import annotations

import pytest
from tests.incidents.made import ACTORS, Sources, account, voice

from holdfire.corroboration import grade
from holdfire.incidents import fuse
from holdfire.incidents.voices import name_id
from holdfire.records import Account, Attribution, Blame, Copy, Doubt, Incident, Support, Voice

NORTH, SOUTH, WATCH = voice("north"), voice("south"), voice("watch")
RED, ARMY, ALLY, BLUE = (
    voice("red", "red"),
    voice("red-army", "red-army"),
    voice("red-ally", "red-ally"),
    voice("blue", "blue"),
)
PRESS, GREEN = voice("blue-tv", "blue"), voice("green", "green")


def graded(*accounts: Account, copies: tuple[Copy, ...] = (), examined: dict[str, bool] | None = None) -> Incident:
    (incident,) = grade(fuse(accounts), accounts, copies, Sources(), ACTORS, examined=examined or {})
    return incident


def south(name: str = "s", **fields: object) -> Account:
    return account(name, SOUTH, source="south", **fields)


def denies(name: str, *voices: object, **fields: object) -> Account:
    return account(name, *voices, stance="denies", **fields)  # type: ignore[arg-type]


def test_one_voice_is_single_and_two_corroborate() -> None:
    assert graded(account("a")).support is Support.SINGLE_VOICE
    both = graded(account("a"), south())
    assert both.support is Support.CORROBORATED
    assert {v.id for v in both.voices} == {"north", "south"}


def test_one_speaker_printed_by_two_outlets_is_one_voice() -> None:
    incident = graded(account("a", WATCH), account("b", WATCH, source="south"))
    assert incident.support is Support.SINGLE_VOICE
    assert set(incident.voices[0].via) == {"report:a", "report:b"}


def test_a_publisher_is_no_voice_beside_the_one_it_cites() -> None:
    cites, narrates = account("a", WATCH, report="report:r"), account("b", report="report:r")
    incident = graded(cites, narrates)
    assert incident.support is Support.SINGLE_VOICE
    assert [v.id for v in incident.voices] == ["watch"]
    cut = south()
    copy = Copy(a="report:r", b="report:s", kind="copy", score=0.6)
    assert graded(cites, narrates, cut, copies=(copy,)).support is Support.SINGLE_VOICE
    assert graded(cites, narrates, cut).support is Support.CORROBORATED


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_who_is_cited_gets_neither_name_nor_ties_of_who_cites(first: str, second: str) -> None:
    cites = account(first, WATCH, source="blue-tv", report="report:r")
    narrates = account(second, PRESS, source="blue-tv", report="report:r")
    (one,) = graded(cites, narrates).voices
    assert (one.id, one.affiliated_to) == ("watch", ())
    assert "voice:blue-tv" in one.via


def test_a_copy_is_no_second_voice() -> None:
    copy = Copy(a="report:a", b="report:s", kind="rewrite", score=0.8)
    assert graded(account("a"), south(), copies=(copy,)).support is Support.SINGLE_VOICE
    same_event = Copy(a="report:a", b="report:s", kind="same-event", score=0.8)
    assert graded(account("a"), south(), copies=(same_event,)).support is Support.CORROBORATED


def test_a_printing_of_a_party_outlets_text_is_that_partys_voice() -> None:
    tv = account("t", PRESS, source="blue-tv")
    copy = Copy(a="report:a", b="report:t", kind="copy", score=1.0)
    official = account("o", BLUE)
    assert graded(account("a"), official).support is Support.CORROBORATED
    assert graded(account("a"), tv, official, copies=(copy,)).support is Support.SINGLE_VOICE


def test_two_voices_of_one_side_are_one_interested_voice() -> None:
    incident = graded(account("a", BLUE, blames=("red",)), account("b", PRESS, blames=("red",)))
    assert incident.support is Support.SINGLE_VOICE
    assert incident.attribution is Attribution.SINGLE_VOICE
    (one,) = incident.voices
    assert (one.id, one.affiliated_to) == ("blue", ("blue",))


def test_the_accuseds_denial_is_shown_and_lowers_nothing() -> None:
    told = (account("a", blames=("red",)), south(blames=("red",)))
    for denier in (RED, ARMY, ALLY):
        incident = graded(*told, denies("d", denier, denied_by=(denier.id,)))
        assert (incident.support, incident.attribution) == (Support.CORROBORATED, Attribution.CORROBORATED)
        assert [v.id for v in incident.against] == [denier.id]
        assert incident.denied_by == (denier.id,)


def test_a_body_that_no_file_has_denies_and_admits_for_itself() -> None:
    brigade = voice(name_id("The Dale Brigade"))
    by_name = Blame(actor=name_id("Dale Brigade"), by=("claim:a",), name="Dale Brigade")
    told = (account("a", attributed_to=(by_name,)), south(attributed_to=(by_name,)))
    denied = graded(*told, denies("d", brigade))
    assert (denied.support, denied.attribution) == (Support.CORROBORATED, Attribution.CORROBORATED)
    assert [b.name for b in denied.attributed_to] == ["Dale Brigade"]
    admitted = graded(told[0], account("e", brigade, attributed_to=(by_name,)))
    assert (admitted.support, admitted.attribution) == (Support.SINGLE_VOICE, Attribution.ACKNOWLEDGED)


def test_the_denial_of_one_who_was_present_is_no_independent_one() -> None:
    row = account("a", participants=("red", "blue"))
    assert graded(row, denies("d", RED)).support is Support.SINGLE_VOICE


def test_an_actor_that_clears_itself_is_not_independent() -> None:
    assert graded(account("a"), denies("d", RED, blames=("red",))).support is Support.SINGLE_VOICE


def test_an_independent_denial_disputes_both_axes() -> None:
    incident = graded(account("a", blames=("red",)), south(), denies("d", GREEN))
    assert (incident.support, incident.attribution) == (Support.DISPUTED, Attribution.DISPUTED)


def test_a_doubting_voice_is_shown_and_disputes_nothing() -> None:
    incident = graded(account("a"), south(), account("d", GREEN, stance="doubts"))
    assert incident.support is Support.CORROBORATED
    assert [v.id for v in incident.against] == ["green"]


def test_observed_stands_above_and_only_an_observer_refutes() -> None:
    seen = account("o", voice("team"), observed=True)
    assert graded(seen, denies("d", GREEN)).support is Support.OBSERVED
    looked = denies("l", voice("team"), observed=True)
    assert graded(account("a"), south(), looked).support is Support.REFUTED
    assert graded(seen, looked).support is Support.DISPUTED


def test_an_admission_moves_attribution_only() -> None:
    admitted = account("m", ARMY, blames=("red",))
    assert graded(admitted).support is Support.SINGLE_VOICE
    both = graded(account("a"), admitted)
    assert (both.support, both.attribution) == (Support.SINGLE_VOICE, Attribution.ACKNOWLEDGED)
    assert [v.id for v in both.voices] == ["north"]


def test_nobody_blamed_is_none_stated() -> None:
    assert graded(account("a"), south(), denies("d", GREEN)).attribution is Attribution.NONE_STATED


def test_rivals_dispute_unless_only_the_accused_blames_the_other() -> None:
    on_red, on_green = account("a", blames=("red",)), south(blames=("green",))
    assert graded(on_red, on_green).attribution is Attribution.DISPUTED
    counter = account("c", RED, blames=("blue",))
    incident = graded(on_red, counter)
    assert incident.attribution is Attribution.SINGLE_VOICE
    assert {b.actor for b in incident.attributed_to} == {"red", "blue"}
    mutual = graded(account("b", BLUE, blames=("red",)), counter)
    assert mutual.attribution is Attribution.DISPUTED


def test_an_organ_and_its_body_are_no_rivals() -> None:
    incident = graded(account("a", blames=("red",)), south(blames=("red-army",)))
    assert incident.attribution is Attribution.CORROBORATED
    assert {(b.actor, b.status) for b in incident.attributed_to} == {
        ("red", Attribution.CORROBORATED),
        ("red-army", Attribution.SINGLE_VOICE),
    }


def withheld(name: str, source: str) -> Account:
    doubt = Doubt(code="evidence-not-examined", where=f"claim:{name}", why="kept back")
    return account(name, voice(source), source=source, doubts=(doubt,))


def test_unexamined_evidence_caps_support_and_says_so() -> None:
    capped = graded(withheld("a", "north"), withheld("b", "south"))
    assert capped.support is Support.SINGLE_VOICE
    assert "claim:a" in capped.support_capped
    assert graded(withheld("a", "north"), south("b")).support is Support.CORROBORATED
    lifted = graded(withheld("a", "north"), withheld("b", "south"), examined={"claim:a": True})
    assert (lifted.support, lifted.support_capped) == (Support.CORROBORATED, "")


def test_a_table_attributes_as_one_voice() -> None:
    row = account("r", NORTH, SOUTH, source="ucdp", row="row:x#1", blames=("red",))
    incident = graded(row)
    assert (incident.support, incident.attribution) == (Support.CORROBORATED, Attribution.SINGLE_VOICE)
    assert graded(row, account("w", WATCH, blames=("red",))).attribution is Attribution.SINGLE_VOICE


def test_a_slip_of_the_pen_counts_but_not_silently() -> None:
    slip = Voice(id="name:nroth wire", name="Nroth Wire")
    incident = graded(account("a"), account("s", slip, source="south"))
    assert incident.support is Support.CORROBORATED
    (doubt,) = [d for d in incident.doubts if d.code == "voice-near"]
    assert "North Wire" in doubt.why
    assert not [d for d in graded(account("a"), south()).doubts if d.code == "voice-near"]


def test_a_listing_without_voices_is_single_with_a_doubt() -> None:
    silent = account("r", source="ucdp", row="row:x#1")
    incident = graded(silent.__class__(**{**{f: getattr(silent, f) for f in silent.__struct_fields__}, "voices": ()}))
    assert incident.support is Support.SINGLE_VOICE
    assert "no-voice" in {d.code for d in incident.doubts}


@pytest.mark.parametrize("blamed", ["red", "blue"])
def test_no_side_is_graded_otherwise(blamed: str) -> None:
    incident = graded(account("a", blames=(blamed,)), south(blames=(blamed,)))
    assert (incident.support, incident.attribution) == (Support.CORROBORATED, Attribution.CORROBORATED)


@pytest.mark.parametrize("code", ["place-from-text", "time-from-text"])
def test_an_account_placed_by_its_text_as_a_whole_may_dispute_and_raises_nothing(code: str) -> None:
    guessed = south(blames=("green",), doubts=(Doubt(code=code, where="text:s", why="the text names one"),))
    alone = account("a", blames=("red",))
    incident = graded(alone, guessed)
    assert incident.support is Support.SINGLE_VOICE
    assert "texts as a whole" in incident.support_capped
    assert {v.id for v in incident.voices} == {"north", "south"}
    assert incident.attribution is Attribution.DISPUTED
    assert [b.actor for b in incident.attributed_to] == ["red", "green"]
    agreeing = south(blames=("red",), doubts=guessed.doubts)
    assert graded(alone, agreeing).attribution is Attribution.SINGLE_VOICE
    sure = graded(alone, agreeing, account("w", WATCH, source="watch", blames=("red",)))
    assert (sure.support, sure.support_capped, sure.attribution) == (
        Support.CORROBORATED, "", Attribution.CORROBORATED,
    )  # fmt: skip
    assert graded(guessed).attribution is Attribution.SINGLE_VOICE
