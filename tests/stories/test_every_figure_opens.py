"""Every figure of the packaged bulletins opens: its link leads to an entry, the entry to accounts, the account to a
sentence, a row or an observation; and every incident on the map lies in the governorate that its sources name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pytest
from shapely.geometry import Point, shape
from tests.demo_case import AT, demo
from tests.stories.astana import story

from holdfire import bulletin
from holdfire.bulletin import Bulletin
from holdfire.bulletin.model import AccountLine, Entry, Figure
from holdfire.disclosure import Area
from holdfire.flow import publish
from holdfire.store import open_case

WEEKS = (date(2017, 5, 15), date(2017, 9, 25), date(2017, 11, 13))
DEGREE_M = 111_000
IN_TEXTS = {"Saydnaya": "Rif Dimashq", "Jisr ash Shughur": "Idlib", "Al Atarib": "Aleppo"}
"""Where the incidents lie that the packaged texts tell of, as any atlas has it."""


class Page(HTMLParser):
    """The ids of a page and its links within it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for each element."""
        given = dict(attrs)
        if given.get("id"):
            self.ids[given["id"] or ""] += 1
        if (given.get("href") or "").startswith("#"):
            self.links[(given["href"] or "")[1:]] += 1


@cache
def composed(day: date) -> Bulletin:
    """The public bulletin of the week that holds a day."""
    with open_case(demo() / "case") as case:
        return publish.compose(case, story().outcome, day, AT)


@cache
def page(day: date) -> Page:
    """The same as the page that a reader opens."""
    return Page(bulletin.render_html(composed(day)))


def figures(b: Bulletin) -> Iterator[Figure]:
    """Every figure that counts incidents."""
    yield from b.figures
    for groups in (b.instruments, b.zones, b.parties):
        yield from (figure for group in groups for figure in group.figures)
    yield from (figure for choice in b.choices for option in choice.options for figure in option.figures)


def rests(account: AccountLine) -> bool:
    """Whether an account shows the sentence, the row or the observation that it rests on, or says why not."""
    quoted = [c.quotation for c in account.claims] + [account.sentence]
    said = any(q is not None and (q.withheld or "".join(p.text for p in q.pieces).strip()) for q in quoted)
    return said or any(item.fields for item in account.items)


@pytest.mark.parametrize("day", WEEKS)
def test_every_link_leads_to_one_place_of_the_page(day: date) -> None:
    found = page(day)
    assert [name for name in found.links if found.ids[name] != 1] == []
    assert [name for name, times in found.ids.items() if times > 1] == []


@pytest.mark.parametrize("day", WEEKS)
def test_every_figure_counts_the_entries_that_it_opens(day: date) -> None:
    b = composed(day)
    numbers = {e.number for e in b.entries}
    assert len(numbers) == len(b.entries) > 100
    seen = 0
    for figure in figures(b):
        assert (len(figure.counted_all), len(figure.counted_some)) == (figure.all, figure.some)
        assert numbers.issuperset({*figure.counted_all, *figure.counted_some})
        seen += bool(figure.all or figure.some)
    assert seen > 20
    assert [f.anchor for f in b.figures if page(day).ids[f.anchor] != 1] == []


@pytest.mark.parametrize("day", WEEKS)
def test_every_number_in_a_table_opens(day: date) -> None:
    b = composed(day)
    numbers = {e.number for e in b.entries}
    assert all(numbers.issuperset(of) for table in (b.tallies, b.undertakings) for of in table.opens)
    for row, opens, near in zip(b.tallies.rows, b.tallies.opens, b.tallies.near, strict=True):
        said = re.findall(r"\d+", row[-1])
        assert said == [str(len(of)) for of in (opens, near) if of or of is opens]
    printed = {(row[0], row[1], row[3]) for row in b.printings.rows}
    registered = [(row[0], row[1], cell) for row in b.tallies.rows for cell in row[4:-1] if cell.isdigit()]
    assert [one for one in registered if one not in printed] == []
    received = {row[-1] for row in b.received.rows}
    assert all(row[-2] and row[-1] in received for row in b.printings.rows)
    totals = {t.label: t.value for t in b.totals}
    assert totals["reported incidents"] == str(len(b.entries))
    assert totals["reports received"] == str(len(b.received.rows))
    claims = {c.key for e in b.entries for a in e.accounts for c in a.claims} | {c.key for c in b.disclosure}
    assert totals["attributed statements"] == str(len(claims))


@pytest.mark.parametrize("day", WEEKS)
def test_every_entry_opens_to_accounts_and_each_to_what_it_rests_on(day: date) -> None:
    for entry in composed(day).entries:
        assert entry.accounts
        assert page(day).ids[entry.anchor] == 1
        assert [a.number for a in entry.accounts if not rests(a)] == []
        assert [a.number for a in entry.accounts if page(day).ids[f"{entry.anchor}-{a.number}"] != 1] == []


@pytest.mark.parametrize("day", WEEKS)
def test_every_toll_and_slot_opens_to_the_accounts_that_have_it(day: date) -> None:
    seen = 0
    for entry in composed(day).entries:
        accounts = {a.number: a for a in entry.accounts}
        assert {t.figure for t in entry.tolls} == set(entry.casualties)
        for line in entry.tolls:
            assert line.opens
            assert all(line.figure in accounts[n].said for n in line.opens)
        for fill in (fill for slot in entry.slots for fill in slot.fills):
            assert fill.opens
            assert set(fill.opens) <= set(accounts)
            seen += fill.quoted
            assert not fill.quoted or all(fill.words.casefold() in _words(accounts[n]) for n in fill.opens)
    assert seen


def _words(account: AccountLine) -> str:
    """All that an account quotes, in which the words of its slots stand."""
    quoted = [c.quotation for c in account.claims] + [account.sentence]
    return " ".join(" ".join("".join(p.text for p in q.pieces).split()) for q in quoted if q is not None).casefold()


@pytest.mark.parametrize("day", WEEKS)
def test_every_incident_on_the_map_opens_to_its_entry(day: date) -> None:
    b = composed(day)
    entries = {e.number: e for e in b.entries}
    assert [row.number for row in b.map.rows] == [e.number for e in b.entries]
    assert all(row.anchor == entries[row.number].anchor for row in b.map.rows)
    shared = {t.anchor: t for t in b.map.together}
    drawn: set[int] = set()
    for anchor, title in re.findall(r'<a href="#([^"]+)"><(?:circle|path)[^>]*><title>([^<]*)</title>', b.map.svg):
        opened = shared[anchor].numbers if anchor in shared else (int(anchor.removeprefix("i")),)
        said = re.match(r"No\. ([\d, ]+):", title)
        assert said is None or sorted(int(n) for n in said[1].split(",")) == list(opened)
        drawn.update(opened)
    not_drawn = {row.number for row in b.map.rows if row.shown.startswith("not drawn")}
    assert drawn == set(entries) - not_drawn


@cache
def governorates() -> tuple[Area, ...]:
    """The first-level areas of the case's country."""
    with open_case(demo() / "case") as case:
        places = story().outcome.know.places
        areas = places.areas.of_country(case.config.country)
        return tuple(
            Area(id=a, name=places.area_name(a) or a, geometry=places.area_geometry(a)) for a in areas if "-" in a
        )


def _named(entry: Entry) -> set[str]:
    """The governorates that its rows name, else that an atlas has for the place of a text."""
    rows = {f.value for a in entry.accounts for i in a.items for f in i.fields if f.label == "first-level area"}
    return {name.removesuffix(" governorate") for name in rows} or {IN_TEXTS[w] for w in IN_TEXTS if w == entry.where}


@pytest.mark.parametrize("day", WEEKS)
def test_every_incident_lies_in_the_governorate_that_its_sources_name(day: date) -> None:
    known = story().outcome.know.places
    incidents = {i.key: i for i in story().derived.incidents}
    areas = {a.id: shape(a.geometry) for a in governorates() if a.geometry}
    checked = 0
    for entry in composed(day).entries:
        place = incidents[entry.key].place
        for name in _named(entry) if place is not None else ():
            area = known.area_id(name, "SY")
            assert area in areas, name
            if place is None or place.lat is None or place.lon is None:
                assert place is None or place.area in {area, "SY"} or known.area_name(place.area or "") is not None
                continue
            disc = Point(place.lon, place.lat).buffer((place.radius_m + 2000) / DEGREE_M)
            assert areas[area].intersects(disc), (entry.where, name)
            checked += 1
    assert checked > 50
