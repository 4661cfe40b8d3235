"""Texts of a case to answers of a language model, kept in the case: the one step that asks, at a person's word only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from holdfire import claims, disclosure
from holdfire.claims import Answer, Passage
from holdfire.errors import BadRequest
from holdfire.flow.extract import extract
from holdfire.flow.knowledge import Knowledge, knowledge
from holdfire.flow.proposals import kept, packed
from holdfire.records import Report, Text, View
from holdfire.store import Case
from holdfire.store.endpoint import Endpoint, Reply, ask

Ask = Callable[[list[dict[str, str]]], Reply]


class Consulted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking about one text."""

    report: str
    doc: str
    outcome: str
    """asked | known"""
    passages: int
    claims: int
    """That hold to the text."""
    doubts: int
    """Passages without an answer, and claims that were refused."""


def consult(
    case: Case, endpoint: Endpoint, *, audience: str, again: bool, who: str, at: datetime
) -> Iterator[Consulted]:
    """Ask about each text that the audience may see and that this model has not answered under this prompt.

    `again` asks anew about passages that got no answer. What was asked before is never asked again otherwise, so that a
    run gives the same bytes. Raises BadRequest E446, E447.
    """
    know = knowledge(case.config, case.inputs())
    view = View(audience=audience)
    current = disclosure.clear(case.reports(), view)
    known = kept(case, endpoint.model)
    gone = case.shredded()
    for report in sorted(current, key=lambda r: r.position):
        for text in extract(case, report, know).texts if report.sha256 not in gone else ():
            before = known.get((report.key, text.sha256))
            if before is not None and before.prompt == claims.prompt() and not (again and _faulty(before)):
                yield _told(text, before, know, "known")
                continue
            same = next((a for a in known.values() if a.text == text.sha256 and a.prompt == claims.prompt()), None)
            answer = _answer(report, text, endpoint, same)
            _keep(case, answer, endpoint, who, at)
            known[report.key, text.sha256] = answer
            yield _told(text, answer, know, "asked")


def endpoint_of(case: Case, *, url: str, model: str, anywhere: bool, key: str = "") -> Endpoint:
    """What is asked: option or environment, else case.toml. Raises BadRequest E448 where either is not named."""
    own = case.config.model
    url, model = url or (own.endpoint if own else ""), model or (own.name if own else "")
    if not url or not model:
        missing = "address" if model else "model"
        todo = "give --model and --endpoint, or write [model] with name and endpoint into case.toml"
        raise BadRequest("E448", f"no {missing} is named to consult", where=str(case.path), todo=todo)
    return Endpoint(url=url, model=model, seconds=own.seconds if own else 120, anywhere=anywhere, key=key)


def _answer(report: Report, text: Text, endpoint: Endpoint, before: Answer | None) -> Answer:
    """Passages that were answered before, under whatever report, are taken from there."""
    had = {(p.start, p.end): p for p in before.passages if not p.fault} if before else {}
    asked = []
    for span in claims.passages(text.content):
        if span in had:
            asked.append(had[span])
            continue
        reply = ask(endpoint, claims.asked(text.content[slice(*span)]))
        asked.append(Passage(start=span[0], end=span[1], answer=reply.answer, fault=reply.fault))
    return Answer(
        report=report.key, text=text.sha256, model=endpoint.model, prompt=claims.prompt(), passages=tuple(asked)
    )


def _keep(case: Case, answer: Answer, endpoint: Endpoint, who: str, at: datetime) -> None:
    facts = {"report": answer.report, "text": answer.text, "model": answer.model, "prompt": answer.prompt,
             "endpoint": endpoint.url, "answer": case.put(packed(answer))}  # fmt: skip
    case.append("answer", facts, who=who, at=at)


def _faulty(answer: Answer) -> bool:
    return any(passage.fault for passage in answer.passages)


def _told(text: Text, answer: Answer, know: Knowledge, outcome: str) -> Consulted:
    found, doubts = claims.answered(text, answer, know.actors)
    return Consulted(report=text.report, doc=text.doc, outcome=outcome, passages=len(answer.passages),
                     claims=len(found), doubts=len(doubts))  # fmt: skip
