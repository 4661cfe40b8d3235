"""What fills the slots and the toll as it was told: the text's own words, who has them so, and what is never said."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from tests.bulletin.material import material
from tests.bulletin.world import EN, EVIL, TZ, text

from holdfire.bulletin import compose, export, render_html, render_json, render_markdown
from holdfire.bulletin.model import Entry
from holdfire.bulletin.words import Words
from holdfire.records import Account, Blame, Casualties, Slot

BRIGADE = EN.replace("government warplanes made two passes", "the Dale Brigade, led by Karl Fremd, shelled the town")


def slot(name: str, words: str, of: str = EN) -> Slot:
    at = of.index(words)
    return Slot(slot=name, start=at, end=at + len(words))


def with_slots(made: Any, key: str, *slots: Slot, **changes: Any) -> Any:
    """The material with an account's slots and more fields set."""
    accounts = tuple(
        replace(a, text=text("rastan", EN).sha256, slots=slots, **changes) if a.key == f"account:{key}" else a
        for a in made.accounts
    )
    return replace(made, accounts=accounts)


def strike(made: Any) -> Entry:
    return next(e for e in compose(made).entries if e.key == "incident:i1")


def fills(entry: Entry, name: str) -> list[tuple[str, bool, tuple[int, ...]]]:
    return [(f.words, f.quoted, f.opens) for s in entry.slots if s.slot == name for f in s.fills]


def test_slots_hold_the_words_and_the_numbers_of_their_accounts() -> None:
    made = with_slots(
        material(), "a1", slot("act", "struck"), slot("struck", "market"), slot("target", "market of Rastan"),
        slot("time", "Tuesday"), slot("place", "Rastan"),
    )  # fmt: skip
    told = strike(made)
    assert fills(told, "act") == [("air strike", False, (2,)), ("struck", True, (1,))]
    assert fills(told, "target") == [("market of Rastan", True, (1,))]
    assert fills(told, "time") == [("Tuesday", True, (1,))]
    assert fills(told, "denied") == [("Syrian Arab Army", False, (3,))]
    assert fills(told, "author") == [("Government of Syria", False, (2,))]
    assert [a.number for a in told.accounts] == [1, 2, 3]
    page = render_html(compose(made))
    assert f'<a href="#{told.anchor}-1">1</a>' in page
    assert f'id="{told.anchor}-1"' in page
    assert "“struck” (1)" in render_markdown(compose(made))


def test_an_incident_of_table_rows_alone_has_no_slots() -> None:
    assert all(not e.slots for e in compose(material(many=3)).entries if e.key.startswith("incident:ged"))


def test_a_place_that_may_not_be_told_so_finely_is_told_as_it_is_published() -> None:
    made = material()
    prison = next(i for i in made.incidents if i.key == "incident:i2")
    assert prison.place is not None
    told = with_slots(made, "a4", slot("place", "Rastan"))
    (entry,) = [e for e in compose(told).entries if e.key == prison.key]
    assert fills(entry, "place") == [("a place in or near Saidnaya", False, (1,))]


def test_no_word_of_a_text_is_told_where_the_place_is_never_published() -> None:
    made = with_slots(material(), "a6", slot("act", "Jets struck"))
    (entry,) = [e for e in compose(made).entries if e.key == "incident:i4"]
    assert [f for s in entry.slots for f in s.fills if f.quoted] == []


def test_the_toll_is_a_series_by_day_and_nothing_is_averaged() -> None:
    def killed(low: int, high: int | None, told: str) -> Casualties:
        return Casualties(kind="killed", low=low, high=high, told=told)

    made = with_slots(material(), "a1", casualties=(killed(61, 61, "2017-05-18"), killed(29, None, "2017-05-16")))
    told = strike(with_slots(made, "a2", casualties=(killed(61, 61, "2017-05-18"),)))
    assert [(t.day, t.figure, t.opens) for t in told.tolls] == [
        ("16 May 2017", "at least 29 killed", (1,)), ("18 May 2017", "61 killed", (1, 2)),
    ]  # fmt: skip
    assert "45" not in {word for t in told.tolls for word in t.figure.split()}


def named(made: Any) -> Any:
    """The vendor lays it to a body that no file has, led by a person whom none has."""
    whole = text("rastan", BRIGADE)
    at = BRIGADE.index("Karl Fremd")
    vendor = next(a for a in made.accounts if a.key == "account:a2")
    blame = Blame(actor="name:dala brigada", by=vendor.asserted_by, name="Dale Brigade")
    told = replace(
        vendor, text=whole.sha256, attributed_to=(blame,),
        slots=(slot("author", "Dale Brigade", BRIGADE), Slot(slot="person", start=at, end=at + len("Karl Fremd"))),
    )  # fmt: skip
    incidents = tuple(replace(i, attributed_to=(blame,)) if i.key == "incident:i1" else i for i in made.incidents)
    old = text("rastan", EN)
    return replace(
        made, incidents=incidents, accounts=tuple(told if a.key == told.key else a for a in made.accounts),
        texts=(*(t for t in made.texts if t.sha256 != old.sha256), whole),
        claims=tuple(replace(c, text=whole.sha256) if c.text == old.sha256 else c for c in made.claims),
    )  # fmt: skip


def test_an_unlisted_body_is_named_and_a_person_said_to_have_done_it_is_not() -> None:
    made = named(material())
    told = strike(made)
    assert ("Dale Brigade", False, (2,)) in fills(told, "author")
    assert [b.sentence for b in told.stated if "Dale Brigade did it" in b.sentence]
    whole = compose(made)
    for printed in (render_html(whole), render_markdown(whole), render_json(whole)):
        assert "Dale Brigade" in printed
        assert "Fremd" not in printed
    exported = export(made, "incidents", "csv") + export(made, "claims", "jsonl")
    assert "Dale Brigade, stated by" in exported
    assert "Fremd" not in exported


def test_a_person_who_is_blamed_by_name_is_not_named() -> None:
    made = named(material())
    person = Blame(actor="name:karl frimd", by=(), name="Karl Fremd")
    incidents = tuple(replace(i, attributed_to=(person,)) if i.key == "incident:i1" else i for i in made.incidents)
    assert "Fremd" not in render_json(compose(replace(made, incidents=incidents)))


def test_a_publisher_own_words_are_quoted() -> None:
    at = EN.index("Jets")
    own = with_slots(material(), "a1", slot("act", "struck"), asserted_by=(), span=(at, at + 20))
    (account,) = [a for a in strike(own).accounts if a.number == 1]
    assert account.sentence is not None
    assert "".join(p.text for p in account.sentence.pieces).startswith("Jets struck the market of Rastan")
    assert account.origin is not None
    evil = Account(
        key="account:a6", report="report:evil", source="daily", voices=(), act="medical_attack",
        text=text("evil", EVIL).sha256, span=(0, 20), place=next(i.place for i in own.incidents if i.key == "incident:i4"),
    )  # fmt: skip
    hidden = replace(own, accounts=tuple(evil if a.key == evil.key else a for a in own.accounts))
    (line,) = next(e for e in compose(hidden).entries if e.key == "incident:i4").accounts
    assert line.sentence is not None
    assert line.sentence.withheld
    assert line.sentence.pieces == ()


def test_a_toll_of_which_no_number_is_told_prints_none() -> None:
    words = Words(TZ)
    both = [Casualties(kind="killed", low=n, high=h, by=()) for n, h in ((0, None), (9, 9))]
    assert words.toll(both[0]) == "killed, number not stated"
    assert words.spread(both) == "9 killed"
