"""The speaker step on claims of any reader: who is meant, which actor and side that is, why, and what stays open."""

from __future__ import annotations

import msgspec
import pytest
from tests.quality.speakers import resolved, text_of

from holdfire import actors
from holdfire.claims import with_speakers
from holdfire.records import Claim, Speaker


def said(entry: str) -> list[Claim]:
    """Claims of a text whose source phrases are marked {so}."""
    return [claim for _, claim in resolved(entry.replace("}", "|x}"))]


def speakers(entry: str) -> list[Speaker]:
    return [claim.speaker for claim in said(entry) if claim.speaker is not None]


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Ann Fell, the mayor,", "person"), ("The Syrian army", "body"), ("Activists", "collective"),
        ("A source familiar with the talks", "anonymous"), ("Two officials", "anonymous"), ("Local residents", "collective"),
        ("Our correspondent", "outlet"), ("The thing", "unknown"),
    ],
)  # fmt: skip
def test_kinds_of_speakers(phrase: str, kind: str) -> None:
    (speaker,) = speakers("{" + phrase + "} said so.")
    assert speaker.kind == kind


def test_the_outlet_of_the_dateline_speaks_in_its_own_voice_and_those_it_quotes_do_not() -> None:
    own, quoted = speakers("DORN (Northwire) - {Northwire} could not verify it. {Eastwire} said it was so.")
    assert (own.kind, quoted.kind) == ("outlet", "person"), "a bare name reads as a person's"


def test_a_seat_of_government_is_the_government_and_says_why() -> None:
    (speaker,) = speakers("{Damascus} said so.")
    assert (speaker.actor, speaker.side) == ("sy", "sy")
    assert speaker.why == "'Damascus' is a place's name that stands for its government"


def test_the_side_is_explained_where_it_is_not_the_actors_own() -> None:
    ministry, group = speakers("{The Russian Defence Ministry} said so. {The Syrian National Army} said so.")
    assert ministry.why.endswith("its side ru is that of ru, to which it belongs")
    assert group.side == "sy-opposition"
    assert group.why.endswith("tied to tr since 2017-12-30")


def test_we_inside_what_somebody_says_is_that_speaker() -> None:
    outer, inner = said("{Damascus} said it. {We} said no.")
    nested = msgspec.structs.replace(inner, parent=outer.key, speaker=None, doubts=())
    bare = msgspec.structs.replace(outer, speaker=None, doubts=())
    _, told = with_speakers(text_of("Damascus said it. We said no."), [bare, nested], actors.packaged())
    assert told.speaker is not None
    assert (told.speaker.name, told.speaker.actor) == ("Damascus", "sy")


def test_one_chosen_of_two_carries_a_doubt_and_nobody_is_invented() -> None:
    *_, chosen = said("{Ann Fell, the mayor,} said one thing. {Bo Rask, the judge,} said another. {He} said a third.")
    assert chosen.speaker is not None
    assert (chosen.speaker.name, [d.code for d in chosen.doubts]) == ("Bo Rask", ["speaker-chosen"])
    (alone,) = said("{She} said so.")
    assert alone.speaker == Speaker(name="She")
    assert [d.code for d in alone.doubts] == ["speaker-unresolved"]


def test_the_order_of_the_claims_does_not_matter() -> None:
    entry = "{Sergei Lavrov} said one. {Rex Tillerson} said two. {Lavrov} said three. {He} said four."
    claims = said(entry)
    bare = [msgspec.structs.replace(c, speaker=None, doubts=()) for c in claims]
    text = text_of(entry.replace("{", "").replace("}", ""))
    assert with_speakers(text, bare[::-1], actors.packaged())[::-1] == with_speakers(text, bare, actors.packaged())
