"""Copies, cut copies and rewrites are found; repeated background and separate reports of one event are not."""

from __future__ import annotations

import csv
import gzip
import random
import re
from datetime import UTC, datetime

import pytest
from tests.corpora import shared
from tests.incidents.made import report

from holdfire import seals
from holdfire.corroboration import Copies, candidates, copies
from holdfire.corroboration.shingles import columns
from holdfire.records import Copy, Text

WORDS = [
    a + b for a in ("ba", "de", "ki", "lo", "mu", "ra", "so", "ti", "vu") for b in ("n", "rk", "st", "m", "lp", "sh")
]


def prose(seed: int, sentences: int = 12) -> str:
    made = random.Random(seed)
    return " ".join(" ".join(made.choices(WORDS, k=14)).capitalize() + "." for _ in range(sentences))


def text(name: str, content: str) -> Text:
    sha = seals.sha256(content.encode())
    return Text(
        key=f"text:{sha}",
        report=f"report:{name}",
        doc=name,
        content=content,
        sha256=sha,
        extractor="t/1",
        language="en",
    )


def found(*texts: Text) -> list[tuple[str, str, str]]:
    pairs = copies(texts)
    assert copies(texts[::-1]) == pairs
    return [(c.a.removeprefix("report:"), c.b.removeprefix("report:"), c.kind) for c in pairs]


def exchanged(content: str, every: int) -> str:
    return " ".join("other" + str(n) if n % every == 0 else word for n, word in enumerate(content.split()))


def test_the_same_text_in_two_reports_is_a_copy() -> None:
    assert found(text("a", prose(1)), text("b", prose(1))) == [("a", "b", "copy")]
    assert found(text("a", "Short, but the same."), text("b", "short but the same")) == [("a", "b", "copy")]


@pytest.mark.parametrize("kept", [4, 6])
def test_a_third_of_a_text_is_a_copy_of_it(kept: int) -> None:
    whole = prose(1)
    part = " ".join(whole.split()[: kept * 14])
    assert found(text("a", whole), text("b", part)) == [("a", "b", "copy")]


def test_a_dateline_or_closing_paragraph_added_changes_nothing() -> None:
    assert found(text("a", prose(1)), text("b", "CITY, Monday - " + prose(1) + prose(2, 5))) == [("a", "b", "copy")]


def test_words_exchanged_make_a_rewrite() -> None:
    assert found(text("a", prose(1)), text("b", exchanged(prose(1), 5))) == [("a", "b", "rewrite")]


def test_background_repeated_is_no_rewrite() -> None:
    background = prose(9, 5)
    one_event = [("a", "b", "same-event")]  # all prose here is of few words
    assert found(text("a", prose(1) + background), text("b", prose(2) + background)) == one_event


def test_fifty_rewrites_of_one_story_are_one_family() -> None:
    """Their common words are no formula, however many print them; each pair is a rewrite or a copy."""
    chance = random.Random(3)
    told = prose(1, 20).split()
    many = [
        text(f"{n:02d}", " ".join(f"other{n}" if chance.random() < 0.16 else word for word in told)) for n in range(50)
    ]
    pairs = copies([*many, *(text(f"z{n}", prose(100 + n)) for n in range(20))])
    tied = Copies(pairs)
    assert len({tied.origin(t.report) for t in many}) == 1
    assert len({tied.origin(f"report:z{n}") for n in range(20)}) == 20


def test_another_report_of_the_event_is_kept_apart() -> None:
    quoted = "We were buying bread when the aircraft came over the market and dropped four bombs on the stalls. "
    one = "Rescue teams pulled survivors from collapsed shops while ambulances waited beside the bakery gate. " + quoted
    other = quoted + "Beside the gate of a bakery ambulances took those survivors whom rescue teams had pulled from shops."
    more = "Nobody claimed responsibility by evening. Hospitals appealed for blood donors across seven villages of the plain."
    rest = "Across the plain seven hospitals and their villages looked for donors of blood, and responsibility was not claimed."
    assert found(text("a", one + more), text("b", f"{other} {rest}")) == [("a", "b", "same-event")]


def test_hashes_are_of_the_words_alone() -> None:
    """The same in whatever company, script, case or chunk they stand; and for every text its own."""
    contents = ["Ein Wort, zwei", "слово СЛОВО", "كلمة أخرى", "", "...", "𝔘nicode words", "a" * 3000, "ein wort zwei"]
    together = columns(contents)
    for number, content in enumerate(contents):
        alone = columns([content])
        assert together.of(number).tolist() == alone.of(0).tolist()
        assert together.texts[number] == alone.texts[0]
        assert len(alone.words) == len(re.findall(r"\w+", content.casefold()))
    assert together.texts[0] == together.texts[7]
    assert len(set(together.words.tolist())) == len({w for c in contents for w in re.findall(r"\w+", c.casefold())})


def test_a_sample_is_the_same_runs_in_every_text() -> None:
    told = prose(1, 60)
    both = columns([told, "Before it. " + told + " After it."])
    hashes, owners = both.sampled(4, 4)
    one, other = (set(hashes[owners == n].tolist()) for n in (0, 1))
    assert one <= other
    assert 0.15 < len(one) / len(set(both.runs(0, 4).tolist())) < 0.35


def test_texts_of_their_own_are_nothing_to_each_other() -> None:
    assert found(*(text(str(n), prose(n)) for n in range(20))) == []


def test_versions_of_one_report_are_no_copies() -> None:
    from msgspec.structs import replace

    old, new = report("a"), replace(report("b"), replaces="report:a")
    assert copies([text("a", prose(1)), text("b", prose(1))], [old, new]) == ()


def test_a_rewrite_follows_within_days() -> None:
    texts = [text("a", prose(1)), text("b", exchanged(prose(1), 5))]

    def dated(day: int, month: int) -> list[Copy]:
        when = [datetime(2017, 5, 1, tzinfo=UTC), datetime(2017, month, day, tzinfo=UTC)]
        return list(copies(texts, [report(n, published=w) for n, w in zip("ab", when, strict=True)]))

    assert len(dated(3, 5)) == 1
    assert dated(3, 9) == []


@pytest.mark.corpora
def test_printings_of_one_wire_text_by_many_outlets_are_found() -> None:
    path = shared("fakes_syria_news/FA-KES-Dataset.utf8.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["date"].endswith("2017")]
    pairs = {(c.a, c.b) for c in copies([text(row["unit_id"], row["article_content"]) for row in rows])}
    # One agency text on the shelling of 15 October 2017 under one headline in two outlets; it must count once.
    assert ("report:1923102970", "report:1923848256") in pairs
    # Outlets with texts of their own on the strike of 13 November 2017.
    assert not {("report:1924058106", "report:1926479150")} & pairs
    assert 20 < len(pairs) < 80


def test_pairs_counted_in_many_rounds_are_those_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    words = [f"w{n}" for n in range(300)]
    contents = [" ".join(chance.choices(words, k=120)) for _ in range(12)]
    contents += [" ".join(c.split()[:90]) for c in contents] + [" ".join(c.split()[20:]) for c in contents]
    told = columns(contents)
    ask = {"size": 5, "one_in": 2, "least": 2, "share": 0.3, "crowd": 20}
    at_once = candidates.candidates(told, **ask)
    monkeypatch.setattr(candidates, "AT_ONCE", 500)
    assert len(at_once) >= 24
    assert candidates.candidates(told, **ask) == at_once
