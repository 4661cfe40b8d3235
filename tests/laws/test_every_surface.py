"""Law: whatever is hidden from an audience, and whenever it was put in, changes no byte of anything that it is given.

Two small cases, alike but for what is hidden, asked every question that there is; the hidden things stand between the
others in the ledger, so that a position, a count or a number that counted them would show.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.doors import run as command
from tests.evidence.test_replays import saved, scene
from tests.flow_cases import AT, add, small_case

from holdfire.flow.derive import derive, run
from holdfire.flow.disclose import Showing, acknowledge, disclose
from holdfire.flow.exhibits import Given, hand_over, mark
from holdfire.flow.exhibits import add as add_exhibit
from holdfire.records import View
from holdfire.store import Case

PUBLIC, MECHANISM = View(audience="public"), View(audience="mechanism")
WHEN = AT + timedelta(days=1)
CANARY = "Canaria"
TOLD = (
    "The United States said on Monday that the Syrian government had killed detainees in Sednaya prison. US official "
    "Stuart Jones showed reporters satellite photos. Jones said that he had not presented this evidence to the Russians.\n"
)
SECRET = (
    f"The United Kingdom said on Monday that the Syrian government had killed detainees in Sednaya prison, {CANARY} said. "
    f"Air strikes hit Atarib on Monday, killing at least 29 people, {CANARY} Hidden said. Shelling of Talbiseh killed two "
    "people, officials said. The army said it gave the footage to the mission.\n"
)
DAYS = ("--from", "2017-05-01", "--to", "2018-01-31")
SURFACES: dict[str, tuple[str, ...]] = {
    **{f"bulletin {f}": ("bulletin", "CASE", "--date", "2017-11-13", "--format", f) for f in ("html", "md", "json")},
    **{f"export {what} {f}": ("export", "CASE", what, "--format", f, *DAYS)
       for what in ("findings", "incidents", "claims") for f in ("csv", "geojson", "jsonl")
       if (what, f) != ("claims", "geojson")},
    **{name: (name, "CASE", "--jsonl") for name in ("findings", "readings", "reconcile", "duties", "coverage", "doubts")},
    "findings in lines": ("findings", "CASE", "--all"),
    "coverage in lines": ("coverage", "CASE"),
    "explain": ("explain", "CASE", "INCIDENT"),
    "incidents": ("incidents", "CASE", "--jsonl"),
    "incidents in lines": ("incidents", "CASE"),
    "evidence list": ("evidence", "list", "CASE", "--jsonl"),
    "evidence show": ("evidence", "show", "CASE", "open.jpg"),
    "evidence show in json": ("evidence", "show", "CASE", "open.jpg", "--jsonl"),
    "seen of a photo": ("seen", "CASE", "--item", "open.jpg", "--jsonl"),
    "seen of words": ("seen", "CASE", "--item", "photos"),
    "seen by a party": ("seen", "CASE", "--by", "ru"),
    "seen by a stranger": ("seen", "CASE", "--by", "A lawyer", "--jsonl"),
    "diff": ("diff", "CASE", "public", "public", "--jsonl"),
    # what is not there, and what may not be known, is refused in the same words
    "refused: seen": ("seen", "CASE", "--item", "hidden.jpg"),
    "refused: a hidden word": ("seen", "CASE", "--item", "footage"),
    "refused: evidence": ("evidence", "show", "CASE", "hidden.jpg"),
    "refused: explain": ("explain", "CASE", "incident:0123456789"),
    "refused: a proof": ("seen", "CASE", "--by", "ru", "--proof", "proof.json"),
    "refused: diff": ("diff", "CASE", "public", "99999"),
}  # fmt: skip


def exhibit(case: Case, folder: Path, name: str, clearance: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    add_exhibit(case, folder / name, Given(clearance=clearance, collected=AT), who="Desk", at=WHEN)


def show(case: Case, item: str, to: str, **said: Any) -> str:
    return disclose(case, item, Showing(to=(to,), authority="Rule 7", **said), who="Desk", at=WHEN).disclosure.key


def on_a_claim(case: Case, view: View, words: str) -> None:
    """Reject a claim whose text has these words, as people do who looked at it in that view."""
    derived = derive(case, view).derived
    texts = {t.sha256: t.content for t in derived.texts}
    found = [c for c in derived.claims if words in texts[c.text]]
    if found:
        fields = {"decision": "reject", "target": found[-1].key, "target_rev": "", "why": "a slip"}
        case.append("review", fields, who="Desk", at=WHEN)


OPEN: list[Callable[[Case, Path], object]] = [
    lambda case, _: add(case, TOLD, source="agency", title="The prison"),
    lambda case, _: add(case, "strike.txt", title="A strike"),
    lambda case, folder: exhibit(case, folder, "open.jpg", "public", saved(scene(1))),
    lambda case, _: show(case, "open.jpg", "public", caveat="as it is"),
    lambda case, _: mark(case, "open.jpg", {"caption": "A field", "graphic": True}, who="Desk", at=WHEN),
    lambda case, _: on_a_claim(case, PUBLIC, "Atarib"),
    lambda case, _: add(case, "blame.txt", title="The blame"),
]
"""What everybody may know, in this order."""


def withheld_and_told(case: Case, _: Path) -> None:
    kept = show(case, "open.jpg", "A lawyer", receipt=CANARY, examined=True)
    acknowledge(case, kept, f"{CANARY} signed", on=None, who="Desk", at=WHEN)
    show(case, "open.jpg", "ru", withheld=True, caveat=CANARY)


def linked(case: Case, folder: Path) -> None:
    """A hidden exhibit from which the open one is said to be made, shown to everybody by mistake."""
    exhibit(case, folder, "older.jpg", "mechanism", saved(scene(2)))
    mark(case, "open.jpg", {"derived_from": "older.jpg", "about": ()}, who="Desk", at=WHEN)
    show(case, "older.jpg", "public", caveat=CANARY)


HIDDEN: dict[str, Callable[[Case, Path], object]] = {
    "a report": lambda case, _: add(case, SECRET, source=CANARY, title=CANARY, clearance="mechanism"),
    "a decision on it": lambda case, _: on_a_claim(case, MECHANISM, CANARY),
    "a replay": lambda case, folder: exhibit(case, folder, "hidden.jpg", "mechanism", saved(scene(1).transpose(0))),
    "links to it": linked,
    "showings": withheld_and_told,
    "custody": lambda case, _: hand_over(
        case, "open.jpg", {"giver": CANARY, "receiver": "Desk", "on": WHEN}, who="Desk", at=WHEN
    ),
    "a complaint": lambda case, _: case.open_complaint({"complainant": CANARY, "words": CANARY}, who="Desk", at=WHEN),
}  # fmt: skip
NEEDS_PHOTO = {"showings", "custody", "links to it"}


def built(folder: Path, hidden: tuple[tuple[int, str], ...]) -> Path:
    """A case with the open things, and before the n-th of them the hidden ones drawn for it."""
    with small_case(folder / "case") as case:
        for at, step in enumerate((*OPEN, lambda *_: None)):
            for place, name in hidden:
                if place == at and (name not in NEEDS_PHOTO or at > 2):
                    HIDDEN[name](case, folder)
            step(case, folder)
        run(case, PUBLIC)
    return folder / "case"


def asked(case: Path, question: tuple[str, ...]) -> tuple[int, bytes, str]:
    """Exit code, what is printed, and what is said of a mistake, without the paths of the folder."""
    words = [str(case) if w == "CASE" else incident(case) if w == "INCIDENT" else w for w in question]
    if question[0] == "seen":
        words += ["--audience", "public"]
    done = command(*words)
    return done.code, done.raw.replace(str(case).encode(), b"CASE"), done.err.replace(str(case), "CASE")


@cache
def incident(case: Path) -> str:
    return str(command("findings", str(case), "--jsonl").json()[0]["incident"])


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, bytes, str]]:
    """What the public is given where nothing is hidden."""
    folder = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOLDFIRE_CONFIG", str(folder / "config"))
        case = built(folder, ())
        return {name: asked(case, question) for name, question in SURFACES.items()}


ALL = tuple((at, name) for at, name in zip((0, 2, 3, 4, 4, 5, 1), HIDDEN, strict=True))


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(hidden=ALL)
@given(
    hidden=st.lists(st.tuples(st.integers(0, len(OPEN)), st.sampled_from(list(HIDDEN))), min_size=2, max_size=5, unique=True)
    .map(sorted).map(tuple)
)  # fmt: skip
def test_nothing_hidden_changes_a_byte_of_any_surface(
    hidden: tuple[tuple[int, str], ...], plain: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("hidden")
    case = built(folder, hidden)
    told = {name: asked(case, question) for name, question in SURFACES.items()}
    shutil.rmtree(folder)
    assert {name: told[name] for name in told if told[name] != plain[name]} == {}
    assert not any(CANARY.encode() in raw or CANARY in err for _, raw, err in told.values())


def test_the_surfaces_say_something(plain: dict[str, Any]) -> None:
    """So that the law can fail: each answers, or refuses where it should, and what is open is told."""
    refusing = {name for name, (code, _, _) in plain.items() if code}
    assert refusing == {name for name in SURFACES if name.startswith("refused")}
    assert b"Rule 7" in plain["seen of a photo"][1]
    assert b"A field" in plain["evidence list"][1]
    assert b"the Russians" in plain["bulletin md"][1] + plain["seen of words"][1]


def test_the_same_things_open_do_change_what_is_given(plain: dict[str, Any], tmp_path: Path) -> None:
    """So that the law can fail: a report more that everybody may see is seen."""
    with small_case(tmp_path / "case") as case:
        for step in OPEN:
            step(case, tmp_path)
        add(case, SECRET, source=CANARY, title=CANARY)
        run(case, PUBLIC)
    changed = [n for n in ("bulletin md", "findings", "doubts") if asked(tmp_path / "case", SURFACES[n]) != plain[n]]
    assert len(changed) == 3
