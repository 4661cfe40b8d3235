"""What a person decides about a finding to the fields of its entry, refused where the steps before it are missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from holdfire import findings
from holdfire.actors import Actors
from holdfire.errors import BadRequest
from holdfire.findings.proceedings import FOLLOW_UP_STATES, OUTCOMES, RESPONSIBILITIES
from holdfire.flow.derive import Outcome
from holdfire.flow.views import views
from holdfire.records import Finding, Request
from holdfire.store import Case, CaseConfig


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside a decision, as typed."""

    other: str = ""
    field: str = ""
    value: str = ""
    rev: str = ""
    why: str = ""
    of: tuple[str, ...] = ()
    due: date | None = None
    """The last day, inclusive, in the case's zone."""
    unheard: str = ""


def fields_of(
    case: Case, outcome: Outcome, finding: Finding, decision: str, said: Said, at: datetime
) -> dict[str, object]:
    """What is written of a decision about a finding beside its target and reason.

    Raises BadRequest: E417 for a ruling without a mandated body, E419 for somebody or something not named, E420 for a
    ruling before those asked were heard, E421 for a value that is not on the scale.
    """
    config, actors = case.config, outcome.know.actors
    if decision == "rule":
        mandated(case)
    _check_value(decision, said.value, config)
    if decision == "put_to_parties":
        asked = _asked(said.of, actors, decision)
        return {"of": asked, "due": _end_of(said.due, config, at) or _after(config, at)}
    if decision == "comment":
        by = _asked(said.of, actors, decision)
        if len(by) != 1 or not said.value:
            what = "a comment is one party's, in its own words"
            raise BadRequest("E419", what, todo="give --of ACTOR and --value WORDS")
        return {"of": by, "value": json.dumps(said.value, ensure_ascii=False)}
    if decision == "follow_up":
        if not said.value or said.due is None:
            what = "it is not said what is asked, or by when"
            raise BadRequest("E419", what, todo="give --value WORDS and --deadline DAY")
        words = json.dumps(said.value, ensure_ascii=False)
        return {"of": _asked(said.of, actors, decision), "due": _end_of(said.due, config, at), "value": words}
    if decision == "follow_up_state":
        return {"other": _follow_up(case, finding, said.other), "value": said.value}
    if decision == "rule":
        _heard(case, [finding], said.unheard, at)
        return {"value": said.value, "unheard": said.unheard}
    return {"value": said.value}


def mandated(case: Case) -> None:
    """Raises BadRequest E417 in a case that names no mandated body."""
    if case.config.mandate is None:
        raise BadRequest(
            "E417", "this case names no mandated body, so nobody can rule in it", where="case.toml",
            todo="name the body and its standard of proof under [mandate], or decide `assess`",
        )  # fmt: skip


def require_hearing(case: Case, incident: str, unheard: str, at: datetime) -> None:
    """Whether a complaint tied to an incident may be ruled on: raises BadRequest E420 as long as one to whom a finding
    of it was put may still comment, unless `unheard` says why."""
    held = views(case)[0].held
    targets = {r.target for r in case.reviews() if r.decision == "put_to_parties"}
    put = [f for f in findings.findings(held, held.rows(incident)) if f.key in targets]
    if put:
        _heard(case, put, unheard, at)


def _heard(case: Case, found: Sequence[Finding], unheard: str, at: datetime) -> None:
    told, _ = findings.with_status(found, case.reviews(), case.config.mandate)
    if unheard:
        return
    waiting = [r for f in told for r in findings.unheard(f.proceedings, at)]
    if waiting:
        zone = ZoneInfo(case.config.zone)
        each = ", ".join(_until(r, zone) for r in waiting)
        raise BadRequest(
            "E420", f"those asked may still comment: {each}", where=found[0].key,
            todo="wait for them, or say with --unheard WHY why not",
        )  # fmt: skip
    if not any(f.proceedings and f.proceedings.put for f in told):
        raise BadRequest(
            "E420", "it has not been put to the parties", where=found[0].key,
            todo="decide `put_to_parties` first, or say with --unheard WHY why not",
        )  # fmt: skip


def _until(request: Request, zone: ZoneInfo) -> str:
    if request.due is None:
        return request.to
    last = request.due.astimezone(zone) - timedelta(minutes=1)
    return f"{request.to} until {last:%Y-%m-%d %H:%M}"


def _check_value(decision: str, value: str, config: CaseConfig) -> None:
    scales = {
        "rule": OUTCOMES, "gravity": config.gravity, "responsibility": RESPONSIBILITIES,
        "follow_up_state": FOLLOW_UP_STATES,
    }  # fmt: skip
    scale = scales.get(decision)
    if scale is not None and value not in scale:
        what = f"{value!r} is no {decision.replace('_', ' ')}"
        raise BadRequest("E421", what, where="--value", todo=f"one of {', '.join(scale)}")


def _asked(named: Sequence[str], actors: Actors, decision: str) -> tuple[str, ...]:
    if not named:
        raise BadRequest("E419", f"{decision} does not say of whom", todo="give --of ACTOR, once for each")
    for actor in named:
        if actors.get(actor) is None:
            raise BadRequest("E419", f"there is no actor {actor!r}", where="--of", todo="give the id of an actor")
    return tuple(dict.fromkeys(named))


def _end_of(last: date | None, config: CaseConfig, at: datetime) -> datetime | None:
    """The end of a day in the case's zone. Raises BadRequest E419 when it is over."""
    if last is None:
        return None
    zone = ZoneInfo(config.zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    if end <= at:
        raise BadRequest("E419", f"{last.isoformat()} is over", where="--deadline", todo="give a day to come")
    return end


def _after(config: CaseConfig, at: datetime) -> datetime:
    """The end of the last of the days that case.toml gives, today not counted."""
    zone = ZoneInfo(config.zone)
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=config.comment_days + 1), time(), zone)


def _follow_up(case: Case, finding: Finding, named: str) -> str:
    (told,), _ = findings.with_status([finding], case.reviews(), case.config.mandate)
    asked = [f.review for f in (told.proceedings.follow_ups if told.proceedings else ())]
    if named not in asked:
        raise BadRequest(
            "E419", f"no follow-up {named!r} was asked on this finding", where="--other",
            todo=f"one of {', '.join(asked)}" if asked else "decide `follow_up` first",
        )  # fmt: skip
    return named
