"""Who is bound, asked of a small instrument and of the packaged ones: every way of being inside, outside or unknown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.agreement.made import astana, small

from holdfire import actors
from holdfire.agreement import Bound, bound, excluded, parties_of, stands_for
from holdfire.records import Result

BOOK = actors.packaged()
JULY, MAY, OCTOBER = (datetime(2017, month, 15, tzinfo=UTC) for month in (7, 5, 10))
MEMORANDUM = "sy-2017-05-04-astana"


def ask(actor: str, when: datetime | None = JULY, by: tuple[str, ...] = (), **reading: str) -> tuple[str, str]:
    found = bound(small(), actor, when, reading, BOOK, by)
    assert found.words
    return found.result.value, found.code


@pytest.mark.parametrize(("actor", "when", "wanted"), [
    ("sy", JULY, ("pass", "member")),
    ("sy-air-force", JULY, ("pass", "member")),            # an organ is bound as its parent
    ("ahrar-al-sham", JULY, ("pass", "member")),
    ("ahrar-al-sham", MAY, ("unknown", "may_have_joined")),  # before it is known to have joined an open party
    ("ahrar-al-sham", OCTOBER, ("unknown", "may_have_joined")),
    ("ahrar-al-sham", None, ("unknown", "date_not_known")),
    ("zenki", JULY, ("unknown", "may_have_joined")),
    ("sy-armed-opposition", JULY, ("unknown", "may_have_joined")),
    ("rebels", JULY, ("unknown", "lumped")),
    ("is", JULY, ("fail", "excluded")),
    ("khalid-ibn-al-walid-army", JULY, ("fail", "excluded")),
    ("fr", JULY, ("fail", "not_a_party")),
    ("nobody-at-all", JULY, ("unknown", "not_known")),
    ("hezbollah", JULY, ("unknown", "reading_open")),
])  # fmt: skip
def test_every_way_of_being_bound_or_not(actor: str, when: datetime | None, wanted: tuple[str, str]) -> None:
    assert ask(actor, when) == wanted


def test_before_and_after_membership() -> None:
    closed = small(("    open: true\n    covers: [sy-armed-opposition]\n", ""))
    asked = {day: bound(closed, "ahrar-al-sham", day, {}, BOOK) for day in (MAY, JULY, OCTOBER)}
    assert [a.result for a in asked.values()] == [Result.FAIL, Result.PASS, Result.FAIL]
    assert asked[MAY].words == "Ahrar al-Sham by accession only from 2017-05-31"
    first = datetime(2017, 5, 31, 21, tzinfo=UTC)  # 1 June, 00:00 in Damascus: the first instant counts, the last does not
    last = datetime(2017, 8, 31, 21, tzinfo=UTC)
    assert bound(closed, "ahrar-al-sham", first, {}, BOOK).result is Result.PASS
    assert bound(closed, "ahrar-al-sham", last, {}, BOOK).result is Result.FAIL


def test_an_option_decides_first() -> None:
    assert ask("hezbollah", suburb="out") == ("fail", "reading")
    found = bound(small(), "hezbollah", JULY, {"suburb": "in"}, BOOK)
    assert found == Bound(Result.PASS, "reading", "it is (suburb=in); the north: Government of Syria by signature")
    assert stands_for(small(), "hezbollah", {"suburb": "in"}, BOOK) == "sy"
    assert stands_for(small(), "hezbollah", {"suburb": "out"}, BOOK) == "hezbollah"


def test_a_circle_of_stand_ins_ends() -> None:
    circle = small(
        ("{kind: bound, actor: hezbollah, result: fail}", '{kind: bound, actor: ru, result: "as:ru-vks"}'),
        ('{kind: bound, actor: hezbollah, result: "as:sy"}',
         '{kind: bound, actor: sy, result: "as:ir"}, {kind: bound, actor: ir, result: "as:sy"}'),
    )  # fmt: skip
    assert bound(circle, "sy", JULY, {"suburb": "in"}, BOOK)[:2] == (Result.UNKNOWN, "reading")
    assert bound(circle, "ru", JULY, {"suburb": "out"}, BOOK)[:2] == (Result.UNKNOWN, "reading")


def test_only_the_parties_asked_for_count() -> None:
    assert ask("sy", by=("south",)) == ("fail", "not_a_party")
    assert ask("sy", by=("north", "south")) == ("pass", "member")
    assert ask("zenki", by=("north",)) == ("fail", "not_a_party")


def test_an_observer_is_not_bound() -> None:
    watching = small(("    role: signatory", "    role: observer_of_talks"))
    assert bound(watching, "sy", JULY, {}, BOOK)[:2] == (Result.FAIL, "no_role")
    assert [p.id for p in parties_of(watching, "sy-army", JULY, BOOK)] == ["north"]


def test_an_exclusion_that_somebody_only_asserts_is_not_the_texts() -> None:
    asserted = small(("basis: list,", "basis: list, asserted_by: sy,"))
    assert excluded(asserted, "is", JULY, {}, BOOK).result is Result.FAIL
    assert bound(asserted, "is", JULY, {}, BOOK).code == "not_a_party"


def test_an_exclusion_from_a_day_on() -> None:
    dated = small(("basis: list,", "basis: list, since: 2017-07-01,"))
    asked = {day: excluded(dated, "is", day, {}, BOOK).result for day in (MAY, JULY, None)}
    assert asked == {MAY: Result.FAIL, JULY: Result.PASS, None: Result.UNKNOWN}


@pytest.mark.parametrize(("actor", "reading", "result"), [
    ("sy-air-force", {"damascus": "bound"}, "pass"),
    ("sy-air-force", {"damascus": "conditional"}, "unknown"),
    ("sy-air-force", {"damascus": "not"}, "fail"),
    ("sy-air-force", {}, "unknown"),
    ("ru-vks", {"guarantor_fire": "supported", "damascus": "bound"}, "pass"),
    ("ru-vks", {"guarantor_fire": "supported", "damascus": "not"}, "fail"),
    ("ru-vks", {"guarantor_fire": "supported"}, "unknown"),
    ("ru-vks", {"guarantor_fire": "outside"}, "fail"),
    ("ru-vks", {"guarantor_fire": "own"}, "pass"),
    ("tr-forces", {"guarantor_fire": "supported"}, "unknown"),
    ("us-forces", {}, "fail"),
    ("hts", {"hts": "associated"}, "fail"),
    ("hts", {"hts": "not"}, "fail"),
    ("hts", {}, "unknown"),
    ("sdf", {}, "fail"),
])  # fmt: skip
def test_the_memorandum_under_its_readings(actor: str, reading: dict[str, str], result: str) -> None:
    memorandum = astana()[0][MEMORANDUM]
    assert bound(memorandum, actor, JULY, reading, BOOK, ("government", "groups")).result.value == result


def test_who_is_excluded_from_the_memorandum() -> None:
    memorandum = astana()[0][MEMORANDUM]
    asked = {a: excluded(memorandum, a, JULY, {"hts": "not"}, BOOK).result.value for a in ("is", "nusra", "hurras", "hts", "fsa")}
    assert asked == {"is": "pass", "nusra": "pass", "hurras": "pass", "hts": "fail", "fsa": "fail"}
    assert excluded(memorandum, "hts", JULY, {"hts": "associated"}, BOOK).result is Result.PASS
    assert excluded(memorandum, "hts", JULY, {}, BOOK).code == "reading_open"


def test_a_group_that_opted_in_late_is_unknown_as_no_list_was_seen() -> None:
    cessation = astana()[0]["sy-2016-02-27-cessation"]
    assert bound(cessation, "jaysh-al-islam", datetime(2016, 3, 1, tzinfo=UTC), {}, BOOK).code == "may_have_joined"
    assert bound(cessation, "nusra", datetime(2016, 3, 1, tzinfo=UTC), {}, BOOK).code == "excluded"


def test_iran_became_a_guarantor_of_the_nationwide_ceasefire_only_in_january() -> None:
    ceasefire = astana()[0]["sy-2016-12-30-ceasefire"]
    days = (datetime(2017, 1, 10, tzinfo=UTC), datetime(2017, 2, 10, tzinfo=UTC))
    assert [[p.id for p in parties_of(ceasefire, "ir", day, BOOK)] for day in days] == [[], ["guarantors"]]
