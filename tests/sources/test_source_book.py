"""Sources by name, address and day; ties only with their reason; faults all named."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from tests.corpora import shared

from holdfire import actors, sources
from holdfire.errors import BadAgreement
from holdfire.sources.book import slips

OWN = b"""
sources:
- {id: harbour, name: Harbour Post, names: [The Harbour Post], kind: outlet, domains: [harbour.example]}
- {id: gazette, name: Gazette, kind: outlet, domains: [gazette.example, blog.harbour.example],
   affiliations: [{to: north, since: 2017-01-01, until: 2017-06-01, why: bought by the north}]}
"""


def named(name: str) -> str | None:
    source = sources.packaged().by_name(name)
    return source.id if source else None


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("SOHR", "sohr"), ("Reuters News", "reuters"), ("ТАСС", "tass"), ("سانا", "sana"), ("AFP", "afp"),
        ("Sputnik (headline of same page)", "sputnik"), ("tass", "tass"), ("White Helmets", "white-helmets"),
        ("Nobody's Paper", None), ("", None),
    ],
)  # fmt: skip
def test_by_name(name: str, source: str | None) -> None:
    assert named(name) == source


def test_by_domain_takes_the_longest() -> None:
    own = sources.load(OWN)
    found = {url: own.by_domain(url) for url in ("https://www.harbour.example/a", "blog.harbour.example", "x.example")}
    assert [s.id if s else None for s in found.values()] == ["harbour", "gazette", None]
    assert own.by_domain("http://[not an address") is None
    assert own.by_domain("example") is None


def test_a_tie_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    own = sources.load(OWN)
    days = [date(2016, 12, 31), date(2017, 1, 1), date(2017, 5, 31), date(2017, 6, 1)]
    assert [own.affiliations_on("gazette", day) for day in days] == [(), ("north",), ("north",), ()]
    assert own.affiliations_on("unknown", days[0]) == ()


def test_ties_lead_to_known_actors_and_say_why() -> None:
    known = actors.packaged()
    for source in sources.packaged().all():
        for tie in source.affiliations:
            assert known.get(tie.to) is not None, (source.id, tie.to)
            assert tie.why


def test_slips_of_coders_are_names_of_the_source() -> None:
    assert {named(slip) for slip in ("SORH", "SOGR", "SOHE", "SCOHR")} == {"sohr"}


def test_a_name_one_slip_away_is_near_and_not_the_same() -> None:
    own = sources.load(OWN)
    for slip in ("Harbour Past", "Habrour Post", "Harbourr Posd"):
        assert own.by_name(slip) is None
        assert [s.id for s in own.near(slip)] == ["harbour"]
    assert own.near("Harbour Post") == ()
    assert [s.id for s in own.near("Gazettf")] == ["gazette"]
    assert own.near("Gazetted-") == own.near("Gaz") == ()


@pytest.mark.parametrize(("one", "other", "count"), [("sohr", "sorh", 1), ("sohr", "sohr", 0), ("abc", "xyz", 3), ("", "ab", 2)])
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


def test_an_owner_needs_its_reason_and_is_another() -> None:
    bad = b"sources: [{id: a, name: A, kind: outlet, owners: [{to: a, why: ''}]}]"
    with pytest.raises(BadAgreement) as caught:
        sources.load(bad)
    assert "owners[0].why" in caught.value.line()
    assert "its own owner" in caught.value.line()


def test_nobody_has_graded_a_source_but_a_person() -> None:
    assert {source.reliability for source in sources.packaged().all()} == {None}


def test_a_body_that_is_an_actor_too_has_one_id() -> None:
    known = actors.packaged()
    for source in sources.packaged().all():
        actor = known.by_name(source.name)
        if actor is not None and source.kind not in ("outlet", "agency"):
            assert actor == source.id, source.id


def test_a_case_file_replaces_and_adds() -> None:
    own = sources.load(b"sources: [{id: tass, name: TASS, kind: agency}]", base=sources.packaged())
    assert own.affiliations_on("tass", date(2017, 5, 15)) == ()
    assert own.get("sohr") is not None


def test_all_faults_are_named_with_file_and_path() -> None:
    bad = b"""
sources:
- {id: a, name: A, kind: paper}
- {id: a, name: B, kind: outlet, reliability: Z}
- {id: c, name: b, kind: outlet, affiliations: [{to: north, why: ""}]}
- {id: d, nme: D}
"""
    with pytest.raises(BadAgreement) as caught:
        sources.load(bad, names=("mine.yml",))
    line = caught.value.line()
    assert caught.value.code == "E222"
    for part in ("sources[0].kind", "stands 2 times", "sources[1].reliability", "claimed by", ".why", "sources[3]"):
        assert part in line, part
    assert "mine.yml" in line


@pytest.mark.corpora
def test_publishers_of_the_tallies_are_known() -> None:
    path = shared("guarantor_bulletins/guarantor_counts.csv")
    with path.open(encoding="utf-8") as lines:
        names = [row["publisher"] for row in csv.DictReader(lines)]
    unknown = sorted({name for name in names if named(name) is None})
    assert sum(name in unknown for name in names) / len(names) < 0.02, unknown


def test_whom_an_outlet_carries_is_dated_and_every_fault_is_named() -> None:
    tie = b"{to: %b, since: 2017-01-01, until: %b, why: %b}"
    entry = b"\n- {id: mirror, name: Mirror, kind: outlet, carries: [%b]}\n"
    own = sources.load(OWN + entry % (tie % (b"harbour", b"2018-01-01", b"prints its service")))
    mirror = own.get("mirror")
    assert mirror is not None
    assert [(t.to, t.since, t.until) for t in mirror.carries] == [("harbour", date(2017, 1, 1), date(2018, 1, 1))]
    wrong = b", ".join(tie % (to, b"2016-12-31", b"''") for to in (b"mirror", b"nobody"))
    with pytest.raises(BadAgreement) as refused:
        sources.load(OWN + entry % wrong)
    told = str(refused.value)
    assert "E222" in told or refused.value.code == "E222"
    for part in ("carries[0].to", "carries[1].to", "carries[0].until", "carries[1].why", "`nobody` is no source"):
        assert part in told


def test_packaged_sources_carry_known_agencies() -> None:
    known = sources.packaged()
    carried = [(s.id, known.get(tie.to)) for s in known.all() for tie in s.carries]
    assert carried
    assert all(agency is not None and agency.kind == "agency" for _, agency in carried)
