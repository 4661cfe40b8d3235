"""An amendment changes no finding for the days before it: a new instrument or what holds only from a later day on."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.world import Areas, Book, Tree, incident, instrument, term

from holdfire.findings import finding, hold, law
from holdfire.records import Blame, DateEntry, Membership, Verdict

AMENDED = datetime(2030, 6, 1, tzinfo=UTC)
ACTORS = ["north", "south", "stranger", "listed", "rebels", "patron"]
incidents = st.builds(
    lambda n, who, authors, letter, hours: incident(
        f"incident:{n}", at=AMENDED - timedelta(days=1, hours=hours), letter=letter, participants=tuple(who),
        attributed_to=tuple(Blame(actor=a, by=("c",)) for a in authors),
    ),
    st.integers(0, 10**6), st.lists(st.sampled_from(ACTORS), max_size=2, unique=True),
    st.lists(st.sampled_from(ACTORS), max_size=2, unique=True), st.sampled_from("Aab"), st.integers(0, 2000),
)  # fmt: skip
TRUCE = instrument()
BROADER = {"terms": (term(clause="9", acts=("force", "force/strike")),), "zones": TRUCE.zones}
AMENDING = instrument(
    key="instrument:j", id="j", title="The amendment", amends=("i",), **BROADER,
    dates=(DateEntry(name="operative", at=AMENDED, zone="UTC"),),
)  # fmt: skip


def told(some, *instruments):
    held = hold(some, law(list(instruments), Book(), Tree(), Tree(), Areas()))
    return [finding(held, row) for row in range(len(held))]


@given(st.lists(incidents, max_size=6, unique_by=lambda i: i.key))
def test_an_amending_instrument_changes_no_finding_of_earlier_days(some):
    both = told(some, TRUCE, AMENDING)
    assert [f for f in both if f.instrument == "i"] == told(some, TRUCE)
    of_it = {f.verdict for f in both if f.instrument == "j"}
    assert of_it <= {Verdict.NOT_COVERED}


@given(st.lists(incidents, max_size=6, unique_by=lambda i: i.key), st.sampled_from(["stranger", "patron", "listed"]))
def test_an_accession_binds_from_its_day_on(some, actor):
    (sides,) = TRUCE.parties
    joined = Membership(actor=actor, since=AMENDED, how="accession")
    acceded = msgspec.structs.replace(TRUCE, parties=(msgspec.structs.replace(sides, actors=(*sides.actors, joined)),))

    def plain(found):
        return [(f.key, f.verdict, f.because) for f in found]

    assert plain(told(some, acceded)) == plain(told(some, TRUCE))
