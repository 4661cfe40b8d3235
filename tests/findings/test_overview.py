"""What stands for an incident under several terms, and the counts under all readings and under some."""

from tests.findings.test_hold import turning
from tests.findings.world import START, blamed, held, incident, instrument, term

from holdfire.findings import flips, standings, tallies
from holdfire.records import Verdict


def test_the_strongest_term_stands():
    agreement = instrument(terms=(term(id="t0", acts=("aid",)), term()))
    table = held(incident(), agreement=agreement)
    (standing,) = standings(table)
    assert (standing.verdict, standing.reading) == (Verdict.CONTRARY, {})
    assert table.answers[table.term[standing.row]].term.id == "t1"


def test_counts_under_all_and_under_some():
    table = held(incident("incident:1", at=START), incident("incident:2"), incident("incident:3", letter="a"),
                 agreement=turning())  # fmt: skip
    told = {t.verdict: (t.under_all, t.under_some, t.incidents) for t in tallies(standings(table))}
    assert told[Verdict.CONTRARY] == (1, 1, ("incident:1", "incident:2"))
    assert told[Verdict.NOT_COVERED] == (1, 1, ("incident:1", "incident:3"))
    assert tallies(standings(table), {"incident:2"})[0].under_all == 1


def test_what_flips_under_which_option():
    table = held(incident("incident:1", at=START), incident("incident:2"), agreement=turning())
    (flip,) = flips(standings(table))
    assert (flip.choice, flip.incident) == ("force", "incident:1")
    assert flip.verdicts == {"fifth": (Verdict.CONTRARY,), "sixth": (Verdict.NOT_COVERED,)}


def test_a_flip_in_one_term_hidden_by_a_stronger_one_is_none():
    agreement = turning()
    always = term(id="t2", start="signed", end="end")
    from msgspec.structs import replace

    from holdfire.records import DateEntry

    agreement = replace(agreement, terms=(*agreement.terms, always),
                        dates=(*agreement.dates, DateEntry(name="signed", at=START, zone="UTC")))  # fmt: skip
    table = held(incident(at=START, attributed_to=blamed("north")), agreement=agreement)
    (standing,) = standings(table)
    assert (standing.verdict, standing.reading) == (Verdict.CONTRARY, {})
