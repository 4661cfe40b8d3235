"""The model: what is counted, what stands beside it, what is never in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.bulletin.material import material
from tests.bulletin.world import NOT_COVERED

from holdfire.bulletin import compose, render_json
from holdfire.bulletin.model import Bulletin
from holdfire.disclosure import Seen
from holdfire.errors import BadRequest, Broken
from holdfire.records import Because, Mandate, Policy, Review, Status, Verdict, View, Voice


@pytest.fixture(scope="module")
def made() -> Bulletin:
    return compose(material(many=10))


def entry(made: Bulletin, key: str):
    return next(e for e in made.entries if e.key == f"incident:{key}")


def test_a_figure_is_two_numbers_and_names_what_it_counts(made: Bulletin) -> None:
    contrary = next(f for f in made.figures if f.id == "contrary")
    assert (contrary.all, contrary.some, contrary.before_all) == (0, 1, 1)
    assert contrary.counted_some == (entry(made, "i1").number,)
    assert "affiliated to Government of Syria" in contrary.coverage


def test_zone_and_party_figures_carry_coverage_and_sources_beside_them(made: Bulletin) -> None:
    homs = next(g for g in made.zones if g.id == "memo/z2")
    assert "reports: 3" in homs.beside[1]
    south = next(g for g in made.zones if g.id == "memo/z4")
    assert "silence here is not compliance" in south.beside[1]
    assert all("voices:" in line for g in made.parties if any(f.all for f in g.figures) for line in g.beside[1:])


def test_a_choice_names_holders_and_what_flips(made: Bulletin) -> None:
    damascus = next(c for c in made.choices if c.id == "damascus")
    assert damascus.flips == (entry(made, "i1").number,)
    assert damascus.options[0].holders == "Russia, Iran, Turkey"
    assert next(c for c in made.choices if c.id == "start").flips == ()


def test_a_party_is_called_as_the_instrument_in_question_calls_it() -> None:
    whole = material()
    other = replace(
        whole.instruments[1], parties=(replace(whole.instruments[0].parties[1], name="Another government"),)
    )
    duty = replace(whole.duties[0], on_whom=("government",))
    told = compose(replace(whole, instruments=(whole.instruments[0], other), duties=(duty,)))
    assert told.duties.rows[0][1] == "Government of Syria"


@pytest.mark.parametrize("known", [True, False])
def test_a_contrary_verdict_says_wherever_it_stands_that_its_author_is_not_established(known: bool) -> None:
    whole = material()
    because = () if known else (Because.AUTHOR,)
    of = [
        f if f.verdict is not Verdict.CONTRARY else replace(f, because=because, author_established=known)
        for f in whole.findings
    ]
    held = [h for e in compose(replace(whole, findings=tuple(of))).entries for h in e.held]
    lines = [
        v for h in held for v in (*h.overall, *(v for t in h.terms for v in t.verdicts)) if v.verdict == "contrary"
    ]
    assert len(lines) > 1
    assert {(v.words, v.because) for v in lines} == {
        ("contrary as reported" if known else "contrary as reported, author not established", "")
    }


def test_not_covered_is_printed_with_its_reason_and_its_sentence(made: Bulletin) -> None:
    held = entry(made, "i2").held[0]
    assert held.overall[0].because == "outside its places, act not regulated"
    assert held.sentence == NOT_COVERED
    assert [(c.name, c.result) for c in held.others[0].checks] == [("Place", "fail"), ("Act", "fail")]


def test_no_text_of_a_check_or_row_names_a_place_more_finely_than_the_policy() -> None:
    whole = material(many=1)
    finer = replace(whole.incidents[1].place, name="Depot 44")
    basis = replace(whole.findings[3].checks[1], basis="Depot 44 (within 300 m) lies outside")
    told = replace(whole.findings[3], checks=(basis,), sentence="Depot 44 is outside.")
    incidents = tuple(replace(i, place=finer) if i.key == "incident:i2" else i for i in whole.incidents)
    findings = (*whole.findings[:3], told, *whole.findings[4:])
    made = compose(replace(whole, incidents=incidents, findings=findings))
    assert "Depot 44" not in render_json(made)
    assert (
        entry(made, "i2").held[0].others[0].checks[0].basis == "a place in or near Saidnaya (within 300 m) lies outside"
    )


def test_an_incident_that_no_term_speaks_of_is_listed_and_not_covered() -> None:
    whole = material()
    made = compose(replace(whole, findings=tuple(f for f in whole.findings if f.incident != "incident:i2")))
    assert entry(made, "i2").group == "not_covered"


def test_an_entry_opens_to_the_sentence_with_its_spans(made: Bulletin) -> None:
    line = entry(made, "i1").accounts[0].claims[0]
    assert {piece.mark for piece in line.quotation.pieces} == {"source", "cue", "content", ""}
    assert "".join(p.text for p in line.quotation.pieces).startswith("Jets struck the market")
    assert line.origin.publisher == "The Daily"


def test_what_sources_state_is_quoted_as_theirs_and_a_denial_stands_beside(made: Bulletin) -> None:
    strike = entry(made, "i1")
    assert strike.stated[0].sentence == "a person who is not named here says that Government of Syria did it"
    assert strike.denied_by == ("Syrian Arab Army denies it",)
    assert "computed by holdfire" in strike.status


def test_private_persons_are_named_nowhere(made: Bulletin) -> None:
    printed = render_json(made)
    for name in ("Abu Omar", "Nadia Haddad", "Kamal Hariri"):
        assert name not in printed
    assert "Stuart Jones" in printed  # holds an office
    assert "[withheld], saw the bakery burn" in printed


def test_places_of_hidden_kinds_and_observers_are_nowhere(made: Bulletin) -> None:
    printed = render_json(made)
    for words in ("al-Salam", "34.73", "36.70", "OP Falcon", "Patrol Seven", "34.926", "GPSLatitude"):
        assert words not in printed, words
    assert entry(made, "i4").where == "place withheld"


def test_a_facility_is_printed_as_the_settlement_near_it(made: Bulletin) -> None:
    prison = entry(made, "i2")
    assert prison.where == "Saidnaya"
    assert "no finer than a settlement" in prison.where_note


def test_too_early_is_refused_with_the_moment_from_which_it_may() -> None:
    with pytest.raises(BadRequest, match=r"E441.*2017-05-24 00:00"):
        compose(material(now=datetime(2017, 5, 23, 20, 59, tzinfo=UTC)))
    compose(material(now=datetime(2017, 5, 23, 21, 0, tzinfo=UTC)))


def test_material_above_the_view_is_refused() -> None:
    with pytest.raises(Broken, match="E941"):
        compose(material(hidden_report=True))
    assert compose(material(hidden_report=True, view=View(audience="mechanism")))


def test_order_of_the_material_changes_nothing(made: Bulletin) -> None:
    whole = material(many=10)
    names = (
        "incidents",
        "findings",
        "accounts",
        "claims",
        "reports",
        "texts",
        "rows",
        "counts",
        "coverage",
        "instruments",
    )
    turned = replace(whole, **{name: tuple(reversed(getattr(whole, name))) for name in names})
    assert render_json(compose(turned)) == render_json(made)


def test_a_ruling_names_body_day_and_standard_and_only_where_there_is_a_mandate() -> None:
    whole = material()
    ruling = Review(
        key="review:20", decision="rule", target="incident:i1", value='"violation"', who="Chair",
        when=datetime(2017, 5, 22, tzinfo=UTC), why="heard both sides", position=20,
    )  # fmt: skip
    ruled = tuple(replace(f, status=Status.RULED) if f.incident == "incident:i1" else f for f in whole.findings)
    mandate = Mandate(body="Joint Commission", standard="balance of probabilities")
    label = entry(compose(replace(whole, findings=ruled, reviews=(ruling,), mandate=mandate)), "i1").label
    assert label == "violation, ruled by Joint Commission on 22 May 2017 under balance of probabilities"
    without = entry(compose(replace(whole, findings=ruled, reviews=(ruling,))), "i1").label
    assert without == "alleged violation"


def test_the_two_sides_stand_beside_each_other_with_unit_and_every_printing(made: Bulletin) -> None:
    assert made.tallies.columns[-3:] == ("registered by Russia", "registered by Turkey", "incidents known")
    row = made.tallies.rows[0]
    assert row[2] == "violations registered (counting rule not stated)"
    assert row[-3:] == ("printings differ: Agency One: 6; Agency Two: 5", "11", "1")
    assert any("Registered, not committed" in note for note in made.tallies.notes)
    assert made.residue.columns[-2:] == ("Russia: left over", "Turkey: left over")
    assert len(made.residue.rows) == 1
    assert made.misread.rows[0][1] == "The Daily"


def test_counts_without_a_reconciliation_still_stand_side_by_side() -> None:
    made = compose(material(reconciled=()))
    assert made.tallies.rows[0][-3:-1] == ("printings differ: Agency One: 6; Agency Two: 5", "11")


def test_a_weakened_policy_prints_its_reason() -> None:
    made = compose(material(policy=Policy(delay_hours=0, why="a historical case")))
    assert made.head.policy_why == "a historical case"
    assert made.head.policy[0] == "published without delay"


def test_coarser_policy_prints_areas_only() -> None:
    made = compose(material(policy=Policy(finest_place="admin1")))
    assert {e.where for e in made.entries} == {"place not stated", "place withheld", "Idlib governorate"}
    assert 'class="spot' not in made.map.svg


def test_comments_are_verbatim_and_only_on_what_is_in_the_bulletin(made: Bulletin) -> None:
    assert made.comments.rows[0][2] == "Our aircraft were not in the area."
    other = replace(material().reviews[0], target="incident:elsewhere")
    assert compose(material(reviews=(other,))).comments.rows == ()


def test_an_undertaking_engaged_is_no_violation_by_its_giver(made: Bulletin) -> None:
    line = entry(made, "i1").held[0].terms[0].undertakings[0]
    assert line.startswith("Undertaking engaged: Iran, Russia, Turkey undertook to ensure compliance")
    assert line.endswith("This is not itself a violation by them.")
    assert made.undertakings.rows[0][-1] == "2"


def test_groups_with_noughts_only_are_kept_and_marked(made: Bulletin) -> None:
    assert {g.id for g in made.zones if g.busy} == {"memo/z1", "memo/z2"}
    assert len(made.zones) == 4


def test_a_body_that_is_tied_to_nobody_but_itself_speaks_for_itself() -> None:
    whole = material()
    voices = (
        Voice(id="us", name="US", affiliated_to=("us",)),
        Voice(id="gov", name="Damascus", affiliated_to=("saa",)),
    )
    made = compose(
        replace(whole, incidents=(replace(whole.incidents[1], voices=voices),), findings=whole.findings[3:4])
    )
    assert entry(made, "i2").voices == (
        "Government of Syria (speaks for itself)", "United States (speaks for itself)",
    )  # fmt: skip


def test_a_graphic_exhibit_warns_and_one_that_speaks_for_the_accused_says_so() -> None:
    whole = material()
    marked = replace(whole, exhibits=tuple(replace(e, graphic=True, exculpatory=True) for e in whole.exhibits))
    told = [item for item in entry(compose(marked), "i1").exhibits for item in item.fields]
    assert {"Warning", "Marked"} <= {field.label for field in told}
    plain = [item for item in entry(compose(whole), "i1").exhibits for item in item.fields]
    assert not {"Warning", "Marked"} & {field.label for field in plain}


def test_a_private_recipient_of_the_cases_own_evidence_is_not_named_and_what_is_spoken_is_apart() -> None:
    whole = material()
    ours = Seen(item="exhibit:photo", shown=True, to_whom=("Carl Unknown", "public"), by="Nina Desk", authority="Rule 7")
    made = compose(replace(whole, disclosure=(*whole.disclosure, ours)))
    (row,) = [r for r in made.showings.rows if r[0].startswith("exhibit:photo") and "Rule 7" in r]
    assert "the public" in row[2]
    assert "Carl" not in render_json(made)
    assert "Nina" not in render_json(made)
    assert len(made.spoken.rows) == sum(1 for s in whole.disclosure if s.claim)
